"""Projects in every state, for tests of boards, lists and scope: two departments, two districts, two leaders, both kinds."""

from datetime import date
from decimal import Decimal
from itertools import count

from projects.models import MonthlyPlan, Project, ProjectProgress, Stage
from tests.factories import DepartmentFactory, DistrictFactory, ProjectFactory, UserFactory

numbers = count(1)


def report(project, period, ytd, **fields):
    return ProjectProgress.objects.create(project=project, period=period, invest_ytd=None if ytd is None else Decimal(ytd), **fields)


def plan(project, **amounts):
    """`plan(project, m04=300)`: 300 (万元) in April of the plan's year."""
    for name, amount in amounts.items():
        MonthlyPlan.objects.create(project=project, period=f"{project.plan_year}-{name[1:]}", amount=Decimal(amount))


def tech(**fields):
    return ProjectFactory(**{"plan_year": 2016, "annual_plan": Decimal(1200), **fields})


class Scene:
    """Day 2016-07-05, period 2016-06; `still` projects have not moved for more than 60 days."""

    def __init__(self):
        self.gxq = DistrictFactory()
        self.xsq = DistrictFactory(code="XSQ", name="西市区", short_name="西市区")
        self.econ = DepartmentFactory(name="经济发展局")
        self.trade = DepartmentFactory(name="招商局")
        self.west = DepartmentFactory(name="西市区经信局", district=self.xsq)
        self.leaders = [UserFactory(name="分管甲"), UserFactory(name="分管乙")]
        place = [
            {"department": self.econ, "district": self.gxq, "leader": self.leaders[0]},
            {"department": self.trade, "district": self.gxq, "leader": self.leaders[1]},
            {"department": self.west, "district": self.xsq, "leader": None},
            {"department": None, "district": self.gxq, "leader": None},
        ]
        stages = [Stage.PRE_CONSTRUCTION, Stage.STARTED, Stage.UNDER_CONSTRUCTION, Stage.SUSPENDED, Stage.COMPLETED, Stage.TERMINATED]
        for number, stage in enumerate(stages * 2):
            project = tech(
                stage=stage,
                annual_plan=Decimal(1000 + number),
                planned_start_by=date(2016, 7, 4 + number % 3),
                planned_finish_by=date(2016, 7, 4 + number % 3),
                moved_on=date(2016, 5, 5 + number % 3),
                **place[number % 4],
            )
            if number % 3:
                report(project, "2016-05", 100 + number)
                report(project, "2016-06", 200 + number)
        for number, stage in enumerate([Stage.LEAD, Stage.NEGOTIATING, Stage.SIGNED, Stage.STARTED, Stage.IN_PRODUCTION]):
            ProjectFactory(kind=Project.Kind.INVESTMENT, stage=stage, investor=f"投资方{number}", **place[number % 4])
