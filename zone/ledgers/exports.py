"""Records as they are stored, with the contract's keys: flat, for whoever calculates on with them."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import BinaryIO

from django.db.models import QuerySet

from zone.ledgers.export_rights import exportable
from zone.ledgers.importer import Importer
from zone.ledgers.records import plain_value
from zone.ledgers.resource import LedgerField, LedgerResource
from zone.lib.csv_text import csv_lines
from zone.lib.sheet_cells import ANY
from zone.lib.sheet_writer import BookWriter, SheetColumn, SheetLayout

CHUNK = 2000


def exported(
    resource: LedgerResource, importer: Importer, *, year: str = "", period: str = "", district: int | None = None
) -> tuple[list[str], Iterator[list]]:
    """The keys, and one list of values a record in the order of the primary keys. Only what this person sees and may take out; raises
    LedgerRefused where he may take none."""
    seen = importer.visible(resource.model)
    mine = exportable(seen, resource.export_rights, importer, called=resource.model._meta.verbose_name_plural)
    rows = _chosen(resource, mine, year, period, district).order_by("pk")
    columns, readers = [], []
    for key in resource.declared():
        may_read = importer.may(resource.guarded[key.key]) if key.key in resource.guarded else True
        readers.append(_reader(key, len(columns)) if may_read else _nothing)
        columns.append(key.attribute)
        if key.kept_as_written:
            columns.append(key.kept_as_written)
    besides = resource.besides(rows)
    keys = [*(key.key for key in resource.declared()), *besides]

    def values() -> Iterator[list]:
        for pk, *row in rows.values_list("pk", *columns).iterator(chunk_size=CHUNK):
            yield [*(read(row) for read in readers), *(found.get(pk, []) for found in besides.values())]

    return keys, values()


def _chosen(resource: LedgerResource, rows: QuerySet, year: str, period: str, district: int | None) -> QuerySet:
    names = {field.name for field in resource.model._meta.concrete_fields}
    if period and "period" in names:
        rows = rows.filter(period=period)
    if year and "period" in names:
        rows = rows.filter(period__startswith=f"{year}-")
    if year and "year" in names:
        rows = rows.filter(year=int(year))
    if year and "plan_year" in names:
        rows = rows.filter(plan_year=int(year))
    if district is not None:
        above = resource.model_field_above if resource.above else "enterprise" if "enterprise" in names else ""
        way = "district" if "district" in names else f"{above}__district" if above else ""
        rows = rows.filter(**{way: district}) if way else rows
    return rows


def _nothing(row: list) -> None:
    """In place of what this person may not read: an export that comes in again wipes nothing by it."""


def _reader(key: LedgerField, place: int):
    if key.kept_as_written:
        return lambda row: row[place] or row[place + 1] or None
    return lambda row: plain_value(row[place])


def as_json(keys: Sequence[str], rows: Iterator[list]) -> Iterator[str]:
    """One array of objects, written as it is read."""
    opening = "["
    for row in rows:
        yield opening + json.dumps(dict(zip(keys, row, strict=True)), ensure_ascii=False)
        opening = ",\n "
    yield "[]\n" if opening == "[" else "]\n"


def as_csv(keys: Sequence[str], rows: Iterator[list]) -> Iterator[str]:
    """Comma-separated, safe against formulas, with the mark by which Excel knows UTF-8."""

    def lines() -> Iterator[list]:
        yield list(keys)
        for row in rows:
            yield [_cell(value) for value in row]

    return csv_lines(lines())


def write_xlsx(file: BinaryIO, name: str, keys: Sequence[str], rows: Iterator[list]) -> None:
    """One sheet with the keys above; numbers are numbers, text is text."""
    layout = SheetLayout(name, [SheetColumn((key,), ANY, max(10, len(key) + 2)) for key in keys], frozen=1)
    with BookWriter(file) as book, book.sheet(layout) as sheet:
        while part := list(islice(rows, CHUNK)):
            sheet.write([[_cell(value) for value in column] for column in zip(*part, strict=True)])


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "、".join(map(str, value))
    return value
