"""Cells of a worksheet as XML, a column of rows at a time: that is what makes a hundred thousand rows quick.

Text is always text, whatever it begins with: a spreadsheet takes none of it for a formula. Characters that XML cannot hold are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

EPOCH = date(1899, 12, 30).toordinal()
LONGEST = 32_767  # characters in a cell
EXACT_DIGITS = 15  # a cell keeps so many; a number with more is written as text
_BETWEEN = "\x1f"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_SPACES = " \t\n\xa0\u3000"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in the cells of a column: `style` is its number in the style sheet, `read` is text, number or any."""

    style: int
    read: str
    number_format: str = "General"
    across: str = "left"


TEXT = Cell(4, "text")
CODE = Cell(5, "text", "@")
MONEY = Cell(6, "number", "#,##0.00##", "right")
COUNT = Cell(7, "number", "#,##0", "right")
RATE = Cell(8, "number", "0.0###", "right")
DAY = Cell(9, "any", "yyyy-mm-dd", "center")
MOMENT = Cell(10, "any", "yyyy-mm-dd hh:mm", "center")
SERIAL = Cell(11, "number", "General", "center")
WORD = Cell(12, "text", "General", "center")
ANY = Cell(13, "any")
CELLS = (TEXT, CODE, MONEY, COUNT, RATE, DAY, MOMENT, SERIAL, WORD, ANY)


def cells(kind: Cell, values: Sequence, letters: str, first: int) -> list[str]:
    """The XML of the cells `letters`, from row `first` down."""
    if values.count(None) == len(values):
        return [f'<c r="{letters}{row}" s="{kind.style}"/>' for row in range(first, first + len(values))]
    if kind.read == "text":
        return _text_cells(values, f'r="{letters}', kind.style, first)
    if kind.read == "number":
        return _number_cells(values, f'r="{letters}', kind.style, first)
    return [_any_cell(value, f'r="{letters}{row}"', kind) for row, value in enumerate(values, first)]


def text_cell(text: str, place: str, style: int) -> str:
    """One cell of text; `place` is its reference (A1)."""
    return _text_cells([text], f'r="{place}', style, "")[0]


def safe_texts(values: Sequence[str | None]) -> tuple[list[str], bool]:
    """The texts as XML has them, and whether some have space that must be kept. None is the empty text."""
    joined = _BETWEEN.join([value or "" for value in values])
    if joined.count(_BETWEEN) != len(values) - 1:
        return safe_texts([value and value.replace(_BETWEEN, "") for value in values])
    if "&" in joined:
        joined = joined.replace("&", "&amp;")
    if "<" in joined:
        joined = joined.replace("<", "&lt;")
    if ">" in joined:
        joined = joined.replace(">", "&gt;")
    if "\r" in joined:
        joined = joined.replace("\r\n", "\n").replace("\r", "\n")
    if not joined.isprintable() and _ILLEGAL.search(joined.replace(_BETWEEN, "")):
        joined = _BETWEEN.join(_ILLEGAL.sub("", part) for part in joined.split(_BETWEEN))
    if "_x" in joined:
        joined = _LOOKS_ESCAPED.sub("_x005F_", joined)
    return joined.split(_BETWEEN), _has_outer_space(joined)


def _has_outer_space(joined: str) -> bool:
    """Whether one of the texts begins or ends with space, or has a line break."""
    if "\n" in joined or (joined and (joined[0] in _SPACES or joined[-1] in _SPACES)):
        return True
    return any(space in joined and (f"{_BETWEEN}{space}" in joined or f"{space}{_BETWEEN}" in joined) for space in _SPACES)


def serial(day: date) -> int | float:
    """The number by which a spreadsheet keeps a day or a moment."""
    whole = day.toordinal() - EPOCH
    if isinstance(day, datetime):
        return whole + (day.hour * 3600 + day.minute * 60 + day.second) / 86400
    return whole


def _text_cells(values: Sequence, place: str, style: int, first) -> list[str]:
    if not _TEXTS.issuperset(map(type, values)):
        values = [value if value is None else str(value) for value in values]
    if max(map(len, filter(None, values)), default=0) > LONGEST:
        values = [value and value[:LONGEST] for value in values]
    texts, has_space = safe_texts(values)
    mark = ' xml:space="preserve"' if has_space else ""
    begin, middle, blank = f"<c {place}", f'" t="inlineStr" s="{style}"><is><t{mark}>', f'" s="{style}"/>'
    if first == "":
        return [f"{begin}{middle}{text}</t></is></c>" if text else f"{begin}{blank}" for text in texts]
    return [
        f"{begin}{row}{middle}{text}</t></is></c>" if text else f"{begin}{row}{blank}" for row, text in enumerate(texts, first)
    ]  # fmt: skip


def _number_cells(values: Sequence, place: str, style: int, first: int) -> list[str]:
    """Numbers as digits; a text among them (约5800) stays text, and so does a number of more digits than a cell keeps."""
    digits = ["" if value is None else str(value) for value in values]
    joined = " ".join(digits)
    is_plain = _NUMBERS.issuperset(map(type, values)) and max(map(len, digits), default=0) <= EXACT_DIGITS + 1
    if not is_plain or "E" in joined or "N" in joined or "I" in joined:
        kind = Cell(style, "any")
        return [_any_cell(value, f'{place}{row}"', kind) for row, value in enumerate(values, first)]
    begin, middle, blank = f"<c {place}", f'" s="{style}"><v>', f'" s="{style}"/>'
    return [f"{begin}{row}{middle}{text}</v></c>" if text else f"{begin}{row}{blank}" for row, text in enumerate(digits, first)]


_NUMBERS = {int, Decimal, type(None)}
_TEXTS = {str, type(None)}


def _any_cell(value: object, place: str, kind: Cell) -> str:
    """One cell by what its value is."""
    if value is None or value == "":
        return f'<c {place} s="{kind.style}"/>'
    if isinstance(value, bool):
        value = "是" if value else "否"
    if isinstance(value, date):
        style = kind.style if kind.read == "any" and kind is not ANY else MOMENT.style if isinstance(value, datetime) else DAY.style
        return f'<c {place} s="{style}"><v>{serial(value)}</v></c>'
    if isinstance(value, int | float | Decimal):
        text = _digits(value)
        if text is not None:
            return f'<c {place} s="{kind.style}"><v>{text}</v></c>'
        value = f"{value:f}" if isinstance(value, Decimal) and value.is_finite() else str(value)
    return _text_cells([value], place[:-1], kind.style, "")[0]


def _digits(value: int | float | Decimal) -> str | None:
    """The number as a cell keeps it, or None where it would lose digits, or is none (NaN)."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return None
    if isinstance(value, float):
        return repr(value)
    text = f"{number:f}"
    bare = text.lstrip("-").rstrip("0").rstrip(".") if "." in text else text.lstrip("-")
    return text if len(bare.replace(".", "").strip("0")) <= EXACT_DIGITS else None
