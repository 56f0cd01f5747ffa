"""An office in which things happen at random, the same ones for the same seed."""

import random
from datetime import date, timedelta
from decimal import Decimal

from projects import standing
from projects.models import LightOverride, MonthlyPlan, Project, ProjectProgress, Stage
from tests.factories import DepartmentFactory, DistrictFactory, ProjectFactory, UserFactory
from tests.projects.scene import report

DAY = date(2016, 7, 5)


class Office:
    """Does at random what people do, and tells the months of it, as the actions do. It begins with twelve projects on the day `DAY`."""

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
        for name in ("stage_since", "accepted_on", "production_on", "actual_start_on"):
            setattr(project, name, self.dice.choice([None, self.day(), self.day()]))
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
