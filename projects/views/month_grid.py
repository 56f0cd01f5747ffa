"""月度填报: all projects of a person or a department as rows of one page. A plain form; the script makes it feel like a spreadsheet."""

from datetime import date
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from projects.models import Project, ProjectProgress
from projects.month_page import SHOWN, counted, drafts_besides, grid_rows, shown, waiting_files
from projects.month_row import CELLS
from projects.reminding import month_about
from projects.reports import Outcome, Typed, closed_words, drop_draft, drop_file, hand_in, keep_file, save_drafts
from projects.views.evidence import seen_project
from projects.views.month_markup import labels, markup
from zone import audit, kept_text
from zone.attachments import as_download, limit_in_megabytes
from zone.lib.clock import today
from zone.lib.months import month_of, shift
from zone.lib.paging import read_page
from zone.lib.showing import colon, month_words
from zone.models import Event
from zone.models.period import month_validator
from zone.reporting_window import Window, day_words, months_about, reported_among, reported_on, windows, words
from zone.views.generic_edit import number_of, receipt_of

RIGHTS = ("projects.report_assigned", "projects.report_department")
PAGE = 50
FARTHEST = 100 * 12  # months: the days of one farther off can no longer be counted


def reporter(request):
    if not any(request.user.has_perm(right) for right in RIGHTS):
        raise PermissionDenied
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
def grid(request):
    user = reporter(request)
    asked, whose, show = _asked(request)
    day = today()
    if request.method == "POST":
        return _posted(request, asked or reported_on(day).period)
    opening, following, now_due = _windows(asked, on=day)
    period = opening.period
    if kept := kept_text.take(request, request.path):
        save_drafts(by=user, period=period, rows=_typed(kept))
        messages.info(request, _("What you had typed before the session ended stands in the rows again; it is not handed in yet."))
    closed = closed_words(opening)
    is_locked = bool(closed) and opening.is_open(on=day)
    chosen = {"period": period, "by": user, "whose": whose, "is_locked": is_locked}
    counts = counted(**chosen)
    page = read_page(shown(show=show, **chosen), _page_number(request), size=PAGE, total=counts[show or "total"])
    rows = grid_rows(page.ids, period=period, by=user, is_closed=bool(closed), is_locked=is_locked, on=day)
    context = {
        "title": month_about(period),
        "as_of": day,
        "period": period,
        "window_words": words(opening, on=day, is_locked=is_locked),
        "closed": closed,
        "heads": labels(period).values(),
        "rows": markup(rows, period),
        "page": page,
        "pager": _pager(request, page),
        "counts": [(word, counts[name], _address(request, show=name)) for name, word in _count_words() if counts[name] or name == "open"],
        "filled": (counts["reported"], _address(request, show="reported")),
        "total": (counts["total"], _address(request, show="")),
        "show": show,
        "whose": _choices(request, user, whose),
        "months": [(month_words(month), _address(request, period=month, show="")) for month in (shift(period, -1), shift(period, 1))],
        "can_go_on": following.is_open(on=day),
        "next_opens": "" if page.total else day_words((following if opening.is_open(on=day) else now_due).opens_on),
        "receipt": uuid4(),
        "owner_mark": kept_text.owner_mark(user),
        "storage_key": f"month:{user.pk}:{period}",
        "script_words": _script_words(),
    }
    return render(request, "projects/month_grid.html", context)


def _posted(request, period: str):
    user, act = request.user, request.POST.get("act", "draft")
    back, rows = _address(request), _typed(request.POST)
    verb, _dash, rest = act.partition("-")
    if verb not in ("draft", "all", "row", "drop", "forget"):
        raise Http404
    problems = _keep_files(request, period, rows)
    if verb == "drop":
        save_drafts(by=user, period=period, rows=rows)
        project, _dash, attachment = rest.partition("-")
        try:
            drop_file(by=user, period=period, project=number_of(project), attachment=number_of(attachment))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
    elif verb == "forget":
        save_drafts(by=user, period=period, rows=rows)
        drop_draft(by=user, period=period, project=number_of(rest))
    elif verb == "draft":
        save_drafts(by=user, period=period, rows=rows)
        for problem in problems.values():
            messages.error(request, problem)
        messages.success(request, _("Kept as drafts %(time)s") % {"time": f"{timezone.localtime():%H:%M}"})
    else:
        asked = number_of(rest) if verb == "row" else None
        sent = [Typed(row.project, row.cells, row.opened_version, row.project == asked) for row in rows if asked in (None, row.project)]
        if others := [row for row in rows if asked not in (None, row.project)]:
            save_drafts(by=user, period=period, rows=others)
        token = receipt_of(request.POST.get("_receipt"))
        _tell(request, hand_in(by=user, period=period, rows=sent, token=token, address=back, file_problems=problems))
        if verb == "all" and (left := drafts_besides([row.project for row in rows], period=period, by=user)):
            told = ngettext(
                "%(count)d draft on other pages waits to be handed in.", "%(count)d drafts on other pages wait to be handed in.", left
            )
            messages.warning(request, told % {"count": left})
    return redirect(back)


def _tell(request, outcome: Outcome) -> None:
    """How many rows are handed in and how many are not."""
    if outcome.is_repeated:
        messages.info(request, _("This grid had been handed in already; nothing was saved twice."))
        return
    if handed := len(outcome.handed):
        messages.success(request, ngettext("%(count)d project handed in.", "%(count)d projects handed in.", handed) % {"count": handed})
    if refused := len(outcome.refused):
        told = ngettext(
            "%(count)d project is not handed in: what is wrong stands below its row. What you typed is kept.",
            "%(count)d projects are not handed in: what is wrong stands below each row. What you typed is kept.",
            refused,
        )
        messages.error(request, told % {"count": refused})
    if outcome.foreign:
        told = _("%(count)d of the projects are no longer yours to report; nothing was saved of them.")
        messages.warning(request, told % {"count": outcome.foreign})
    if not handed and not refused and not outcome.foreign:
        messages.info(request, _("Nothing was changed, so nothing was handed in."))


@require_POST
def draft(request):
    """What is being typed, row by row, and files as they are chosen; the answer says for each row what is wrong with it."""
    user = reporter(request)
    asked, _whose, _show = _asked(request)
    period = asked or reported_on(today()).period
    rows = _typed(request.POST)
    problems = _keep_files(request, period, rows)
    found = save_drafts(by=user, period=period, rows=rows)
    files = waiting_files([row.project for row in rows], period=period, by=user) if request.FILES else None
    heads = labels(period)
    told = {}
    for row in rows:
        reading = found.get(row.project)
        said = dict(reading.problems) if reading else {}
        if row.project in problems:
            said["files"] = problems[row.project]
        told[row.project] = {
            "kept": reading is not None,
            "said": [[cell, f"{heads[cell]}{colon()}{text}" if cell in heads else text] for cell, text in said.items()],
            "wants_reason": bool(reading and reading.wants_reason),
            "files": None if files is None else files.get(row.project, []),
        }
    return JsonResponse({"at": f"{timezone.localtime():%H:%M}", "rows": told})


@require_GET
def file(request, pk: int, attachment_pk: int):
    """A photo or voucher of any month of a project that one sees."""
    project = seen_project(request, pk)
    holding = ProjectProgress.attachments.through.objects.select_related("attachment")
    found = holding.filter(projectprogress__project=project, attachment=attachment_pk).first()
    if found is None:
        raise Http404
    return as_download(found.attachment, request=request)


def _keep_files(request, period: str, rows: list[Typed]) -> dict[int, str]:
    """Keep the files that came with the rows; by project what is wrong with one."""
    problems = {}
    for row in rows:
        for upload in request.FILES.getlist(f"file-{row.project}"):
            try:
                attachment = keep_file(by=request.user, period=period, upload=upload, sent=row)
            except ValidationError as refusal:
                problems[row.project] = f"{upload.name}{colon()}{' '.join(refusal.messages)}"
            else:
                detail = {"attachment": attachment.pk}
                audit.record(Event.Kind.HANDED_IN, by=request.user, request=request, subject=attachment.name, detail=detail)
    return problems


def _typed(post) -> list[Typed]:
    """The rows of the form: `row` is project:version, a cell is its name, a dash and the project. Raises BadRequest without rows."""
    found = []
    for text in post.getlist("row"):
        project, _colon, version = text.partition(":")
        pk = number_of(project)
        found.append(Typed(pk, {name: post.get(f"{name}-{pk}", "") for name in CELLS}, number_of(version)))
    if not found:
        raise BadRequest("the form carries no rows")
    return found


def _asked(request) -> tuple[str, str, str]:
    """(period, whose, show) of the address, empty where it does not say. A month that is none is not found."""
    period = request.GET.get("period", "")
    if period:
        try:
            month_validator(period)
        except ValidationError:
            raise Http404 from None
        if not shift(month_of(today()), -FARTHEST) <= period <= shift(month_of(today()), FARTHEST):
            raise Http404
    whose, show = request.GET.get("whose", ""), request.GET.get("show", "")
    if whose not in ("", "mine") or show not in ("", *SHOWN):
        raise Http404
    return period, whose, show


def _windows(period: str, *, on: date) -> tuple[Window, Window, Window]:
    """Of the month (empty: of the one reported on this day), of the one after it, and of the one reported now. Two statements."""
    running, whole = months_about(on)
    known = windows({running, whole, shift(running, 1), *((period, shift(period, 1)) if period else ())})
    now_due = reported_among(known, on=on)
    month = period or now_due.period
    return known[month], known[shift(month, 1)], now_due


def _address(request, **changes: str) -> str:
    """The grid as it is looked at, with these changes."""
    kept = {name: request.GET[name] for name in ("period", "whose", "show", "page") if request.GET.get(name)}
    if "show" in changes:
        kept.pop("page", None)
    asked = {name: value for name, value in {**kept, **changes}.items() if value}
    address = reverse("projects:month-grid")
    return f"{address}?{urlencode(asked)}" if asked else address


def _page_number(request) -> int:
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def _pager(request, page) -> list[tuple[str, str, str]]:
    here = page.number
    steps = [("previous", here - 1, _("Previous page")), ("here", here, str(here)), ("next", here + 1, _("Next page"))]
    steps = [step for step in steps if 1 <= step[1] <= page.pages]
    return [(step, "" if step == "here" else _address(request, page=str(number)), word) for step, number, word in steps]


def _choices(request, user, whose: str) -> list[tuple[str, str, bool]]:
    """Whoever reports for others and has projects of his own chooses between them."""
    if not user.has_perm(RIGHTS[1]) or not Project.objects.filter(officer=user).exists():
        return []
    return [
        (_address(request, whose="", show=""), _("All that I report"), whose == ""),
        (_address(request, whose="mine", show=""), _("My own projects"), whose == "mine"),
    ]


def _count_words() -> list[tuple[str, str]]:
    return [("open", _("Not filled in")), ("returned", _("Returned")), ("draft", _("Drafts"))]


def _script_words() -> dict[str, str | int]:
    return {
        "saving": _("Saving…"),
        "saved": _("Saved %(time)s"),
        "handIn": _("not handed in yet"),
        "offline": _("Not saved: no connection. What you typed stays on this page and is sent again."),
        "ended": _("The session has ended. What you typed is kept in this window: sign in and it stands here again."),
        "signIn": _("Sign in again"),
        "restored": _("What had not been saved before stands in the rows again."),
        "pasted": _("%(count)s cells filled in."),
        "notFitting": _("Did not fit: %(rows)s rows below the last, %(columns)s columns to the right, %(locked)s closed cells."),
        "tooLarge": _("%(name)s is larger than %(limit)s MB. Please make it smaller."),
        "sending": _("Sending %(name)s…"),
        "remove": _("Remove %(name)s"),
        "limit": limit_in_megabytes(),
        "limitBytes": settings.ATTACHMENT_MAX_BYTES,
    }
