"""What there is to say about a sheet, in the sheet's own coordinates: errors that keep a row out and warnings that let it in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from zone.lib.letters import letter
from zone.lib.problems import CellProblem, Note

GENERAL_LIMIT = 10**11  # Excel's General format shows eleven digits


@dataclass(frozen=True, slots=True)
class Finding:
    """`row` as Excel numbers it (None: the whole file), `column` its letter ("" : the whole row), `value` the cell as it stands."""

    row: int | None
    column: str
    header: str
    value: str
    code: str
    params: dict = field(default_factory=dict)


def shown(value: object) -> str:
    """A cell's value as Excel shows it without a format of its own, at most 200 characters: from twelve digits on as 9.12108E+17."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        return _number(value)
    if isinstance(value, datetime | date):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)[:200]


def _number(value: float | Decimal) -> str:
    if abs(value) >= GENERAL_LIMIT:
        digits, exponent = f"{value:.5E}".split("E")
        return f"{digits.rstrip('0').rstrip('.')}E{int(exponent):+03d}"
    return str(int(value)) if value == int(value) else f"{value:.11g}"


class Findings:
    """Collects findings. `rejected` are the numbers of the rows that have an error."""

    def __init__(self) -> None:
        self.errors: list[Finding] = []
        self.warnings: list[Finding] = []
        self.rejected: set[int] = set()

    def error(self, row: int, code: str, /, *, match=None, value: object = None, **params) -> None:
        self.errors.append(_finding(row, match, value, code, params))
        self.rejected.add(row)

    def warn(self, row: int | None, code: str, /, *, match=None, value: object = None, **params) -> None:
        self.warnings.append(_finding(row, match, value, code, params))

    def problem(self, row: int, problem: CellProblem, *, match, value: object) -> None:
        self.error(row, problem.code, match=match, value=value, **problem.params)

    def notes(self, row: int, notes: Iterable[Note], *, match, value: object) -> None:
        for note in notes:
            self.warn(row, note.code, match=match, value=value, **note.params)

    def in_order(self) -> None:
        """Sort as one reads the sheet."""
        for findings in (self.errors, self.warnings):
            findings.sort(key=lambda finding: (finding.row or 0, len(finding.column), finding.column, finding.code))


def _finding(row: int | None, match, value: object, code: str, params: dict) -> Finding:
    column = letter(match.column) if match is not None else ""
    return Finding(row, column, match.header if match is not None else "", shown(value), code, params)
