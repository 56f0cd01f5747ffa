"""The figures and targets of a sheet, each once: what every cell fills, which rows repeat one another, where each stood."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from zone.indicators.growth import Series, series
from zone.indicators.ledger_cells import GrowthCellWidget, read_figure, target_growth_in
from zone.indicators.ledger_names import Names
from zone.indicators.ledger_rows import Notes, RowTold
from zone.indicators.ledger_slots import Slot, Slots, default_when
from zone.indicators.models import IndicatorValue
from zone.ledgers.cleaning import QUIET_NOTES, CleanColumn
from zone.ledgers.table import Table
from zone.ledgers.widgets import CLEAR, Reading
from zone.lib.problems import CellProblem
from zone.lib.unit_words import yuan_alone
from zone.lib.units import Unit, parse_unit

Kind = IndicatorValue.ValueKind


@dataclass(slots=True)
class Figure:
    """One record. `cells`: by field, the column in which it stood; `row` the index of its first data row."""

    key: tuple
    row: int
    is_target: bool
    is_aside: bool = False
    said: dict[str, object] = field(default_factory=dict)
    cells: dict[str, tuple[int, CleanColumn]] = field(default_factory=dict)

    @property
    def series(self) -> Series:
        """Of a target: that of its year's figure."""
        indicator, district, period, *rest = self.key
        return (indicator, district, f"{period}-12", "year") if self.is_target else series(indicator, district, period, rest[0])

    def number(self, name: str) -> Decimal | None:
        value = self.said.get(name)
        return value if isinstance(value, Decimal) else None


class Sheet:
    """`Sheet(table, names, slots)` gathers the figures of all rows in `values` and `targets`, by their natural keys."""

    def __init__(self, table: Table, names: Names, slots: Slots, district: int | None):
        self.table, self.names, self.slots, self.district = table, names, slots, district
        self.notes = Notes(table.context.notes)
        self.usual = default_when(table.context)
        self.values: dict[tuple, Figure] = {}
        self.targets: dict[tuple, Figure] = {}
        self.growth = GrowthCellWidget()
        self.assumed: dict[str, int] = {}
        self.doubled: set[tuple[int, int]] = set()
        self.is_undated = False

    def read(self, told: list[RowTold | None]) -> None:
        for index, row in enumerate(told):
            if row is not None:
                self._read_row(index, row)
        for unit, index in self.assumed.items():
            self.table.findings.warn(self.table.rows[index].number, "unit_assumed", unit=unit)
        if self.is_undated:
            self.table.findings.warn(None, "no_period")

    def figures(self) -> Iterator[Figure]:
        yield from self.values.values()
        yield from self.targets.values()

    def _read_row(self, index: int, row: RowTold) -> None:
        main = None
        for slot in self.slots:
            if not any(column.values[index] is not None for column in slot.columns.values()):
                continue
            indicator = slot.indicator or row.indicator
            if indicator is None:
                self.table.findings.error(self.table.rows[index].number, "missing_required", **self.table.cell("indicator", index))
                return
            figure = self._figure(index, row, slot, indicator)
            if figure is None:
                continue
            self._fill(figure, index, row, slot)
            if not figure.is_target and not figure.is_aside and (main is None or slot is self.slots.main):
                main = figure
        if main is not None and not row.is_growth:
            self._remark(main, index, row)

    def _figure(self, index: int, row: RowTold, slot: Slot, indicator: int) -> Figure | None:
        """The record that a slot of a row fills; None where nothing says for which time it is."""
        district = slot.district or row.district or self.district
        if slot.is_target:
            year = row.when[0][:4] if row.when else slot.when[0][:4] if slot.when else None
            if year is None:
                self.is_undated = True
                return None
            key = (indicator, district, int(year))
            return self.targets.setdefault(key, Figure(key, index, is_target=True))
        when = row.when if row.when and (slot.when is None or slot.when == self.usual) else slot.when or self.usual
        if when is None:
            self.is_undated = True
            return None
        name = self.names.indicators[indicator].name
        kind = slot.kind or row.kind or ("" if slot.is_aside else self.notes.value_kind(name)) or Kind.PRELIMINARY.value
        key = (indicator, district, *when, kind)
        return self.values.setdefault(key, Figure(key, index, is_target=False, is_aside=slot.is_aside))

    def _fill(self, figure: Figure, index: int, row: RowTold, slot: Slot) -> None:
        for name, column in slot.columns.items():
            cell = column.values[index]
            if cell is None:
                continue
            if row.is_growth:
                if name == "value":
                    self._put(figure, "stated_growth", index, column, self._growth(cell, index, column, figure))
            elif name == "value":
                self._put(figure, name, index, column, self._value(cell, index, column, figure.key[0], row))
            elif name == "stated_growth":
                self._put(figure, name, index, column, self._of_growth(cell, index, column, figure))
            else:
                self._put(figure, name, index, column, cell)

    def _put(self, figure: Figure, name: str, index: int, column: CleanColumn, value: object) -> None:
        """A second row (or column) for the same field repeats the record; growth in a row of its own does not."""
        if value is None:
            return
        if name in figure.said:
            first = figure.cells[name][0]
            if first != index and (first, index) not in self.doubled:
                self.doubled.add((first, index))
                self.table.tell_duplicate(first, index, "indicator")
            return
        figure.said[name], figure.cells[name] = value, (index, column)

    def _value(self, cell, index: int, column: CleanColumn, indicator: int, row: RowTold) -> object:
        if cell is CLEAR:
            return CLEAR
        base = parse_unit(self.names.indicators[indicator].unit)
        if row.unknown_unit and not (base.family == "yuan" and yuan_alone(row.unknown_unit)):
            self.table.findings.warn(
                self.table.rows[index].number, "unit_not_understood", match=column.match, value=column.raw[index], text=row.unknown_unit
            )
            return None
        return self._told(index, column, lambda: read_figure(cell, self._unit(index, column, indicator, row, base), base))

    def _unit(self, index: int, column: CleanColumn, indicator: int, row: RowTold, base: Unit) -> Unit:
        """The unit of the row, else of the column's head, else of the line above the table, else the indicator's own, which is said."""
        context, own = self.table.context, self.names.indicators[indicator]
        if row.unit is not None and row.unit.family == base.family:
            return row.unit
        if row.unknown_unit:
            return yuan_alone(row.unknown_unit)
        named = next(
            (unit for words, unit in context.units.exceptions if self.names.by_key.get(words) == own.pk or words in own.name), None
        )
        of_line = named or context.units.of_family(base.family) or (context.money if context.money and base.family == "yuan" else None)
        if unit := row.unit or column.match.unit or of_line:
            return unit
        if base.family not in ("count", "percent"):
            self.assumed.setdefault(base.name, index)
        return base

    def _growth(self, cell, index: int, column: CleanColumn, figure: Figure) -> object:
        """A cell of figures in a row that tells growth."""
        if cell is CLEAR:
            return CLEAR
        return self._of_growth(
            self._told(index, column, lambda: self.growth.clean(cell.raw, number_format=cell.number_format)), index, column, figure
        )

    def _of_growth(self, cell, index: int, column: CleanColumn, figure: Figure) -> object:
        """The growth that a cell says; its rank and prices go to the same record."""
        if cell is None or cell is CLEAR:
            return cell
        if not figure.is_target:
            if cell.rank is not None:
                self._put(figure, "rank", index, column, cell.rank)
            if cell.price_basis:
                figure.said["price_basis"] = cell.price_basis
        return cell.value

    def _told(self, index: int, column: CleanColumn, read) -> object:
        """What `read` gives, its notes and problems said at the cell."""
        number, raw = self.table.rows[index].number, column.raw[index]
        try:
            reading: Reading = read()
        except CellProblem as problem:
            self.table.findings.problem(number, problem, match=column.match, value=raw)
            return None
        loud = [note for note in reading.notes if note.code not in QUIET_NOTES]
        self.table.findings.notes(number, loud, match=column.match, value=raw)
        return reading.value

    def _remark(self, main: Figure, index: int, row: RowTold) -> None:
        """The remark of a row belongs to its main figure; one of the target's growth (目标同比下降13%) to the target too."""
        if row.note is not None and (column := self.table.column("note")):
            self._put(main, "note", index, column, row.note)
        basis = row.price_basis or self.notes.price_basis(self.names.indicators[main.key[0]].name)
        if basis and "stated_growth" in main.said:
            main.said.setdefault("price_basis", basis)
        growth = target_growth_in(row.note) if isinstance(row.note, str) else None
        target = self.targets.get((*main.key[:2], int(main.key[2][:4])))
        if growth is not None and target is not None and "stated_growth" not in target.said:
            self._put(target, "stated_growth", index, self.table.column("note"), growth.value)
