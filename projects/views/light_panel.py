"""亮灯, the panel of a project's page: its light in each month of the year with the reason, and what was set by hand."""

from datetime import date

from django.urls import reverse

from projects import standing
from projects.light_words import computed, override_words, why
from projects.models import Light, LightOverride, Project, ProjectMonth, ProjectProgress
from projects.overrides import RIGHT
from zone import kept_text
from zone.lib.months import year_to
from zone.lib.showing import month_words
from zone.reporting_period import period_due

SHOWN = 20  # overrides


def light_panel(project: Project, user, *, period: str, on: date) -> dict:
    """Context of `projects/_lights.html`. Four statements, where the months have been worked out."""
    standing.ensure_year(period, on=on)
    months = ProjectMonth.objects.filter(project=project, period__in=year_to(period)).order_by("-period")
    said = ProjectProgress.objects.filter(project=project, period__in=year_to(period)).values_list("period", "reported_light")
    reported = dict(said)
    rows, spreads = [], set()
    for month in months.select_related("rule", "override__approved_by"):
        month.project = project
        rows.append(_row(month, reported.get(month.period, "")))
        if month.rule and month.even_plan:
            spreads.add(month.rule.resting_months)
    overrides = project.light_overrides.select_related("approved_by", "entered_by", "ended_by").order_by("-pk")[:SHOWN]
    may_set = user.has_perm(RIGHT)
    return {
        "light_months": rows,
        "has_other_spreads": len(spreads) > 1,
        "overrides": [_override(each, on, may_set) for each in overrides],
        "set_light_address": reverse("projects:light-set", args=[project.pk]) if may_set else "",
        "lights_owner_mark": kept_text.owner_mark(user),
    }


def light_now(project: Project, *, on: date) -> dict | None:
    """The light of the newest month: what shows, what was computed, and why."""
    period = period_due(on=on)
    standing.ensure(period, on=on)
    month = ProjectMonth.objects.filter(project=project, period=period).select_related("rule", "override__approved_by").first()
    if month is None:
        return None
    month.project = project
    by_hand = override_words(month.override) if month.override else ""
    return _row(month, "") | {"judged": month.computed_light, "by_hand_why": by_hand}


def _row(month: ProjectMonth, reported: str) -> dict:
    return {
        "period": month.period,
        "month": month_words(month.period),
        "light": month.light,
        "computed": month.computed_light if month.override_id else "",
        "is_by_hand": month.override_id is not None,
        "reported": reported,
        "is_missing": month.is_missing,
        "differs": bool(reported) and month.computed_light not in ("", Light.GREY, reported),
        "why": why(month),
        "computed_why": " · ".join(computed(month)),
    }


def _override(override: LightOverride, on: date, may_end: bool) -> dict:
    holds = override.valid_from <= on <= override.expires_on and (override.ended_on is None or on < override.ended_on)
    address = reverse("projects:light-end", args=[override.project_id, override.pk]) if holds and may_end else ""
    return {"record": override, "holds": holds, "end_address": address}
