"""Finding the header of a table by its words, and reading each column's header as a path."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from zone.lib.mapped_header import mapped_columns
from zone.lib.sheet import Sheet, Value
from zone.lib.textkey import is_null_word, match_key
from zone.lib.units import CURRENCIES, parse_unit
from zone.lib.vocabulary import BESIDE, Column, Vocabulary

SEARCHED_ROWS = 20
DEEPEST = 3
FEWEST_WORDS = 3
UNIT_WORDS = frozenset(("单位", "计量单位"))
GROWS = re.compile("[增比速率幅降]")

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person says that the header stands: its first row and how many rows it has; 0 where he does not say it."""

    row: int = 0
    rows: int = 0


ANYWHERE = Place()


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands: first row, number of rows, and the path of each column that has one (number → path)."""

    row: int
    rows: int
    paths: dict[int, Path]
    known: float


class Merges:
    """Merged ranges by the cells that they cover."""

    def __init__(self, merges: Iterable[tuple[int, int, int, int]], first: int, last: int):
        """Only ranges that touch the rows `first` to `last` are kept."""
        self._by_row: dict[int, list[tuple[int, int, int, int]]] = {}
        for merge in merges:
            for row in range(max(merge[0], first), min(merge[2], last) + 1):
                self._by_row.setdefault(row, []).append(merge)

    def of(self, row: int, column: int) -> tuple[int, int, int, int] | None:
        for merge in self._by_row.get(row, ()):
            if merge[1] <= column <= merge[3]:
                return merge
        return None

    def in_row(self, row: int) -> list[tuple[int, int, int, int]]:
        return self._by_row.get(row, [])


def header_text(value: Value) -> str:
    """A header cell as text: line breaks and the spaces that pad it out are left away, a date becomes its month."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月"
    return "".join(str(value).split())


def read_paths(sheet: Sheet, merges: Merges, row: int, rows: int) -> dict[int, Path]:
    """Column number → path over the header rows, merged cells filled; columns without any text are left out.

    Where a file knows no merges (CSV), a blank cell above a word takes the group of its left neighbour. A cell that is nothing but a unit
    says the unit of the words above it: 总投资 over 亿元 is 总投资（亿元）.
    """
    lines: list[list[str]] = []
    for number in range(row, row + rows):
        line = []
        for column in range(1, sheet.width + 1):
            merge = merges.of(number, column)
            if merge is None:
                line.append(header_text(sheet.value(number, column)))
            else:
                line.append(header_text(sheet.value(merge[0], merge[1])) if merge[0] >= row else "")
        lines.append(line)
    for upper, lower in pairwise(lines):
        for at in range(1, len(upper)):
            is_open = not upper[at] and lower[at] and upper[at - 1] and lower[at - 1]
            if is_open and lower[at - 1] != upper[at - 1]:
                upper[at] = upper[at - 1]
    paths = {}
    are_units = [number > row and is_unit_row(sheet, number) for number in range(row, row + rows)]
    for at in range(sheet.width):
        path: list[str] = []
        for line, is_units in zip(lines, are_units, strict=True):
            if not line[at] or (path and path[-1] == line[at]) or (is_units and _says_no_unit(line[at])):
                continue
            if path and _says_unit_of(path[-1], line[at], is_units):
                path[-1] += f"（{line[at].strip('()（）')}）"
            else:
                path.append(line[at])
        if path:
            paths[at + 1] = tuple(path)
    return paths


def is_unit_row(sheet: Sheet, row: int) -> bool:
    """Whether the cells of a row are nothing but units: 亿元 | 万元 | 人."""
    texts = [value for value in sheet.row(row) if value is not None and (type(value) is not str or value.strip())]
    named = [type(text) is str and parse_unit(text) for text in texts]
    return any(named) and all(unit or (type(text) is str and _says_no_unit(text)) for unit, text in zip(named, texts, strict=True))


def _says_no_unit(text: str) -> bool:
    return is_null_word(text) or match_key(text).rstrip(":") in UNIT_WORDS


def _says_unit_of(head: str, text: str, is_among_units: bool) -> bool:
    """Whether a cell below a head is its unit: one of money always, another in a row of units. % below 总产值 would be another figure."""
    unit = parse_unit(text)
    if unit is None:
        return False
    if unit.family in ("percent", "points"):
        return is_among_units and GROWS.search(head) is not None
    return is_among_units or unit.family in CURRENCIES


def match_paths(paths: dict[int, Path], vocabulary: Vocabulary) -> list[tuple[int, Column, dict[str, str]]]:
    """The known columns among the paths, from the left: (column number, Column, places). What a person has said of a column goes first.
    Where no name fits a header it may be taken for the nearest one, unless another column bears that name."""
    said = _said(paths, vocabulary)
    exact = {match[0].key for number, path in paths.items() if number not in said and (match := vocabulary.match(path))}
    exact.update(column.key for column in said.values())
    found, left_key = [], ""
    for column, path in paths.items():
        match = (said[column], vocabulary.places_of(path)) if column in said else vocabulary.match(path, left_key)
        if match is None and (near := vocabulary.near(path)) and near.key not in exact:
            exact.add(near.key)
            match = near, {}
        if match:
            found.append((column, *match))
            left_key = left_key if match[0].key == BESIDE else match[0].key
    return found


def _said(paths: dict[int, Path], vocabulary: Vocabulary) -> dict[int, Column]:
    """What a person has said of the columns of this very header: by column number. A key that is no longer known says nothing."""
    keys = mapped_columns(paths, vocabulary.mapped) or {}
    columns = {number: Column(BESIDE, ()) if key == BESIDE else vocabulary.named(key) for number, key in keys.items()}
    return {number: column for number, column in columns.items() if column}


def _likeness(paths: dict[int, Path], vocabulary: Vocabulary) -> float:
    """How many different columns are known; one known only by its nearest name counts a little less."""
    found = {(column.key, *places.items()): number for number, column, places in reversed(match_paths(paths, vocabulary))}
    return sum(1 if vocabulary.match(paths[number]) or len(paths[number]) == 1 else 0.9 for number in found.values())


def find_header(sheet: Sheet, vocabulary: Vocabulary, said: Place = ANYWHERE) -> Header | None:
    """The header at the place that was said; else one that a person has mapped; else the place in the first rows where most of the
    vocabulary's words stand. None where nothing stands at that place, or fewer than three words in the first rows."""
    last = min(max(SEARCHED_ROWS, sheet.first_row + SEARCHED_ROWS - 1), sheet.last_row)
    merges = Merges(sheet.merges, sheet.first_row, max(last, said.row) + DEEPEST + 1)
    if said.row:
        return _header_at(sheet, merges, vocabulary, said)
    if known := _mapped_header(sheet, merges, vocabulary, last):
        return known
    fewest = min(FEWEST_WORDS, len({column.key for column in vocabulary.columns}))
    best: Header | None = None
    for row in range(sheet.first_row, last + 1):
        if not _may_begin(sheet, merges, row, vocabulary):
            continue
        for rows in _depths(sheet, merges, row):
            paths = read_paths(sheet, merges, row, rows)
            known = _likeness(paths, vocabulary)
            if known > fewest - 0.5 and (best is None or known > best.known):
                best = Header(row, rows, paths, known)
    return _with_units(sheet, merges, best) if best else None


def _with_units(sheet: Sheet, merges: Merges, header: Header) -> Header:
    """The header with the row of units that stands below it, if one does."""
    if not is_unit_row(sheet, header.row + header.rows):
        return header
    return replace(header, rows=header.rows + 1, paths=read_paths(sheet, merges, header.row, header.rows + 1))


def _header_at(sheet: Sheet, merges: Merges, vocabulary: Vocabulary, said: Place) -> Header | None:
    """The header that begins in the row that was said, with as many rows as were said, else as many as give the most known words."""
    best = None
    for rows in (said.rows,) if said.rows else _depths(sheet, merges, said.row):
        paths = read_paths(sheet, merges, said.row, rows)
        known = _likeness(paths, vocabulary)
        if paths and (best is None or known > best.known):
            best = Header(said.row, rows, paths, known)
    return best if said.rows or best is None else _with_units(sheet, merges, best)


def _mapped_header(sheet: Sheet, merges: Merges, vocabulary: Vocabulary, last: int) -> Header | None:
    depths = sorted({header.rows for header in vocabulary.mapped})
    for row in range(sheet.first_row, last + 1) if depths else ():
        for rows in depths:
            paths = read_paths(sheet, merges, row, rows)
            if mapped_columns(paths, vocabulary.mapped) is not None:
                return _with_units(sheet, merges, Header(row, rows, paths, len(paths)))
    return None


def _may_begin(sheet: Sheet, merges: Merges, row: int, vocabulary: Vocabulary) -> bool:
    """A header begins with a row that has a known word of its own, or groups some of the columns under a merged
    cell."""
    texts = [value for value in sheet.row(row) if isinstance(value, str) and value.strip()]
    if len(texts) < 2:
        return False
    if match_paths(read_paths(sheet, merges, row, 1), vocabulary):
        return True
    return any(merge[0] == row and 1 < merge[3] - merge[1] + 1 < sheet.width * 0.8 for merge in merges.in_row(row))


def _depths(sheet: Sheet, merges: Merges, row: int) -> Iterable[int]:
    """How many rows the header may have: as many as its tallest merged cell covers, where there is one."""
    heights = [merge[2] - row + 1 for merge in merges.in_row(row) if merge[0] == row and merge[2] > row]
    if heights and max(heights) <= DEEPEST:
        return (max(heights),)
    return range(1, min(DEEPEST, sheet.last_row - row + 1) + 1)
