"""Writing CSV that a spreadsheet opens as text and figures, never as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

BOM = "\ufeff"  # by which Excel knows UTF-8
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?%?")
_DANGEROUS = tuple("=+-@|\t\r\n\0＝＋－＠")


def escaped(text: str) -> str:
    """The text with `'` before it where a spreadsheet would take it for a formula; plain numbers stay as they are."""
    return f"'{text}" if _needs_mark(text) else text


def unescaped(text: str) -> str:
    """What `escaped` made of a text, back: `unescaped(escaped(text)) == text` for every text."""
    return text[1:] if text.startswith("'") and _needs_mark(text[1:]) else text


def _needs_mark(text: str) -> bool:
    if _NUMBER.fullmatch(text):
        return False
    if text.startswith("'"):
        return _needs_mark(text[1:])
    return text.startswith(_DANGEROUS) or text.lstrip(" \u3000").startswith(_DANGEROUS)


def csv_lines(rows: Iterable[Sequence]) -> Iterator[str]:
    """Each row as one line of CSV; the first one begins with the mark by which Excel knows UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write(BOM)
    for row in rows:
        writer.writerow(["" if cell is None else escaped(_plain(cell)) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _plain(cell: object) -> str:
    """A figure has the places that it needs, and no more: 405.0000 is 405."""
    if not isinstance(cell, Decimal):
        return str(cell)
    text = f"{cell:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
