"""红黄绿灯: the light of each project in a month, by the rule that the office applies, for any number of projects at once.

Thresholds are compared as whole numbers on both databases, so that 30 points below a “red beyond 30” are yellow, and nobody has to argue
with a binary fraction. The sentence that says why is told by `projects.light_words`.
"""

from collections.abc import Collection
from datetime import date
from functools import lru_cache

from django.db.models import Case, DateField, Exists, F, FloatField, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, ExtractMonth, ExtractYear
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual, LessThan

from projects.models import Light, LightOverride, Project, ProjectMonth, Stage, StageEvent
from projects.models.stage import BEFORE_START, FINISHED
from projects.reporting.spread import Spread, rule_for
from zone.lib.database import SmallestUnits
from zone.lib.months import first_day, last_day, shift, split
from zone.lib.statements import THESE, Statement, run, told, updating
from zone.models import LightRule

Reason = ProjectMonth.Reason
ENDED = [*FINISHED, Stage.TERMINATED]
NONE = Value("")
OWED = Q(owes=True, is_reported=False)
HAS_PLAN = Q(year_plan__gt=0)
KEPT = 64  # statements: those of as many months
# All of a rule that a light follows from. A rule that has given lights keeps it as it was said; when it ends may still be set.
SAYS = ("method", "yellow_at", "red_at", "start_red_months", "winter_months")
WINTER = frozenset({11, 12, 1, 2, 3})  # when the ground is frozen here and sites rest


def season_end(period: str) -> date:
    """Until when a winter break lasts of which no end was told, seen from a month: its last day in winter, otherwise before it began."""
    return last_day(period if split(period)[1] in WINTER else shift(period, -1))


def shown_on(period: str, *, on: date) -> date:
    """The day whose overrides a month shows: today's, and of a month that is no longer the newest those of its last day as such."""
    return min(on, last_day(shift(period, 1)))


def judge(ids: Collection[int] | None, *, period: str, on: date) -> None:
    """Set schedule, lights, reason, rule and override in the rows of the month of these projects (None: all), from the figures that stand
    in them and from the stages and planned starts of their projects.

    A month is judged as it stood when it ended: who started afterwards had not started. The rows of the month before are judged already.
    In the caller's transaction; three statements, whatever the number of rows: what is written twice is what the second one asks for.
    """
    rule = rule_for(period)
    says = rule and tuple(getattr(rule, name) for name in SAYS)
    for statement in _judging(period, shown_on(period, on=on), rule, says, ids is not None):
        run(told(statement, ids or ()))


@lru_cache(maxsize=KEPT)
def _judging(period: str, day: date, rule: LightRule | None, _says: tuple | None, is_some: bool) -> tuple[Statement, Statement]:
    """The two statements of `judge`. `_says`: all that the rule says, for two rules are alike as long as they have one number."""
    months, spread = ProjectMonth.objects.filter(period=period), Spread.until(split(period)[1], rule)
    if is_some:
        months = months.filter(project__among=THESE)
    figures = updating(
        months,
        rule=rule,
        schedule=_schedule(spread),
        months_overdue=_months_overdue(period),
        progress_light=_progress_light(rule, spread, period) if rule else NONE,
        light_before=_light_before(period),
        override=_override(day),
    )
    starts, by_hand = _starts(rule), LightOverride.objects.filter(pk=OuterRef("override_id")).values("light")
    shown = updating(
        months,
        start_light=Case(*(When(holds, then=Value(light)) for light, holds in starts.items()), default=NONE),
        computed_light=_worst(starts),
        light=Case(When(override=None, then=_worst(starts)), default=Subquery(by_hand)),
        reason=Case(When(override=None, then=_reason(starts, spread)), default=Value(Reason.OVERRIDDEN)),
    )
    return figures, shown


def _schedule(spread: Spread) -> Case:
    """The share of the year's plan that was due; null without a plan."""
    return Case(
        When(HAS_PLAN & Q(even_plan__gt=0), then=Value(spread.counted / spread.counting)),
        When(HAS_PLAN, then=Cast("curve_due", FloatField()) / Cast("year_plan", FloatField())),
        default=None,
        output_field=FloatField(),
    )


def _due(spread: Spread) -> Case:
    """What was due, times `counting`, so that twelfths stay whole."""
    return Case(
        When(even_plan__gt=0, then=SmallestUnits("year_plan") * spread.counted),
        default=SmallestUnits("curve_due") * spread.counting,
    )


def _behind(spread: Spread):
    """What was due and is not done, times `counting`."""
    return _due(spread) - SmallestUnits("done") * spread.counting


def _progress_light(rule: LightRule, spread: Spread, period: str) -> Case:
    yellow, red = int(rule.yellow_at * 100), int(rule.red_at * 100)  # percent with two decimals as a whole number
    if rule.method == LightRule.Method.POINTS:
        behind, plan = _behind(spread) * 10_000, SmallestUnits("year_plan") * spread.counting
        is_red, is_yellow = GreaterThan(behind, plan * red), GreaterThanOrEqual(behind, plan * yellow)
    else:
        done, due = SmallestUnits("done") * (spread.counting * 10_000), _due(spread)
        is_red, is_yellow = LessThan(done, due * red), LessThan(done, due * yellow)
    moving = _project_then(period).exclude(stage_then__in=ENDED).exclude(stage_then=None).exclude(_resting(period, rule))
    return Case(
        When(~HAS_PLAN | Q(done=None) | Q(year_plan=None) | OWED, then=NONE),
        When(~Exists(moving), then=NONE),
        When(is_red, then=Value(Light.RED)),
        When(is_yellow, then=Value(Light.YELLOW)),
        default=Value(Light.GREEN),
    )


def _resting(period: str, rule: LightRule) -> Q:
    """Whether a project of `_project_then` rests for the winter: into the month in which its break ends, and in the winter
    months of the rule in any case."""
    in_break, month = Q(stage_then=Stage.WINTER_BREAK), split(period)[1]
    if month in rule.resting_months:
        return in_break
    return in_break & Q(break_ends_on__gte=first_day(period))


def _months_overdue(period: str) -> Subquery:
    """Full months that have gone by since the month of the planned start: 0 in that month itself; null where the start was not due yet or
    the project had started."""
    year, month = split(period)
    end = last_day(period)
    waiting = Q(stage_then__in=BEFORE_START) | Q(actual_start_on__gt=end, stage_then__isnull=False) & ~Q(stage_then__in=ENDED)
    gone = year * 12 + month - ExtractYear("planned_start_by") * 12 - ExtractMonth("planned_start_by")
    found = _project_then(period).filter(waiting, planned_start_by__lte=end).annotate(gone=gone)
    return Subquery(found.values("gone")[:1], output_field=IntegerField())


def _project_then(period: str) -> QuerySet[Project]:
    """The project of a row with its stage when the month ended (`stage_then`): the present one, unless a stage was entered afterwards; null
    where it had none yet. `break_ends_on`: of its last winter break until then; without one of its own it lasts as long as the season."""
    end = last_day(period)
    events = StageEvent.objects.filter(project=OuterRef("pk")).order_by()
    since, before = events.filter(entered_on__gt=end), events.filter(Q(entered_on=None) | Q(entered_on__lte=end))
    then = Case(When(Exists(since), then=Subquery(before.order_by("-pk").values("stage")[:1])), default=F("stage"))
    breaks = before.filter(stage=Stage.WINTER_BREAK).order_by("-pk").values("ends_on")[:1]
    break_ends_on = Coalesce(Subquery(breaks), Value(season_end(period)), output_field=DateField())
    found = Project.objects.filter(pk=OuterRef("project_id")).order_by()
    return found.alias(stage_then=then, break_ends_on=break_ends_on)


def _starts(rule: LightRule | None) -> dict[str, Q]:
    """When the start makes the light red, and otherwise yellow; without a rule never."""
    if rule is None:
        return {}
    return {Light.RED: Q(months_overdue__gte=rule.start_red_months), Light.YELLOW: Q(months_overdue__gte=0)}


def _worst(starts: dict[str, Q]) -> Case:
    """The worse of the two parts; grey where a report is owed and there is none."""
    red, yellow = (Q(progress_light=light) | starts.get(light, Q()) for light in (Light.RED, Light.YELLOW))
    return Case(
        When(OWED, then=Value(Light.GREY)),
        When(red, then=Value(Light.RED)),
        When(yellow, then=Value(Light.YELLOW)),
        default=F("progress_light"),
    )


def _reason(starts: dict[str, Q], spread: Spread) -> Case:
    """What the light comes from. Where both parts are equally bad it is the start, without which there is no progress."""
    start = Case(When(months_overdue__gt=0, then=Value(Reason.START_OVERDUE)), default=Value(Reason.START_DUE))
    parts = []
    for light in (Light.RED, Light.YELLOW):
        parts += [When(starts[light], then=start)] if starts else []
        parts.append(When(progress_light=light, then=Value(Reason.BELOW)))
    return Case(
        When(OWED, then=Value(Reason.NOT_REPORTED)),
        *parts,
        When(Q(progress_light=Light.GREEN) & GreaterThan(_behind(spread), Value(0)), then=Value(Reason.SLIGHTLY_BELOW)),
        When(progress_light=Light.GREEN, then=Value(Reason.ON_SCHEDULE)),
        default=NONE,
    )


def _light_before(period: str) -> Coalesce:
    before = ProjectMonth.objects.filter(project=OuterRef("project_id"), period=shift(period, -1)).order_by()
    return Coalesce(Subquery(before.values("light")[:1]), NONE)


def _override(day: date) -> Subquery:
    """The youngest of those that hold on the day."""
    holding = LightOverride.objects.on(day).filter(project=OuterRef("project_id")).order_by("-pk")
    return Subquery(holding.values("pk")[:1])
