"""The office's own table of a kind of sheet, declared so that one writer serves all: its words come in again by the kind's vocabulary."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from types import MappingProxyType

from django.db.models import Model, Q, QuerySet

from zone.ledgers.importer import Importer
from zone.lib.day_words import day_words
from zone.lib.sheet_cells import SERIAL, TEXT, Cell
from zone.lib.sheet_writer import SheetColumn
from zone.reporting_period import period_due

CHUNK = 500
Chunk = dict[str, list]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an export is asked for. `period`: the month (`2016-06`) of which the table tells, "" where the newest is meant; `year`: of
    plans and assignments; `district`: a primary key. `body` is who reports, `person` who takes the file. `of_list`: the rows are
    those that a list shows, of whatever month."""

    importer: Importer
    period: str = ""
    year: int | None = None
    district: int | None = None
    body: str = ""
    person: str = ""
    of_list: bool = False

    @property
    def on(self) -> date:
        return self.importer.on

    @property
    def month(self) -> str:
        """The month asked for, else December of the year asked for, else the newest that can be whole."""
        if self.period:
            return self.period
        due = period_due(on=self.on)
        return f"{self.year}-12" if self.year and self.year != int(due[:4]) else due

    @property
    def plan_year(self) -> int:
        return int(self.period[:4]) if self.period else self.year or int(self.month[:4])


def asked_by(importer: Importer, **said) -> Asked:
    """The same with who asks: his name, and the department of his post as the body that reports."""
    user = importer.user
    if user is None:
        return Asked(importer, **said, body="营口国家高新区管委会")
    post = user.posts.on(importer.on).select_related("department").first()
    return Asked(importer, **said, body=post.department.name if post else "", person=user.name)


@dataclass(frozen=True, slots=True)
class OfficeColumn:
    """`path`: words of the header from the top. `sources`: ways from the model, or names with a dot that `join` fills; `told` makes the
    cells of them, list by list. `is_summed`: the first source is added up in the last row. `choices`: the words that a template
    offers; `hint`: what it says of the column besides."""

    path: tuple[str, ...]
    sources: tuple[str, ...] = ()
    cell: Cell = TEXT
    width: float = 12
    told: Callable[..., list] | None = None
    is_summed: bool = False
    choices: Sequence[str] = ()
    hint: str = ""

    def sheet_column(self) -> SheetColumn:
        return SheetColumn(self.path, self.cell, self.width)


@dataclass(frozen=True, slots=True)
class OfficeSheet:
    """What is said of one table: its title, columns in order, notes below it. `frozen`: columns that stay, the serial included. `facts` are
    the table's own, for its `join`."""

    title: str
    columns: tuple[OfficeColumn, ...]
    unit_line: str = "单位：万元"
    notes: tuple[str, ...] = ()
    frozen: int = 2
    counted: str = "户"
    with_total: bool = True
    with_serial: bool = True
    facts: dict = field(default_factory=dict)
    sources: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        names = [name for column in self.columns for name in column.sources if "." not in name]
        object.__setattr__(self, "sources", tuple(dict.fromkeys(("pk", *names))))

    def sheet_columns(self) -> list[SheetColumn]:
        serial = [SheetColumn(("序号",), SERIAL, 6)] if self.with_serial else []
        return [*serial, *(column.sheet_column() for column in self.columns)]


class OfficeTable:
    """Subclasses declare the model and name, and say which rows there are and how the sheet looks. `export_rights`: rights to take rows
    out, each with the rows that it opens (zone.ledgers.export_rights)."""

    model: type[Model]
    name = ""
    export_rights: Mapping[str, Q] = MappingProxyType({})

    def rows(self, asked: Asked) -> QuerySet:
        """The rows that the person sees, of the year, month and district asked for, in the office's order."""
        raise NotImplementedError

    def sheet(self, asked: Asked, rows: QuerySet | None) -> OfficeSheet:
        """How the table looks; `rows` None: as a template without rows."""
        raise NotImplementedError

    def join(self, chunk: Chunk, sheet: OfficeSheet, asked: Asked) -> Chunk:
        """The chunk with what stands in other tables, by names with a dot; a fixed number of statements."""
        return chunk

    def chunks(self, rows: QuerySet, sheet: OfficeSheet, asked: Asked) -> Iterator[Chunk]:
        """The rows as lists by source, some thousands at a time."""
        found = rows.values_list(*sheet.sources).iterator(chunk_size=CHUNK)
        while part := list(islice(found, CHUNK)):
            yield self.join(dict(zip(sheet.sources, map(list, zip(*part, strict=True)), strict=True)), sheet, asked)


# How cells are told


def first_said(*columns: list) -> list:
    """The first of several that says something: the person known, else the name as written."""
    return [next((value for value in values if value), None) for values in zip(*columns, strict=True)]


def days(on: list, precision: list) -> list:
    return [day_words(day, exactly) for day, exactly in zip(on, precision, strict=True)]


def words(by_code: dict) -> Callable[[list], list]:
    """Codes as the words of the office; a code without a word stays empty."""
    return lambda codes: [by_code.get(code) for code in codes]


def yes_or_no(values: list) -> list:
    return [None if value is None else "是" if value else "否" for value in values]


def joined(values: list) -> list:
    """Lists of names in one cell."""
    return ["、".join(names) for names in values]
