import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects import standing
from projects.models import BoardState, LightOverride, MonthlyPlan, Project, ProjectMonth, ProjectProgress, Stage
from tests.factories import DepartmentFactory, DistrictFactory, ProjectFactory, UserFactory
from tests.projects.live_board import kept_board, live_board, months_kept, without_nothing
from tests.projects.scene import Scene, plan, report, tech
from zone.models import Setting
from zone.reporting_period import period_due

DAY, PERIOD = date(2016, 7, 5), "2016-06"


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


class Office:
    """Does at random what people do, and tells the months of it, as the actions do."""

    def __init__(self, seed: int):
        self.dice, self.on = random.Random(seed), DAY
        self.places = {
            "department": [DepartmentFactory(), DepartmentFactory(), None],
            "district": [DistrictFactory(), DistrictFactory(code="XSQ")],
            "leader": [UserFactory(), UserFactory(), None],
        }
        for _ in range(12):
            self.begin()

    def step(self):
        ways = [self.begin, self.report, self.report, self.correct, self.returned, self.withdraw, self.stage, self.reassign]
        ways += [self.replan, self.curve, self.override, self.delete, self.days, self.sheet]
        self.dice.choice(ways)()

    def one(self) -> Project:
        return self.dice.choice(list(Project.objects.all()))

    def day(self) -> date:
        return DAY + timedelta(days=self.dice.randrange(-90, 90))

    def money(self) -> Decimal:
        return Decimal(self.dice.randrange(0, 10_000_000)) / 10_000

    def month(self) -> str:
        return f"2016-{self.dice.randrange(1, 8):02}"

    def refresh(self, project, since=None):
        standing.refresh([project.pk], on=self.on, since=since)

    def begin(self):
        start = self.day()
        project = ProjectFactory(
            kind=self.dice.choice(Project.Kind.values),
            stage=self.dice.choice(Stage.values),
            plan_year=(year := self.dice.choice([2015, 2016, None])),
            annual_plan=self.money() if year and self.dice.random() < 0.8 else None,
            planned_start_on=start,
            planned_start_by=start,
            planned_finish_by=start + timedelta(days=self.dice.randrange(200)),
            moved_on=self.day(),
            **{name: self.dice.choice(values) for name, values in self.places.items()},
        )
        self.refresh(project)

    def report(self):
        project, period = self.one(), self.month()
        if not project.progress.filter(period=period).exists():
            report(project, period, self.money() if self.dice.random() < 0.9 else None, invest_month=self.dice.choice([None, self.money()]))
            project.moved_on = self.on
            project.save()
            self.refresh(project, period)

    def correct(self):
        if made := ProjectProgress.objects.order_by("?").first():
            made.invest_ytd, made.invest_month = self.money(), None
            made.save()
            self.refresh(made.project, made.period)

    def returned(self):
        if made := ProjectProgress.objects.order_by("?").first():
            made.state = self.dice.choice(ProjectProgress.State.values)
            made.save()
            self.refresh(made.project, made.period)

    def withdraw(self):
        if made := ProjectProgress.objects.order_by("?").first():
            made.delete()
            self.refresh(made.project, made.period)

    def stage(self):
        project = self.one()
        project.stage, project.moved_on = self.dice.choice(Stage.values), self.on
        project.save()
        self.refresh(project)

    def reassign(self):
        project = self.one()
        for name, values in self.places.items():
            setattr(project, name, self.dice.choice(values))
        project.save()
        self.refresh(project)

    def replan(self):
        project = self.one()
        project.plan_year, project.annual_plan = 2016, self.dice.choice([None, self.money()])
        project.planned_finish_by = max(self.day(), project.planned_start_on)
        project.save()
        self.refresh(project, "2016-01")

    def curve(self):
        project, period = self.one(), f"2016-{self.dice.randrange(1, 13):02}"
        MonthlyPlan.objects.update_or_create(project=project, period=period, defaults={"amount": self.money()})
        self.refresh(project, "2016-01")

    def override(self):
        project, begins = self.one(), self.on + timedelta(days=self.dice.randrange(-5, 5))
        person = UserFactory()
        LightOverride.objects.create(
            project=project,
            light=self.dice.choice(["green", "yellow", "red"]),
            reason="经现场核实",
            approved_by=person,
            entered_by=person,
            valid_from=begins,
            expires_on=begins + timedelta(days=self.dice.randrange(10)),
        )
        self.refresh(project)

    def delete(self):
        if Project.objects.count() > 5:
            project = self.one()
            standing.leave([project.pk], on=self.on)
            project.delete()

    def sheet(self):
        """Many projects and reports at once, as a sheet brings them."""
        some = [self.one() for _ in range(4)]
        for project in some:
            ProjectProgress.objects.update_or_create(project=project, period="2016-05", defaults={"invest_ytd": self.money()})
        new = [ProjectFactory(plan_year=2016, annual_plan=self.money(), planned_start_on=DAY) for _ in range(2)]
        standing.refresh([each.pk for each in [*some, *new]], on=self.on, since="2016-01")

    def days(self):
        self.on += timedelta(days=self.dice.randrange(1, 12))


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
