"""Filters of a list: search, sorting, choices. A wrong parameter is told, never swallowed; the list stays empty until it is right."""

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import django_filters
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import F
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zone.lib.clock import today
from zone.lib.escaping import escaped
from zone.lib.paging import Page, read_page
from zone.lib.problems import CellProblem
from zone.lib.showing import colon, listed
from zone.lib.text_search import containing
from zone.lib.textkey import match_key, tidy
from zone.searching import found_among, found_keys, searched_page, unsearched

SELECTED = {False: "", True: format_html("{}", " selected")}
OF_THE_PAGE = frozenset({"page", "format"})  # parameters that a list itself understands


@dataclass(frozen=True, slots=True)
class Control:
    """One field of the filter form. `kind`: search, choice, choices (several at once), order, text, date, month, number."""

    name: str
    label: str
    kind: str
    value: str = ""
    hint: str = ""
    options: list[tuple[str, str, bool]] = field(default_factory=list)

    @property
    def markup(self) -> str:
        """The `<option>`s, joined here: a template takes ten times as long over some hundred of them."""
        return _option_markup(tuple(self.options))


@functools.lru_cache(maxsize=512)
def _option_markup(options: tuple[tuple[str, str, bool], ...]) -> str:
    """The same lists of options are asked for again and again."""
    texts = ((escaped(value), SELECTED[chosen], escaped(words)) for value, words, chosen in options)
    return format_html_join("", '<option value="{}"{}>{}</option>', texts)


class SearchFilter(django_filters.CharFilter):
    """Looks into texts made by a model's naming module; what is typed is folded in the same way. `fields`: of the rows, or of a row that
    they point at (`enterprise__search_text`)."""

    def __init__(self, *fields: str, **kwargs):
        self.fields = fields
        super().__init__(**kwargs)

    @staticmethod
    def key(value: str) -> str | None:
        """What is looked for; None: nothing can be found."""
        try:
            return match_key(tidy(value or ""))
        except CellProblem:
            return None

    def filter(self, rows, value):
        key = self.key(value)
        return rows.none() if key is None else self.parent.search(rows, self.fields, key)


def _ordered(model, column: str, *, is_falling: bool):
    """What is not known stands behind in a rising order, in front in a falling one, on both databases. `-column` runs against the order."""
    if column.startswith("-"):
        column, is_falling = column[1:], not is_falling
    field = next((field for field in model._meta.fields if field.name == column), None)
    if field is None or not field.null:
        return f"{'-' if is_falling else ''}{column}"
    return F(column).desc(nulls_first=True) if is_falling else F(column).asc(nulls_last=True)


class SortFilter(django_filters.ChoiceFilter):
    """`fields`: name of an order → (words, model fields); the primary key is added, so that no two rows tie. `-name` turns it round."""

    def __init__(self, fields: dict[str, tuple[str, tuple[str, ...]]], **kwargs):
        self.orders = {name: columns for name, (_words, columns) in fields.items()}
        self.words = {name: words for name, (words, _columns) in fields.items()}
        choices = [(sign + name, words) for name, words in self.words.items() for sign in ("", "-")]
        super().__init__(choices=choices, label=gettext_lazy("Order"), **kwargs)

    def filter(self, rows, value):
        name = value or self.usual
        sign, name = ("-", name[1:]) if name.startswith("-") else ("", name)
        return rows.order_by(*(_ordered(rows.model, column, is_falling=bool(sign)) for column in (*self.orders[name], "pk")))

    def options(self, value: str) -> list[tuple[str, str, bool]]:
        return [
            (sign + name, f"{words} {arrow}", sign + name == value)
            for name, words in self.words.items()
            for sign, arrow in (("", "▲"), ("-", "▼"))
        ]

    @property
    def usual(self) -> str:
        """The order of the list when nobody asks for another."""
        return next(iter(self.orders))


class YesNoFilter(django_filters.ChoiceFilter):
    """A fact that may be known to hold, known not to hold, or (where the column allows it) not known."""

    VALUES = {"yes": True, "no": False, "unknown": None}

    def __init__(self, *, may_be_unknown: bool = False, **kwargs):
        choices = [("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]
        if may_be_unknown:
            choices.append(("unknown", gettext_lazy("not known")))
        super().__init__(choices=choices, **kwargs)

    def filter(self, rows, value):
        return rows.filter(**{self.field_name: self.VALUES[value]}) if value else rows


class YearFilter(django_filters.NumberFilter):
    """A year in the address, four digits."""

    def __init__(self, **kwargs):
        super().__init__(validators=[MinValueValidator(1990), MaxValueValidator(2100)], decimal_places=0, **kwargs)


class OverdueFilter(YesNoFilter):
    """`yes`: what the QuerySet calls `overdue` today."""

    def filter(self, rows, value):
        if not value:
            return rows
        late = rows.model.objects.overdue(on=today()).order_by().values("pk")
        return rows.filter(pk__in=late) if value == "yes" else rows.exclude(pk__in=late)


class OwnFields(dict):
    """Fields that were made for one form: Django copies them for each, hundreds of options included, as if the next one used them too."""

    def __deepcopy__(self, memo):
        return self


class ListFilterSet(django_filters.FilterSet):
    """Declares `q` (SearchFilter), `sort` (SortFilter) and what else the list filters by. `chip_only`: filters that have no control and
    are shown as a chip that can be taken away; `of_the_page`: parameters that are none of its filters."""

    chip_only: frozenset[str] = frozenset()
    of_the_page = OF_THE_PAGE
    search = staticmethod(containing)

    def __init__(self, data=None, queryset=None, *, request=None, **kwargs):
        super().__init__(data, queryset, request=request, **kwargs)
        self.unknown = [name for name in self.data if name not in self.filters and name not in self.of_the_page]
        # What has no control and is not asked for needs no field either: those of the form cost as much as a statement.
        for name in self.chip_only:
            if not self.data.get(name):
                self.filters.pop(name, None)

    def choose_from(self, name: str, options: Iterable[tuple[object, str]]) -> None:
        """Give a ChoiceFilter its options; in `__init__`, before the form is asked for."""
        self.filters[name].extra["choices"] = [(str(value), words) for value, words in options]

    def get_form_class(self):
        form = super().get_form_class()
        form.base_fields = OwnFields(form.base_fields)
        return form

    @property
    def problems(self) -> list[str]:
        """What is wrong with the address, in words."""
        said = [_("“%(name)s” is not a filter of this list.") % {"name": name} for name in self.unknown]
        for name, errors in self.form.errors.items():
            label = self.filters[name].label if name in self.filters else name
            said += [f"{label}{colon()}{error}" for error in errors]
        return said

    def rows(self):
        """The filtered, sorted rows; none where something is wrong."""
        return self.queryset.none() if self.problems else self.qs

    def rows_by(self, search: Callable):
        """The same rows, searched in another way: `search(rows, fields, key)`."""
        self.search = search
        try:
            return self.filter_queryset(self.queryset.all())
        finally:
            del self.search

    def page(self, number: int, *, size: int) -> Page:
        """Page `number` of the rows (the last one where there are fewer)."""
        return searched_page(self, number, size=size) if self.key else read_page(self.rows(), number, size=size)

    def count(self, **condition) -> int:
        """How many of the rows fulfil a further condition."""
        found = found_among(self, self.rows_by(unsearched).filter(**condition), self.key) if self.key else None
        return self.rows().filter(**condition).order_by().count() if found is None else len(found)

    @functools.cached_property
    def key(self) -> str | None:
        """What is searched for; empty or None: nothing, or nothing that can be found."""
        return self.filters["q"].key(self.form.cleaned_data["q"]) if "q" in self.filters and not self.problems else ""

    @functools.cached_property
    def found(self) -> Sequence[int] | None:
        """The ids that a search finds, in the usual order of the list; None where only the database can tell."""
        return found_keys(self, self.key)

    @property
    def usual_order(self) -> tuple[str, ...]:
        sort = self.filters["sort"]
        return sort.orders[sort.usual]

    @property
    def is_in_usual_order(self) -> bool:
        return self.form.cleaned_data["sort"] in ("", self.filters["sort"].usual)

    @property
    def is_filtered(self) -> bool:
        return any(self.data.get(name) for name in self.filters if name != "sort")

    @property
    def controls(self) -> list[Control]:
        return [self._control(name, each) for name, each in self.filters.items() if name not in self.chip_only]

    @property
    def chips(self) -> list[tuple[str, str]]:
        """(name, words) of the active filters that have no control."""
        active = [name for name in sorted(self.chip_only) if self.data.get(name)]
        return [(name, f"{self.filters[name].label}{colon()}{self.form.cleaned_data.get(name, self.data[name])}") for name in active]

    @property
    def said(self) -> dict[str, str]:
        """Label → text of what the list is filtered and sorted by, as its controls and chips say it."""
        told = {}
        for control in self.controls:
            chosen = [words.strip() for value, words, is_chosen in control.options if value and is_chosen]
            if self.data.get(control.name):
                told[control.label] = listed(chosen) or control.value
        return told | {str(self.filters[name].label): words.partition(colon())[2] for name, words in self.chips}

    def _control(self, name: str, each) -> Control:
        value = self.data.get(name, "")
        label = str(each.label)
        if isinstance(each, SortFilter):
            return Control(name, label, "order", options=each.options(value or each.usual))
        if isinstance(each, (django_filters.ChoiceFilter, django_filters.MultipleChoiceFilter)):
            is_multiple = isinstance(each, django_filters.MultipleChoiceFilter)
            chosen = set(self.data.getlist(name) if is_multiple else [value])
            options = [(str(key), str(words), str(key) in chosen) for key, words in each.extra["choices"]]
            return Control(name, label, "choices" if is_multiple else "choice", options=options)
        kind = "search" if isinstance(each, SearchFilter) else each.extra.get("kind", "text")
        return Control(name, label, kind, value=value, hint=str(each.extra.get("help_text", "")))
