"""What projects ask of a person, read project by project and report by report: what the kept duties must come to."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from projects.commitments import MONTHS_BACK, SOON_DAYS
from projects.models import Project, ProjectMonth, ProjectProgress, Stage
from projects.models.stage import BEFORE_START, BUILDING, FINISHED, RESTING
from zone.lib.months import month_of, shift
from zone.models import Period, User
from zone.reporting_window import due_on, reported_on

ENDED = {*FINISHED, Stage.TERMINATED}
State = ProjectProgress.State


class Plain(NamedTuple):
    what: str
    owner: int | None
    month: str
    record: int
    due: date | None


def plain_commitments(user: User, *, on: date) -> Iterator[Plain]:
    newest = reported_on(on).period
    locked = {period.month for period in Period.objects.all() if period.status == Period.Status.LOCKED}
    seen = set(Project.objects.visible_to(user))
    for project in Project.objects.all():
        if user.has_perm("projects.report_assigned") or user.has_perm("zone.reach_department"):
            answers_for_others = bool(user.reach.departments) and not user.reach.whole
            if project in seen and (answers_for_others or project.officer_id == user.pk):
                yield from _asked(project, newest, locked, on)
        if user.has_perm("projects.review_progress") and project in seen:
            yield from _to_review(project, user, locked)


def _asked(project: Project, newest: str, locked: set[str], on: date) -> Iterator[Plain]:
    reports = {report.period: report for report in project.progress.all()}
    if newest not in locked and _owes(project, newest) and newest not in reports:
        yield Plain("report", project.officer_id, newest, project.pk, due_on(newest))
    first = min(f"{newest[:4]}-01", shift(newest, -1))
    for month in ProjectMonth.objects.filter(project=project):
        is_asked = first <= month.period < newest and month.period not in locked
        if is_asked and month.owes and not month.is_reported and month.period not in reports and _stood_unfinished(project, month.period):
            yield Plain("report_earlier", project.officer_id, month.period, month.pk, due_on(month.period))
    for period, report in reports.items():
        if report.state == State.RETURNED and period not in locked and shift(month_of(on), -MONTHS_BACK - 1) <= period <= newest:
            yield Plain("returned", project.officer_id, period, report.pk, due_on(period))
    until = on + timedelta(days=SOON_DAYS)
    start, finish = project.planned_start_by, project.planned_finish_by
    if project.stage in BEFORE_START and start and start <= until:
        yield Plain("stage", project.officer_id, "", project.pk, start)
    elif project.stage not in ENDED and finish and finish <= until:
        yield Plain("stage", project.officer_id, "", project.pk, finish)


def _owes(project: Project, period: str) -> bool:
    is_built = project.stage in [*BUILDING, *RESTING, *FINISHED] or (project.stage == Stage.TERMINATED and project.actual_start_on)
    return _stood_unfinished(project, period) and bool(project.plan_year == int(period[:4]) or is_built)


def _stood_unfinished(project: Project, period: str) -> bool:
    """In the month: to this day, or it ended then or later by every day that is told."""
    if project.stage not in ENDED:
        return True
    if project.stage_since is None or (project.stage in (Stage.AT_CAPACITY, Stage.EFFECTIVE) and project.accepted_on is None):
        return False
    days = [project.stage_since, project.accepted_on, project.production_on]
    return month_of(min(day for day in days if day)) >= period


def _to_review(project: Project, user: User, locked: set[str]) -> Iterator[Plain]:
    if user.has_perm(f"projects.manage_{project.kind}") or project.department_id in user.reach.departments:
        for report in project.progress.all():
            is_own = user.pk in (report.recorded_by_id, report.recorded_for_id)
            if report.state == State.SUBMITTED and report.period not in locked and not is_own:
                yield Plain("review", user.pk, report.period, report.pk, None)
