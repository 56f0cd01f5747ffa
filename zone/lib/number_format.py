"""What a spreadsheet's number format says about the value under it."""

import functools
import re
from decimal import Decimal

from zone.lib.units import Unit, parse_unit

_LITERAL = re.compile(r'"([^"]*)"')
_DECORATION = re.compile(r'"[^"]*"|[\\!].|_.|\*.|\[[^\]]*\]')
_DRAWN_POINT = re.compile(r'[\\!]\.|"\."')
_SCALING_COMMAS = re.compile(r"[0#?](,+)(?=[^0#?]*(?:\.|$))")
_DATE_LETTERS = frozenset("ymde")
_NUMERIC = re.compile(r"[0#?]")


@functools.lru_cache(maxsize=4096)
def is_percent(number_format: str) -> bool:
    """Whether the cell shows its value times one hundred, with a percent sign."""
    return "%" in number_format and "%" in _DECORATION.sub("", number_format)


@functools.lru_cache(maxsize=4096)
def unit_shown(number_format: str) -> Unit | None:
    """The unit that the format prints behind what it shows (`0.0"万元"`)."""
    if '"' not in number_format:
        return None
    units = {unit for literal in _LITERAL.findall(number_format) if (unit := parse_unit(literal))}
    return units.pop() if len(units) == 1 else None


@functools.lru_cache(maxsize=4096)
def shown_scale(number_format: str) -> Decimal:
    """By how much more than it shows a cell holds: 1,000 for `#,##0,`, 1,000,000 for `0.00,,`, 10,000 for `0!.0,` and `0!.0000`, whose
    point is only drawn; 1 for any other format."""
    if not number_format or number_format == "General":
        return Decimal(1)
    pattern = _DECORATION.sub("", _DRAWN_POINT.sub("\0", number_format)).split(";")[0]
    commas = _SCALING_COMMAS.search(pattern)
    _whole, point, behind = pattern.partition("\0")
    digits = sum(map(behind.split(".")[0].count, "0#?")) if point and _NUMERIC.search(_whole) else 0
    return Decimal(10) ** (digits + (3 * len(commas[1]) if commas else 0))


@functools.lru_cache(maxsize=4096)
def date_precision(number_format: str) -> str | None:
    """`day`, `month` or `year` for a date format, by the smallest part that it shows; None for any other format."""
    pattern = _DECORATION.sub("", number_format.lower().replace("general", "").split(";")[0])
    letters = _DATE_LETTERS.intersection(pattern)
    if not letters or _NUMERIC.search(pattern.replace(".0", "")):
        return None
    if "d" in letters or "h" in pattern:
        return "day"
    return "month" if "m" in letters else "year"
