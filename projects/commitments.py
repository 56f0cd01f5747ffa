"""What projects ask of a person: months to report, reports sent back, reports to confirm, stages to enter, lights set by hand that end."""

from datetime import date, timedelta

from django.db.models import Case, CharField, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, TruncDate

from projects.models import LightOverride, Project, ProjectMonth, ProjectProgress, conditions
from projects.models.project import within_reach
from projects.models.stage import BEFORE_START
from zone.commitments import Commitments, day, number, text
from zone.lib.months import between, month_of, shift
from zone.models import Period, User
from zone.reporting_window import windows

SOON_DAYS = 14  # a planned start or finish is told so many days before its last day
ENDING_DAYS = 7  # and the end of a light set by hand
MONTHS_BACK = 11  # so far back a report that was sent back is asked for

State = ProjectProgress.State


def commitments(user: User, *, on: date) -> list[Commitments]:
    """The kinds that this person can have at all, by his rights."""
    if not user.has_perm("projects.view_project"):
        return []
    found = []
    if reports_for_somebody(user):
        months = months_asked(on)
        projects, of_projects = Project.objects.filter(in_hand(user)), _hanging_on(user)
        found += [_report(projects, months), _earlier(of_projects, months), _returned(of_projects, months), _stage(projects, on)]
    if user.has_perm("projects.review_progress"):
        found.append(_review(user, on))
    if user.has_perm("projects.override_light"):
        found.append(_override(user, on))
    return found


def months_asked(on: date) -> dict[str, date]:
    """The month that one reports on this day and those before it, each with the day by which it is due."""
    running = month_of(on)
    known = windows(between(shift(running, -MONTHS_BACK - 1), running))
    if not known[running].is_open(on=on):
        del known[running]
    return {period: window.due_on for period, window in known.items()}


def _asked_since(months: dict[str, date]) -> str:
    """The first of the earlier months that are still asked for: January of the same year, but the month before at least."""
    newest = max(months)
    return min(f"{newest[:4]}-01", shift(newest, -1))


def reports_for_somebody(user: User) -> bool:
    """Whether there are projects that this person carries, or that are carried where he is in charge."""
    return user.has_perm("projects.report_assigned") or user.has_perm("zone.reach_department")


def in_hand(user: User) -> Q:
    """The projects whose commitments are this person's: those of his departments, else his own; not whatever he happens to see."""
    if user.reach.whole:
        return Q(officer=user)
    return within_reach(user) if user.reach.departments else Q(officer=user) & within_reach(user)


def _hanging_on(user: User) -> Q:
    """The same, said of records that hang on a project. What is one person's is joined, from the index of his projects. Several
    departments are laid out as a list: joined, a database would rather begin with all the records of the months."""
    if user.reach.departments:
        return Q(project__in=Project.objects.filter(in_hand(user)))
    own = Q(project__officer=user)
    return own if user.reach.whole else own & within_reach(user, "project__")


def _report(projects: QuerySet, months: dict[str, date]) -> Commitments:
    """The newest month. One that was sent back is told by itself, with its reason."""
    period = max(months)
    told = FilteredRelation("progress", condition=Q(progress__period=period))
    owing = projects.filter(conditions.owes_report(year=int(period[:4]))).annotate(told=told)
    is_open = Q(told=None)
    due = day(months[period])
    columns = {"month": text(period), "words": F("name"), "owner": F("officer_id"), "unit": F("department_id"), "due": due, "since": due}
    return Commitments("report", owing.filter(is_open), columns, owing, is_open)


def _earlier(of_projects: Q, months: dict[str, date]) -> Commitments:
    """Months before that are still owed, unless they are locked: then only a correction helps."""
    told = ProjectProgress.objects.filter(project=OuterRef("project"), period=OuterRef("period"))
    owed = ProjectMonth.objects.filter(of_projects, project__stage__in=conditions.UNFINISHED_STAGES).not_reported()
    rows = owed.filter(~Exists(told), period__gte=_asked_since(months), period__lt=max(months)).exclude(period__in=_locked())
    columns = {**_of_project("project__"), "month": F("period"), **_due_by_month(months)}
    return Commitments("report_earlier", rows, columns, rows)


def _returned(of_projects: Q, months: dict[str, date]) -> Commitments:
    sent_back = ProjectProgress.objects.filter(of_projects, state=State.RETURNED, period__range=(min(months), max(months)))
    columns = {
        **_of_project("project__"),
        **_due_by_month(months),
        "month": F("period"),
        "more": F("review_note"),
        "since": TruncDate("reviewed_at"),
        "actor": F("reviewed_by_id"),
    }
    return Commitments("returned", sent_back.exclude(period__in=_locked()), columns)


def _stage(projects: QuerySet, on: date) -> Commitments:
    """The planned start or finish is near or has gone by, and the stage has not been entered; each project once, the start first."""
    until = on + timedelta(days=SOON_DAYS)
    starting = Q(stage__in=BEFORE_START, planned_start_by__lte=until)
    rows = projects.filter(conditions.UNFINISHED, starting | Q(planned_finish_by__lte=until))
    due = Case(When(starting, then=F("planned_start_by")), default=F("planned_finish_by"))
    which = Case(When(starting, then=Value("start")), default=Value("finish"), output_field=CharField())
    columns = {**_of_project(""), "due": due, "since": due, "more": which}
    return Commitments("stage", rows, columns)


def _review(user: User, on: date) -> Commitments:
    columns = {
        "month": F("period"),
        "words": F("project__name"),
        "owner": number(user.pk),
        "unit": F("project__department_id"),
        "since": Coalesce(TruncDate("reported_at"), day(on)),
        "actor": F("recorded_by_id"),
        "target": F("project_id"),
    }
    rows = ProjectProgress.objects.reviewable_by(user).waiting().exclude(period__in=_locked())
    return Commitments("review", rows, columns, rows)


def _override(user: User, on: date) -> Commitments:
    newer = LightOverride.objects.filter(project=OuterRef("project"), expires_on__gt=OuterRef("expires_on"))
    ending = LightOverride.objects.visible_to(user).on(on).filter(entered_by=user, expires_on__lte=on + timedelta(days=ENDING_DAYS))
    columns = {
        **_of_project("project__"),
        "more": F("light"),
        "owner": number(user.pk),
        "due": F("expires_on"),
        "since": F("expires_on"),
        "actor": F("approved_by_id"),
    }
    return Commitments("override", ending.filter(~Exists(newer)), columns)


def _of_project(prefix: str) -> dict[str, object]:
    """Its name, whose it is, and the project itself, seen from a record that hangs on it."""
    return {
        "words": F(f"{prefix}name"),
        "owner": F(f"{prefix}officer_id"),
        "unit": F(f"{prefix}department_id"),
        "target": F(f"{prefix}pk"),
    }


def _due_by_month(months: dict[str, date]) -> dict[str, object]:
    due = Case(*[When(period=month, then=day(last)) for month, last in months.items()])
    return {"due": due, "since": due}


def _locked() -> QuerySet:
    return Period.objects.locked().values("month")
