"""The demo office: the report's own figures come out, and it is the same everywhere."""

import hashlib
from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import check_password
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, Sum
from django.test import override_settings

from config.demo.accounts import ACCOUNTS, PASSWORD
from config.demo.names import SAMPLE_BRANDS
from config.roles import BY_CODE
from enterprises.models import DistrictMembership, Enterprise, OperatingFigure, ServiceRequest, SizeStatus, SupportAssignment
from projects.models import LightOverride, MonthlyPlan, Project, ProjectProgress, Stage, StageEvent
from projects.models.conditions import owes_report
from projects.reporting.latest import sums, with_figures
from zone.indicators.models import IndicatorTarget, IndicatorValue
from zone.lib.clock import ZONE
from zone.lib.credit_code import is_valid
from zone.merger.models import MergerTask
from zone.models import Department, DepartmentAlias, Period, Portfolio, Post, User
from zone.supervision.models import Instruction, Reminder

pytestmark = pytest.mark.django_db
TODAY = date(2016, 7, 5)
# What identifies the rows and what they say, without ids: equal on both databases and on every load.
KEY_COLUMNS = {
    Department: ("name", "district__code", "position"),
    DepartmentAlias: ("key", "department__name"),
    User: ("username", "name", "is_staff", "work_phone"),
    Post: ("user__username", "department__name", "title", "duty", "valid_from", "valid_to"),
    Portfolio: ("user__username", "department__name", "valid_from", "valid_to"),
    Enterprise: (
        "name", "credit_code", "legacy_reg_no", "district__code", "cluster__code", "industry_code", "legal_representative", "contact_name",
        "contact_phone", "is_above_scale", "is_high_tech", "operating_state", "registered_capital", "search_text", "version",
    ),
    DistrictMembership: ("enterprise__name", "district__code", "valid_from", "valid_to"),
    SizeStatus: ("enterprise__name", "valid_from", "valid_to"),
    OperatingFigure: (
        "enterprise__name", "period", "gross_output", "principal_revenue", "taxes_paid", "employees", "district__code", "version",
    ),
    SupportAssignment: (
        "enterprise__name", "leader__name", "department__name", "officer__name", "officer_name", "tier", "valid_from", "valid_to",
    ),
    Project: ("code", "name", "enterprise__name", "stage", "officer__name", "total_investment", "annual_plan", "moved_on", "version"),
    StageEvent: ("project__code", "stage", "entered_on", "recorded_at", "recorded_by__name"),
    MonthlyPlan: ("project__code", "period", "amount"),
    ProjectProgress: (
        "project__code", "period", "invest_month", "invest_ytd", "invest_since_start", "physical_progress", "problems", "reported_light",
        "recorded_by__name", "state", "version",
    ),
    LightOverride: ("project__code", "light", "expires_on"),
    Reminder: ("about", "asked__name", "given_by__name", "due_on", "answer"),
    Instruction: ("about", "asked__name", "given_by__name", "entered_by__name", "answer"),
    ServiceRequest: ("enterprise__name", "description", "officer__name", "status", "due_by"),
    MergerTask: ("plan", "number", "title", "lead_leader__name", "lead_department__name", "state", "due_by"),
    Period: ("month", "status"),
}  # fmt: skip
DIGEST = "e4603fefc7a9a448202f9daecaf2ba4cece2b81bc29277e4065b580132f0d098"


def digest() -> str:
    seal = hashlib.sha256()
    for model, columns in KEY_COLUMNS.items():
        rows = sorted(repr([_plain(value) for value in row]) for row in model.objects.order_by().values_list(*columns))
        seal.update("\n".join(rows).encode())
    return seal.hexdigest()


def _plain(value):
    if isinstance(value, Decimal):
        return str(value.quantize(Decimal("0.0001")))
    return value.astimezone(ZONE).isoformat() if isinstance(value, datetime) else str(value)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in apps.get_models() if model._meta.app_label in HOUSE}


HOUSE = ("zone", "enterprises", "projects", "ledgers", "supervision", "merger", "indicators")
HISTORIES = [
    model for model in apps.get_models() if model._meta.app_label in HOUSE and hasattr(model._meta, "simple_history_manager_attribute")
]


def test_main_indicators_are_those_of_the_report(office):
    told = IndicatorValue.objects.filter(period="2015-12", span="year", district__code="ALL").order_by("indicator__position")
    assert [float(value) for value in told.values_list("value", flat=True)] == [567, 158, 21.5, 14.7, 46, 12]
    assert [float(growth) for growth in told.values_list("stated_growth", flat=True)] == [5, 5, 2.8, -2, -8, 5.2]
    aimed_at = IndicatorTarget.objects.filter(year=2016, district__code="ALL").order_by("indicator__position")
    assert [float(value) for value in aimed_at.values_list("value", flat=True)] == [584, 160, 22.5, 15.1, 40, 12.6]


def test_above_scale_firms_split_as_in_the_report(office):
    above = Enterprise.objects.above_scale()
    split = Counter(above.values_list("cluster__code", flat=True))
    assert (split["equipment"], split["new_materials"], split["digital"] + split["st_services"]) == (162, 75, 43)
    assert (above.count(), Enterprise.objects.count()) == (280, 320)
    assert above.filter(is_high_tech=True).count() == Enterprise.objects.filter(is_high_tech=True).count() == 28


@pytest.mark.parametrize("day", [date(2016, 1, 1), TODAY])
def test_the_list_of_above_scale_firms_stands_at_280(office, day):
    listed = set(SizeStatus.objects.filter(valid_from__lte=day, valid_to=None).values_list("enterprise", flat=True))
    assert listed == set(Enterprise.objects.above_scale().values_list("pk", flat=True))


def test_outputs_of_2015_add_up_to_the_report(office):
    total = OperatingFigure.objects.filter(period="2015-12", enterprise__is_above_scale=True).aggregate(Sum("gross_output"))
    assert total == {"gross_output__sum": 5_670_000}


def test_figures_are_cumulative_and_stay_with_the_district_of_their_time(office):
    previous = {}
    for firm, period, output in (
        OperatingFigure.objects.filter(period__startswith="2016")
        .order_by("period")
        .values_list("enterprise", "period", "principal_revenue")
    ):
        assert output >= previous.get(firm, 0), (firm, period)
        previous[firm] = output
    moved = DistrictMembership.objects.get(valid_from=date(2016, 4, 1)).enterprise
    districts = dict(moved.operating_figures.values_list("period", "district__code"))
    assert {period: code for period, code in districts.items() if period != "2016-06"} == {
        "2015-12": "XSQ",
        "2016-02": "XSQ",
        "2016-03": "XSQ",
        "2016-04": "GXQ",
        "2016-05": "GXQ",
    }


def test_names_codes_and_phones_are_invented_and_sound(office):
    firms = list(Enterprise.objects.all())
    assert len({firm.name_key for firm in firms}) == 320
    assert [firm.name for firm in firms if any(brand in firm.name for brand in SAMPLE_BRANDS)] == []
    assert [firm.credit_code for firm in firms if firm.credit_code and not is_valid(firm.credit_code)] == []
    assert Counter(firm.credit_code_status for firm in firms) == {"valid": 294, "legacy": 22, "missing": 4}
    assert {firm.contact_phone[:6] for firm in firms} == {"139000", ""}


def test_technical_upgrades_add_up_to_the_year_goal(office):
    upgrades = Project.objects.of_kind("tech_upgrade").planned_for(2016)
    done = with_figures(upgrades, "2016-06").aggregate(**sums())
    assert (upgrades.count(), done["plan"], done["total_done"]) == (25, 150_000, 67_950)
    assert len(set(upgrades.values_list("stage", flat=True))) == 6


def test_monthly_plans_add_up_to_the_annual_one(office):
    planned = Project.objects.filter(monthly_plans__isnull=False).annotate(curve=Sum("monthly_plans__amount"))
    assert [project.name for project in planned if project.curve != project.annual_plan] == []
    assert Counter(project.kind for project in planned) == {"tech_upgrade": 23, "investment": 15}


def test_investments_stand_in_all_sixteen_stages(office):
    stages = Counter(Project.objects.of_kind("investment").values_list("stage", flat=True))
    assert set(stages) == set(Stage.values)
    assert stages.total() == 31


def test_exceptions_of_the_day_are_there_to_be_found(office):
    found = {}
    for kind in Project.Kind.values:
        projects = Project.objects.of_kind(kind).alive()
        found[kind] = (
            projects.late_to_start(on=TODAY).count(),
            projects.late_to_finish(on=TODAY).count(),
            projects.still_since(TODAY - timedelta(days=60)).count(),
            projects.filter(owes_report("2016-06")).exclude(progress__period="2016-06").count(),
        )
    assert found == {"tech_upgrade": (2, 2, 2, 5), "investment": (3, 1, 4, 3)}


def test_stage_events_lead_to_the_stage(office):
    for project in Project.objects.prefetch_related("stage_events"):
        events = sorted(project.stage_events.all(), key=lambda event: event.pk)
        assert events[-1].stage == project.stage
        days = [event.entered_on for event in events]
        assert days == sorted(days)
        reached = {event.stage: event.entered_on for event in events}
        told = (project.signed_on, project.registered_on, project.actual_start_on)
        assert told == tuple(reached.get(stage) for stage in ("signed", "registered", "started")), project.name


def test_progress_never_falls_and_its_sums_agree(office):
    for project in Project.objects.prefetch_related("progress"):
        rows = sorted((row for row in project.progress.all() if row.invest_ytd is not None), key=lambda row: row.period)
        before = None
        for row in rows:
            if before is not None:
                assert row.invest_ytd == before.invest_ytd + row.invest_month, row
                assert row.invest_since_start == before.invest_since_start + row.invest_month, row
                assert row.funds_in_place >= before.funds_in_place, row
            assert row.invest_month >= 0
            assert row.invest_since_start <= project.total_investment, row
            before = row


def test_last_movement_is_the_last_thing_recorded(office):
    for project in Project.objects.prefetch_related("progress"):
        moments = [*project.stage_events.values_list("recorded_at", flat=True)]
        moments += ProjectProgress.history.filter(project=project, history_type="+").values_list("history_date", flat=True)
        last = max(moment.astimezone(ZONE).date() for moment in moments)
        # What was entered with the old lists in January moved when it happened.
        assert project.moved_on == last or (last == date(2016, 1, 11) and project.moved_on < last), project.name


def test_accounts_have_the_one_password_and_hold_their_roles(office, settings):
    settings.DEMO = True
    for account in ACCOUNTS:
        user = User.objects.get(username=account.username)
        assert check_password(PASSWORD, user.password)
        assert user.name == account.name
        assert set(user.groups.values_list("name", flat=True)) == set(account.groups)
        assert user.is_staff == any(BY_CODE[role].is_staff for role in account.groups)
        assert (user.is_superuser, user.is_active) == (False, True)
        password_validation.validate_password(PASSWORD, user)
    others = User.objects.exclude(username__in=[account.username for account in ACCOUNTS])
    assert [user.username for user in others if user.has_usable_password()] == []
    assert (len(ACCOUNTS), others.count()) == (14, 76)


def test_accounts_see_what_their_posts_reach(office, monkeypatch):
    monkeypatch.setenv("ZONE_TODAY", "2016-07-05")
    seen = {
        account.username: (
            Enterprise.objects.visible_to(user).count(),
            Project.objects.visible_to(user).count(),
        )
        for account in ACCOUNTS
        for user in [User.objects.get(username=account.username)]
    }
    nothing = (0, 0)
    assert seen == {
        "officer": (320, 25),
        "liaison": (320, 28),
        "head": (320, 28),
        "deputy": (320, 30),
        "leader": (320, 56),
        "econ": (320, 56),
        "invest": (320, 56),
        "stats": (320, 56),
        "supervisor": (320, 56),
        "merger": (320, 0),
        "xsq": (
            Enterprise.objects.filter(district__code="XSQ").count(),
            Project.objects.filter(district__code="XSQ").count(),
        ),
        "sysadmin": nothing,
        "secadmin": nothing,
        "auditor": nothing,
    }
    assert min(seen["xsq"]) > 1


def test_officer_has_twenty_of_his_twenty_five_reports(office):
    mine = Project.objects.filter(owes_report("2016-06"), officer__username="officer")
    assert (mine.count(), mine.filter(progress__period="2016-06").count()) == (25, 20)


def test_every_above_scale_firm_has_one_supporter_today(office):
    held = SupportAssignment.objects.on(TODAY).filter(year=2016).values("enterprise").annotate(n=Count("pk"))
    assert set(held.values_list("n", flat=True)) == {1}
    above = set(Enterprise.objects.above_scale().values_list("pk", flat=True))
    supported = set(held.values_list("enterprise", flat=True))
    assert (len(above - supported), len(supported - above)) == (0, 12)
    loads = Counter(SupportAssignment.objects.on(TODAY).exclude(officer=None).values_list("officer__username", flat=True))
    assert (loads["officer"], max(loads.values())) == (5, 9)


def test_every_row_would_pass_its_own_form(office):
    locked = list(Period.objects.locked().values_list("month", flat=True))
    assert locked == ["2016-02", "2016-01"]
    open_reports = ProjectProgress.objects.exclude(period__in=locked)
    asked = (Reminder.objects.all(), Instruction.objects.all(), LightOverride.objects.all())
    nouns = (Enterprise, Project, SupportAssignment, StageEvent, Post, ServiceRequest, MergerTask, IndicatorValue, IndicatorTarget)
    for rows in (*(model.objects.all() for model in nouns), open_reports, *asked):
        assert rows
        for row in rows:
            row.full_clean(validate_unique=False, validate_constraints=False)


@pytest.mark.parametrize("model", HISTORIES, ids=lambda model: model.__name__)
def test_history_replayed_gives_the_table(office, model):
    replayed = {}
    tracked = [field.attname for field in model.history.model.tracked_fields]
    for row in model.history.order_by("history_date", "history_id").values("history_type", *tracked):
        kind = row.pop("history_type")
        assert (row["id"] in replayed) == (kind != "+"), row
        replayed[row["id"]] = row
        if kind == "-":
            del replayed[row["id"]]
    assert replayed == {row["id"]: row for row in model.objects.values(*tracked)}


def test_history_of_roles_is_kept(office):
    for account in ACCOUNTS:
        last = User.history.filter(username=account.username).latest()
        assert {row.group.name for row in last.groups.all()} == set(account.groups)


def test_history_has_changes_to_show(office):
    changed = {model.__name__: model.history.filter(history_type="~").count() for model in (Enterprise, OperatingFigure, Project)}
    assert changed == {"Enterprise": 18, "OperatingFigure": 8, "Project": 78}
    assert Project.history.filter(history_type="~", history_user=None).count() == 0


def test_nothing_is_younger_than_the_demo_day(office):
    for model in (User, Enterprise, OperatingFigure, SupportAssignment, Project, StageEvent, MonthlyPlan, ProjectProgress, Post):
        last = model.history.order_by("-history_date").first().history_date
        assert last.astimezone(ZONE).date() <= TODAY, model
    assert StageEvent.objects.order_by("-entered_on").first().entered_on <= TODAY
    assert StageEvent.objects.order_by("-recorded_at").first().recorded_at.astimezone(ZONE).date() <= TODAY
    assert ProjectProgress.objects.order_by("-period").first().period == "2016-06"


def test_people_of_the_samples_are_known_in_part(office):
    named = ["赵甲明", "钱乙清", "孙丙辉", "李丁松", "张戊林", "刘庚远", "王己宁", "周壬涛", "吴癸兰", "陈辛川"]
    known = User.objects.filter(name__in=named).values_list("name", flat=True)
    assert sorted(known) == sorted(named[:6])
    assert User.objects.values("name").distinct().count() == User.objects.count()


def test_a_portfolio_changed_hands(office):
    science = Portfolio.objects.filter(department__name="科技局")
    held = {day: list(science.on(day).values_list("user__name", flat=True)) for day in (date(2016, 3, 31), date(2016, 4, 1))}
    assert held == {date(2016, 3, 31): ["孙丙辉"], date(2016, 4, 1): ["钱乙清"]}


def test_a_second_load_says_so_and_does_nothing(office, capsys):
    before, seal = counts(), digest()
    with override_settings(DEMO=True):
        call_command("load_demo")
    assert capsys.readouterr().out == "演示数据已经在库中，未作改动。\n"
    assert (counts(), digest()) == (before, seal)


def test_a_renamed_account_does_not_load_it_again(office, settings, capsys):
    settings.DEMO = True
    point = transaction.savepoint()
    User.objects.filter(username="officer").update(username="lidingsong")
    call_command("load_demo")
    assert capsys.readouterr().out == "演示数据已经在库中，未作改动。\n"
    transaction.savepoint_rollback(point)


def test_the_office_is_the_same_on_every_database(office):
    assert digest() == DIGEST
