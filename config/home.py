"""The start page: what one has to do with, as counts that open the list they count."""

from datetime import timedelta

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from config.menu import menu
from config.overview import still_after
from enterprises.models import Enterprise, SupportAssignment
from projects.models import Project
from zone.lib.clock import today
from zone.lib.months import split
from zone.reporting_period import period_due


def home(request):
    """A count stands there only for somebody who may open its list. Who sees no records finds the doors that are open to him."""
    user, day = request.user, today()
    sections = []
    if user.has_perm("enterprises.view_enterprise"):
        sections.append((_("Enterprises"), enterprise_counts(user, day)))
    if user.has_perm("projects.view_project"):
        sections.append((_("Projects"), project_counts(user, day)))
    context = {
        "title": _("Good day, %(name)s") % {"name": user.name},
        "sections": sections,
        "doors": [] if sections else [(address, word) for address, word, _here in menu(user, request.path)],
        "as_of": day,
    }
    return render(request, "home/home.html", context)


def enterprise_counts(user, day) -> list[tuple[str, str, int]]:
    """(words, address, number); what is one's own comes first."""
    seen = Enterprise.objects.visible_to(user)
    mine = seen.filter(pk__in=SupportAssignment.objects.on(day).filter(officer=user).values("enterprise")).count()
    counts = [counted(_("Supported by me"), "enterprises:enterprise-list", mine, officer=user.pk)] if mine else []
    return [
        *counts,
        counted(_("All enterprises"), "enterprises:enterprise-list", seen.count()),
        counted(_("Above designated size"), "enterprises:enterprise-list", seen.above_scale().count(), above_scale="yes"),
    ]


def project_counts(user, day) -> list[tuple[str, str, int]]:
    seen, period = Project.objects.visible_to(user), period_due(on=day)
    mine = seen.filter(officer=user).count()
    counts = [counted(_("In my charge"), "projects:project-list", mine, officer=user.pk)] if mine else []
    for kind, words in ((Project.Kind.TECH_UPGRADE, _("Technical upgrades")), (Project.Kind.INVESTMENT, _("Investment projects"))):
        counts.append(counted(words, "projects:project-list", seen.of_kind(kind).count(), kind=kind))
    counts.append(counted(_("Late to start or finish"), "projects:project-list", seen.late(on=day).count(), late="any"))
    month = _("Not reported for month %(month)d") % {"month": split(period)[1]}
    counts.append(counted(month, "projects:project-list", seen.not_reported(period).count(), not_reported=period))
    if days := still_after(day):
        still = seen.still_since(day - timedelta(days=days)).count()
        counts.append(counted(_("Nothing new for %(days)d days") % {"days": days}, "projects:project-list", still, still=days))
    return counts


def counted(words: str, view_name: str, number: int, **filters) -> tuple[str, str, int]:
    address = reverse(view_name)
    return words, f"{address}?{urlencode(filters)}" if filters else address, number
