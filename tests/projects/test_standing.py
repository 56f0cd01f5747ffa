from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects import standing
from projects.models import BoardState, LightOverride, Project, ProjectMonth, ProjectProgress, Stage
from tests.factories import UserFactory
from tests.projects.at_random import DAY, Office
from tests.projects.live_board import kept_board, live_board, months_kept, without_nothing
from tests.projects.reporting import report_month
from tests.projects.scene import Scene, plan, report, tech
from zone.models import Setting
from zone.reporting_period import period_due

PERIOD = "2016-06"


def agrees(period=PERIOD, *, on=DAY, still_days=60):
    standing.ensure_year(period, on=on)
    assert kept_board(period) == without_nothing(live_board(period, on=on, still_days=still_days))


@pytest.fixture(autouse=True)
def _lights(reference):
    """The office's settings and rules are there; the day is fixed."""


@pytest.mark.django_db
def test_the_first_look_works_out_the_month_and_the_one_before():
    Scene()
    standing.ensure(PERIOD, on=DAY)
    assert list(BoardState.objects.order_by("period").values_list("period", "is_open")) == [("2016-05", False), (PERIOD, True)]
    standing.ensure_year(PERIOD, on=DAY)
    assert ProjectMonth.objects.filter(period=PERIOD).count() == Project.objects.count()
    agrees()


@pytest.mark.django_db
def test_a_second_look_on_the_same_day_is_one_statement(django_assert_num_queries):
    Scene()
    standing.ensure_year(PERIOD, on=DAY)
    with django_assert_num_queries(1):
        standing.ensure_year(PERIOD, on=DAY)


@pytest.mark.django_db
@pytest.mark.parametrize("period", ["2016-07", "2014-06", "1990-01"])
def test_a_month_to_come_or_long_gone_is_not_worked_out(period):
    Scene()
    standing.ensure(period, on=DAY)
    assert not ProjectMonth.objects.exists()


@pytest.mark.django_db
def test_a_returned_report_counts_for_nothing():
    project = tech()
    report(project, "2016-05", 100)
    made = report(project, PERIOD, 300)
    standing.ensure(PERIOD, on=DAY)
    ProjectProgress.objects.filter(pk=made.pk).update(state=ProjectProgress.State.RETURNED)
    standing.refresh([project.pk], on=DAY, since=PERIOD)
    month = ProjectMonth.objects.get(project=project, period=PERIOD)
    assert (month.is_reported, month.owes, month.done) == (False, True, Decimal(100))
    agrees()


@pytest.mark.django_db
def test_a_month_gone_by_keeps_where_the_project_stood_and_takes_new_figures():
    project = tech(stage=Stage.STARTED)
    standing.ensure_year(PERIOD, on=DAY)
    project.stage = Stage.COMPLETED
    project.save()
    report(project, "2016-03", 70)
    standing.refresh([project.pk], on=DAY, since="2016-03")
    march, june = (ProjectMonth.objects.get(project=project, period=period) for period in ("2016-03", PERIOD))
    assert (march.stage, march.owes, march.done) == (Stage.STARTED, True, Decimal(70))
    assert (june.stage, june.owes, june.done) == (Stage.COMPLETED, False, Decimal(70))
    agrees()


@pytest.mark.django_db
def test_a_new_project_stands_in_every_month_that_was_worked_out():
    Scene()
    standing.ensure_year(PERIOD, on=DAY)
    project = tech()
    standing.refresh([project.pk], on=DAY)
    assert ProjectMonth.objects.filter(project=project).count() == 6
    agrees()


@pytest.mark.django_db
def test_a_project_that_comes_after_a_month_owes_no_report_for_it():
    Scene()
    standing.ensure_year(PERIOD, on=DAY)
    late = tech()
    standing.refresh([late.pk], on=DAY)
    owed = late.months.order_by("period").values_list("period", "owes")
    assert [period for period, owes in owed if owes] == [PERIOD]
    assert len(owed) > 1


@pytest.mark.django_db
@pytest.mark.parametrize("looks", [[date(2016, 6, 10)], [date(2016, 6, 10), date(2016, 6, 25)]])
def test_a_light_set_by_hand_ends_though_nobody_looked_on_that_day(looks):
    project = tech()
    report(project, "2016-05", 0)
    by = UserFactory()
    days = {"valid_from": date(2016, 6, 1), "expires_on": date(2016, 6, 20)}
    LightOverride.objects.create(project=project, light="green", reason="因故", approved_by=by, entered_by=by, **days)
    for day in looks:
        standing.ensure("2016-05", on=day)
    standing.ensure(PERIOD, on=DAY)
    may, june = (project.months.get(period=period) for period in ("2016-05", PERIOD))
    assert (may.light, june.light_before) == ("red", "red")


@pytest.mark.django_db
def test_who_leaves_takes_his_sums_along():
    Scene()
    standing.ensure(PERIOD, on=DAY)
    project = Project.objects.filter(progress__isnull=False).first()
    standing.leave([project.pk], on=DAY)
    project.delete()
    agrees()


@pytest.mark.django_db
def test_a_new_month_is_worked_out_when_it_is_looked_at():
    Scene()
    standing.ensure(PERIOD, on=DAY)
    agrees("2016-07", on=date(2016, 8, 1))
    assert kept_board(PERIOD) == {}


@pytest.mark.django_db
def test_another_number_of_days_without_movement_holds_at_once():
    Scene()
    agrees()
    Setting.objects.filter(key="still_days").update(value=30)
    agrees(still_days=30)
    Setting.objects.filter(key="still_days").delete()
    agrees(still_days=None)


@pytest.mark.django_db
def test_statements_of_a_refresh_do_not_grow_with_the_projects():
    counts = []
    for _ in range(2):
        Scene()
        standing.work_out_all("2016-05", on=DAY)
        for ids in (None, list(Project.objects.values_list("pk", flat=True))):
            with CaptureQueriesContext(connection) as asked:
                standing.refresh(ids, on=DAY)
            counts.append(len([each for each in asked if "SAVEPOINT" not in each["sql"]]))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 20


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(5))
def test_the_board_equals_the_live_counts_whatever_is_done_in_whatever_order(seed):
    office = Office(seed)
    for number in range(45):
        office.step()
        if number % 7 == 0:
            period = period_due(on=office.on)
            agrees(period, on=office.on)
    agrees(period_due(on=office.on), on=office.on)
    rows = months_kept()
    newest = period_due(on=office.on)
    standing.refresh(None, on=office.on, since=newest)
    assert months_kept() == rows
    agrees(newest, on=office.on)


@pytest.mark.django_db
def test_a_plan_month_by_month_moves_the_curve():
    project = tech()
    agrees()
    plan(project, m04=100, m09=200)
    standing.refresh([project.pk], on=DAY, since="2016-01")
    agrees()


@pytest.mark.django_db
def test_a_report_of_a_project_with_a_monthly_plan_leaves_the_planned_sums_as_they_are(roles, day):
    day(DAY.isoformat())
    officer = UserFactory(roles=["officer"])
    project = tech(officer=officer)
    plan(project, m04=100, m09=200)
    agrees()
    assert report_month(project, officer, ytd="300").handed
    assert not BoardState.objects.filter(is_curve_old=True).exists()
    agrees()
