"""A text table into plain values: encoding and delimiter decided from the content, every cell a str or None."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from zone.lib.csv_text import unescaped
from zone.lib.limits import Limits
from zone.lib.refusals import Refused
from zone.lib.sheet import Sheet, SheetInfo

DELIMITERS = ",\t;"
SAMPLE_ROWS = 40
CHINESE = re.compile("[\u4e00-\u9fff]")
SUSPICIOUS = re.compile("[\u0080-\u07ff]")
ENOUGH_CHINESE = 4  # a line of GB18030 that happens to be UTF-8 with so many Chinese characters does not occur


def read_csv(path: Path, limits: Limits, shown_name: str) -> tuple[dict, Iterator[tuple[SheetInfo, Iterator[list]]]]:
    """Facts of the file, and its one sheet, named after the file."""
    text, encoding = decode(path.read_bytes())
    delimiter = find_delimiter(text)
    name = shown_name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    info = SheetInfo(name, sheet=Sheet(name, []))
    rows = _rows(text, delimiter, limits)
    return {"encoding": encoding, "delimiter": delimiter}, iter([(info, rows)])


def decode(data: bytes) -> tuple[str, str]:
    """The text and its encoding: a byte order mark, else strict UTF-8, else strict GB18030. Nothing is guessed."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            try:
                return _without_nul(data[len(mark) :].decode(encoding)), encoding
            except UnicodeDecodeError as error:
                before = data[len(mark) : len(mark) + error.start].decode(encoding, "replace")
                code = "mixed_encoding" if encoding == "utf-8" and _is_gb18030(data[error.start :]) else "encoding"
                raise Refused(code, {"row": before.count("\n") + 1}) from error
    if b"\0" in data:
        raise Refused("nul_bytes", {"row": data.count(b"\n", 0, data.index(b"\0")) + 1})
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        _refuse_mixture(data)
    try:
        return data.decode("gb18030"), "gb18030"
    except UnicodeDecodeError as error:
        raise Refused("encoding", {"row": data.count(b"\n", 0, error.start) + 1}) from error


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise Refused("nul_bytes", {"row": text.count("\n", 0, text.index("\0")) + 1})
    return text


def _is_gb18030(data: bytes) -> bool:
    try:
        data.split(b"\n", 1)[0].decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _refuse_mixture(data: bytes) -> None:
    """Refuse a text of which some lines are UTF-8 and others cannot be, naming the first line of the fewer kind."""
    utf8, other = [], []
    for row, line in enumerate(data.split(b"\n"), 1):
        if line.isascii():
            continue
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            other.append(row)
            continue
        if len(CHINESE.findall(text)) >= ENOUGH_CHINESE and not SUSPICIOUS.search(text):
            utf8.append(row)
    if utf8 and other:
        raise Refused("mixed_encoding", {"row": min(utf8, other, key=len)[0]})


def find_delimiter(text: str) -> str:
    """The delimiter that cuts the most of the first rows into the most cells; a comma where nothing does."""
    best, best_score = ",", 0
    for delimiter in DELIMITERS:
        widths = []
        try:
            for row in csv.reader(io.StringIO(text[:65_536], newline=""), delimiter=delimiter):
                widths.append(sum(1 for cell in row if cell.strip()) if len(row) > 1 else 0)
                if len(widths) == SAMPLE_ROWS:
                    break
        except csv.Error:
            continue
        if sum(widths) > best_score:
            best, best_score = delimiter, sum(widths)
    return best


def _rows(text: str, delimiter: str, limits: Limits) -> Iterator[list]:
    csv.field_size_limit(limits.cell_characters)
    is_exhausted = False

    def lines() -> Iterator[str]:
        nonlocal is_exhausted
        yield from io.StringIO(text, newline="")
        is_exhausted = True

    number = 0
    reader = csv.reader(lines(), delimiter=delimiter)
    try:
        for number, row in enumerate(reader, 1):
            if is_exhausted:  # the reader asked for one more line before it gave this row: its quote is still open
                raise Refused("unclosed_quote", {"row": number})
            if number > limits.rows:
                raise Refused("too_many_rows", {"limit": limits.rows})
            if len(row) > limits.columns and any(row[limits.columns :]):
                raise Refused("too_many_columns", {"limit": limits.columns})
            yield [unescaped(cell) if cell[:1] == "'" else cell or None for cell in row[: limits.columns]]
    except csv.Error as error:
        if "field larger" not in str(error):
            raise Refused("unreadable") from error
        if text.count('"') % 2:
            raise Refused("unclosed_quote", {"row": number + 1}) from error
        raise Refused("cell_too_long", {"row": number + 1, "limit": limits.cell_characters}) from error
