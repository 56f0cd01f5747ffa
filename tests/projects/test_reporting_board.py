from datetime import date, timedelta
from decimal import Decimal

import pytest

from projects import standing
from projects.models import BoardLine, Project, ProjectProgress, Stage
from projects.models.board_line import EVERY
from projects.reporting.board import EXCEPTIONS, Exceptions, Line, kept_board, live_board
from projects.reporting.figures import Figures
from projects.reporting.months import curve, month_sums, project_months
from projects.reporting.spread import spread_for
from projects.standing.lines import added_up
from tests.factories import ProjectFactory
from tests.projects.scene import Scene, plan, report, tech
from zone.lib.months import first_day, shift

DAY, PERIOD = date(2016, 7, 5), "2016-06"


def board(projects=None, *, period=PERIOD, on=None, still_days=60):
    on = on or max(DAY, first_day(shift(period, 1)))
    standing.ensure_year(period, on=on)
    standing.refresh(None, on=on, since=f"{period[:4]}-01")
    projects = Project.objects.all() if projects is None else projects
    return live_board(projects, period=period, on=on, still_days=still_days)


def whole(**options) -> Line:
    """Both kinds together."""
    found = board(**options)
    lines = [found.total(kind) for kind in Project.Kind]
    exceptions = Exceptions(*(sum(getattr(line.exceptions, name) for line in lines) for name in EXCEPTIONS))
    return Line(None, sum((line.figures for line in lines), Figures(found.spread)), exceptions)


@pytest.mark.django_db
def test_board_takes_the_latest_report_up_to_the_period():
    project = tech()
    report(project, "2015-12", 9000)
    report(project, "2016-04", 400)
    report(project, "2016-05", None, physical_progress="设备到场")
    report(project, "2016-07", 900)
    assert whole().figures.done == Decimal(400)
    assert whole(period="2016-03").figures.done == Decimal(0)
    assert whole(period="2016-07").figures.done == Decimal(900)


@pytest.mark.django_db
def test_board_begins_the_year_at_nothing():
    project = tech()
    report(project, "2015-12", 9000)
    report(project, "2016-01", 30)
    january = whole(period="2016-01").figures
    assert (january.done, january.done_in_month, january.unplaced, january.known_month_before) == (Decimal(30), Decimal(30), 0, 0)


@pytest.mark.django_db
def test_board_counts_a_month_only_where_it_is_known():
    steady, first, after_gap, stated, silent = (tech() for _ in range(5))
    for period, ytd in (("2016-04", 100), ("2016-05", 160), ("2016-06", 260)):
        report(steady, period, ytd)
    report(first, "2016-06", 500)
    report(after_gap, "2016-04", 50)
    report(after_gap, "2016-06", 350)
    report(stated, "2016-06", 900, invest_month=Decimal(7))
    report(silent, "2016-05", 80)
    june = whole().figures
    assert june.done == Decimal(260 + 500 + 350 + 900 + 80)
    assert june.done_in_month == Decimal(100 + 7)
    assert (june.unplaced, june.unplaced_done) == (2, Decimal(500 + 350))
    assert (june.known_month_before, june.done_month_before) == (1, Decimal(60))


@pytest.mark.django_db
def test_board_counts_plans_of_the_year_only():
    tech(annual_plan=Decimal(500))
    tech(annual_plan=Decimal(700), plan_year=2015)
    ProjectFactory(plan_year=None, annual_plan=None)
    found = whole().figures
    assert (found.count, found.plan) == (3, Decimal(500))


@pytest.mark.django_db
def test_board_mixes_curves_and_even_plans():
    winter = tech(annual_plan=Decimal(1200))
    plan(winter, m04=300, m05=300, m06=300, m07=300)
    tech(annual_plan=Decimal(600))
    assert whole(period="2016-02").figures.due == Decimal(100)
    assert whole(period="2016-06").figures.due == Decimal(1200)
    assert whole(period="2016-12").figures.due == Decimal(1800)


@pytest.mark.django_db
@pytest.mark.parametrize(("due", "late"), [(date(2016, 7, 4), 1), (date(2016, 7, 5), 0), (date(2016, 7, 6), 0)])
def test_board_on_the_due_day_one_is_on_time(due, late):
    tech(stage=Stage.PRE_CONSTRUCTION, planned_start_by=due, planned_finish_by=due)
    found = whole().exceptions
    assert (found.late_start, found.late_finish) == (late, late)


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "still"), [(60, 0), (61, 1)])
def test_board_still_begins_after_the_set_days(days, still):
    tech(moved_on=DAY - timedelta(days=days))
    assert whole().exceptions.still == still


@pytest.mark.django_db
def test_board_without_the_setting_counts_nobody_as_still():
    tech(moved_on=date(2015, 1, 1))
    assert whole(still_days=None).exceptions.still == 0


@pytest.mark.django_db
def test_board_a_report_is_owed_by_planned_or_building_projects_that_are_unfinished():
    tech(stage=Stage.RESERVE)
    tech(stage=Stage.COMPLETED)
    tech(stage=Stage.TERMINATED)
    ProjectFactory(stage=Stage.LEAD)
    ProjectFactory(stage=Stage.WINTER_BREAK)
    reported = tech()
    report(reported, PERIOD, 10)
    assert whole().exceptions.not_reported == 2


@pytest.mark.django_db
def test_board_equals_live_counts_in_every_dimension():
    Scene()
    found = board()
    for kind in Project.Kind:
        alive = Project.objects.alive().filter(kind=kind)
        for dimension in ("stage", "department", "district", "leader"):
            lines = found.stages(kind) if dimension == "stage" else found.lines(kind, dimension)
            for line in lines:
                own = alive.filter(**({f"{dimension}__isnull": True} if line.key is None else {dimension: line.key}))
                assert line.figures.count == own.count()
                assert line.exceptions.late_start == own.late_to_start(on=DAY).count()
                assert line.exceptions.late_finish == own.late_to_finish(on=DAY).count()
                assert line.exceptions.not_reported == own.not_reported(PERIOD).count()
                assert line.exceptions.still == own.still_since(DAY - timedelta(days=60)).count()
            assert sum(line.figures.count for line in lines) == alive.count()
        assert found.ended(kind) == Project.objects.filter(kind=kind, stage=Stage.TERMINATED).count()
        live = ProjectProgress.objects.filter(period=PERIOD, project__in=alive).values_list("invest_ytd", flat=True)
        assert found.total(kind).figures.done == sum(live)


@pytest.mark.django_db
def test_board_of_one_kind_says_the_same_and_of_the_other_its_stages():
    Scene()
    both = board()
    for kind, other in [(Project.Kind.TECH_UPGRADE, Project.Kind.INVESTMENT), (Project.Kind.INVESTMENT, Project.Kind.TECH_UPGRADE)]:
        own = live_board(Project.objects.all(), period=PERIOD, on=DAY, still_days=60, kind=kind)
        for dimension in ("department", "district", "leader"):
            alike = [{line.key: line for line in found.lines(kind, dimension)} for found in (own, both)]  # in no order where they are even
            assert (alike[0], own.lines(other, dimension)) == (alike[1], [])
        for each in (kind, other):
            assert (own.total(each), own.stages(each)) == (both.total(each), both.stages(each))
            assert own.total(each).figures.count == Project.objects.alive().filter(kind=each).count() > 0


@pytest.mark.django_db
def test_board_is_one_statement_for_any_number_of_projects_besides_its_rule(django_assert_num_queries):
    tech()
    for _ in range(2):
        board()
        with django_assert_num_queries(2):
            live_board(Project.objects.all(), period=PERIOD, on=DAY, still_days=60)
        with django_assert_num_queries(2):
            kept_board(
                added_up(BoardLine.objects.filter(department=EVERY)), Project.objects.none(), period=PERIOD, kind=Project.Kind.TECH_UPGRADE
            )
        Scene()


@pytest.mark.django_db
def test_line_tells_how_its_projects_stood_a_month_ago():
    project = tech(annual_plan=Decimal(1000))
    report(project, "2016-05", 300)
    report(project, PERIOD, 400)
    line = board().total(project.kind)
    assert (line.before.completion, line.figures.completion, line.completion_gained) == (Decimal("30.0"), Decimal("40.0"), Decimal("10.0"))
    assert line.before.due == Decimal(1000) * 5 / 12
    assert board(period="2016-01").total(project.kind).before is None


@pytest.mark.django_db
def test_lines_stand_furthest_behind_first_and_what_is_not_due_yet_after_them():
    late, nothing_due, ahead = (tech(annual_plan=Decimal(1000), district__code=f"D{number}") for number in range(3))
    report(late, PERIOD, 100)
    plan(nothing_due, m11=1000)
    report(ahead, PERIOD, 900)
    found = board().lines(Project.Kind.TECH_UPGRADE, "district")
    assert [line.key for line in found] == [late.district_id, ahead.district_id, nothing_due.district_id]


@pytest.mark.django_db
def test_lines_stand_lowest_completion_first_and_without_plan_last():
    for department_done in (900, 100, None):
        project = tech(stage=Stage.STARTED, district__code=f"D{department_done}", annual_plan=Decimal(1000) if department_done else None)
        if department_done:
            report(project, PERIOD, department_done)
    found = board().lines(Project.Kind.TECH_UPGRADE, "district")
    assert [line.figures.done for line in found] == [Decimal(100), Decimal(900), Decimal(0)]


@pytest.mark.django_db
def test_by_stage_follows_the_way_of_a_project():
    for stage in (Stage.EFFECTIVE, Stage.LEAD, Stage.STARTED):
        ProjectFactory(stage=stage)
    assert [line.key for line in board().stages(Project.Kind.TECH_UPGRADE)] == [Stage.LEAD, Stage.STARTED, Stage.EFFECTIVE]


@pytest.mark.django_db
def test_curve_carries_a_project_forward_between_reports(django_assert_num_queries):
    steady, silent = tech(annual_plan=Decimal(1200)), tech(annual_plan=Decimal(600))
    for month in range(1, 7):
        report(steady, f"2016-{month:02d}", 100 * month)
    report(silent, "2016-02", 50)
    report(silent, "2016-05", 70)
    figures = whole().figures
    with django_assert_num_queries(1):
        found = curve(month_sums(Project.objects.all(), PERIOD), PERIOD, figures)
    assert [month.done for month in found] == [Decimal(each) for each in (100, 250, 350, 450, 570, 670)] + [None] * 6
    assert [month.planned for month in found[:3]] == [Decimal(150), Decimal(300), Decimal(450)]
    for month in found[:6]:
        assert whole(period=month.period).figures.done == month.done


@pytest.mark.django_db
def test_project_months_show_months_without_a_report_as_such():
    project = tech(annual_plan=Decimal(1200))
    report(project, "2016-02", 100, invest_month=Decimal(60))
    report(project, "2016-04", 250)
    report(project, "2016-05", 300)
    found = project_months(project, period="2016-05", spread=spread_for("2016-05"))
    assert [(month.done, month.done_ytd) for month in found[:5]] == [
        (None, None),
        (Decimal(60), Decimal(100)),
        (None, None),
        (None, Decimal(250)),
        (Decimal(50), Decimal(300)),
    ]
    assert [month.planned_ytd for month in found] == [Decimal(100 * number) for number in range(1, 13)]
    assert {month.done_ytd for month in found[5:]} == {None}


@pytest.mark.django_db
def test_what_a_returned_report_says_is_not_done():
    project = tech(annual_plan=Decimal(1200))
    report(project, "2016-01", 100)
    report(project, "2016-02", 2450, invest_month=Decimal(2350), state="returned")
    report(project, "2016-03", 300)
    found = project_months(project, period="2016-03", spread=spread_for("2016-03"))
    assert [(month.done, month.done_ytd, month.is_returned) for month in found[:3]] == [
        (Decimal(100), Decimal(100), False),
        (None, None, True),
        (None, Decimal(300), False),
    ]
