"""A light set by hand (人工定灯): for a reason, on somebody's authority, until a day, and ended before it where it is no longer needed."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from projects import standing
from projects.models import Light, LightOverride, Project
from zone.editing import save_edit
from zone.models import Post, User
from zone.rules import NotSet, rule

RIGHT = "projects.override_light"
LONGEST = 31  # days, where the office has not said


def approvers(*, on: date) -> QuerySet[User]:
    """Who may approve a light set by hand: principal leaders and deputies in post."""
    posts = Post.objects.on(on).filter(duty__in=[Post.Duty.PRINCIPAL, Post.Duty.DEPUTY])
    return User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("name", "pk")


def latest_day(*, on: date) -> date:
    """The last day that a light set today may have (setting `override_days`)."""
    try:
        days = int(rule("override_days", on=on))
    except NotSet:
        days = LONGEST
    return on + timedelta(days=days)


def holding(project: Project, *, on: date) -> LightOverride | None:
    """The override that the project's newest month shows on the day."""
    return project.light_overrides.on(on).select_related("approved_by", "entered_by").order_by("-pk").first()


@transaction.atomic
def set_light(
    *, project: Project, light: str, reason: str, expires_on: date, approved_by: User, opened_with: int | None, by, on: date
) -> LightOverride:
    """Set the project's light by hand from this day to `expires_on`; the one that held before ends.

    `opened_with`: the override that held when the form was opened, None where there was none. Raises PermissionDenied out of right or
    reach, ValidationError for a light, day or approver that cannot be and where somebody else was faster.
    """
    project = _seen(project, by)
    before = holding(project, on=on)
    if (before.pk if before else None) != opened_with:
        raise ValidationError(overtaken_words(before), code="overtaken")
    if light not in {Light.GREEN, Light.YELLOW, Light.RED}:
        raise ValidationError({"light": _("Choose green, yellow or red.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the light is set by hand.")})
    if not on <= expires_on <= latest_day(on=on):
        told = _("The last day lies between %(first)s and %(last)s.") % {"first": on, "last": latest_day(on=on)}
        raise ValidationError({"expires_on": told})
    possible = approvers(on=on)
    if not possible.filter(pk=approved_by.pk).exists():
        raise ValidationError({"approved_by": _("A principal leader or a deputy in post approves it.")})
    if possible.filter(pk=by.pk).exists() and approved_by != by:
        raise ValidationError({"approved_by": _("What a leader sets himself he approves himself.")})
    if before is not None:
        _end(before, opened_version=before.version, by=by, on=on)
    override = LightOverride(
        project=project,
        light=light,
        reason=reason.strip(),
        approved_by=approved_by,
        entered_by=by,
        valid_from=on,
        expires_on=expires_on,
    )
    override._history_user = by
    override.save()
    standing.refresh([project.pk], on=on, plans_stand=True)
    return override


@transaction.atomic
def end_light(*, override: LightOverride, opened_version: int, by, on: date) -> None:
    """From this day on the computed light shows again. Raises PermissionDenied, zone.editing.Conflict, ValidationError for one that holds
    no more."""
    project = _seen(override.project, by)
    if not project.light_overrides.on(on).filter(pk=override.pk).exists():
        raise ValidationError(_("This light does not hold any more."))
    _end(override, opened_version=opened_version, by=by, on=on)
    standing.refresh([project.pk], on=on, plans_stand=True)


def overtaken_words(now: LightOverride | None) -> str:
    if now is None:
        return _("Somebody has ended the light that was set by hand meanwhile. Your text is still here; look again, then send it.")
    facts = {"person": now.entered_by, "light": now.get_light_display(), "day": now.expires_on, "reason": now.reason}
    return (
        _("%(person)s has set it to %(light)s until %(day)s meanwhile: %(reason)s. Your text is still here; look again, then send it.")
        % facts
    )


def _seen(project: Project, by) -> Project:
    """The row stays locked, so that of two people who set one light the second sees what the first has set."""
    if not by.has_perm(RIGHT):
        raise PermissionDenied
    found = Project.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=project.pk).first()
    if found is None:
        raise PermissionDenied
    return found


def _end(override: LightOverride, *, opened_version: int, by, on: date) -> None:
    override.ended_on, override.ended_by = on, by
    save_edit(override, ["ended_on", "ended_by"], opened_version=opened_version, by=by)
