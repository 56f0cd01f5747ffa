"""Everything that happened to an enterprise, from every floor, newest first; each part as far as the reader may see it."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from enterprises.models import Enterprise, OperatingFigure, SizeStatus
from projects.models import Project, StageEvent
from zone.history import changes
from zone.lib.clock import ZONE
from zone.lib.showing import colon, listed, month_words, show_number
from zone.scope import get_visible_or_404
from zone.supervision.models import Instruction, Reminder
from zone.supervision.models.matter import PEOPLE
from zone.supervision.showing import asked_words, giver_words

SHOWN = 40  # newest entries of the time line; what is older stands in the records themselves


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `address`: the record that it speaks of, empty where that is the enterprise itself; `by_import`: a sheet brought it."""

    day: date
    words: str
    address: str = ""
    who: str = ""
    by_import: bool = False


@require_safe
def enterprise_timeline(request, pk: int):
    """A part of the enterprise's page."""
    if not request.user.has_perm("enterprises.view_enterprise"):
        raise PermissionDenied
    enterprise = get_visible_or_404(Enterprise.objects.all(), request.user, request, pk=pk)
    return render(request, "timeline/_timeline.html", {"entries": timeline(enterprise, request.user)})


def timeline(enterprise: Enterprise, user) -> list[Entry]:
    """The newest entries. A fixed number of statements, whatever has happened."""
    entries = [
        *_facts(enterprise),
        *_standing(enterprise),
        *_figures(enterprise, user),
        *_projects(enterprise, user),
        *_stages(enterprise, user),
        *_asked(enterprise, user),
    ]
    return sorted(entries, key=lambda entry: entry.day, reverse=True)[:SHOWN]


def _facts(enterprise) -> list[Entry]:
    found = []
    for change in changes(enterprise, limit=SHOWN):
        labels = listed(field.label for field in change.fields)
        words = _("Put on record") if change.is_first else _("Changed: %(fields)s") % {"fields": labels}
        found.append(Entry(localtime(change.at, ZONE).date(), words, who=change.who, by_import=change.batch is not None))
    return found


def _standing(enterprise) -> list[Entry]:
    """Onto the list of enterprises above designated size, and off it."""
    found = []
    for status in SizeStatus.objects.filter(enterprise=enterprise):
        entered = _("Entered the list of enterprises above designated size")
        left = _("Left the list of enterprises above designated size")
        for day, words in ((status.valid_from, entered), (status.valid_to, left)):
            if day is not None:
                found.append(Entry(day, f"{words}{colon()}{status.reason}" if status.reason else words))
    return found


def _figures(enterprise, user) -> list[Entry]:
    """When figures came in, by the history of those that the reader may see."""
    seen = OperatingFigure.objects.visible_to(user).filter(enterprise=enterprise)
    rows = OperatingFigure.history.filter(id__in=seen.values("pk"), history_type="+").select_related("history_user")
    found = []
    for row in rows.order_by("-history_date")[:SHOWN]:
        words = _("Figures up to %(month)s") % {"month": month_words(row.period)}
        if row.gross_output is not None:
            words += _(": output %(amount)s (10,000 yuan)") % {"amount": show_number(row.gross_output)}
        who = row.history_user.name if row.history_user else ""
        found.append(Entry(localtime(row.history_date, ZONE).date(), words, who=who, by_import=row.history_batch is not None))
    return found


def _projects(enterprise, user) -> list[Entry]:
    seen = Project.objects.visible_to(user).filter(enterprise=enterprise)
    rows = Project.history.filter(id__in=seen.values("pk"), history_type="+").select_related("history_user")
    return [
        Entry(
            localtime(row.history_date, ZONE).date(),
            _("Project put on record: %(name)s") % {"name": row.name},
            reverse("projects:project-detail", args=[row.id]),
            row.history_user.name if row.history_user else "",
            row.history_batch is not None,
        )
        for row in rows.order_by("-history_date")[:SHOWN]
    ]


def _stages(enterprise, user) -> list[Entry]:
    seen = Project.objects.visible_to(user).filter(enterprise=enterprise)
    events = StageEvent.objects.filter(project__in=seen).select_related("project", "recorded_by").order_by("-pk")
    return [
        Entry(
            event.entered_on or localtime(event.recorded_at, ZONE).date(),
            f"{event.project.name} → {event.get_stage_display()}" + (f"（{event.note}）" if event.note else ""),
            event.project.get_absolute_url(),
            event.recorded_by.name if event.recorded_by else "",
        )
        for event in events[:SHOWN]
    ]


def _asked(enterprise, user) -> list[Entry]:
    """Who was urged or instructed about its projects, and what was answered."""
    projects, found = Project.objects.visible_to(user).filter(enterprise=enterprise), []
    for model in (Reminder, Instruction):
        seen = model.objects.visible_to(user).filter(projects__in=projects).select_related(*PEOPLE)
        for matter in seen.order_by("-entered_at")[:SHOWN]:
            words = f"{matter._meta.verbose_name} → {asked_words(matter)}{colon()}{matter.text}"
            day = getattr(matter, "given_on", None) or localtime(matter.entered_at, ZONE).date()
            found.append(Entry(day, words, matter.get_absolute_url(), giver_words(matter)))
            if matter.answered_at:
                answered = _("Answer: %(words)s") % {"words": matter.answer}
                found.append(
                    Entry(localtime(matter.answered_at, ZONE).date(), answered, matter.get_absolute_url(), str(matter.answered_by))
                )
    return found
