"""The rights matrix of the office, written down from its own table and not from config/roles.py, which is judged by it: every right that
a role holds stands here, and no other.

MATRIX is that table: R read, C create, U change, X export. Only what the house holds today: where it gives more than stands here, the page
is not built (visits, scores, an officer's own requests and figures, a department's own line of a merger task, marks of leaders). BESIDES
are the rights that no letter names.
"""

from functools import cache

VERBS = {
    "enterprise": {
        "R": "enterprises.view_enterprise",
        "C": "enterprises.add_enterprise",
        "U": "enterprises.change_enterprise",
        "X": "enterprises.export_enterprise",
    },
    "figures": {
        "R": "enterprises.view_operatingfigure",
        "C": "enterprises.add_operatingfigure",
        "U": "enterprises.change_operatingfigure",  # and take out
    },
    "support": {
        "R": "enterprises.view_supportassignment",
        "C": "enterprises.add_supportassignment",
        "U": "enterprises.change_supportassignment",
    },
    # One's own, or (Z) those of the whole zone.
    "requests": {"R": "enterprises.view_servicerequest", "Z": "enterprises.view_every_request"},
    "merger tasks": {"R": "merger.view_mergertask", "C": "merger.add_mergertask", "U": "merger.change_mergertask"},
    "indicators": {
        "R": "indicators.view_indicatorvalue",
        "C": "indicators.add_indicatorvalue",
        "U": "indicators.change_indicatorvalue",
    },
    "targets": {
        "R": "indicators.view_indicatortarget",
        "C": "indicators.add_indicatortarget",
        "U": "indicators.change_indicatortarget",
    },
    "tech upgrade": {"R": "projects.view_project", "U": "projects.manage_tech_upgrade", "X": "projects.export_tech_upgrade"},
    "investment": {"R": "projects.view_project", "U": "projects.manage_investment", "X": "projects.export_investment"},
    "import": {"C": "ledgers.view_importbatch"},
    "accounts": {"R": "zone.view_user", "C": "zone.add_user", "U": "zone.change_user"},
    "grants": {"U": "zone.grant_roles"},
    "audit": {"R": "zone.view_event", "X": "zone.export_event"},
}
OBJECTS = tuple(VERBS)

# enterprise, figures, support, requests, merger tasks, indicators, targets, tech upgrade, investment, import, accounts, grants, audit
MATRIX = {
    "leader": ("R", "R", "R", "RZ", "R", "R", "R", "R", "R", "", "", "", ""),
    "deputy": ("R", "R", "R", "R", "R", "R", "R", "R", "R", "", "", "", ""),
    "supervisor": ("R", "", "R", "RZ", "R", "R", "R", "R", "R", "", "", "", ""),
    "econ": ("RCUX", "RU", "RCU", "RZ", "R", "R", "R", "RUX", "R", "C", "", "", ""),
    "invest": ("R", "", "R", "R", "R", "R", "R", "R", "RUX", "C", "", "", ""),
    # X of the firms: in their table the figures leave the house.
    "stats": ("RX", "RCU", "R", "", "R", "RCU", "RCU", "R", "R", "C", "", "", ""),
    # X from officer to district: staff have lists that they export (decision 13).
    "officer": ("RX", "R", "R", "R", "R", "", "", "RX", "RX", "", "", "", ""),
    "liaison": ("RX", "", "R", "R", "R", "", "", "RX", "RX", "", "", "", ""),
    "head": ("RX", "R", "R", "R", "R", "", "", "RX", "RX", "", "", "", ""),
    "district": ("RX", "", "R", "R", "R", "", "", "RX", "RX", "", "", "", ""),
    "merger": ("R", "", "", "", "RCU", "R", "R", "", "", "C", "", "", ""),
    "sysadmin": ("", "", "", "", "", "", "", "", "", "", "RCU", "", ""),
    # Whoever grants roles has to see to whom.
    "secadmin": ("", "", "", "", "", "", "", "", "", "", "R", "U", ""),
    "auditor": ("", "", "", "", "", "", "", "", "", "", "", "", "RX"),
}
# How far a role sees; the others see what is assigned to themselves, and of the directory everything.
REACH = {
    "zone": {"leader", "supervisor", "econ", "invest", "stats"},
    "department": {"deputy", "liaison", "head", "district"},
    "district": {"district"},
}


def kept(app: str, *models: str) -> tuple[str, ...]:
    """All that is ever allowed of these models; nothing is deleted."""
    return tuple(f"{app}.{verb}_{model}" for model in models for verb in ("view", "add", "change"))


BUREAUS, IMPORTERS = {"econ", "invest"}, {"econ", "invest", "stats", "merger"}
ORGANISATION = ("post", "portfolio", "department", "departmentalias", "district", "districtalias", "personalias", "calendarday", "setting")
# Rights, and the roles that hold all of them.
BESIDES = [
    # Monthly progress: who reports (one's own, or for the department), who confirms, corrects and locks. Statistics lock periods.
    (("projects.report_assigned", "projects.update_assigned_project"), {"officer"}),
    (("projects.report_department",), {"liaison", "district"}),
    (("projects.review_progress",), BUREAUS | {"head"}),
    (("projects.correct_progress",), BUREAUS),
    (("zone.lock_month",), BUREAUS | {"stats"}),
    (("zone.view_period",), {"stats"}),
    # Lights: set by hand by a deputy or the supervision office; judged by the rules of the bureau that runs the dispatch.
    (("projects.override_light",), {"deputy", "supervisor"}),
    (kept("zone", "lightrule"), {"econ"}),
    # The overview is for managers; of other districts than their own, district staff see nothing but aggregates.
    (("projects.view_overview",), {"leader", "deputy", "supervisor", "econ", "invest", "stats", "head", "district"}),
    # Leaders give instructions, the supervision office enters them for the principal; who may not urge asks the bureau in charge.
    (("supervision.give_instruction",), {"leader", "deputy"}),
    (("supervision.enter_instruction",), {"supervisor"}),
    (("supervision.view_instruction", "supervision.view_reminder"), {"leader", "supervisor"}),  # of the whole zone
    (("supervision.send_reminder",), {"leader", "deputy", "supervisor", "econ", "invest", "head"}),
    (("supervision.ask_bureau",), {"officer", "liaison", "district"}),
    # Whole phone numbers for those who call; figures of statistical surveys for statistics alone.
    (("enterprises.reveal_contact",), {"leader", "deputy", "econ", "officer"}),
    (("enterprises.view_statistical_figure",), {"stats"}),
    # What an indicator is goes with its values.
    (("indicators.view_indicator",), {"leader", "deputy", "supervisor", "econ", "invest", "stats", "merger"}),
    (("indicators.add_indicator", "indicators.change_indicator"), {"stats"}),
    # Bulk import: each his own objects, and how his sheets call their columns.
    (("ledgers.import_enterprises",), {"econ", "stats"}),
    (("ledgers.import_support", "ledgers.import_tech_upgrade"), {"econ"}),
    (("ledgers.import_investment",), {"invest"}),
    (("ledgers.import_progress",), BUREAUS),
    (("ledgers.import_indicators",), {"stats"}),
    (("ledgers.import_merger",), {"merger"}),
    ((*kept("ledgers", "columnword"), "ledgers.view_knownlayout"), IMPORTERS),
    # The back office: what hangs on firms and projects, and the organisation.
    ((*kept("enterprises", "cluster"), "enterprises.view_districtmembership", "enterprises.view_sizestatus"), {"econ"}),
    (kept("projects", "monthlyplan"), BUREAUS),
    (("projects.view_stageevent", "projects.view_procedure", "projects.view_projectprogress"), BUREAUS),
    (kept("zone", *ORGANISATION), {"sysadmin"}),
]
# Who works in the back office too.
STAFF = IMPORTERS | {"sysadmin", "secadmin", "auditor"}


@cache
def rights_of(role: str) -> frozenset[str]:
    """What a role holds, all of it."""
    verbs = {VERBS[name][verb] for name, given in zip(OBJECTS, MATRIX[role], strict=True) for verb in given}
    reach = {f"zone.reach_{name}" for name, roles in REACH.items() if role in roles}
    return frozenset(verbs | reach | {right for rights, roles in BESIDES if role in roles for right in rights})
