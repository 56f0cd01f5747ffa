"""What the frame of every page needs: the menu by right, the search box, the fixed day of a demo. Worked out only where a template asks."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from config.commitments import AT_MOST, open_count
from zone.lib.clock import fixed_day, today


@dataclass(frozen=True)
class Entry:
    """One word of the menu: where it leads, and the rights of which one suffices (none: everybody)."""

    view_name: str
    label: str
    rights: tuple[str, ...]


ENTRIES = [
    Entry("enterprises:enterprise-list", _("Enterprises"), ("enterprises.view_enterprise",)),
    Entry("enterprises:request-list", _("Service requests"), ("enterprises.view_servicerequest",)),
    Entry("projects:project-list", _("Projects"), ("projects.view_project",)),
    Entry("indicators:value-list", pgettext_lazy("menu", "Indicators"), ("indicators.view_indicatorvalue",)),
    Entry("merger:task-list", pgettext_lazy("menu", "Merger"), ("merger.view_mergertask",)),
    Entry("projects:review-queue", _("Review"), ("projects.review_progress",)),
    Entry("projects:month-grid", _("Monthly reports"), ("projects.report_assigned", "projects.report_department")),
    Entry("overview", pgettext_lazy("menu", "Overview"), ("projects.view_overview",)),
    Entry("ledgers:import-centre", _("Import centre"), ("ledgers.view_importbatch",)),
    Entry("zone:event-list", _("Audit trail"), ("zone.view_event",)),
]
TODO_RIGHTS = ("projects.view_project", "merger.view_mergertask")  # whoever may be asked something sees projects or the merger's tasks
BACK_OFFICE = Entry("admin:index", _("Back office"), ())


def frame(request) -> dict:
    """Context processor. Beyond the person's rights, which the page reads anyway, it costs his reach and the number of his commitments."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"fixed_day": fixed_day}
    return {
        "fixed_day": fixed_day,
        "menu": lambda: menu(user, request.path),
        "todo_entry": lambda: todo_entry(request),
        "search_address": lambda: reverse("enterprises:enterprise-list") if user.has_perm("enterprises.view_enterprise") else "",
    }


def todo_entry(request) -> dict | None:
    """我的待办, first in the menu, with how many commitments wait; a page that has counted them already says so (`request.todo_count`).

    Beyond what is counted (`more`) the number stands for no list, and is no count.
    """
    if not has_todo(request.user):
        return None
    if getattr(request, "todo_count", None) is None:  # a template asks anew for each part of the entry
        request.todo_count = open_count(request.user, on=today())
    number = request.todo_count
    address = reverse("todo")
    return {"address": address, "here": request.path == address, "number": number, "more": number >= AT_MOST, "shown": AT_MOST - 1}


def has_todo(user) -> bool:
    return any(user.has_perm(right) for right in TODO_RIGHTS)


def menu(user, path: str) -> list[tuple[str, str, bool]]:
    """(address, word, whether the page lies below it and below no nearer one) of each entry that this person may open."""
    entries = [entry for entry in ENTRIES if not entry.rights or any(user.has_perm(right) for right in entry.rights)]
    if user.is_staff:
        entries.append(BACK_OFFICE)
    addresses = [(reverse(entry.view_name), entry.label) for entry in entries]
    here = max((address for address, _label in addresses if path.startswith(address)), key=len, default="")
    return [(address, label, address == here) for address, label in addresses]
