"""When a project counts as late, silent or still: one condition each, for the QuerySet and for counting many at once."""

from datetime import date

from django.db.models import Q

from projects.models.stage import BEFORE_START, BUILDING, FINISHED, RESTING, Stage

# Said by what it is, not by what it is not: so an index that begins with the stage answers it.
UNFINISHED_STAGES = [stage.value for stage in Stage if stage not in FINISHED and stage != Stage.TERMINATED]
UNFINISHED = Q(stage__in=UNFINISHED_STAGES)


def late_to_start(*, on: date) -> Q:
    """Not started although the last day of the planned start has gone by. On the due day itself one is on time."""
    return Q(stage__in=BEFORE_START, planned_start_by__lt=on)


def late_to_finish(*, on: date) -> Q:
    """Neither finished nor ended although the last day of the planned finish has gone by."""
    return UNFINISHED & Q(planned_finish_by__lt=on)


def late(*, on: date) -> Q:
    """Late to start or to finish; whoever has not started is unfinished, so that one index range holds them all."""
    return UNFINISHED & (Q(planned_finish_by__lt=on) | late_to_start(on=on))


def still_since(day: date) -> Q:
    """Unfinished, and nothing new recorded since `day`: no stage, no progress."""
    return UNFINISHED & Q(moved_on__lt=day)


def owes_report(*, year: int) -> Q:
    """Reports every month: unfinished, and either with a plan for the year or already being built (a stop included)."""
    return UNFINISHED & (Q(plan_year=year) | Q(stage__in=[*BUILDING, *RESTING]))
