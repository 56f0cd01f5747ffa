"""The start page: for whom something waits it is 我的待办; then how much one has to do with, as counts that open the list they count."""

from datetime import timedelta

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from config.commitments import Choice
from config.menu import has_todo, menu
from config.overview_attention import last_entry_words, project_line
from config.overview_lists import Count
from config.todo import todo_of
from enterprises.models import Enterprise, SupportAssignment
from projects.models import Project
from projects.reporting import agenda
from projects.showing import overdue_words
from projects.standing import still_after
from zone.lib.clock import today
from zone.lib.months import split
from zone.lib.showing import month_of_year
from zone.merger.models import MergerTask
from zone.reporting_period import period_due

NAMED = 5  # so many projects of each list are named
FIRST = 10  # and so many lines of what waits

# What somebody who sees no records is here for, by a right that only he has.
DUTIES = [
    ("zone.change_user", gettext_lazy("You look after accounts, posts, departments, districts, the calendar and the settings.")),
    ("zone.grant_roles", gettext_lazy("You give accounts their roles and take them away; you do not change accounts yourself.")),
    ("zone.view_event", gettext_lazy("You read the audit trail: who signed in, looked, exported and changed what, and when.")),
]


@require_safe
def home(request):
    """A count stands there only for somebody who may open its list. Who sees no records finds the doors that are open to him."""
    user, day = request.user, today()
    sections = []
    if user.has_perm("enterprises.view_enterprise"):
        sections.append((_("Enterprises"), enterprise_counts(user, day)))
    if user.has_perm("projects.view_project"):
        sections.append((_("Projects"), project_counts(user, day)))
    if tasks := merger_counts(user, day):
        sections.append((_("Three-district merger"), tasks))
    # What is counted here is shown again below the projects; whoever sees the whole zone has no other list of it here.
    todo = todo_of(request, Choice(), start=0, stop=FIRST) if has_todo(user) else None
    has_agenda = user.has_perm("projects.view_project") and (user.reach.whole or not todo.total)
    context = {
        "todo": todo,
        "title": _("Good day, %(name)s") % {"name": user.name},
        "sections": sections,
        "agenda": project_agenda(user, day) if has_agenda else [],
        "duties": [] if sections else [words for right, words in DUTIES if user.has_perm(right)],
        "doors": [] if sections else [(address, word) for address, word, _here in menu(user, request.path)],
        "as_of": day,
    }
    return render(request, "home/home.html", context)


def enterprise_counts(user, day) -> list[tuple[str, str, int]]:
    """(words, address, number); what is one's own comes first."""
    seen = Enterprise.objects.visible_to(user)
    supports = SupportAssignment.objects.visible_to(user).on(day)
    mine = seen.filter(pk__in=supports.filter(officer=user).values("enterprise")).count()
    counts = [counted(_("Supported by me"), "enterprises:enterprise-list", mine, officer=user.pk)] if mine else []
    return [
        *counts,
        counted(_("All enterprises"), "enterprises:enterprise-list", seen.count()),
        counted(_("Above designated size"), "enterprises:enterprise-list", seen.above_scale().count(), above_scale="yes"),
    ]


def project_counts(user, day) -> list[tuple[str, str, int]]:
    seen = Project.objects.visible_to(user)
    mine = seen.alive().filter(officer=user).count()
    counts = [counted(_("In my charge"), "projects:project-list", mine, officer=user.pk, alive="yes")] if mine else []
    for kind, words in ((Project.Kind.TECH_UPGRADE, _("Technical upgrades")), (Project.Kind.INVESTMENT, _("Investment projects"))):
        counts.append(counted(words, "projects:project-list", seen.of_kind(kind).alive().count(), kind=kind, alive="yes"))
    if days := still_after(day):
        still = seen.still_since(day - timedelta(days=days)).count()
        counts.append(counted(_("Nothing new for %(days)d days") % {"days": days}, "projects:project-list", still, still=days))
    return counts


def merger_counts(user, day) -> list[tuple[str, str, int]]:
    """Nothing for somebody who has no part in it."""
    seen = MergerTask.objects.visible_to(user)
    tasks = seen.count()
    if not tasks:
        return []
    late = counted(_("Overdue tasks"), "merger:task-list", seen.overdue(on=day).count(), overdue="yes")
    return [counted(_("All tasks"), "merger:task-list", tasks), late]


def project_agenda(user, day) -> list[dict]:
    """What is late, what was not reported, what falls due soon: the count and the first few by name."""
    seen, period = Project.objects.visible_to(user), period_due(on=day)
    soon = agenda.due_soon(seen, on=day)
    late = counted(_("Late to start or finish"), "projects:project-list", seen.late(on=day).count(), late="any")
    month = _("Not reported for %(month)s") % {"month": month_of_year(split(period)[1])}
    silent = counted(month, "projects:project-list", seen.not_reported(period).count(), not_reported=period)
    blocks = [
        listed(late, [project_line(project, late_words(project, day)) for project in agenda.late(seen, on=day)[:NAMED]]),
        listed(silent, [project_line(project, last_entry_words(project, on=day)) for project in agenda.silent(seen, period)[:NAMED]]),
    ]
    if named := [project_line(project, due_words(project)) for project in soon[:NAMED]]:
        words = _("Due within %(days)d days") % {"days": agenda.SOON_DAYS}
        blocks.append(listed(counted(words, "projects:project-list", soon.count(), due=agenda.SOON_DAYS), named))
    return blocks


def listed(count: tuple[str, str, int], named: list[dict]) -> dict:
    words, address, number = count
    return {"title": words, "count": Count(number, address), "first": named, "more": number - len(named)}


def late_words(project, day) -> str:
    """未开工，逾期34天."""
    words = _("not started, %(late)s") if project.due == "start" else _("not finished, %(late)s")
    return words % {"late": overdue_words(project.due_on, on=day)}


def due_words(project) -> str:
    """2016-07-15 前开工."""
    words = _("to start by %(day)s") if project.due == "start" else _("to finish by %(day)s")
    return words % {"day": project.due_on.isoformat()}


def counted(words: str, view_name: str, number: int, **filters) -> tuple[str, str, int]:
    address = reverse(view_name)
    return words, f"{address}?{urlencode(filters)}" if filters else address, number
