"""What projects ask of a person: months to report, reports sent back, corrected or to confirm, stages to enter, lights by hand that end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncDate

from projects.models import Duty, LightOverride, Project, ProjectMonth, ProjectProgress
from projects.models.progress import STANDING
from projects.models.project import within_reach
from projects.models.stage import BEFORE_START
from projects.standing import duties
from zone.commitments import SOON_DAYS, Commitments, Part, day, number, text
from zone.lib.months import between, month_of, shift
from zone.models import Period, User
from zone.reporting_window import Window, windows

ENDING_DAYS = 7  # the end of a light set by hand is told so many days before
MONTHS_BACK = 11  # so far back a report that was sent back is asked for

Asks = Duty.Asks
OF_DUTY = {"record": F("source"), "month": F("period"), "owner": F("officer_id"), "due": F("due_on"), "since": F("waits_since")}


def commitments(user: User, *, on: date) -> list[Commitments]:
    """The kinds that this person can have at all, by his rights."""
    if not user.has_perm("projects.view_project"):
        return []
    found = [_corrected(user)]
    is_reporting, is_reviewing = reports_for_somebody(user), user.has_perm("projects.review_progress")
    if is_reporting or is_reviewing:
        months = months_asked(on)
        duties.ensure(max(months))
    if is_reporting:
        found += [_report(user, months), _earlier(user, months), _returned(user, months), _stage(user, on)]
    if is_reviewing:
        found.append(_review(user, on))
    if user.has_perm("projects.override_light"):
        found.append(_override(user, on))
    return found


def months_asked(on: date) -> dict[str, date]:
    """The month that one reports on this day and those before it, each with the day by which it is due."""
    return {period: window.due_on for period, window in _windows_asked(on).items()}


def years_not_loaded(user: User, *, on: date) -> list[int]:
    """Whose working days are not loaded, so that months which this person reports or confirms are due on a day that was not moved."""
    if not (reports_for_somebody(user) or user.has_perm("projects.review_progress")):
        return []
    return sorted({window.unknown_year for window in _windows_asked(on).values() if window.unknown_year})


def _windows_asked(on: date) -> dict[str, Window]:
    running = month_of(on)
    known = windows(between(shift(running, -MONTHS_BACK - 1), running))
    if not known[running].is_open(on=on):
        del known[running]
    return known


def reports_for_somebody(user: User) -> bool:
    """Whether there are projects that this person carries, or that are carried where he is in charge."""
    return user.has_perm("projects.report_assigned") or user.has_perm("zone.reach_department")


def in_hand(user: User) -> Q:
    """The projects whose commitments are this person's: those of his departments, else his own; not whatever he happens to see."""
    if user.reach.whole:
        return Q(officer=user)
    return within_reach(user) if user.reach.departments else Q(officer=user) & within_reach(user)


def _in_parts(user: User) -> list[tuple[str, Q]]:
    """The same as conditions of which no two hold at once, each with the field by whose index it is walked: joined by OR, each row would
    be looked up by itself."""
    reach = user.reach
    if reach.whole or not reach.departments:
        return [("officer", in_hand(user))]
    bound = Q() if reach.districts is None else Q(district__in=reach.districts)
    if reach.by_district:
        return [("district", bound)]
    here = Q(department__in=reach.departments)
    led = Q(leader=user) & ~Q(officer=user)
    return [("department", here & bound), ("officer", Q(officer=user) & ~here & bound), ("leader", led & ~here & bound)]


def _monthly(user: User, asks: str, columns: Mapping[str, object], *, asked: Q) -> list[Part]:
    """The duties of months that are this person's."""
    rows = Duty.objects.filter(asked, asks=asks, due_on=None)
    ahead = {"department": ("department",), "district": ("district",)}
    return [Part(rows.filter(condition), OF_DUTY | columns, ahead.get(place, ())) for place, condition in _in_parts(user)]


def _report(user: User, months: dict[str, date]) -> Commitments:
    """The newest month, unless it is locked. One that was sent back is told by itself, with its reason; how many there are is counted as in
    the grid."""
    period = max(months)
    due = day(months[period])
    columns = {"month": text(period), "words": F("name"), "owner": F("officer_id"), "unit": F("department_id"), "due": due, "since": due}
    parts = _monthly(user, Asks.REPORT, {"due": due, "since": due}, asked=Q(period=period) & ~_locked())
    reported = Case(When(STANDING, then=F("own__pk")))
    whole = Project.objects.filter(in_hand(user)).in_grid(period).annotate(owner=F("officer_id"), settled=reported)
    return Commitments("report", Project.objects.all(), columns, parts, {period: months[period]}, whole)


def _earlier(user: User, months: dict[str, date]) -> Commitments:
    """Months before that are still owed, unless they are locked: then only a correction helps."""
    newest = max(months)
    columns = {**_of_project("project__"), "month": F("period"), **_due_by_month(months)}
    asked = Q(period__gte=duties.asked_since(newest), period__lt=newest) & ~_locked()
    parts = _monthly(user, Asks.EARLIER, _due_by_month(months), asked=asked)
    return Commitments("report_earlier", ProjectMonth.objects.all(), columns, parts, months)


def _returned(user: User, months: dict[str, date]) -> Commitments:
    columns = {
        **_of_project("project__"),
        **_due_by_month(months),
        "month": F("period"),
        "more": F("review_note"),
        "since": TruncDate("reviewed_at"),
        "actor": F("reviewed_by_id"),
    }
    asked = Q(period__range=(min(months), max(months))) & ~_locked()
    parts = [
        replace(part, due_by_month=months) for part in _monthly(user, Asks.RETURNED, {"due": _due_by_month(months)["due"]}, asked=asked)
    ]
    return Commitments("returned", ProjectProgress.objects.all(), columns, parts)


def _stage(user: User, on: date) -> Commitments:
    """The planned start or finish is near or has gone by, and the stage has not been entered; each project once, the start first."""
    until = on + timedelta(days=SOON_DAYS)
    starting = Q(stage__in=BEFORE_START, planned_start_by__lte=until)
    due = Case(When(starting, then=F("planned_start_by")), default=F("planned_finish_by"))
    which = Case(When(starting, then=Value("start")), default=Value("finish"), output_field=CharField())
    columns = {**_of_project(""), "due": due, "since": due, "more": which}
    near = Q(due_on__lte=until) & (Q(gives_way_on=None) | Q(gives_way_on__gt=until))
    parts = [
        Part(Duty.objects.filter(near, condition), OF_DUTY | {"month": text()}, is_dated=True) for _place, condition in _in_parts(user)
    ]
    return Commitments("stage", Project.objects.all(), columns, parts)


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
    waiting = (
        Duty.objects.filter(_reviewable_by(user), ~_locked(), asks=Asks.REVIEW, due_on=None)
        .exclude(recorded_by=user)
        .exclude(recorded_for=user)
    )
    counted = OF_DUTY | {"owner": number(user.pk), "since": Coalesce(F("waits_since"), day(on))}
    return Commitments("review", ProjectProgress.objects.all(), columns, [Part(waiting, counted)], {})


def _corrected(user: User) -> Commitments:
    """Reports of his that somebody else has corrected, until he takes note; a project that he no longer sees tells him nothing."""
    rows = Duty.objects.filter(asks=Asks.CORRECTED, officer=user, due_on=None)
    if not user.reach.whole:
        rows = rows.filter(within_reach(user, "project__"))
    note = ProjectProgress.objects.filter(pk=OuterRef("source")).values("difference_note")
    columns = {
        **_of_project("project__"),
        "month": F("period"),
        "more": Subquery(note, output_field=CharField()),
        "owner": F("officer_id"),
        "since": F("waits_since"),
        "actor": F("recorded_by_id"),
        "target": F("source"),
    }
    return Commitments("corrected", rows, columns)


def _reviewable_by(user: User) -> Q:
    """`ProjectProgress.objects.reviewable_by`, said of duties."""
    kinds = [kind for kind in Project.Kind.values if user.has_perm(f"projects.manage_{kind}")]
    within = Q(kind__in=kinds) if kinds else Q()
    if user.reach.departments or not kinds:
        within |= Q(department__in=user.reach.departments)
    return within if user.reach.whole else within & within_reach(user)


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


def _locked() -> Q:
    return Q(period__in=Period.objects.locked().values("month"))
