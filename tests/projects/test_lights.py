"""红黄绿灯: the published examples, the edges of every threshold, own curves, winter, stages, silence and the rule in force."""

from datetime import date
from decimal import Decimal

import pytest

from projects.lights import judge
from projects.models import ProjectMonth, Stage, StageEvent
from tests.factories import ProjectFactory
from tests.projects.lights_scene import POINTS, RATIO, by_hand, judged, light_of, row, rule

pytestmark = pytest.mark.django_db
Reason = ProjectMonth.Reason


@pytest.mark.parametrize(
    ("period", "done", "points", "ratio"),
    [
        ("2016-02", 5, "yellow", "red"),
        ("2016-06", 38, "yellow", "yellow"),
        ("2016-06", 30, "yellow", "yellow"),
        ("2016-09", 40, "red", "red"),
    ],
)
def test_light_of_the_published_examples(period, done, points, ratio):
    held = rule(**POINTS)
    month = row(period, plan=100, done=done)
    assert judged(month).light == points
    held.is_applied = False
    held.save()
    rule(**RATIO)
    assert judged(month).light == ratio


@pytest.mark.parametrize(
    ("done", "light", "reason"),
    [
        ("600", "green", Reason.ON_SCHEDULE),
        ("599.9999", "green", Reason.SLIGHTLY_BELOW),
        ("480.0001", "green", Reason.SLIGHTLY_BELOW),
        ("480", "yellow", Reason.BELOW),  # exactly 10 points
        ("240", "yellow", Reason.BELOW),  # exactly 30 points
        ("239.9999", "red", Reason.BELOW),
        ("1300", "green", Reason.ON_SCHEDULE),
    ],
)
def test_light_by_points_at_its_edges(done, light, reason):
    rule(**POINTS)
    found = judged(row(done=done))
    assert (found.light, found.computed_light, found.progress_light, found.reason) == (light, light, light, reason)


@pytest.mark.parametrize(
    ("done", "light", "reason"),
    [
        ("480", "green", Reason.SLIGHTLY_BELOW),  # exactly 80 %
        ("479.9999", "yellow", Reason.BELOW),
        ("360", "yellow", Reason.BELOW),  # exactly 60 %
        ("359.9999", "red", Reason.BELOW),
        ("600", "green", Reason.ON_SCHEDULE),
    ],
)
def test_light_by_ratio_at_its_edges(done, light, reason):
    rule(**RATIO)
    found = judged(row(done=done))
    assert (found.light, found.reason) == (light, reason)


@pytest.mark.parametrize(
    ("plan", "done", "limit"),
    # Amounts that a binary fraction cannot hold: the gap is the limit exactly, which is yellow.
    [
        ("0.3", "0.12", "10"),
        ("1234567.8900", "493827.1560", "10"),
        ("70.7", "27.573", "11"),
        ("0.0012", "0.0003", "25"),
        ("41.1", "13.563", "17"),
    ],
)
def test_light_by_points_is_exact(plan, done, limit):
    rule(yellow_at=Decimal(limit), red_at=Decimal(limit) + 1)
    assert light_of(plan=plan, done=done) == "yellow"
    assert light_of(plan=plan, done=Decimal(done) + Decimal("0.0001")) == "green"


def test_light_in_thirds_is_exact():
    """End of April: a third of the plan is due; 300 of 900 is on the schedule though a third is no decimal."""
    rule()
    found = judged(row("2016-04", plan=900, done=300))
    assert (found.light, found.reason) == ("green", Reason.ON_SCHEDULE)


def test_schedule_follows_the_projects_own_months():
    rule()
    late_half = judged(row(plan=1200, curve=100, done=90))
    assert (round(late_half.schedule, 4), late_half.light, late_half.reason) == (0.0833, "green", Reason.SLIGHTLY_BELOW)
    early_half = judged(row(plan=1200, curve=1200, done=700))
    assert (early_half.schedule, early_half.light) == (1, "red")
    nothing_due = judged(row(plan=1200, curve=0, done=0, even_plan=0))
    assert (nothing_due.schedule, nothing_due.reason) == (0, Reason.ON_SCHEDULE)


def test_schedule_leaves_winter_out():
    """December to February rest: in February nothing is due, in March a ninth, in November everything."""
    rule(winter_months="12,1,2")
    assert judged(row("2016-02", done=0)).schedule == 0
    assert round(judged(row("2016-03", done=0)).schedule, 4) == 0.1111
    assert judged(row("2016-11", done=1200)).schedule == 1
    assert judged(row("2016-12", done=1200)).schedule == 1
    assert light_of("2016-03", plan=900, done=10) == "yellow"  # 10 points and no less
    assert light_of("2016-03", plan=900, done=11) == "green"


def test_schedule_of_nothing_is_met_by_nothing():
    rule(winter_months="12,1,2", **RATIO)
    found = judged(row("2016-01", done=0))
    assert (found.light, found.reason) == ("green", Reason.ON_SCHEDULE)


@pytest.mark.parametrize(
    ("stage", "period", "light"),
    [
        (Stage.WINTER_BREAK, "2016-01", ""),
        (Stage.WINTER_BREAK, "2016-06", "red"),  # no winter in June
        (Stage.SUSPENDED, "2016-06", "red"),
        (Stage.UNDER_CONSTRUCTION, "2016-06", "red"),
        (Stage.PRE_CONSTRUCTION, "2016-06", "red"),
        (Stage.COMPLETED, "2016-06", ""),
        (Stage.EFFECTIVE, "2016-06", ""),
        (Stage.TERMINATED, "2016-06", ""),
    ],
)
def test_light_by_stage(stage, period, light):
    rule(winter_months="12,1,2")
    found = judged(row(period, done=0, project=ProjectFactory(stage=stage)))
    assert (found.progress_light, found.light) == (light, light)


def test_ended_project_is_not_late_to_start():
    rule()
    assert light_of(plan=None, owes=False, project=ProjectFactory(stage=Stage.TERMINATED, planned_start_by=date(2016, 1, 31))) == ""


@pytest.mark.parametrize(
    ("due", "period", "light", "months"),
    [
        (date(2016, 7, 1), "2016-06", "", None),
        (date(2016, 6, 1), "2016-06", "yellow", 0),
        (date(2016, 6, 30), "2016-06", "yellow", 0),
        (date(2016, 5, 31), "2016-06", "yellow", 1),
        (date(2016, 4, 1), "2016-06", "yellow", 2),
        (date(2016, 3, 31), "2016-06", "red", 3),
        (date(2016, 3, 1), "2016-06", "red", 3),
        (date(2016, 2, 29), "2016-02", "yellow", 0),
        (date(2016, 2, 29), "2016-05", "red", 3),
        (date(2015, 11, 30), "2016-02", "red", 3),
        (date(2015, 12, 31), "2016-02", "yellow", 2),
        (date(2014, 1, 31), "2016-02", "red", 25),
    ],
)
def test_start_is_judged_by_full_months(due, period, light, months):
    rule()
    project = ProjectFactory(stage=Stage.PRE_CONSTRUCTION, planned_start_by=due)
    found = judged(row(period, plan=None, done=None, owes=False, project=project))
    assert (found.start_light, found.light, found.months_overdue) == (light, light, months)
    assert found.reason == ("" if months is None else Reason.START_OVERDUE if months else Reason.START_DUE)


def test_start_by_another_number_of_months():
    rule(start_red_months=1)
    project = ProjectFactory(stage=Stage.SIGNED, planned_start_by=date(2016, 5, 31))
    assert light_of(plan=None, project=project) == "red"


def test_started_project_has_no_light_of_the_start():
    rule()
    project = ProjectFactory(stage=Stage.STARTED, planned_start_by=date(2016, 1, 31), actual_start_on=date(2016, 6, 30))
    found = judged(row(project=project))
    assert (found.start_light, found.months_overdue, found.light) == ("", None, "green")


def test_start_after_the_month_does_not_reach_back():
    """In July the project started, and was completed; in June it waited."""
    rule()
    project = ProjectFactory(stage=Stage.COMPLETED, planned_start_by=date(2016, 5, 31), actual_start_on=date(2016, 7, 2))
    for stage, day in [(Stage.PRE_CONSTRUCTION, None), (Stage.STARTED, date(2016, 7, 2)), (Stage.COMPLETED, date(2016, 7, 4))]:
        StageEvent.objects.create(project=project, stage=stage, entered_on=day)
    found = judged(row(project=project, done=0))
    assert (found.start_light, found.progress_light) == ("yellow", "red")
    assert judged(row("2016-07", project=project, done=0, owes=False)).light == ""


def test_started_in_july_by_its_own_day_alone():
    rule()
    project = ProjectFactory(stage=Stage.STARTED, planned_start_by=date(2016, 6, 30), actual_start_on=date(2016, 7, 1))
    assert judged(row(project=project)).start_light == "yellow"


def test_stage_is_none_before_the_first_one():
    rule()
    project = ProjectFactory(stage=Stage.STARTED)
    StageEvent.objects.create(project=project, stage=Stage.STARTED, entered_on=date(2016, 7, 1))
    assert judged(row(project=project, done=0)).light == ""


def test_light_is_the_worst_of_its_parts():
    rule()
    waiting = {"stage": Stage.PRE_CONSTRUCTION}
    red_start = judged(row(done=480, project=ProjectFactory(planned_start_by=date(2016, 1, 31), **waiting)))
    assert (red_start.start_light, red_start.progress_light, red_start.light) == ("red", "yellow", "red")
    assert red_start.reason == Reason.START_OVERDUE
    red_progress = judged(row(done=0, project=ProjectFactory(planned_start_by=date(2016, 6, 30), **waiting)))
    assert (red_progress.start_light, red_progress.progress_light, red_progress.light) == ("yellow", "red", "red")
    assert red_progress.reason == Reason.BELOW
    green_progress = judged(row(done=600, project=ProjectFactory(planned_start_by=date(2016, 6, 30), **waiting)))
    assert (green_progress.light, green_progress.reason) == ("yellow", Reason.START_DUE)


@pytest.mark.parametrize("plan", [None, 0])
def test_project_without_a_plan_is_not_judged_by_progress(plan):
    rule()
    found = judged(row(plan=plan))
    assert (found.schedule, found.progress_light, found.light, found.reason) == (None, "", "", "")


def test_report_without_a_figure_is_not_judged_by_progress():
    rule()
    found = judged(row(done=None))
    assert (found.schedule, found.progress_light, found.light) == (0.5, "", "")


def test_silence_is_grey_and_never_green():
    """A returned report counts as none: it is owed again."""
    rule()
    project = ProjectFactory(stage=Stage.PRE_CONSTRUCTION, planned_start_by=date(2016, 1, 31))
    silent = judged(row(is_reported=False, done=900, project=project))
    assert (silent.light, silent.computed_light, silent.reason) == ("grey", "grey", Reason.NOT_REPORTED)
    assert (silent.progress_light, silent.start_light) == ("", "red")
    assert light_of(is_reported=False, plan=None, done=None) == "grey"
    assert light_of(is_reported=False, owes=False, plan=None) == ""


def test_without_a_rule_only_silence_shows():
    assert light_of(done=0) == ""
    found = judged(row(done=0, project=ProjectFactory(stage=Stage.SIGNED, planned_start_by=date(2016, 1, 31))))
    assert (found.light, found.rule, found.schedule, found.months_overdue) == ("", None, 0.5, 5)
    assert light_of(is_reported=False) == "grey"


def test_template_is_not_applied():
    rule(is_applied=False)
    assert light_of(done=0) == ""


def test_rule_holds_from_its_day_on():
    """A rule that holds from 1 June judges June; May keeps its own, on whatever day it is worked out anew."""
    old = rule(valid_to=date(2016, 5, 31), **POINTS)
    new = rule(valid_from=date(2016, 6, 1), **RATIO)
    project = ProjectFactory()
    may, june = row("2016-05", done=200, project=project), row("2016-06", done=300, project=project)
    assert (judged(may).rule, may.light) == (old, "yellow")
    assert (judged(june).rule, june.light) == (new, "red")
    judged(may, on=date(2016, 9, 1))
    assert (may.rule, may.light) == (old, "yellow")
    assert (june.light_before, judged(row("2016-04", done=500)).rule) == ("yellow", old)


def test_rule_from_the_middle_of_a_month_judges_the_whole_month():
    rule(valid_to=date(2016, 6, 14), **POINTS)
    new = rule(valid_from=date(2016, 6, 15), **RATIO)
    assert judged(row()).rule == new


def test_override_shows_until_its_last_day():
    rule()
    month = row(done=0)
    override = by_hand(month.project, "green", valid_from=date(2016, 7, 5), expires_on=date(2016, 7, 20))
    for day, light in [(4, "red"), (5, "green"), (20, "green"), (21, "red")]:
        found = judged(month, on=date(2016, 7, day))
        assert (found.light, found.computed_light) == (light, "red"), day
        assert found.reason == (Reason.OVERRIDDEN if light == "green" else Reason.BELOW)
        assert found.override == (override if light == "green" else None)


def test_override_that_was_ended_early_holds_no_more():
    rule()
    month = row(done=0)
    by_hand(month.project, "green", valid_from=date(2016, 7, 5), expires_on=date(2016, 7, 20), ended_on=date(2016, 7, 8))
    assert judged(month, on=date(2016, 7, 7)).light == "green"
    assert judged(month, on=date(2016, 7, 8)).light == "red"


def test_youngest_override_shows():
    rule()
    month = row(done=0)
    by_hand(month.project, "green", valid_from=date(2016, 7, 1), expires_on=date(2016, 7, 20))
    by_hand(month.project, "yellow", valid_from=date(2016, 7, 3), expires_on=date(2016, 7, 20))
    assert judged(month).light == "yellow"


def test_override_does_not_reach_back_into_earlier_months():
    """April, worked out anew in July, shows what it showed while it was the newest month."""
    rule()
    project = ProjectFactory()
    april, june = row("2016-04", done=0, project=project), row("2016-06", done=0, project=project)
    by_hand(project, "green", valid_from=date(2016, 7, 5), expires_on=date(2016, 7, 31))
    assert judged(april, on=date(2016, 7, 5)).light == "red"
    assert judged(june, on=date(2016, 7, 5)).light == "green"
    assert judged(june, on=date(2016, 9, 1)).light == "green"  # as it stood when July ended
    assert judged(row("2016-07", done=0, project=project), on=date(2016, 8, 1)).light == "red"


def test_override_covers_silence_and_what_is_not_judged():
    month = row(is_reported=False)
    by_hand(month.project, "yellow", valid_from=date(2016, 7, 1), expires_on=date(2016, 7, 31))
    found = judged(month)
    assert (found.light, found.computed_light) == ("yellow", "grey")


def test_light_of_the_month_before_stands_beside():
    rule()
    project = ProjectFactory()
    judged(row("2016-05", done=0, project=project))
    assert judged(row("2016-06", done=600, project=project)).light_before == "red"
    assert judged(row("2016-06", done=600)).light_before == ""


def test_only_the_rows_that_are_named_are_judged():
    rule()
    first, second, may = row(done=0), row(done=0), row("2016-05", done=0)
    judge([first.project_id], period="2016-06", on=date(2016, 7, 5))
    for month, light in [(first, "red"), (second, ""), (may, "")]:
        month.refresh_from_db()
        assert month.light == light


def test_judging_costs_the_same_for_any_number_of_rows(django_assert_num_queries):
    rule()
    for _ in range(3):
        row()
    with django_assert_num_queries(3):
        judge(None, period="2016-06", on=date(2016, 7, 5))
    for _ in range(30):
        row()
    with django_assert_num_queries(3):
        judge(None, period="2016-06", on=date(2016, 7, 5))
