"""Columns of which each cell tells two things: 投资方（来源地）, 计划开工/实际开工, 责任领导/责任人."""

from dataclasses import replace

from zone.ledgers.cleaning import CleanColumn
from zone.ledgers.table import Table
from zone.ledgers.widgets import CLEAR

# What the first and the second part of a cell are.
DOUBLE = {
    "investor_and_region": (("investor", "name"), ("source_region", "region")),
    "starts": (("planned_start", 0), ("actual_start", 1)),
    "leader_and_officer": (("leader", 0), ("officer", 1)),
}
RECORD_KEYS = {
    "investor_and_region": ("investor", "source_region"),
    "starts": ("planned_start_on", "actual_start_on"),
    "leader_and_officer": ("leader", "officer"),
}


def single_columns(table: Table) -> Table:
    """The table with a column for each thing that a cell tells: of the investor, of the starts, of the people in charge.

    A column of its own goes before what stands beside something else in a cell.
    """
    columns = [column for column in table.columns if column.match.key != "investor"]
    for column in table.columns:
        parts = DOUBLE["investor_and_region"] if column.match.key == "investor" else DOUBLE.get(column.match.key, ())
        columns += [_part(column, key, place) for key, place in parts]
    return Table(table.rows, columns, table.context, table.findings)


def _part(column: CleanColumn, key: str, place: str | int) -> CleanColumn:
    values = [
        value if value is None or value is CLEAR else value[place] if isinstance(place, int) else getattr(value, place)
        for value in column.values
    ]
    return CleanColumn(replace(column.match, key=key), column.raw, values, column.notes)
