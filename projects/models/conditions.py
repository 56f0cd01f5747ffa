"""When a project counts as late, silent or still: one condition each, for the QuerySet and for counting many at once."""

from datetime import date

from django.db.models import Q

from projects.models.stage import BEFORE_START, BUILDING, FINISHED, RESTING, Stage
from zone.lib.months import first_day, split

# Said by what it is, not by what it is not: so an index that begins with the stage answers it.
UNFINISHED_STAGES = [stage.value for stage in Stage if stage not in FINISHED and stage != Stage.TERMINATED]
UNFINISHED = Q(stage__in=UNFINISHED_STAGES)
ENDED_STAGES = [stage.value for stage in Stage if stage not in UNFINISHED_STAGES]
DATED_ENDS = [Stage.COMPLETED, Stage.IN_PRODUCTION, Stage.TERMINATED]  # those after them leave open since when nothing is built any more


def late_to_start(*, on: date) -> Q:
    """Not started although the last day of the planned start has gone by. On the due day itself one is on time."""
    return Q(stage__in=BEFORE_START, planned_start_by__lt=on)


def late_to_finish(*, on: date) -> Q:
    """Neither finished nor ended although the last day of the planned finish has gone by."""
    return UNFINISHED & Q(planned_finish_by__lt=on)


def late(*, on: date) -> Q:
    """Late to start or to finish; whoever has not started is unfinished, so that one index range holds them all."""
    return UNFINISHED & (Q(planned_finish_by__lt=on) | late_to_start(on=on))


def due_between(first: date, last: date) -> Q:
    """To start or to finish on one of these days, not done, and not late already on the first of them."""
    span, begun = (first, last), [stage for stage in UNFINISHED_STAGES if stage not in BEFORE_START]
    starting = Q(planned_start_by__range=span) & _not_before("planned_finish_by", first)
    finishing = Q(planned_finish_by__range=span)
    return Q(stage__in=BEFORE_START) & (starting | finishing & _not_before("planned_start_by", first)) | Q(stage__in=begun) & finishing


def _not_before(column: str, day: date) -> Q:
    return Q(**{f"{column}__gte": day}) | Q(**{f"{column}__isnull": True})


def still_since(day: date) -> Q:
    """Unfinished, and nothing new recorded since `day`: no stage, no progress."""
    return UNFINISHED & Q(moved_on__lt=day)


def ended_since(first, to: str = "") -> Q:
    """Finished or ended on that day (or expression of one) or later, by every day that is told of it: whoever was accepted in May and began
    to produce in July ended in May. Of whom no day is told nobody says so. `to` leads to the project from another record."""
    days = ("accepted_on", "production_on")
    none_before = [Q(**{f"{to}{day}__isnull": True}) | Q(**{f"{to}{day}__gte": first}) for day in days]
    told = Q(**{f"{to}stage__in": DATED_ENDS}) | Q(**{f"{to}accepted_on__isnull": False})
    return Q(told, *none_before, **{f"{to}stage__in": ENDED_STAGES, f"{to}stage_since__gte": first})


def stood_unfinished(first, to: str = "") -> Q:
    """In the month that begins on that day: unfinished to this day, or ended in this very month or later."""
    return Q(**{f"{to}stage__in": UNFINISHED_STAGES}) | ended_since(first, to)


def owes_report(period: str) -> Q:
    """Reports the month (`2016-06`): stood unfinished in it, and either with a plan for the year or already being built (a stop included).
    So the month in which a project is completed is reported, too; what was accepted had been built."""
    of_year, started = Q(plan_year=split(period)[0]), Q(actual_start_on__isnull=False)
    building = Q(stage__in=[*BUILDING, *RESTING])
    ended = ended_since(first_day(period)) & (of_year | Q(stage__in=FINISHED) | started)
    return UNFINISHED & (of_year | building) | ended
