"""A unit said below the header, on a heading or on a line of its own: 单位：亿元 for the rows that follow."""

from zone.lib.layout import Layout
from zone.lib.refusals import Refused
from zone.lib.sheet import Value
from zone.lib.unit_words import units_in_line
from zone.lib.units import Unit

MOST_CELLS = 3
FAMILY = "yuan"


class UnitsBelow:
    """Notes units of money on the way down, and stops before the first row of data that would be read with the wrong one."""

    def __init__(self, layout: Layout):
        self.known = {match.unit for match in layout.columns if match.unit and match.unit.family == FAMILY}
        if layout.unit and layout.unit.family == FAMILY:
            self.known.add(layout.unit)
        self.has_data = False
        self.other: tuple[int, Unit] | None = None

    def without_unit(self, number: int, cells: list[Value], filled: list[int]) -> list[int]:
        """The filled cells but those that say a unit, in a row of few cells and no figure; all of them in any other row."""
        if len(filled) > MOST_CELLS or any(type(cells[at]) is not str for at in filled):
            return filled
        left = []
        for at in filled:
            unit = units_in_line(cells[at]).of_family(FAMILY) if "位" in cells[at] else None
            if unit is None:
                left.append(at)
            else:
                self.other = (number, unit) if unit not in self.known else None
        return left

    def read_row(self) -> None:
        """A row of data is read with the units of the header. Refused `other_unit` where another was said below some."""
        if self.other and self.has_data:
            row, unit = self.other
            raise Refused("other_unit", {"row": row, "unit": unit.name})
        self.has_data = True
