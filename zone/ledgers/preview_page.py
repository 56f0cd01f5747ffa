"""The page of a preview: one list at a time, fifty rows of it, all read from the stage."""

from decimal import Decimal

from django.utils.translation import gettext_lazy

from zone.ledgers.kind import LedgerKind
from zone.ledgers.pager import Pager
from zone.ledgers.preview_rows import SheetTable
from zone.ledgers.records import CHANGED, NEW, UNCHANGED
from zone.ledgers.sentences import parts
from zone.ledgers.stage import ERROR, REJECTED, WARNING, Stage
from zone.lib.showing import show as shown

ROWS, FIRST_ERRORS = 50, 10
ERRORS, WARNINGS, TOTALS, SKIPPED = "errors", "warnings", "totals", "skipped"
ROW_LISTS = {
    NEW: gettext_lazy("new"),
    CHANGED: gettext_lazy("changed"),
    UNCHANGED: gettext_lazy("unchanged"),
    REJECTED: gettext_lazy("rows with errors"),
}
LISTS = {
    **ROW_LISTS,
    ERRORS: gettext_lazy("problems of the rows with errors"),
    WARNINGS: gettext_lazy("things to look at"),
    TOTALS: gettext_lazy("totals that do not add up"),
    SKIPPED: gettext_lazy("titles, totals and other rows (not to be imported)"),
}
REASONS = {
    "section": gettext_lazy("heading"),
    "total": gettext_lazy("total"),
    "note": gettext_lazy("note or signature"),
    "header": gettext_lazy("header once more"),
    "other_table": gettext_lazy("another table"),
}
SEVERITIES = {ERRORS: ERROR, WARNINGS: WARNING}


class PreviewPage:
    """`show` is a key of LISTS; "" takes the first rows that could be saved: new, changed, unchanged; and above them the first problems and
    the first totals that do not add up."""

    def __init__(self, kind: LedgerKind, stage: Stage, show: str, page: str):
        self.kind, self.stage = kind, stage
        self.counts = stage.counts() | {
            ERRORS: stage.count_findings(ERROR),
            WARNINGS: stage.count_findings(WARNING),
            TOTALS: len(stage.totals()),
            SKIPPED: len(stage.skipped()),
        }
        order = (NEW, CHANGED, UNCHANGED, ERRORS)
        self.show = show or next((name for name in order if self.counts[name]), UNCHANGED)
        is_led = not show and self.show != ERRORS
        self.first_errors = [(finding, *parts(finding)) for finding in stage.findings(ERROR, limit=FIRST_ERRORS)] if is_led else []
        self.first_totals = [] if show else [_told(total) for total in stage.totals()[:FIRST_ERRORS]]
        self.table: SheetTable | None = None
        self.total = self.counts[self.show]
        self.pager = Pager.asked(page, total=self.total, size=ROWS, said=[("show", self.show)])
        self.understood = {name: stage.fact(name) for name in ("title", "header_row", "first_data_row", "unmapped")}
        self.rows = self._rows()
        self.columns = self._columns()

    @property
    def row_counts(self) -> list[tuple[str, str, int]]:
        return [(name, LISTS[name], self.counts[name]) for name in (NEW, CHANGED, UNCHANGED)]

    @property
    def other_counts(self) -> list[tuple[str, str, int]]:
        return [(name, LISTS[name], self.counts[name]) for name in (WARNINGS, TOTALS)]

    def _columns(self) -> list[tuple[dict, list[str]]]:
        """Each column that the sheet has and that is known, with what it was understood as; nothing where it is read past."""
        table = self.table or SheetTable(self.kind, self.stage, [])
        return [(column, table.labels(column)) for column in self.stage.fact("columns")]

    @property
    def caption(self) -> str:
        return LISTS[self.show]

    @property
    def is_row_list(self) -> bool:
        return self.table is not None

    @property
    def is_problem_list(self) -> bool:
        return self.show in SEVERITIES

    @property
    def is_total_list(self) -> bool:
        return self.show == TOTALS

    @property
    def good(self) -> int:
        """Rows that could be saved."""
        return sum(self.counts[name] for name in (NEW, CHANGED, UNCHANGED))

    def _rows(self) -> list:
        offset = self.pager.offset
        if self.is_problem_list:
            found = self.stage.findings(SEVERITIES[self.show], limit=ROWS, offset=offset)
            return [(finding, *parts(finding)) for finding in found]
        if self.show == TOTALS:
            return [_told(total) for total in self.stage.totals()[offset : offset + ROWS]]
        if self.show == SKIPPED:
            return [(row["number"], REASONS[row["reason"]], row["text"]) for row in self.stage.skipped()[offset : offset + ROWS]]
        rows = self.stage.rows(self.show, limit=ROWS, offset=offset)
        if self.show == REJECTED:
            problems: dict[int, list[str]] = {row["number"]: [] for row in rows}
            for finding in self.stage.findings_of(list(problems)):
                problems[finding.row].append(" ".join(filter(None, (finding.column, *parts(finding)))))
            return [(row["number"], row["label"], problems[row["number"]]) for row in rows]
        self.table = SheetTable(self.kind, self.stage, rows)
        return self.table.rows


def _told(total) -> dict:
    """A staged total with its numbers as people read them."""
    return {**dict(total), **{name: shown(Decimal(total[name])) for name in ("printed", "computed", "difference")}}
