"""What needs attention: counts that open their lists, and the worst few by name, each with what is the matter and how to urge."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from config.overview_lists import DUE_DAYS, Count, Lists
from projects.light_words import computed, override_words, progress_words, start_words
from projects.models import Light, Project, ProjectMonth
from projects.reporting.board import Line
from projects.showing import days_ago, overdue_words
from zone.kept_statements import kept_for
from zone.lib.showing import clauses
from zone.lib.statements import counting, numbers
from zone.supervision.models import Reminder

REMIND_RIGHT = "supervision.send_reminder"
FINDING_WORDS = {
    "late_start": gettext_lazy("Late to start"),
    "late_finish": gettext_lazy("Late to finish"),
    "not_reported": gettext_lazy("Not reported"),
    "worse": gettext_lazy("Worse than last month"),
    "better": gettext_lazy("Better than last month"),
    "red": gettext_lazy("red light"),
    "yellow": gettext_lazy("yellow light"),
    "green": gettext_lazy("green light"),
    "unjudged": gettext_lazy("not judged"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """A count of the first line: in words, with its light where it is one."""

    words: str
    count: Count
    light: str = ""


def tallies(line: Line, lists: Lists, *, due: int = 0) -> list[list[Tally]]:
    """The lights, then the other exceptions. Red, yellow and what was not reported stand there always: nobody looks for what may be
    missing; the others where there are any. `due`: how many are to start or to finish soon."""
    lights, found, newest = line.lights, line.exceptions, lists.choice.is_latest
    unjudged = line.figures.count - lights.red - lights.yellow - lights.green - lights.grey
    first = [
        ("red", lights.red, Light.RED),
        ("yellow", lights.yellow, Light.YELLOW),
        ("green", lights.green, Light.GREEN),
        ("not_reported", found.not_reported, Light.GREY),
        ("unjudged", unjudged, ""),
    ]
    second = [
        ("worse", line.worse),
        ("better", line.better),
        ("still", found.still if lists.tells_still else 0),
        ("late_start", found.late_start if newest else 0),
        ("late_finish", found.late_finish if newest else 0),
        ("due", due),
    ]
    always = {"red", "yellow", "not_reported"}
    shown = [
        Tally(title(code, lists), Count(number, lists.finding(code)), light) for code, number, light in first if number or code in always
    ]
    return [shown, [Tally(title(code, lists), Count(number, lists.finding(code))) for code, number in second if number]]


def title(code: str, lists: Lists) -> str:
    if code == "still":
        return _("No movement for %(days)d days") % {"days": lists.still_days}
    if code == "due":
        return _("Due within %(days)d days") % {"days": DUE_DAYS}
    return str(FINDING_WORDS[code])


def month_block(code: str, count: int, months: list[ProjectMonth], lists: Lists) -> dict:
    """Projects by name, told from their months."""
    return block(code, count, [month_line(month) for month in months], lists)


def finding_block(code: str, count: int, months: list[ProjectMonth], lists: Lists, day: date) -> dict:
    """Projects by name under an exception, told from their plans."""
    words = {
        "late_start": lambda project: overdue_words(project.planned_start_by, on=day),
        "late_finish": lambda project: overdue_words(project.planned_finish_by, on=day),
        "not_reported": lambda project: silent_words(project, on=day) if lists.choice.is_latest else "",
        "still": lambda project: days_ago(project.moved_on, on=day),
    }[code]
    return block(code, count, [project_line(month.project, words(month.project)) for month in months], lists)


def block(code: str, count: int, first: list[dict], lists: Lists) -> dict:
    return {"code": code, "title": title(code, lists), "first": first, "more": count - len(first), "address": lists.finding(code)}


def month_line(month: ProjectMonth) -> dict:
    """As `project_line`, with the light then and now and why it is what it is."""
    project = month.project
    line = project_line(project, pressing(month))
    line["who"] = " ".join(part for part in (str(project.department or ""), line["who"]) if part)
    turned = month.light_before and month.light_before != month.light
    return {**line, "light": month.light, "light_before": month.light_before if turned else ""}


def pressing(month: ProjectMonth) -> str:
    """What gives the light its colour: `应于2016年3月开工，已逾期3个月`, `完成率2.0%，时序50.0%，低48.0个百分点…`, what was set by hand."""
    if month.override:
        return override_words(month.override)
    parts = [
        start_words(month) if month.start_light == month.light else "",
        progress_words(month) if month.progress_light == month.light else "",
    ]
    return clauses(part for part in parts if part) or computed(month)[0]


def last_entry_words(project: Project, *, on: date) -> str:
    """最近进展34天前: how long nothing has been heard of a project that was not reported."""
    return _("last entry %(ago)s") % {"ago": days_ago(project.moved_on, on=on)}


def silent_words(project: Project, *, on: date) -> str:
    """34天无进展, where there is little room."""
    days = (on - project.moved_on).days
    return ngettext("silent for %(days)d day", "silent for %(days)d days", days) % {"days": days} if days > 0 else ""


def project_line(project: Project, words: str) -> dict:
    """A project by name: where it opens, what is the matter, who carries it, and where he is urged."""
    return {
        "pk": project.pk,
        "name": project.name,
        "address": project.get_absolute_url(),
        "words": words,
        "who": project.officer.name if project.officer else project.officer_name,
        "remind": reverse("projects:project-remind", args=[project.pk]),
    }


def waiting_reminders(user) -> Tally | None:
    """How many reminders that this person sees have no answer yet; None where there is none, or nothing is asked of anybody by him."""
    if not user.has_perm(REMIND_RIGHT):
        return None
    waiting = kept_for(user, "urged", None, lambda: counting(Reminder.objects.visible_to(user).open().values("pk")))
    (number,) = numbers(waiting)
    address = f"{reverse('supervision:reminder-list')}?state=open"
    return Tally(_("Urged, not answered"), Count(number, address)) if number else None
