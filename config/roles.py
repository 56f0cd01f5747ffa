"""Who may do what: one table.

`load_reference` turns each role into a group with exactly these rights; pages, lists, exports, imports and the back office ask for the
rights, never for the role. How far a role sees is one of the three `zone.reach_…` rights (see `zone/reach.py`); without one, a person
sees what is assigned to himself. The three administrators see no business data and share no
right with each other, but that two of them see the accounts: one keeps them, the other grants them roles.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

DIRECTORY = ("enterprises.view_enterprise",)
FIGURES = ("enterprises.view_operatingfigure",)
SUPPORT = ("enterprises.view_supportassignment",)
REQUESTS = ("enterprises.view_servicerequest",)  # of the whole zone with the second one, else one's own
EVERY_REQUEST = (*REQUESTS, "enterprises.view_every_request")
MERGER = ("merger.view_mergertask",)
INDICATORS = ("indicators.view_indicator", "indicators.view_indicatorvalue", "indicators.view_indicatortarget")
PROJECTS = ("projects.view_project",)
OVERVIEW = ("projects.view_overview",)
URGES = ("supervision.send_reminder",)
ASKS = ("supervision.ask_bureau",)  # the bureau in charge alone, about the projects whose months one reports
EXPORTS = ("enterprises.export_enterprise", "projects.export_tech_upgrade", "projects.export_investment")  # of what one sees
REVIEWS = ("projects.review_progress", "projects.correct_progress")
ZONE = ("zone.reach_zone",)
DEPARTMENT = ("zone.reach_department",)


def managed(app: str, *models: str) -> tuple[str, ...]:
    """May see, add and change these models (nothing that a report counts is ever deleted). What is only shown in the back office and asked
    for by no page is not among them."""
    return tuple(f"{app}.{verb}_{model}" for model in models for verb in ("view", "add", "change"))


# How sheets call their columns: of each kind of sheet by those who import it.
HEADERS = (*managed("ledgers", "columnword"), "ledgers.view_knownlayout")
# What hangs on a firm or a project in the back office: shown there and written on the record's own page, but for the monthly plans.
STANDINGS = ("enterprises.view_sizestatus", "enterprises.view_districtmembership")
MONTHS = ("projects.view_stageevent", "projects.view_procedure", "projects.view_projectprogress", *managed("projects", "monthlyplan"))


@dataclass(frozen=True)
class Role:
    """`is_staff`: works in the back office too."""

    code: str
    name: str
    rights: tuple[str, ...]
    is_staff: bool = False


ROLES = [
    Role(
        "leader",
        _("principal leader"),
        (
            *ZONE,
            *DIRECTORY,
            *FIGURES,
            *SUPPORT,
            *MERGER,
            *INDICATORS,
            *EVERY_REQUEST,
            *PROJECTS,
            *OVERVIEW,
            *URGES,
            "enterprises.reveal_contact",
            "supervision.give_instruction",
            "supervision.view_reminder",
            "supervision.view_instruction",
        ),
    ),
    Role(
        "deputy",
        _("deputy in charge"),
        (
            *DEPARTMENT,
            *DIRECTORY,
            *FIGURES,
            *SUPPORT,
            *MERGER,
            *INDICATORS,
            *REQUESTS,
            *PROJECTS,
            *OVERVIEW,
            *URGES,
            "enterprises.reveal_contact",
            "projects.override_light",
            "supervision.give_instruction",
        ),
    ),
    Role(
        "supervisor",
        _("supervision office"),
        (
            *ZONE,
            *DIRECTORY,
            *SUPPORT,
            *MERGER,
            *INDICATORS,
            *EVERY_REQUEST,
            *PROJECTS,
            *OVERVIEW,
            *URGES,
            "projects.override_light",
            "supervision.enter_instruction",
            "supervision.view_reminder",
            "supervision.view_instruction",
        ),
    ),
    Role(
        "econ",
        _("economic development bureau"),
        (
            *ZONE,
            *SUPPORT,
            *MERGER,
            *INDICATORS,
            *EVERY_REQUEST,
            *PROJECTS,
            *OVERVIEW,
            *managed("enterprises", "enterprise", "supportassignment", "cluster"),
            *STANDINGS,
            "enterprises.view_operatingfigure",
            "enterprises.change_operatingfigure",
            "enterprises.export_enterprise",
            "enterprises.reveal_contact",
            *MONTHS,
            *URGES,
            *REVIEWS,
            *managed("zone", "lightrule"),
            "zone.lock_month",
            "projects.manage_tech_upgrade",
            "projects.export_tech_upgrade",
            "ledgers.view_importbatch",
            "ledgers.import_enterprises",
            "ledgers.import_support",
            "ledgers.import_tech_upgrade",
            "ledgers.import_progress",
            *HEADERS,
        ),
        is_staff=True,
    ),
    Role(
        "invest",
        _("investment promotion bureau"),
        (
            *ZONE,
            *DIRECTORY,
            *SUPPORT,
            *REQUESTS,
            *MERGER,
            *INDICATORS,
            *OVERVIEW,
            *PROJECTS,
            *MONTHS,
            *URGES,
            *REVIEWS,
            "zone.lock_month",
            "projects.manage_investment",
            "projects.export_investment",
            "ledgers.view_importbatch",
            "ledgers.import_investment",
            "ledgers.import_progress",
            *HEADERS,
        ),
        is_staff=True,
    ),
    Role(
        "stats",
        _("statistics"),
        (
            *ZONE,
            *DIRECTORY,
            *SUPPORT,
            *MERGER,
            *PROJECTS,
            *OVERVIEW,
            *managed("enterprises", "operatingfigure"),
            *managed("indicators", "indicator", "indicatorvalue", "indicatortarget"),
            "enterprises.view_statistical_figure",
            "enterprises.export_enterprise",
            "zone.view_period",
            "zone.lock_month",
            "ledgers.view_importbatch",
            "ledgers.import_enterprises",
            "ledgers.import_indicators",
            *HEADERS,
        ),
        is_staff=True,
    ),
    Role(
        "officer",
        _("responsible officer"),
        (
            *DIRECTORY,
            *FIGURES,
            *SUPPORT,
            *MERGER,
            *REQUESTS,
            *PROJECTS,
            "projects.update_assigned_project",
            "projects.report_assigned",
            *EXPORTS,
            *ASKS,
            "enterprises.reveal_contact",
        ),
    ),
    Role(
        "liaison",
        _("department liaison"),
        (*DEPARTMENT, *DIRECTORY, *SUPPORT, *REQUESTS, *MERGER, *PROJECTS, *EXPORTS, *ASKS, "projects.report_department"),
    ),
    Role(
        "head",
        _("head of department"),
        (
            *DEPARTMENT,
            *DIRECTORY,
            *FIGURES,
            *SUPPORT,
            *MERGER,
            *REQUESTS,
            *PROJECTS,
            *OVERVIEW,
            *URGES,
            *EXPORTS,
            "projects.review_progress",
        ),
    ),
    Role(
        "district",
        _("district staff"),
        (
            "zone.reach_district",
            *DEPARTMENT,
            *DIRECTORY,
            *SUPPORT,
            *REQUESTS,
            *MERGER,
            *PROJECTS,
            *OVERVIEW,
            *EXPORTS,
            *ASKS,
            "projects.report_department",
        ),
    ),
    Role(
        "merger",
        _("merger office"),
        (*DIRECTORY, *INDICATORS, *managed("merger", "mergertask"), "ledgers.view_importbatch", "ledgers.import_merger", *HEADERS),
        is_staff=True,
    ),
    Role(
        "sysadmin",
        _("system administrator"),
        (
            *managed(
                "zone",
                "user",
                "personalias",
                "post",
                "portfolio",
                "department",
                "departmentalias",
                "district",
                "districtalias",
                "calendarday",
                "setting",
            ),
        ),
        is_staff=True,
    ),
    Role(
        "secadmin",
        _("security administrator"),
        ("zone.grant_roles", "zone.view_user"),
        is_staff=True,
    ),
    Role("auditor", _("audit administrator"), ("zone.view_event", "zone.export_event"), is_staff=True),
]
BY_CODE = {role.code: role for role in ROLES}
