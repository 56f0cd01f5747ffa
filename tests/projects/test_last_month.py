"""The month in which a project is completed or ended is reported like those before it; the months after it are not."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from projects import standing
from projects.models import Duty, Project, ProjectMonth, Stage
from projects.month_row import CELLS
from projects.reporting.month_states import owed_by_month
from projects.reports import Typed, hand_in, save_drafts
from projects.stage_actions import record_stage
from projects.standing import duties
from tests.factories import ProjectFactory, UserFactory
from tests.projects.live_board import kept_board, live_board, without_nothing
from tests.projects.papers import papers
from tests.projects.scene import report, tech

pytestmark = pytest.mark.django_db
JUNE, DAY = "2016-06", date(2016, 7, 5)
FIRST_OF_JULY = date(2016, 7, 1)


@pytest.fixture(autouse=True)
def _july(reference, day):
    day(str(DAY))


@pytest.fixture
def officer(roles):
    return UserFactory(name="王某", roles=["officer"])


def asked(project) -> list[tuple[str, str]]:
    own = Duty.objects.filter(project=project, asks__in=[Duty.Asks.REPORT, Duty.Asks.EARLIER])
    return list(own.order_by("period").values_list("asks", "period"))


def in_grid(project, period=JUNE) -> bool:
    return Project.objects.in_grid(period).filter(pk=project.pk).exists()


def test_a_project_completed_after_the_month_is_reported_for_it(officer, day):
    facts = {"annual_plan": Decimal(5200), "actual_start_on": date(2016, 3, 1), "filing_number": "营经备〔2016〕1号"}
    project = tech(stage=Stage.UNDER_CONSTRUCTION, officer=officer, **facts)
    report(project, "2016-05", 500)
    typed = Typed(project.pk, {**dict.fromkeys(CELLS, ""), "invest_ytd": "900", "physical_progress": "设备安装完"}, is_asked=True)
    standing.ensure(JUNE, on=DAY)
    duties.ensure(JUNE)
    save_drafts(by=officer, period=JUNE, rows=[typed])
    day("2016-07-01")
    given = {"entered_on": FIRST_OF_JULY, "papers": papers(project, Stage.COMPLETED, officer)}
    record_stage(project=project, stage=Stage.COMPLETED, by=officer, **given)
    day(str(DAY))
    standing.ensure(JUNE, on=DAY)
    month = project.months.get(period=JUNE)
    assert (month.owes, month.light, in_grid(project), asked(project)) == (True, "grey", True, [(Duty.Asks.REPORT, JUNE)])
    assert Project.objects.not_reported(JUNE).count() == owed_by_month(ProjectMonth.objects.all(), [JUNE])[JUNE] == 1
    hand_in(by=officer, period=JUNE, rows=[typed], token=uuid4(), address="/")
    month.refresh_from_db()
    assert (month.done, month.is_reported, in_grid(project), asked(project)) == (Decimal(900), True, True, [])
    assert kept_board(JUNE) == without_nothing(live_board(JUNE, on=DAY, still_days=60))


@pytest.mark.parametrize(
    ("fields", "owes"),
    [
        ({"stage": Stage.COMPLETED, "stage_since": date(2016, 6, 1)}, True),
        ({"stage": Stage.COMPLETED, "stage_since": date(2016, 5, 31)}, False),
        ({"stage": Stage.COMPLETED, "stage_since": None}, False),
        ({"stage": Stage.COMPLETED, "stage_since": date(2016, 7, 1), "plan_year": None}, True),
        ({"stage": Stage.IN_PRODUCTION, "stage_since": date(2016, 7, 1), "accepted_on": date(2016, 6, 20)}, True),
        ({"stage": Stage.IN_PRODUCTION, "stage_since": date(2016, 7, 1), "accepted_on": date(2016, 5, 20)}, False),
        ({"stage": Stage.AT_CAPACITY, "stage_since": date(2016, 7, 1)}, False),
        ({"stage": Stage.AT_CAPACITY, "stage_since": date(2016, 7, 1), "accepted_on": date(2016, 6, 20)}, True),
        ({"stage": Stage.TERMINATED, "stage_since": date(2016, 7, 1)}, True),
        ({"stage": Stage.TERMINATED, "stage_since": date(2016, 7, 1), "plan_year": None}, False),
        ({"stage": Stage.TERMINATED, "stage_since": date(2016, 7, 1), "plan_year": None, "actual_start_on": date(2016, 4, 1)}, True),
    ],
)
def test_who_stood_unfinished_in_the_month_owes_it(fields, owes):
    project = ProjectFactory(**{"plan_year": 2016, **fields})
    standing.ensure(JUNE, on=DAY)
    duties.ensure(JUNE)
    assert (in_grid(project), project.months.get(period=JUNE).owes, (Duty.Asks.REPORT, JUNE) in asked(project)) == (owes, owes, owes)


def test_of_the_months_gone_by_those_before_the_end_stay_asked_for():
    """It is known in August that the project was completed in June: July is asked for no more, June still is."""
    project = tech(stage=Stage.UNDER_CONSTRUCTION)
    report(project, "2016-05", 500)
    for on, period in ((DAY, JUNE), (date(2016, 8, 2), "2016-07"), (date(2016, 9, 2), "2016-08")):
        standing.ensure(period, on=on)
    Project.objects.filter(pk=project.pk).update(stage=Stage.COMPLETED, stage_since=date(2016, 6, 20))
    standing.refresh([project.pk], on=date(2016, 9, 2), since=JUNE)
    duties.ensure("2016-08")
    assert [each for each in asked(project) if each[1] >= JUNE] == [(Duty.Asks.EARLIER, JUNE)]
    months = [JUNE, "2016-07", "2016-08"]
    assert owed_by_month(ProjectMonth.objects.all(), months) == {JUNE: 1, "2016-07": 0, "2016-08": 0}
