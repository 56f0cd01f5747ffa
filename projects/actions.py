"""Changes to projects that touch more than one row or field: creating, changing facts, handing in evidence.

Their stages change by `projects/stage_actions.py`.
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from projects import standing
from projects.derived import DERIVED, derive
from projects.models import Project, StageEvent
from projects.numbering import next_code
from zone.attachments import digest_of, storing
from zone.editing import save_edit
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
    project.moved_on, project.stage_since = today(), entered_on
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


def add_evidence(*, project: Project, upload, by) -> Attachment:
    """Keep a file as evidence of the project, once. Raises PermissionDenied, ValidationError for one that is not taken or is there."""
    if not Project.objects.editable_by(by).filter(pk=project.pk).exists():
        raise PermissionDenied
    if twin := project.attachments.filter(sha256=digest_of(upload)).first():
        raise ValidationError(_("“%(name)s” is among the attachments already.") % {"name": twin.name}, code="twin")
    with storing(upload, by=by) as attachment:
        project.attachments.add(attachment)
    return attachment
