"""Every way by which a fact of a project is written keeps its months, the board and the duties: afterwards nothing is left to work out."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from projects import actions, corrections, review, standing
from projects.models import BoardLine, Duty, MonthlyPlan, Project, ProjectMonth, ProjectProgress, Stage
from projects.stage_actions import record_stage
from tests.factories import DepartmentFactory, DistrictFactory, ProjectFactory, UserFactory
from tests.projects.live_board import duties_kept, kept_board, live_board, months_kept, without_nothing
from tests.projects.reporting import report_month
from tests.projects.scene import Scene, plan, report, tech
from zone.ledgers.importer import Importer
from zone.ledgers.settling import Settled, settle_names
from zone.ledgers.unsettled import Of

DAY, PERIOD = date(2016, 7, 5), "2016-06"
STILL = 60


@pytest.fixture(autouse=True)
def _office(reference, day):
    day("2016-07-05")


@pytest.fixture
def econ():
    return UserFactory(roles=["econ"])


@pytest.fixture
def project():
    """One among others, and every month of the year is worked out."""
    Scene()
    project = tech(name="被改的项目", stage=Stage.PRE_CONSTRUCTION, planned_start_by=date(2016, 5, 31), planned_start_on=date(2016, 5, 1))
    report(project, "2016-04", 100)
    report(project, PERIOD, 150)
    report(project, "2016-05", 100, state=ProjectProgress.State.CONFIRMED)
    standing.ensure_year(PERIOD, on=DAY)
    standing.duties.ensure(PERIOD)
    return project


@pytest.fixture
def kept(project):
    """Asked after a write: the rows are what working out anew would make of them, and the lines are the live counts.

    Months before `since` keep where the project stood in them, so that they are not held against how it stands now.
    """

    def look(since: str = PERIOD) -> None:
        standing.ensure_year(PERIOD, on=DAY)
        assert kept_board(PERIOD) == without_nothing(live_board(PERIOD, on=DAY, still_days=STILL))
        rows, asked = months_kept(), duties_kept()
        assert asked
        standing.refresh(None, on=DAY, since=since)
        assert (months_kept(), duties_kept()) == (rows, asked)

    look()
    return look


@pytest.mark.django_db
def test_creating_a_project(econ, kept):
    new = ProjectFactory.build(name="新项目", district=DistrictFactory(), plan_year=2016, annual_plan=Decimal(900), moved_on=None)
    actions.create_project(project=new, by=econ)
    kept()
    assert ProjectMonth.objects.filter(project=new).count() == 6


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("annual_plan", Decimal(777)),
        ("plan_year", 2015),
        ("planned_finish_on", date(2016, 6, 1)),
        ("planned_start_on", date(2016, 1, 1)),
        ("department", DepartmentFactory),
        ("leader", UserFactory),
        ("officer", UserFactory),
        ("district", lambda: DistrictFactory(code="YHJD", name="沿海产业基地")),
    ],
)
def test_changing_a_fact(econ, project, kept, field, value):
    setattr(project, field, value() if callable(value) else value)
    actions.update_project(project=project, fields=[field], opened_version=project.version, by=econ)
    kept("2016-01" if field in ("annual_plan", "plan_year") else PERIOD)


@pytest.mark.django_db
def test_settling_names_that_were_kept_as_written(econ, project, kept):
    named = {"leader_name": "赵主任", "officer_name": "李工", "department_name": "经发"}
    Project.objects.filter(pk=project.pk).update(**named, leader=None, officer=None, department=None)
    standing.refresh([project.pk], on=DAY)
    people = [Settled(Of.PERSON, name, UserFactory().pk) for name in ("赵主任", "李工")]
    settle_names([*people, Settled(Of.DEPARTMENT, "经发", DepartmentFactory().pk)], importer=Importer(econ, DAY))
    project.refresh_from_db()
    assert None not in (project.leader, project.officer, project.department)
    kept()


@pytest.mark.django_db
def test_entering_a_stage(econ, project, kept):
    event = {"project": project, "stage": Stage.TERMINATED, "entered_on": date(2016, 7, 1), "by": econ, "note": "企业停止投资"}
    record_stage(**event, approved_by="李主任")
    kept()
    assert not BoardLine.objects.filter(period=PERIOD, dimension="stage", key=Stage.PRE_CONSTRUCTION, count__gt=2).exists()


@pytest.mark.django_db
def test_returning_a_report(econ, project, kept):
    made = project.progress.get(period=PERIOD)
    review.send_back(reports={made.pk: made.version}, by=econ, reason="数字有误")
    kept()
    assert not ProjectMonth.objects.get(project=project, period=PERIOD).is_reported


@pytest.mark.django_db
def test_confirming_a_report(econ, project, kept):
    made = project.progress.get(period=PERIOD)
    review.confirm(reports={made.pk: made.version}, by=econ)
    kept()
    assert not project.duties.filter(asks=Duty.Asks.REVIEW, period=PERIOD).exists()


@pytest.mark.django_db
def test_correcting_a_confirmed_report_carries_on_to_later_months(econ, project, kept):
    made = project.progress.get(period="2016-04")
    ProjectProgress.objects.filter(pk=made.pk).update(state=ProjectProgress.State.CONFIRMED)
    made.invest_ytd, made.difference_reason, made.difference_note = Decimal(80), "mistake", "多报20万元"
    fields = ["invest_ytd", "difference_reason", "difference_note"]
    corrections.correct_report(report=made, fields=fields, opened_version=made.version, later=corrections.Later.SHIFT, by=econ)
    kept("2016-04")
    assert ProjectMonth.objects.get(project=project, period=PERIOD).done == Decimal(130)


@pytest.mark.django_db
def test_a_monthly_plan_of_the_back_office(project, kept):
    plan(project, m03=100)
    standing.refresh([project.pk], on=DAY, since="2016-01")
    row = MonthlyPlan.objects.get(project=project)
    client = Client()
    client.force_login(UserFactory(roles=["econ"], is_staff=True))
    page = reverse("admin:projects_monthlyplan_change", args=[row.pk])
    form = client.get(page).context["adminform"].form
    values = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    answer = client.post(page, values | {"amount": "250"})
    assert (answer.status_code, MonthlyPlan.objects.get().amount) == (302, Decimal(250))
    kept("2016-01")
    assert ProjectMonth.objects.get(project=project, period="2016-03").curve_due == Decimal(250)


@pytest.mark.django_db
def test_the_command_puts_right_what_was_written_past_the_house(project, kept):
    Project.objects.filter(pk=project.pk).update(annual_plan=Decimal(5), stage=Stage.COMPLETED)
    call_command("work_out_months", since="2016-01", verbosity=0)
    kept()


@pytest.mark.django_db
def test_handing_in_a_report(project, kept):
    officer = UserFactory(roles=["officer"])
    Project.objects.filter(pk=project.pk).update(officer=officer)
    project.progress.filter(period=PERIOD).delete()
    standing.refresh([project.pk], on=DAY, since=PERIOD)
    assert report_month(project, officer, ytd="180", month="80").handed == [project.pk]
    kept()
    assert ProjectMonth.objects.get(project=project, period=PERIOD).done == Decimal(180)
