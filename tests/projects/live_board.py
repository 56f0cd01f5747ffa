"""The board counted from the live rows, project by project and report by report: what the kept lines must equal."""

from datetime import timedelta
from decimal import Decimal

from django.db.models import Q

from projects.models import BoardLine, Duty, Light, MonthlyPlan, Project, ProjectMonth, Stage
from projects.models.board_line import EVERY, NONE
from projects.reporting.latest import with_figures
from projects.standing.sums import DIMENSIONS, MONTH, PLANNED, SUMS
from zone.lib.months import shift, split, year_to

ZERO = Decimal(0)
WHOLE = (EVERY, EVERY)


def live_board(period: str, *, on, still_days: int | None) -> dict[tuple, dict]:
    """{(department, district, kind, dimension, key): sums} by way of the QuerySets that pages have always asked, one project at a time: of
    the whole zone, and of the projects of one department in one district."""
    year = split(period)[0]
    found: dict[tuple, dict] = {}
    late_start = set(Project.objects.late_to_start(on=on).values_list("pk", flat=True))
    late_finish = set(Project.objects.late_to_finish(on=on).values_list("pk", flat=True))
    silent = set(Project.objects.not_reported(period).values_list("pk", flat=True))
    still = set()
    if still_days is not None:
        still = set(Project.objects.still_since(on - timedelta(days=still_days)).values_list("pk", flat=True))
    before = {} if period.endswith("-01") else {each.pk: each for each in with_figures(Project.objects.all(), shift(period, -1))}
    lights = {row.project_id: row for row in ProjectMonth.objects.filter(period=period)}
    for project in with_figures(Project.objects.all(), period):
        if project.kind == Project.Kind.TECH_UPGRADE and project.plan_year != year:
            continue
        earlier, month = before.get(project.pk), lights[project.pk]
        plan, curve = project.year_plan or ZERO, ZERO if project.year_plan is None else project.curve_due or ZERO
        own = {
            "count": 1,
            "plan": plan,
            "even_plan": ZERO if project.is_curved else plan,
            "curve_due": curve,
            "curve_due_before": earlier.curve_due or ZERO if earlier and project.year_plan is not None else ZERO,
            "done": project.done or ZERO,
            "done_before": earlier.done or ZERO if earlier else ZERO,
            "done_in_month": project.month_done or ZERO,
            "unplaced": int(project.unplaced_done is not None),
            "unplaced_done": project.unplaced_done or ZERO,
            "done_month_before": project.month_before_done or ZERO,
            "known_month_before": int(project.month_before_done is not None),
            "late_start": int(project.pk in late_start),
            "late_finish": int(project.pk in late_finish),
            "not_reported": int(project.pk in silent),
            "still": int(project.pk in still),
            **{light.value: int(month.light == light) for light in Light},
            **{f"{light.value}_before": int(month.light_before == light) for light in Light},
            "worse": int((month.light_before, month.light) in [("green", "yellow"), ("green", "red"), ("yellow", "red")]),
            "better": int((month.light_before, month.light) in [("yellow", "green"), ("red", "green"), ("red", "yellow")]),
        }
        for dimension in DIMENSIONS:
            if project.stage == Stage.TERMINATED and dimension != "stage":
                continue
            key = "" if dimension == "all" else project.stage if dimension == "stage" else getattr(project, f"{dimension}_id")
            for whose in (WHOLE, (project.department_id or NONE, project.district_id)):
                line = found.setdefault((*whose, project.kind, dimension, str(key or "")), dict.fromkeys(SUMS, 0))
                for name, value in own.items():
                    line[name] += value
    return found | _live_curve(period, year)


def _live_curve(period: str, year: int) -> dict[tuple, dict]:
    """What was done by the end of each month, and what the plans say of it, whose in the same way."""
    found: dict[tuple, dict] = {}

    def add(project: Project, dimension: str, month: str, name: str, value: Decimal) -> None:
        for whose in (WHOLE, (project.department_id or NONE, project.district_id)):
            line = found.setdefault((*whose, project.kind, dimension, month), dict.fromkeys(SUMS, 0))
            line[name] += value

    counted = Project.objects.exclude(stage=Stage.TERMINATED).exclude(~Q(plan_year=year), kind=Project.Kind.TECH_UPGRADE)
    for month in year_to(period):
        for project in with_figures(counted, month):
            add(project, MONTH, month, "done", project.done or ZERO)
    planned = counted.filter(plan_year=year, annual_plan__isnull=False)
    for plan in MonthlyPlan.objects.filter(project__in=planned, period__startswith=f"{year}-").select_related("project"):
        add(plan.project, PLANNED, plan.period, "plan", plan.amount)
    return found


def kept_board(period: str) -> dict[tuple, dict]:
    """The same from the lines that are kept; a line that came to nothing is as good as none."""
    lines = {
        (line.department, line.district, line.kind, line.dimension, line.key): {name: getattr(line, name) for name in SUMS}
        for line in BoardLine.objects.filter(period=period)
    }
    return {place: sums for place, sums in lines.items() if any(sums.values())}


def without_nothing(board: dict[tuple, dict]) -> dict[tuple, dict]:
    return {place: sums for place, sums in board.items() if any(sums.values())}


def months_kept() -> list[tuple]:
    """Every row of every month, but for the day on which it was written."""
    names = [field.attname for field in ProjectMonth._meta.concrete_fields if field.name not in ("id", "judged_on")]
    return list(ProjectMonth.objects.order_by("project_id", "period").values_list(*names))


def duties_kept() -> list[tuple]:
    """Every duty but for its id."""
    names = [field.attname for field in Duty._meta.concrete_fields if field.name != "id"]
    return list(Duty.objects.order_by("project_id", "asks", "period", "due_on").values_list(*names))
