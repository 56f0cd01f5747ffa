"""The list of a noun: filtered, sorted, paged, exported, always from one scoped QuerySet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import FileResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zone import audit
from zone.lib.clock import today
from zone.lib.paging import Page
from zone.lib.showing import show
from zone.lib.table_file import write_table
from zone.models import Event
from zone.views.generic_access import ScopedView
from zone.views.row_markup import row_markup


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list and of its export. `key`: of the row; `sort`: name of an order in the filter set; `places`: decimals shown;
    `short`: never broken over two lines; `wide`: has a line of its own on a phone's card."""

    key: str
    label: str
    sort: str = ""
    number: bool = False
    places: int | None = None
    short: bool = False
    wide: bool = False


class ScopedListView(ScopedView):
    """Declares `model`, `right`, `filterset_class`, `title`, `columns`, and `row` with the references that it reads as `related`, or `rows`
    as a whole. With `is_part` it answers the table alone, for a page.

    Templates: `<app>/<noun>_list.html` or `generic/list.html`; a row is `<app>/_<noun>_row.html`, where `row` has texts by column key,
    `pk`, `address` and whatever else `rows` gave, and `label` the columns' labels by key, for a phone's cards. With `is_plain` the rows
    need no template: each cell holds its column's text, the first one is the link.
    """

    filterset_class = None
    title = ""
    columns: Sequence[Column] = ()
    related: Sequence[str] = ()
    page_size = 50
    export_right = ""
    create_view_name = create_right = create_words = ""
    empty_words = ""
    unit_line = ""
    is_part = is_plain = False

    def rows(self, ids: Sequence[int]) -> list[dict]:
        """The rows of these ids in this order: raw values by column key, `pk`, `address`. A fixed number of statements."""
        return [self.row(record) for record in self.records(ids)]

    def records(self, ids: Sequence[int]) -> list[Model]:
        """The records of these ids in this order, with what they refer to; one that has gone meanwhile is left out."""
        rows = self.model._default_manager.all()
        found = (rows.select_related(*self.related) if self.related else rows).in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]

    def row(self, record: Model) -> dict:
        """One row of the list."""
        raise NotImplementedError

    def get_columns(self) -> Sequence[Column]:
        """The columns that this person may see."""
        return self.columns

    def more_context(self, page: Page) -> dict:
        return {}

    def get(self, request, **kwargs):
        self.filterset = self.filterset_class(request.GET, self.get_queryset(), request=request)
        if "format" in request.GET:
            return self.export(request.GET["format"])
        number, wrong_page = self.page_number()
        page = self.filterset.page(number, size=self.page_size)
        if number > page.number:
            wrong_page = [_("There is no page %(number)d; this is the last one.") % {"number": number}]
        noun = self.model._meta.model_name
        app = self.model._meta.app_label
        context = {
            **self.context(page),
            "problems": [*self.filterset.problems, *wrong_page],
            "row_template": f"{app}/_{noun}_row.html",
            **self.more_context(page),
        }
        if self.is_part:
            return render(request, "generic/_table.html", context)
        return render(request, (f"{app}/{noun}_list.html", "generic/list.html"), context | self.frame())

    def page_number(self) -> tuple[int, list[str]]:
        text = self.request.GET.get("page", "1")
        if text.isascii() and text.isdecimal() and int(text[:9]) > 0:
            return int(text[:9]), []
        return 1, [_("“%(text)s” is not the number of a page.") % {"text": text[:20]}]

    def context(self, page: Page) -> dict:
        """What the table needs."""
        columns = self.get_columns()
        rows = [self.texts(row, columns) for row in self.rows(page.ids)] if page.ids else []
        return {
            "title": self.title,
            "page": page,
            "rows": rows,
            "plain_rows": row_markup(rows, columns) if self.is_plain else "",
            "heads": [self.heading(column) for column in columns],
            "label": {column.key: str(column.label) for column in columns},
            "pager": self.pager(page),
            "unit_line": self.unit_line,
            "empty_words": self.get_empty_words(),
        }

    def frame(self) -> dict:
        """What the page around the table needs."""
        user, filterset = self.request.user, self.filterset
        exports = []
        if self.export_right and user.has_perm(self.export_right):
            exports = [(self.address(format=kind, page=None), _("Export %(kind)s") % {"kind": kind}) for kind in ("xlsx", "csv")]
        may_create = self.create_view_name and user.has_perm(self.create_right)
        return {
            "controls": filterset.controls,
            "all_words": pgettext("filter", "all"),
            "chips": [(words, self.address(**{name: None, "page": None})) for name, words in filterset.chips],
            "kept_parameters": [(name, self.request.GET[name]) for name, _words in filterset.chips],
            "is_filtered": filterset.is_filtered,
            "exports": exports,
            "create_address": reverse(self.create_view_name) if may_create else "",
            "create_words": self.create_words,
            "as_of": today(),
        }

    def texts(self, row: dict, columns: Sequence[Column]) -> dict:
        """The row with its values as texts, made once and here: localising in the template costs four times as much."""
        return row | {column.key: show(row[column.key], column.places) for column in columns}

    def heading(self, column: Column) -> dict:
        current = self.request.GET.get("sort", "")
        order = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(current, "") if column.sort else ""
        turned = f"-{column.sort}" if order == "ascending" else column.sort
        address = self.address(sort=turned, page=None) if column.sort else ""
        return {"label": column.label, "number": column.number, "order": order, "address": address}

    def pager(self, page: Page) -> list[tuple[str, str, str]]:
        """(step, address, words); a step that leads nowhere has no address, nor has `here`."""
        here, last = page.number, page.pages
        steps = [("first", 1, _("First")), ("previous", here - 1, _("Previous")), ("next", here + 1, _("Next")), ("last", last, _("Last"))]
        found = [
            (step, self.address(page=number) if 1 <= number <= last and number != here else "", words) for step, number, words in steps
        ]
        found.insert(2, ("here", "", _("Page %(number)d of %(pages)d") % {"number": here, "pages": last}))
        return found

    def address(self, **changes) -> str:
        """This page's address with some parameters changed; None takes one away."""
        parameters = self.request.GET.copy()
        for name, value in changes.items():
            if value is None:
                parameters.pop(name, None)
            else:
                parameters[name] = str(value)
        return f"?{parameters.urlencode()}"

    def get_empty_words(self) -> str:
        """Why the list is empty, and what next."""
        if self.filterset.problems:
            return _("Nothing is listed until the address is right.")
        if self.filterset.is_filtered and not self.is_part:
            return _("Nothing matches these filters. Clear one of them, or search by fewer characters.")
        return str(self.empty_words) or _("There is nothing here yet.")

    def export(self, kind: str) -> FileResponse:
        """All rows of the list with its columns, typed. Leaves a line in the audit trail."""
        if kind not in ("xlsx", "csv") or not self.export_right or not self.request.user.has_perm(self.export_right):
            raise PermissionDenied
        columns = self.get_columns()
        ids = list(self.filterset.rows().values_list("pk", flat=True))
        footer = _("%(name)s, %(day)s") % {"name": self.request.user.name, "day": today()}
        heads = [str(column.label) for column in columns]
        file = write_table(kind, heads, self.export_rows(ids, columns), title=str(self.title), footer=footer)
        said = {label: text[:100] for label, text in self.filterset.said.items()}
        detail = {"rows": len(ids), "format": kind, "filters": self.request.GET.urlencode()[:500], "said": said}
        audit.record(Event.Kind.EXPORTED, by=self.request.user, subject=self.model._meta.label_lower, detail=detail, request=self.request)
        answer = FileResponse(file, as_attachment=True, filename=f"{self.title}-{today()}.{kind}")
        if kind == "csv":
            answer["Content-Type"] = "text/csv; charset=utf-8"
        return answer

    def export_rows(self, ids: list[int], columns: Sequence[Column]) -> Iterator[list]:
        for start in range(0, len(ids), 1000):
            for row in self.rows(ids[start : start + 1000]):
                values = (row[column.key] for column in columns)
                yield [show(value) if isinstance(value, bool) else value for value in values]
