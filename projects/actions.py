"""Changes to projects that touch more than one row or field: creating, changing facts, entering a stage, handing in evidence."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from projects import standing
from projects.derived import DERIVED, derive
from projects.models import Project, Stage, StageEvent
from projects.models.stage import BUILDING, PATH, RESTING
from projects.numbering import next_code
from zone.attachments import digest_of, storing
from zone.editing import Conflict, save_edit
from zone.lib.clock import today
from zone.models import Attachment
from zone.reporting_period import period_due

ATTEMPTS = 20
OF_THE_YEAR = {"annual_plan", "plan_year"}  # what changes here is another plan for months gone by, too


def create_project(*, project: Project, by, entered_on: date | None = None) -> Project:
    """Save a new project with the next code of its kind and year, and the stage it begins in. Raises PermissionDenied.

    `project` is filled and validated, not saved; `entered_on` is the day it entered its stage, where that is known.
    """
    if not by.has_perm(f"projects.manage_{project.kind}"):
        raise PermissionDenied
    project.moved_on = today()
    is_numbered_here = not project.code
    for _attempt in range(ATTEMPTS):
        if is_numbered_here:
            project.code = next_code(project.kind, year=today().year)
        derive(project)
        project._history_user = by
        try:
            with transaction.atomic():
                project.save(force_insert=True)
                StageEvent.objects.create(project=project, stage=project.stage, entered_on=entered_on, recorded_by=by)
                standing.refresh([project.pk], on=today())
        except IntegrityError:
            # Somebody else was given the same code a moment earlier; any other broken constraint is a fault.
            if not is_numbered_here or not Project.objects.filter(code=project.code).exists():
                raise
            project.pk, project._state.adding = None, True
        else:
            return project
    raise IntegrityError(project.code)


@transaction.atomic
def update_project(*, project: Project, fields: Iterable[str], opened_version: int, by) -> None:
    """Write the changed facts of a project with what follows from them. Raises PermissionDenied, zone.editing.Conflict."""
    fields = list(fields)
    if not Project.objects.editable_by(by).filter(pk=project.pk).exists():
        raise PermissionDenied
    if fields:
        derive(project)
        save_edit(project, {*fields, *DERIVED}, opened_version=opened_version, by=by)
        january = f"{period_due(on=today())[:4]}-01"
        standing.refresh([project.pk], on=today(), since=january if OF_THE_YEAR.intersection(fields) else None)


def may_jump(user, project: Project) -> bool:
    """Whether this person may set a stage that does not follow the present one."""
    return user.has_perm(f"projects.manage_{project.kind}")


def next_stages(project: Project) -> list[Stage]:
    """The stages that follow the present one in the ordinary course; a break or stop leads back to building."""
    stage = Stage(project.stage)
    if stage in RESTING:
        return [Stage.UNDER_CONSTRUCTION, *(other for other in RESTING if other != stage)]
    if stage == Stage.TERMINATED:
        return []
    following = PATH[PATH.index(stage) + 1 :]
    if stage in BUILDING:
        following = [*following, Stage.WINTER_BREAK, Stage.SUSPENDED]
    return following


@transaction.atomic
def record_stage(
    *, project: Project, stage: str, entered_on: date, by, note: str = "", attachment=None, opened_version: int | None = None
) -> StageEvent:
    """The project entered `stage` on that day. Raises PermissionDenied out of reach, ValidationError for a day or step that cannot be,
    zone.editing.Conflict where the project was saved after `opened_version`.

    Forward by whoever may edit the project; backward, a jump out of an end, or an end itself only with the right to manage its kind, and
    with the reason in `note`.
    """
    # The row is locked, so that of two people who move one project the second sees where the first left it.
    project = Project.objects.editable_by(by).select_for_update(of=("self",)).filter(pk=project.pk).first()
    if project is None:
        raise PermissionDenied
    if opened_version not in (None, project.version):
        raise Conflict(project)
    _check_step(project, stage, by, note)
    event = StageEvent(project=project, stage=stage, entered_on=entered_on, note=note, recorded_by=by)
    event.full_clean()
    event._history_user = by
    event.save()
    project.stage = stage
    changed = ["stage", "moved_on", "version"]
    day_field = {Stage.STARTED: "actual_start_on", Stage.SIGNED: "signed_on", Stage.REGISTERED: "registered_on"}.get(stage)
    if day_field and getattr(project, day_field) is None:
        setattr(project, day_field, entered_on)
        changed.append(day_field)
    project.moved_on = today()
    project.version += 1
    project._history_user = by
    project.save(update_fields=changed)
    if attachment is not None:
        project.attachments.add(attachment)
    standing.refresh([project.pk], on=today())
    return event


def add_evidence(*, project: Project, upload, by) -> Attachment:
    """Keep a file as evidence of the project, once. Raises PermissionDenied, ValidationError for one that is not taken or is there."""
    if not Project.objects.editable_by(by).filter(pk=project.pk).exists():
        raise PermissionDenied
    if twin := project.attachments.filter(sha256=digest_of(upload)).first():
        raise ValidationError(_("“%(name)s” is among the attachments already.") % {"name": twin.name}, code="twin")
    with storing(upload, by=by) as attachment:
        project.attachments.add(attachment)
    return attachment


def _check_step(project: Project, stage: str, by, note: str) -> None:
    if stage == project.stage:
        raise ValidationError({"stage": _("The project is in this stage already.")})
    if stage in next_stages(project):
        return
    if not may_jump(by, project):
        raise ValidationError({"stage": _("Only the bureau in charge may move a project back or out of turn.")})
    if not note:
        raise ValidationError({"note": _("Moving back or out of turn needs a reason.")})
