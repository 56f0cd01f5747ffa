"""The lines of 我的待办 in words: what is to be done, whose it is, how much time is left, and the one click that does it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from projects.models import Light
from projects.showing import month_name, overdue_words
from zone.commitments import Line
from zone.lib.showing import colon
from zone.models import Department, User
from zone.told import tell
from zone.workdays import left_until

NEAR = 3  # from so many working days on, time is short
REPLIES = {"reminder_reply": "reminder", "instruction_reply": "instruction"}
ASKING = {"reminder", "instruction", *REPLIES}
GATHERED = {"report", "report_earlier", "review"}

KINDS = {
    "report": gettext_lazy("Monthly report"),
    "report_earlier": gettext_lazy("Report of an earlier month"),
    "returned": gettext_lazy("Returned report"),
    "corrected": gettext_lazy("Corrected report"),
    "stage": gettext_lazy("Planned start or finish"),
    "review": gettext_lazy("Reports to confirm"),
    "override": gettext_lazy("Light set by hand that ends"),
    "reminder": gettext_lazy("Reminder"),
    "instruction": gettext_lazy("Instruction"),
    "merger_task": gettext_lazy("Merger task"),
    "reminder_reply": gettext_lazy("Answer to a reminder"),
    "instruction_reply": gettext_lazy("Answer to an instruction"),
}

STATES = {
    "overdue": gettext_lazy("overdue"),
    "due": gettext_lazy("due today"),
    "soon": gettext_lazy("due soon"),
    "back": gettext_lazy("sent back"),
    "reply": gettext_lazy("answered"),
    "corrected": gettext_lazy("corrected"),
    "open": gettext_lazy("to do"),
}
OF_MONTH = {
    "report": gettext_lazy("Progress of %(month)s to report"),
    "report_earlier": gettext_lazy("Progress of %(month)s still to report"),
    "returned": gettext_lazy("Report of %(month)s returned"),
    "corrected": gettext_lazy("Report of %(month)s corrected"),
    "review": gettext_lazy("Progress of %(month)s to confirm"),
}


@dataclass
class Row:
    """A line as texts. `state`: one of STATES; `opens`: where its single commitments are listed; `whose`: empty for one's own;
    `act`: (address, words), `remind`: where whose it is can be urged; `posts`: the act is a button that writes."""

    line: Line
    state: str
    kind: str
    title: str
    address: str
    detail: str = ""
    due: str = ""
    whose: str = ""
    opens: str = ""
    act: tuple[str, str] = ("", "")
    remind: str = ""
    posts: bool = False
    is_new: bool = False


@dataclass(frozen=True)
class Looking:
    """Who looks, when, and what the lines of a page ask for, looked up once for them all. `names`, `units`: of people and departments by
    id; `left`: working days until the days by which something is due; `first`: the address of record 0 of a view."""

    user: User
    on: date
    names: Mapping[int, str]
    units: Mapping[int, str]
    left: Mapping[date, int | None]
    may: Callable[[str], bool]
    first: Callable[[str], str]

    def address(self, view_name: str, pk: int) -> str:
        return self.first(view_name).replace("/0/", f"/{pk}/")


def rows_of(lines: list[Line], user, names: Mapping[int, str], *, on: date) -> list[Row]:
    """`names` of everybody whom the lines name (`people_of`). At most four statements, whatever the number of lines."""
    units = _units({line.unit for line in lines if line.unit and (line.what == "merger_task" or not line.owner)})
    left = left_until((line.due for line in lines if line.due), on=on)
    looking = Looking(user, on, names, units, left, cache(user.has_perm), cache(lambda view_name: reverse(view_name, args=[0])))
    rows = [_row(line, looking) for line in lines]
    said = [(matter(row.line), occasion(row)) for row in rows]
    news = tell(user, said)
    for row, saying in zip(rows, said, strict=True):
        row.is_new = saying in news
    return rows


def people_of(lines: list[Line]) -> set[int]:
    return {pk for line in lines for pk in (line.owner, line.actor) if pk}


def matter(line: Line) -> str:
    """The commitment by a name that stays: `returned:12:2016-06`; gathered lines by whose they are: `report:of-7:2016-06`."""
    which = str(line.record) if line.record else f"of-{line.owner or 0}"
    return ":".join(filter(None, [line.what, which, line.month]))


def occasion(row: Row) -> str:
    """What there is to say of it: another return or correction, another number to confirm, and the day coming nearer are news."""
    if row.line.what in ("returned", "corrected"):
        return f"{row.line.what}:{row.line.since}"
    return f"waiting:{row.line.left}" if row.line.what == "review" else row.state


def state_of(line: Line, left: Mapping[date, int | None], *, on: date) -> str:
    if line.what in REPLIES:
        return "reply"
    if line.what == "corrected":
        return "corrected"
    if line.due is not None and line.due < on:
        return "overdue"
    if line.due == on:
        return "due"
    if line.what == "returned":
        return "back"
    days = left.get(line.due)
    return "soon" if days is not None and days <= NEAR else "open"


def due_words(line: Line, left: Mapping[date, int | None], *, on: date) -> str:
    """今天截止, 剩3个工作日, 逾期2天; without a last day, for how long it has waited."""
    if line.due is None:
        return waited_words(line.since, on=on) if line.since else ""
    if line.due < on:
        return overdue_words(line.due, on=on)
    if line.due == on:
        return _("due today")
    days = left[line.due]
    if days is None:
        return _("by %(day)s; the working-day calendar of %(year)s has not been loaded") % {"day": line.due, "year": line.due.year}
    if days == 0:
        return _("no working day left before %(day)s") % {"day": line.due}
    return ngettext("%(days)d working day left", "%(days)d working days left", days) % {"days": days}


def waited_words(since: date, *, on: date) -> str:
    days = (on - since).days
    if days <= 0:
        return _("came in today")
    return ngettext("has waited %(days)d day", "has waited %(days)d days", days) % {"days": days}


def _row(line: Line, looking: Looking) -> Row:
    user, on, left = looking.user, looking.on, looking.left
    title, address, detail = _said(line, looking)
    row = Row(line, state_of(line, left, on=on), _kind_words(line), title, address, detail, due_words(line, left, on=on))
    if line.owner != user.pk:
        row.whose = looking.names.get(line.owner, "") or looking.units.get(line.unit, "") or _("nobody in charge")
    if line.what in GATHERED and not line.record:
        row.opens = f"{reverse('todo')}?{urlencode({'what': line.what, 'month': line.month, 'owner': line.owner or 0})}"
    row.act, row.posts = _act(line, row, looking)
    if line.owner != user.pk and looking.may("supervision.send_reminder"):
        row.remind = _remind_address(line, looking)
    return row


def _remind_address(line: Line, looking: Looking) -> str:
    """Where somebody else is urged about it: about one project, or once about all of a month."""
    if line.record and line.what in ("report", "report_earlier", "returned", "stage"):
        return looking.address("projects:project-remind", line.target)
    if line.owner and not line.record and line.what in ("report", "report_earlier"):
        return f"{reverse('projects:month-remind')}?{urlencode({'period': line.month, 'owner': line.owner})}"
    return ""


def _kind_words(line: Line) -> str:
    if line.what == "stage":
        return _("Start planned") if line.more == "start" else _("Finish planned")
    return OF_MONTH[line.what] % {"month": month_name(line.month)} if line.what in OF_MONTH else str(KINDS[line.what])


def _said(line: Line, looking: Looking) -> tuple[str, str, str]:
    """Title, where it leads, and what is said beside it."""
    actor = looking.names.get(line.actor, "")
    if line.what in ASKING:
        noun = REPLIES.get(line.what, line.what)
        detail = f"{actor}{colon()}{line.more}" if actor else line.more
        return line.words, looking.address(f"supervision:{noun}-detail", line.record), detail
    if line.what == "merger_task":
        detail = colon().join(filter(None, [looking.units.get(line.unit), line.more]))
        return line.words, looking.address("merger:task-detail", line.record), detail
    if line.what == "corrected":
        return line.words, looking.address("projects:progress-detail", line.target), f"{actor}{colon()}{line.more}"
    project = looking.address("projects:project-detail", line.target) if line.target else ""
    if not line.record:
        if line.what == "report":
            return _("%(done)d of %(whole)d projects filled in") % {"done": line.settled, "whole": line.whole}, "", ""
        if line.what == "review":
            return ngettext("%(left)d report to confirm", "%(left)d reports to confirm", line.left) % {"left": line.left}, "", ""
        return ngettext("%(left)d project not reported", "%(left)d projects not reported", line.left) % {"left": line.left}, "", ""
    if line.what == "returned":
        return line.words, project, f"{actor}{colon()}{line.more}" if actor else line.more
    if line.what == "override":
        return line.words, project, f"{Light(line.more).label} · {actor}"
    if line.what == "stage":
        return line.words, project, ""
    return line.words, project, _("handed in by %(person)s") % {"person": actor} if line.what == "review" and actor else ""


def _act(line: Line, row: Row, looking: Looking) -> tuple[tuple[str, str], bool]:
    """The one click: where it leads, what it is called, and whether it writes at once."""
    nothing, may = ("", ""), looking.may
    if line.what in REPLIES:
        return (looking.address(f"supervision:{REPLIES[line.what]}-noted", line.record), _("Read")), True
    if line.what == "corrected":
        return (looking.address("projects:progress-noted", line.target), _("Read")), True
    if line.what in ASKING:
        return (row.address, _("Answer")), False
    if line.what == "review":
        return (f"{reverse('projects:review-queue')}?{urlencode({'period': line.month})}", _("Review")), False
    if line.what in ("override", "merger_task"):
        return (row.address, _("Look")), False
    is_own = line.owner == looking.user.pk
    if line.what == "stage":
        is_allowed = is_own and may("projects.update_assigned_project")
        if not is_allowed and may("supervision.send_reminder"):
            return nothing, False
        return (looking.address("projects:stage-gate", line.target), _("Enter the next stage") if is_allowed else _("Look")), False
    is_allowed = may("projects.report_department") or (is_own and may("projects.report_assigned"))
    return ((grid_address(line, looking.user), _("Fill in")) if is_allowed else nothing), False


def grid_address(line: Line, user) -> str:
    """The grid of the month; one's own rows where it is about these, and the returned ones alone where it is about such a one."""
    asked = {"period": line.month} | ({"whose": "mine"} if line.owner == user.pk else {})
    asked |= {"show": "returned"} if line.what == "returned" else {}
    return f"{reverse('projects:month-grid')}?{urlencode(asked)}"


def _units(ids: Iterable[int]) -> dict[int, str]:
    return {unit.pk: str(unit) for unit in Department.objects.filter(pk__in=ids)} if ids else {}
