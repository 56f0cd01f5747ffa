"""The to-do page counts and orders what is kept ready; here it is held against the plain reading of every project and report."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.commitments import Choice, Waiting, week_end
from projects import standing
from projects.models import Duty, DutyState, Project, ProjectProgress, Stage
from tests.config.plain_todo import Plain, plain_commitments
from tests.config.test_overview import placed
from tests.factories import ProjectFactory, UserFactory
from tests.projects.scene import Scene, report
from zone.models import Period, User
from zone.reporting_period import period_due

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles", "reference")]
GATHERED = {"report", "report_earlier", "review"}
OF_PROJECTS = {*GATHERED, "returned", "stage"}
ROLES = ["officer", "liaison", "head", "deputy", "district", "econ", "invest", "leader", "supervisor"]


def busy_office(user: User, *, on: date) -> None:
    """A hundred projects in every state, some of them this person's, and reports of the last months, some of them of his hand."""
    dice, scene = random.Random(7), Scene()
    people, places = [None, user, UserFactory(), UserFactory()], [None, scene.econ, scene.trade, scene.west]
    days = [None, *(on + timedelta(days=step) for step in (-40, -1, 0, 3, 14, 15, 90))]
    for number in range(100):
        start, finish = dice.choice(days), dice.choice(days)
        project = ProjectFactory(
            kind=dice.choice(Project.Kind.values),
            stage=dice.choice(Stage.values),
            plan_year=dice.choice([None, on.year, on.year - 1]),
            officer=dice.choice(people),
            leader=dice.choice(people),
            department=dice.choice(places),
            district=dice.choice([scene.gxq, scene.xsq]),
            planned_start_by=start,
            planned_finish_by=finish,
            **{name: dice.choice(days) for name in ("stage_since", "accepted_on", "production_on", "actual_start_on")},
        )
        for month in ("2015-03", "2015-11", "2015-12", "2016-01", "2016-04", "2016-05", "2016-06"):
            if dice.random() < 0.5:
                at = dice.choice([None, datetime(2016, 7, 1, 20, number % 60, tzinfo=UTC)])
                by, for_whom = dice.choice(people), dice.choice(people)
                state = dice.choice(ProjectProgress.State.values)
                report(project, month, number, state=state, reported_at=at, reviewed_at=at, recorded_by=by, recorded_for=for_whom)
    Period.objects.create(month="2016-04", status=Period.Status.LOCKED)


def counted(plain: list[Plain], *, on: date) -> Counter:
    """{(what, owner, month of gathered ones, count): number}"""
    found: Counter = Counter()
    for each in plain:
        place = (each.what, each.owner, each.month if each.what in GATHERED else "")
        found[*place, "left"] += 1
        if each.due is not None:
            found[*place, "overdue"] += each.due < on
            found[*place, "week"] += on <= each.due <= week_end(on)
    return +found


@pytest.mark.parametrize("on", [date(2016, 7, 5), date(2016, 6, 26), date(2016, 1, 6)])
@pytest.mark.parametrize("role", ROLES)
def test_it_comes_to_what_a_plain_reading_comes_to(day, role, on):
    day(on.isoformat())
    user = placed(role, Scene()).user
    busy_office(user, on=on)
    standing.ensure_year(period_due(on=on), on=on)
    user = User.objects.get(pk=user.pk)
    plain = list(plain_commitments(user, on=on))
    assert bool(plain) == (role not in ("leader", "supervisor"))
    waiting = Waiting(user, on)
    tallies = [tally for tally in waiting.tallies() if tally.what in OF_PROJECTS]
    found = Counter({(*tally[:3], name): getattr(tally, name) for tally in tallies for name in ("left", "overdue", "week")})
    assert +found == counted(plain, on=on)
    assert waiting.count() == min(sum(tally.left for tally in waiting.tallies()), 100)
    for month in sorted({each.month for each in plain} - {""}):
        lines = waiting.page(Choice(month=month), tallies, start=0, stop=1000)
        assert {(line.what, line.owner, line.record, line.due) for line in lines} == {
            (each.what, each.owner, each.record, each.due) for each in plain if each.month == month
        }


@pytest.mark.parametrize("role", ["liaison", "deputy", "head", "district"])
def test_pages_follow_one_upon_the_other_in_one_order(day, role):
    on = date(2016, 7, 5)
    day("2016-07-05")
    user = placed(role, Scene()).user
    busy_office(user, on=on)
    standing.ensure_year("2016-06", on=on)
    waiting = Waiting(User.objects.get(pk=user.pk), on)
    tallies = waiting.tallies()
    whole = waiting.page(Choice(), tallies, start=0, stop=1000)
    paged = [line for start in range(0, len(whole) + 7, 7) for line in waiting.page(Choice(), tallies, start=start, stop=start + 7)]
    assert paged == whole
    assert [line.rank for line in whole] == sorted(line.rank for line in whole)
    assert sum(line.left for line in whole) == sum(tally.left for tally in tallies)
    overdue = waiting.page(Choice(span="overdue"), tallies, start=0, stop=1000)
    assert [line for line in whole if line.due and line.due < on] == overdue


def test_a_gathered_line_tells_how_many_there_are_in_all(day):
    day("2016-07-05")
    user = placed("liaison", Scene()).user
    officer = UserFactory()
    department = next(iter(user.reach.departments))
    for number in range(4):
        project = ProjectFactory(officer=officer, department_id=department, plan_year=2016)
        if number == 0:
            report(project, "2016-06", 10)
    waiting = Waiting(user, date(2016, 7, 5))
    (line,) = [each for each in waiting.page(Choice(owner=officer.pk), waiting.tallies(), start=0, stop=10) if each.what == "report"]
    assert (line.left, line.settled, line.whole) == (3, 1, 4)


def test_a_month_that_comes_to_be_reported_is_asked_for_by_itself(day):
    """Nobody runs anything at night: whoever looks first turns the month."""
    user = placed("liaison", Scene()).user
    project = ProjectFactory(officer=user, department_id=next(iter(user.reach.departments)), plan_year=2016)
    asked = {}
    for on in (date(2016, 7, 24), date(2016, 7, 25), date(2016, 7, 24)):
        day(on.isoformat())
        cache.clear()  # the words of the statements are a minute old at most
        standing.ensure_year("2016-06", on=on)
        found = Waiting(user, on).tallies()
        asked[on] = sorted((tally.what, tally.month) for tally in found if tally.owner == user.pk)
        standing.duties.keep([project.pk])
        assert sorted((tally.what, tally.month) for tally in Waiting(user, on).tallies() if tally.owner == user.pk) == asked[on]
    earlier = [("report_earlier", f"2016-0{month}") for month in range(1, 6)]
    assert asked == {
        date(2016, 7, 24): [("report", "2016-06"), *earlier],
        date(2016, 7, 25): [("report", "2016-07"), *earlier, ("report_earlier", "2016-06")],
    }


def test_nothing_is_kept_before_somebody_looks():
    project = ProjectFactory(plan_year=2016)
    standing.refresh([project.pk], on=date(2016, 7, 5))
    assert (Duty.objects.count(), DutyState.objects.count()) == (0, 0)


def test_keeping_takes_three_statements_for_any_number_of_projects():
    standing.duties.ensure("2016-06")

    def statements(projects: list[Project]) -> int:
        with CaptureQueriesContext(connection) as asked:
            standing.duties.keep([project.pk for project in projects])
        return len(asked)

    projects = [ProjectFactory(plan_year=2016) for _number in range(20)]
    assert (statements(projects[:1]), statements(projects)) == (3, 3)
    assert Duty.objects.filter(asks=Duty.Asks.REPORT).count() == 20
