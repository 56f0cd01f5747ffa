"""Keeping the duties: what projects ask of people, rewritten for the projects that changed, in the transaction that changed them."""

from collections.abc import Collection
from datetime import date
from functools import lru_cache

from django.db import transaction
from django.db.models import Case, CharField, DateField, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, TruncDate

from projects.models import BoardState, Duty, DutyState, MonthlyPlan, Project, ProjectMonth, ProjectProgress, conditions
from projects.models.stage import BEFORE_START
from zone.commitments import day, number, text
from zone.lib.database import hold_writers
from zone.lib.months import shift
from zone.lib.statements import THESE, Statement, inserting, run, told

Asks = Duty.Asks
State = ProjectProgress.State
OF_PROJECT = ("department_id", "district_id", "leader_id", "officer_id")
USUAL = {
    "period": text(),
    "kind": Cast(Value(None), CharField(max_length=12)),
    "recorded_by_id": number(None),
    "recorded_for_id": number(None),
    "due_on": day(None),
    "gives_way_on": day(None),
    "waits_since": day(None),
}
KEPT = 8  # statements: two for each month that comes to be reported
COLUMNS = ("asks", "project_id", "source", *OF_PROJECT, *USUAL)


def asked_since(newest: str) -> str:
    """The first of the earlier months that are still asked for: January of the same year, but the month before at least."""
    return min(f"{newest[:4]}-01", shift(newest, -1))


def ensure(newest: str) -> None:
    """Work out the duties where that has not been done, or not for the month that is reported now. One statement where nothing is to do."""
    if not DutyState.objects.filter(period=newest).exists():
        _turn(newest)


@transaction.atomic
def _turn(newest: str) -> None:
    """Nobody writes meanwhile: who has written already is waited for, so that nothing falls between him and the working out."""
    hold_writers(Project, ProjectProgress, MonthlyPlan)
    list(BoardState.objects.select_for_update().order_by("period"))  # held before the duties by every writer
    state = DutyState.objects.select_for_update().first() or DutyState()
    if state.period != newest:
        state.period = newest
        state.save()
        _write(newest, None)


def keep(ids: Collection[int] | None) -> None:
    """Write the duties of these projects (None: all) anew; the transaction holds the board already, and has written all else. Three
    statements. Nothing is kept before somebody has looked (`ensure`)."""
    if state := DutyState.objects.select_for_update().first():
        _write(state.period, ids)


def tell_correction(report: ProjectProgress, people: Collection[int], *, by, on: date) -> None:
    """Tell these people that `by` has corrected the report, each once until he takes note of it."""
    _corrections(report.pk, report.project_id).filter(officer__in=people).delete()
    same = {"asks": Asks.CORRECTED, "project_id": report.project_id, "source": report.pk, "period": report.period}
    Duty.objects.bulk_create(Duty(**same, officer_id=person, recorded_by=by, waits_since=on) for person in sorted(people))


def correction_told(report: ProjectProgress, person) -> Duty | None:
    """The correction of the report of which this person has yet to take note."""
    return _corrections(report.pk, report.project_id).filter(officer=person).select_related("recorded_by").first()


def take_note(report: ProjectProgress, person) -> None:
    """He has seen that the report was corrected; where he was not told of it, nothing changes."""
    _corrections(report.pk, report.project_id).filter(officer=person).delete()


def _corrections(report: int, project: int) -> QuerySet:
    return Duty.objects.filter(asks=Asks.CORRECTED, project=project, source=report)


def _write(newest: str, ids: Collection[int] | None) -> None:
    """A correction stays told as long as there is the report."""
    corrected = Q(asks=Asks.CORRECTED) & Q(Exists(ProjectProgress.objects.filter(pk=OuterRef("source"))))
    _among(Duty.objects.exclude(corrected), "project", ids).delete()
    run(told(_writing(newest, ids is not None), ids or ()))


@lru_cache(maxsize=KEPT)
def _writing(newest: str, is_some: bool) -> Statement:
    ids = THESE if is_some else None
    returned = _of_reports(Asks.RETURNED, State.RETURNED, "reviewed_at", ids)
    handed_in = _of_reports(Asks.REVIEW, State.SUBMITTED, "reported_at", ids)
    selected = returned.union(handed_in, *_to_report(newest, ids), *_to_enter(ids), all=True)
    return inserting(Duty, COLUMNS, selected)


def _among(rows: QuerySet, field: str, ids: Collection[int] | None) -> QuerySet:
    rows = rows.order_by()
    return rows if ids is None else rows.filter(**{f"{field}__among": ids})


def _to_report(newest: str, ids: Collection[int] | None) -> tuple[QuerySet, QuerySet]:
    """The newest month is owed as the project stands now; those before by what is kept of them. Whatever was handed in is none of them:
    what was sent back is told by itself, with its reason."""
    told = FilteredRelation("progress", condition=Q(progress__period=newest))
    owing = _among(Project.objects.filter(conditions.owes_report(newest)), "pk", ids).annotate(told=told).filter(told=None)
    made = ProjectProgress.objects.filter(project=OuterRef("project"), period=OuterRef("period"))
    earlier = ProjectMonth.objects.still_owed().filter(period__gte=asked_since(newest), period__lt=newest)
    earlier = _among(earlier.filter(~Exists(made)), "project", ids)
    return _duties(owing, "", Asks.REPORT, period=text(newest)), _duties(earlier, "project__", Asks.EARLIER, period=F("period"))


def _to_enter(ids: Collection[int] | None) -> tuple[QuerySet, QuerySet]:
    """Planned days of what is unfinished: the start where it has not been, else the finish; and a finish that comes before its start."""
    rows = _among(Project.objects.filter(conditions.UNFINISHED), "pk", ids)
    starting = Q(stage__in=BEFORE_START, planned_start_by__isnull=False)
    finishing = rows.filter(~starting | Q(planned_finish_by__lt=F("planned_start_by")), planned_finish_by__isnull=False)
    until = Case(When(starting, then=F("planned_start_by")), default=None, output_field=DateField())
    return (
        _duties(rows.filter(starting), "", Asks.STAGE, due_on=F("planned_start_by")),
        _duties(finishing, "", Asks.STAGE, due_on=F("planned_finish_by"), gives_way_on=until),
    )


def _of_reports(asks: str, state: str, since: str, ids: Collection[int] | None) -> QuerySet:
    rows = _among(ProjectProgress.objects.filter(state=state), "project", ids)
    same = {"period": F("period"), "waits_since": TruncDate(since)}
    if asks == Asks.REVIEW:
        same |= {"kind": F("project__kind"), "recorded_by_id": F("recorded_by_id"), "recorded_for_id": F("recorded_for_id")}
    return _duties(rows, "project__", asks, **same)


def _duties(rows: QuerySet, to_project: str, asks: str, **said) -> QuerySet:
    """The rows as values of COLUMNS. They go by other names on the way, for their models have fields of the same."""
    project = F(f"{to_project}pk")
    values = {"asks": text(asks), "project_id": project, "source": F("pk"), **{name: F(f"{to_project}{name}") for name in OF_PROJECT}}
    values |= USUAL | said
    return rows.annotate(**{f"duty_{name}": values[name] for name in COLUMNS}).values_list(*(f"duty_{name}" for name in COLUMNS))
