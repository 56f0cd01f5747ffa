"""Changes of a project's stage: entering one through the gate, correcting its day, taking back one that was entered by mistake."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from projects import gate, standing
from projects.derived import DERIVED, derive
from projects.models import Project, Stage, StageEvent
from projects.models.stage import BUILDING, RESTING
from projects.models.stage_event import check_entered
from zone.editing import Conflict
from zone.lib.clock import today
from zone.lib.months import month_of
from zone.models import Attachment


def may_jump(user, project: Project) -> bool:
    """Whether this person may set a stage that does not follow the present one."""
    return user.has_perm(f"projects.manage_{project.kind}")


@transaction.atomic
def record_stage(
    *,
    project: Project,
    stage: str,
    entered_on: date,
    by,
    note: str = "",
    ends_on: date | None = None,
    approved_by: str = "",
    facts: Mapping[str, object] | None = None,
    papers: Mapping[str, Attachment] | None = None,
    opened_version: int | None = None,
) -> StageEvent:
    """The project entered `stage` on that day: the stage, the facts that go with it and its evidence are one write.

    `facts`: fields of the project with their new values; `papers`: evidence by its name in the table of the gate, handed in with the
    project before. Forward by whoever may edit the project, with all that the gate asks for; backward, out of an end, or into one only
    with the right to manage its kind, and with the reason in `note`; so, too, on a day before that of the present stage.
    Raises PermissionDenied out of reach, ValidationError by field with all that is missing or cannot be, zone.editing.Conflict where the
    project was saved after `opened_version`.
    """
    project = _locked(project, by, opened_version)
    facts, papers = facts or {}, papers or {}
    for name, value in facts.items():
        setattr(project, name, value)
    step = {"note": note.strip(), "ends_on": ends_on, "approved_by": approved_by.strip()}
    _check_step(project, stage, by, step["note"])
    _check_gate(project, stage, entered_on, step, papers, by=by)
    _record_passed(project, stage, by)
    event = StageEvent(project=project, stage=stage, entered_on=entered_on, recorded_by=by, **step)
    event.full_clean()
    event._history_user = by
    event.save()
    event.attachments.set(project.attachments.filter(pk__in=[paper.pk for paper in papers.values()]))
    project.stage, project.stage_since = stage, entered_on
    changed = {*facts, "stage", "stage_since"}
    if day_field := gate.DAYS.get(stage):
        setattr(project, day_field, entered_on)
        changed.add(day_field)
    _save(project, changed, by=by, since=entered_on)
    return event


@transaction.atomic
def correct_day(*, event: StageEvent, entered_on: date, reason: str, by, opened_version: int | None = None) -> None:
    """The stage was entered on another day than recorded; the history keeps both, with the reason.

    Raises PermissionDenied, ValidationError by field, zone.editing.Conflict.
    """
    project = _locked(event.project, by, opened_version)
    event = project.stage_events.select_for_update(of=("self",)).get(pk=event.pk)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the day is another one.")})
    if entered_on == event.entered_on:
        raise ValidationError({"entered_on": _("This is the day that is recorded already.")})
    _check_neighbours(event, entered_on)
    before, event.entered_on, event.precision = event.entered_on, entered_on, ""
    changed = {"version"}
    day_field = gate.DAYS.get(event.stage)
    if day_field and getattr(project, day_field) in (None, before):
        setattr(project, day_field, entered_on)
        changed.add(day_field)
    if wrong := gate.wrong_days({name: getattr(project, name) for name in (*gate.DAYS.values(), "first_tax_on")}):
        raise ValidationError({"entered_on": list(wrong.values())})
    event._history_user, event._change_reason = by, reason.strip()
    event.save()
    if event.pk == _newest(project).pk:
        project.stage_since = entered_on
        changed.add("stage_since")
    _save(project, changed, by=by, since=min(before or entered_on, entered_on))


@transaction.atomic
def take_back(*, event: StageEvent, reason: str, by, opened_version: int | None = None) -> None:
    """The newest stage was entered by mistake: the project stands where it stood before. The history keeps both, with the reason.

    Raises PermissionDenied, ValidationError by field, zone.editing.Conflict.
    """
    project = _locked(event.project, by, opened_version)
    if not may_jump(by, project):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the stage is taken back.")})
    newest, before = [*project.stage_events.order_by("-pk")[:2], None, None][:2]
    if newest is None or newest.pk != event.pk or newest.stage != project.stage:
        raise ValidationError(_("Only the newest stage can be taken back: take back the later ones first."))
    if before is None:
        raise ValidationError(_("No stage was recorded before this one: move the project to the stage where it belongs, with the reason."))
    changed = {"stage", "stage_since"}
    day_field = gate.DAYS.get(newest.stage)
    if day_field and getattr(project, day_field) == newest.entered_on:
        setattr(project, day_field, None)
        changed.add(day_field)
    newest._history_user, newest._change_reason = by, reason.strip()
    newest.delete()
    project.stage, project.stage_since = before.stage, before.entered_on
    _save(project, changed, by=by, since=newest.entered_on)


def _locked(project: Project, by, opened_version: int | None) -> Project:
    """The row under its lock, so that of two people who move one project the second sees where the first left it."""
    found = Project.objects.editable_by(by).select_for_update(of=("self",)).filter(pk=project.pk).first()
    if found is None:
        raise PermissionDenied
    if opened_version not in (None, found.version):
        raise Conflict(found)
    return found


def _save(project: Project, changed: set[str], *, by, since: date | None) -> None:
    """Write the project and work out its months anew from the day on which its stage became another one."""
    derive(project)
    project.moved_on = today()
    project.version += 1
    project._history_user = by
    project.save(update_fields={*changed, *DERIVED, "moved_on", "version"})
    standing.refresh([project.pk], on=today(), since=month_of(since) if since else None)


def _record_passed(project: Project, stage: str, by) -> None:
    """The stages that the step leaves out have their day too, where it is a fact of the project."""
    known = set(project.stage_events.values_list("stage", flat=True))
    for each in gate.passed_over(project, stage):
        day_field = gate.DAYS.get(each)
        if day_field is None or each in known or getattr(project, day_field) is None:
            continue
        event = StageEvent(project=project, stage=each, entered_on=getattr(project, day_field), recorded_by=by)
        try:
            event.full_clean()
        except ValidationError as refusal:
            raise ValidationError({day_field: refusal.messages}) from refusal
        event._history_user = by
        event.save()


def _newest(project: Project) -> StageEvent | None:
    return project.stage_events.order_by("-pk").first()


def _check_step(project: Project, stage: str, by, note: str) -> None:
    if stage == project.stage:
        raise ValidationError({"stage": _("The project is in this stage already.")})
    if stage not in gate.stages_of(project.kind):
        raise ValidationError({"stage": _("Projects of this kind do not have this stage.")})
    if stage in gate.next_stages(project):
        return
    if not may_jump(by, project):
        raise ValidationError({"stage": _("Only the bureau in charge may move a project back or out of turn.")})
    if not note:
        raise ValidationError({"note": _("Moving back or out of turn needs a reason.")})


def _check_gate(
    project: Project, stage: str, entered_on: date, step: Mapping[str, object], papers: Mapping[str, Attachment], *, by
) -> None:
    """All that is missing and all that cannot be, at once."""
    said: dict[str, list[str]] = {}
    for need in gate.missing(project, stage, step=step, papers=papers):
        said[need.name] = [_("Needed for this stage.")]
    if gate.is_only_framework(project, stage):
        said["agreement_kind"] = [gate.framework_words()]
    try:
        check_entered(entered_on)
    except ValidationError as refusal:
        said["entered_on"] = refusal.messages
    if told := _order_words(project, entered_on, may_explain=may_jump(by, project), note=step["note"]):
        said.setdefault("entered_on", []).append(told)
    days = {name: getattr(project, name) for name in (*gate.DAYS.values(), "first_tax_on")}
    for skipped in gate.passed_over(project, stage):
        name = gate.DAYS.get(skipped)
        if name and days[name] and days[name] > entered_on:
            told = _("Lies after the day of the stage (%(day)s): correct one of the two days.")
            said.setdefault(name, []).append(told % {"day": entered_on})
    own = gate.DAYS.get(stage)
    if own:
        days[own] = entered_on
    for name, words in gate.wrong_days(days).items():
        said.setdefault("entered_on" if name == own else name, []).append(words)
    ends_on = step["ends_on"]
    if stage == Stage.WINTER_BREAK and ends_on and ends_on <= entered_on:
        said["ends_on"] = [_("The break ends before it begins: correct one of the two days.")]
    if said:
        raise ValidationError(said)


def _order_words(project: Project, entered_on: date, *, may_explain: bool, note: str) -> str:
    """That the day lies before one by which the project stood where it stands; empty where it does not. Whoever only takes steps in turn
    cannot explain that away: a stop and an end have a note in any case."""
    known = [(project.stage_since, project.stage)]
    if project.stage in (*BUILDING, *RESTING):
        known.append((project.actual_start_on, Stage.STARTED))
    if event := project.stage_events.filter(entered_on__isnull=False).order_by("-pk").first():
        known.append((event.entered_on, event.stage))
    day, before = max(((day, stage) for day, stage in known if day), default=(entered_on, ""))
    if entered_on >= day or (may_explain and note):
        return ""
    told = _("The stage before, %(stage)s, was entered on %(day)s: correct that day first, or this one.")
    if may_explain:
        told = _("The stage before, %(stage)s, was entered on %(day)s: please check the day, or write the reason.")
    return told % {"stage": Stage(before).label, "day": day}


def _check_neighbours(event: StageEvent, entered_on: date) -> None:
    """The days follow each other as the stages do."""
    try:
        check_entered(entered_on)
    except ValidationError as refusal:
        raise ValidationError({"entered_on": refusal.messages}) from refusal
    dated = StageEvent.objects.filter(project=event.project_id, entered_on__isnull=False)
    before = dated.filter(pk__lt=event.pk).order_by("-pk").first()
    after = dated.filter(pk__gt=event.pk).order_by("pk").first()
    if before and entered_on < before.entered_on:
        told = _("The stage before, %(stage)s, was entered on %(day)s: correct that day first, or this one.")
        raise ValidationError({"entered_on": told % {"stage": before.get_stage_display(), "day": before.entered_on}})
    if after and entered_on > after.entered_on:
        told = _("The stage after, %(stage)s, was entered on %(day)s: correct that day first, or this one.")
        raise ValidationError({"entered_on": told % {"stage": after.get_stage_display(), "day": after.entered_on}})
