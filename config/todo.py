"""我的待办: what the signed-in person must do by a day, what presses most first; for whoever answers for others, theirs too, by name."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial

from django.core.cache import cache
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.commitments import OVERDUE, REST, SPANS, WEEK, Choice, Waiting
from config.overview_lists import Count
from config.todo_markup import line_markup
from config.todo_rows import KINDS, REPLIES, Row, people_of, rows_of
from projects.commitments import reports_for_somebody, years_not_loaded
from zone.commitments import Tally
from zone.filtering import Control
from zone.lib.clock import today
from zone.lib.months import shift
from zone.lib.showing import listed
from zone.models import Department, District, User
from zone.models.period import month_validator
from zone.reporting_window import day_words, reported_on, unmoved_words, window

PAGE = 50
KEPT_SECONDS = 60


@dataclass
class Todo:
    """What a page shows: `counts` by when they are due and, `among` them, of some kinds, are links; `total` commitments are chosen,
    gathered into `rows`, as `<tr>` from `lines`; `more`: there is another page; `tells_whose`: some of the rows are not one's own;
    `names`: of everybody who has something, in their order."""

    choice: Choice
    counts: list[tuple[str, str, Count]]
    among: list[tuple[str, str, Count]]
    total: int
    rows: list[Row]
    lines: Callable[[], SafeString]
    more: bool
    tells_whose: bool
    tallies: list[Tally]
    names: dict[int, str]


@require_safe
def page(request):
    """`what` (a kind), `owner` (a person, 0 for nobody), `span` (overdue, week) and `month` narrow the list; a wrong one is said."""
    user, day = request.user, today()
    choice, problems = asked_for(request.GET)
    number = int(request.GET["page"]) if request.GET.get("page", "").isdecimal() and len(request.GET["page"]) < 5 else 1
    todo = todo_of(request, choice, start=(max(number, 1) - 1) * PAGE, stop=max(number, 1) * PAGE)
    context = {
        "title": _("My to-do"),
        "as_of": day,
        "todo": todo,
        "problems": problems,
        "unmoved": unmoved(user, day),
        "scope": whose(user),
        "kinds": Control("what", _("Kind"), "choice", options=kind_options(todo.tallies, choice)),
        "people": Control("owner", pgettext("to-do", "Whose"), "choice", options=people_options(todo, choice, user)),
        "all_words": pgettext("filter", "all"),
        "kept": [(name, request.GET[name]) for name in ("span", "month") if request.GET.get(name)],
        "is_narrowed": bool(choice != Choice()),
        "before": address(request.GET, page=number - 1) if number > 1 else "",
        "after": address(request.GET, page=number + 1) if todo.more else "",
        "next_words": lambda: next_words(user, day),
    }
    if request.htmx:
        return render(request, "todo/_parts.html", context)
    return render(request, "todo/todo.html", context)


def whose(user) -> str:
    """Whose commitments these are: those of the person's district or departments, by names a minute old at most, else his own; the tasks
    of the merger beside these for whoever keeps them."""
    if user.has_perm("merger.change_mergertask"):
        return _("my own and the tasks of the merger")
    if not user.reach.departments:
        return _("my own")
    return cache.get_or_set(f"todo.whose.{get_language()}.{hash(user.reach)}", lambda: listed(_places(user.reach)), KEPT_SECONDS)


def _places(reach) -> Iterable[str]:
    if reach.by_district:
        return District.objects.filter(pk__in=reach.districts).values_list("short_name", flat=True)
    return map(str, Department.objects.filter(pk__in=reach.departments))


def todo_of(request, choice: Choice, *, start: int, stop: int) -> Todo:
    """Counts and lines of the signed-in person; the frame is told how many there are, and need not count again."""
    user, day = request.user, today()
    waiting = Waiting(user, day)
    found = waiting.tallies()
    request.todo_count = sum(tally.left for tally in found)
    total = sum(choice.number(tally) for tally in found if choice.holds(tally))
    lines = waiting.page(choice, found, start=start, stop=stop + 1) if total else []
    shown = lines[: stop - start]
    names = names_of({tally.owner for tally in found if tally.owner} | people_of(shown))
    rows = rows_of(shown, user, names, on=day)
    tells_whose = any(row.whose for row in rows)
    markup, is_more = partial(line_markup, rows, request, tells_whose=tells_whose), len(lines) > len(shown)
    return Todo(choice, span_counts(found), kind_counts(waiting.known.dues, found), total, rows, markup, is_more, tells_whose, found, names)


def span_counts(found: list[Tally]) -> list[tuple[str, str, Count]]:
    """(code, words, count): overdue, due this week, and the rest; together they are all that waits."""
    words = {OVERDUE: _("Overdue"), WEEK: _("Due this week"), REST: _("The rest")}
    numbers = {span: sum(Choice(span=span).number(tally) for tally in found) for span in SPANS}
    return [(span, words[span], Count(number, f"{reverse('todo')}?span={span}")) for span, number in numbers.items()]


def kind_counts(here: Collection[str], found: list[Tally]) -> list[tuple[str, str, Count]]:
    """(code, words, count): of those, what was sent back and what waits for me, for whom these can concern (`here`); new answers."""
    words = {"returned": _("Sent back"), "review": _("Waiting for my confirmation")}
    numbers = {code: sum(tally.left for tally in found if tally.what == code) for code in (*words, *REPLIES)}
    shown = [code for code, number in numbers.items() if number or (code in words and code in here)]
    return [(code, words.get(code) or str(KINDS[code]), Count(numbers[code], f"{reverse('todo')}?what={code}")) for code in shown]


def asked_for(parameters) -> tuple[Choice, list[str]]:
    """What the address chooses, and what is wrong with it, in words."""
    unknown = [name for name in parameters if name not in ("what", "owner", "span", "month", "page")]
    problems = [_("“%(name)s” is not a filter of this list.") % {"name": name[:30]} for name in unknown]
    what, owner = parameters.get("what", ""), parameters.get("owner", "")
    span, month = parameters.get("span", ""), parameters.get("month", "")
    wrong = _("“%(text)s” is not a choice of this list.")
    if what and what not in KINDS:
        problems, what = [*problems, wrong % {"text": what[:30]}], ""
    if owner and not (owner.isascii() and owner.isdecimal() and len(owner) < 12):
        problems, owner = [*problems, wrong % {"text": owner[:30]}], ""
    if span and span not in SPANS:
        problems, span = [*problems, wrong % {"text": span[:30]}], ""
    if month and not month_validator.regex.match(month):
        problems, month = [*problems, wrong % {"text": month[:30]}], ""
    return Choice(what, int(owner) if owner else None, span, month), problems


def kind_options(tallies: list[Tally], choice: Choice) -> list[tuple[str, str, bool]]:
    present = {tally.what for tally in tallies} | {choice.what}
    return [(code, str(words), code == choice.what) for code, words in KINDS.items() if code in present]


def people_options(todo: Todo, choice: Choice, user) -> list[tuple[str, str, bool]]:
    """Whose commitments there are, oneself first; empty where they are one's own only."""
    owners = {tally.owner for tally in todo.tallies}
    if owners <= {user.pk}:
        return []
    options = [(user.pk, _("my own"))] if user.pk in owners else []
    options += [(pk, name) for pk, name in todo.names.items() if pk in owners and pk != user.pk]
    if None in owners:
        options.append((0, _("nobody in charge")))
    return [(str(pk), name, pk == choice.owner) for pk, name in options]


def names_of(people: Collection[int]) -> dict[int, str]:
    return dict(User.objects.filter(pk__in=people).order_by("name").values_list("pk", "name")) if people else {}


def next_words(user, day) -> str:
    """下一次填报期 7月25日开放, for whoever reports."""
    if not reports_for_somebody(user):
        return ""
    following = window(shift(reported_on(day).period, 1))
    return _("The next month can be reported from %(day)s.") % {"day": day_words(following.opens_on)}


def unmoved(user, day) -> str:
    """That due days stand unmoved, where the calendar does not tell; looked at once a minute, as the due days themselves."""
    return cache.get_or_set(f"todo.unmoved.{user.pk}.{day}.{get_language()}", partial(_unmoved, user, day), KEPT_SECONDS)


def _unmoved(user, day) -> str:
    return " ".join(unmoved_words(year) for year in years_not_loaded(user, on=day))


def address(parameters, **changes) -> str:
    kept = {name: parameters[name] for name in ("what", "owner", "span", "month") if parameters.get(name)}
    return f"?{urlencode(kept | changes)}"
