"""Boards, lists, curve and pages spread a year's plan over the months that count in the rule by which the month's lights are judged."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from projects import standing
from projects.light_rules import work_out_again
from projects.models import BoardLine, Project, ProjectMonth, Stage
from projects.models.board_line import EVERY
from projects.reporting.board import kept_board, live_board
from projects.reporting.months import curve, month_sums, project_months
from projects.reporting.spread import Spread, spread_for
from projects.reporting.summary import summary
from projects.standing.sums import PLACE, SUMS
from tests.config.test_overview import signed_in
from tests.projects.lights_scene import POINTS, rule
from tests.projects.pages import text
from tests.projects.scene import Scene, plan, report, tech
from zone.models import LightRule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
DAY, PERIOD = date(2016, 7, 5), "2016-06"
WINTER, LEFT_OUT = "11,12,1,2,3", "时序进度不计1月、2月、3月、11月、12月"
UPGRADE = Project.Kind.TECH_UPGRADE


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-05")


def worked_out() -> None:
    standing.ensure_year(PERIOD, on=DAY)
    standing.refresh(None, on=DAY, since="2016-01")


def boards(period: str) -> list:
    """The totals by way of the kept lines (of the newest month) and of the rows."""
    found = [live_board(Project.objects.all(), period=period, on=DAY, still_days=60)]
    if period == PERIOD:
        lines = BoardLine.objects.filter(department=EVERY, district=EVERY).values_list(*PLACE, *SUMS)
        found.append(kept_board(lines, Project.objects.none(), period=period, kind=UPGRADE))
    return [board.total(UPGRADE).figures for board in found]


def judged_by(period: str) -> float:
    """What was due of all plans together, by the schedules in the rows from which the lights follow."""
    months = ProjectMonth.objects.filter(period=period, kind=UPGRADE, is_of_year=True, year_plan__gt=0).exclude(stage=Stage.TERMINATED)
    return sum(float(month.year_plan) * month.schedule for month in months)


@pytest.mark.parametrize("winter", ["", "12,1,2", WINTER])
def test_a_board_has_due_what_the_lights_were_judged_by(winter):
    Scene()
    plan(tech(annual_plan=Decimal(900)), m02=100, m05=300, m10=500)
    rule(winter_months=winter)
    worked_out()
    for period in ("2016-01", "2016-03", PERIOD):
        for figures in [*boards(period), summary(Project.objects.alive().filter(kind=UPGRADE), period=period)]:
            assert float(figures.due) == pytest.approx(judged_by(period))
            assert figures.plan > 0


def test_each_month_goes_by_its_own_rule_and_its_whole_year_with_it():
    """From June on the winter counts no more; the page of May still tells the year without it."""
    project = tech(annual_plan=Decimal(1200))
    rule(name="旧", winter_months="12,1,2", valid_to=date(2016, 5, 31))
    rule(name="新", valid_from=date(2016, 6, 1))
    worked_out()
    may, june = boards("2016-05")[0], boards(PERIOD)[0]
    assert (may.schedule, june.schedule) == (Decimal("33.3"), Decimal("50.0"))
    sums = month_sums(Project.objects.all(), PERIOD)
    assert [round(month.planned) for month in curve(sums, "2016-05", may)] == [0, 0, 133, 267, 400, 533, 667, 800, 933, 1067, 1200, 1200]
    assert [month.planned for month in curve(sums, PERIOD, june)] == [100 * number for number in range(1, 13)]
    own = project_months(project, period="2016-05", spread=spread_for("2016-05"))
    assert [round(month.planned) for month in own] == [0, 0, *[133] * 9, 0]
    assert own[-1].planned_ytd == 1200


def test_before_the_month_the_same_rule_is_told():
    tech(annual_plan=Decimal(1200))
    rule(name="旧", winter_months="12,1,2", valid_to=date(2016, 5, 31))
    rule(name="新", valid_from=date(2016, 6, 1))
    worked_out()
    line = live_board(Project.objects.all(), period=PERIOD, on=DAY, still_days=60).total(UPGRADE)
    assert (line.before.spread, line.before.schedule) == (Spread(5), Decimal("41.7"))


@pytest.mark.parametrize("winter", ["", WINTER])
def test_pages_say_which_months_are_left_out(winter):
    client = signed_in("leader")
    project = tech(annual_plan=Decimal(1200), stage=Stage.UNDER_CONSTRUCTION)
    report(project, PERIOD, 300)
    rule(winter_months=winter)
    worked_out()
    pages = {name: text(client.get(reverse(name))) for name in ("overview", "projects:project-list")}
    pages |= {"project": text(client.get(project.get_absolute_url())), "sums": text(client.get(reverse("projects:project-sums")))}
    assert {name for name, page in pages.items() if (LEFT_OUT in page) != bool(winter)} == set()
    schedule, ahead = ("42.9", "低于时序 17.9 个百分点") if winter else ("50.0", "低于时序 25.0 个百分点")
    assert f"按年度计划的 {'3/7' if winter else '6/12'}。" in pages["overview"]
    assert {name for name, page in pages.items() if ahead not in page} == set()
    assert f"<dd>{schedule}%</dd>" in pages["project"]


@pytest.mark.parametrize("winter", ["", WINTER])
def test_a_project_says_that_the_rule_changed_within_the_year(winter):
    project = tech(annual_plan=Decimal(1200))
    rule(name="旧", winter_months=winter, valid_to=date(2016, 5, 31))
    rule(name="新", valid_from=date(2016, 6, 1))
    worked_out()
    assert ("年内亮灯规则有变化" in text(signed_in("leader").get(project.get_absolute_url()))) == bool(winter)


def test_a_plan_with_months_of_its_own_leaves_none_out():
    client = signed_in("leader")
    project = tech(annual_plan=Decimal(1200))
    plan(project, m04=600, m10=600)
    rule(winter_months=WINTER)
    worked_out()
    assert LEFT_OUT not in text(client.get(project.get_absolute_url()))
    assert LEFT_OUT not in text(client.get(reverse("overview")))


def test_a_kept_page_tells_another_rule_at_once():
    client = signed_in("leader")
    tech(annual_plan=Decimal(1200))
    old = rule(name="旧")
    worked_out()
    assert LEFT_OUT not in text(client.get(reverse("overview")))
    before = LightRule.objects.get(pk=old.pk)
    old.valid_to = date(2016, 5, 31)
    old.save()
    work_out_again(old, before, on=DAY)
    assert LEFT_OUT not in text(client.get(reverse("overview")))
    new = LightRule.objects.create(name="新", is_applied=True, winter_months=WINTER, valid_from=date(2016, 6, 1), **POINTS)
    work_out_again(new, None, on=DAY)
    assert LEFT_OUT in text(client.get(reverse("overview")))
