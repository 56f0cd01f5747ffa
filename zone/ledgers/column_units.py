"""The unit of each column of figures: what the sheet says, else what the person says, else what the kind takes for granted, which is told.

Figures of which nobody can tell the unit are left out: taken for 万元 they would be wrong ten to ten thousand times.
"""

from collections.abc import Sequence
from dataclasses import replace

from zone.ledgers.findings import Findings
from zone.ledgers.kind import LedgerKind
from zone.ledgers.widgets import CellWidget
from zone.lib.layout import ColumnMatch, Layout
from zone.lib.rows import Row
from zone.lib.units import CURRENCIES, WAN_YUAN, Unit

SAID, ASSUMED = "option", "assumed"


def with_unit(kind: LedgerKind, match: ColumnMatch, said: Unit | None) -> ColumnMatch:
    """The column with the unit of money that counts where the sheet says none for it: `said` by the sheet or the person, else 万元."""
    if match.unit is not None or kind.unit_by_row or _family(kind, match) != "yuan":
        return match
    return replace(match, unit=said or WAN_YUAN, unit_source=SAID if said else ASSUMED)


class ColumnUnits:
    """`said` is what the person says, None for nothing. `kept` gives the columns whose unit is known or may be assumed."""

    def __init__(self, kind: LedgerKind, widgets: dict[str, CellWidget], layout: Layout, said: Unit | None, findings: Findings):
        self.kind, self.widgets, self.layout, self.said, self.findings = kind, widgets, layout, said, findings
        self.assumed: dict[str, list[ColumnMatch]] = {}
        self.unsure: list[ColumnMatch] = []

    def kept(self, columns: Sequence[ColumnMatch], rows: Sequence[Row]) -> list[ColumnMatch]:
        kept = [match for match in columns if not _is_filled(match, rows) or self._is_told(match)]
        self._tell_heads(kept)
        for unit, matches in self.assumed.items():
            names = "、".join(match.letter for match in matches)
            self.findings.warn(self.layout.header_row, "unit_assumed", unit=unit, columns=names, reason="columns")
        if self.unsure:
            names = "、".join(match.letter for match in self.unsure)
            text = self.layout.preamble.units.unknown
            self.findings.warn(self.layout.header_row, "unit_not_understood", text=text, columns=names, reason="line")
        return kept

    def _tell_heads(self, columns: Sequence[ColumnMatch]) -> None:
        """The columns whose heads name another unit of money than the sheet does: the head is followed, and that is said once."""
        money = self.layout.preamble.units.of_family("yuan")
        if money is None or self.kind.unit_by_row:
            return
        others = [match for match in columns if match.unit_source == "header" and match.unit.family == "yuan" and match.unit != money]
        if others:
            names = "、".join(f"{match.letter} {match.header}" for match in others)
            self.findings.warn(self.layout.header_row, "unit_conflict", unit=money.name, columns=names, reason="head")

    def _is_told(self, match: ColumnMatch) -> bool:
        """Whether the unit of the column's figures can be told; says what is wrong with it, or only assumed."""
        family, units = _family(self.kind, match), self.layout.preamble.units
        is_figure = family in CURRENCIES or self.kind.unit_by_row
        if match.unknown_unit and is_figure:
            self.findings.warn(self.layout.header_row, "unit_not_understood", match=match, value=match.header, text=match.unknown_unit)
            return False
        if match.unit_source == ASSUMED and units.unknown:
            self.unsure.append(match)
            return False
        if match.unit_source == ASSUMED:
            self.assumed.setdefault(match.unit.name, []).append(match)
        if match.unit is None and (usual := self._usual(match)):
            money = units.of_family("yuan") or self.said
            if family in CURRENCIES and money:
                params = {"unit": money.name, "column_unit": usual.name, "reason": "sheet"}
                self.findings.warn(self.layout.header_row, "unit_conflict", match=match, value=match.header, **params)
                return False
            self.assumed.setdefault(usual.name, []).append(match)
        return True

    def _usual(self, match: ColumnMatch) -> Unit | None:
        """What the kind takes for granted of a figure that is no count."""
        unit = getattr(self.widgets.get(match.key), "unit", None)
        return unit if unit is not None and unit.family not in ("count", "percent", "points") else None


def _family(kind: LedgerKind, match: ColumnMatch) -> str:
    return next((column.family for column in kind.vocabulary.columns if column.key == match.key), "")


def _is_filled(match: ColumnMatch, rows: Sequence[Row]) -> bool:
    return any(match.index < len(row.values) and row.values[match.index] is not None for row in rows)
