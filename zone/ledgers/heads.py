"""The header of a sheet as it was read, column by column, kept beside the upload: from it a person says what the columns hold, also where
the sheet was not taken."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from zone.ledgers.findings import shown
from zone.ledgers.kind import LedgerKind
from zone.lib.header import ANYWHERE, SEARCHED_ROWS, Place, find_header, header_text, match_paths
from zone.lib.header_words import timeless_keys
from zone.lib.layout import Layout
from zone.lib.letters import letter
from zone.lib.mapped_header import header_digest
from zone.lib.periods import Period
from zone.lib.sheet import Sheet
from zone.lib.vocabulary import BY_MONTH, Vocabulary

FILE_NAME = "heads.json"
MOST, VALUES, LONGEST = 200, 3, 40


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the sheet: `words` is its key without months (zone.lib.header_words), `field` what it was understood as (a key of the
    vocabulary, BESIDE where it is read past on purpose, "" where nobody knows), `values` the first ones below it, `time` the one that it
    names (`2016-03`, with a + where it is that month alone), "" where it names none."""

    letter: str
    header: str
    words: str
    field: str
    values: tuple[str, ...]
    time: str = ""


@dataclass(frozen=True, slots=True)
class Heads:
    """`digest` of the whole header; `is_mapped`: it is one that a person has mapped before; `is_said`: he said where it stands; `period`:
    the sheet's own month (`2016-03`), "" where nothing says it."""

    kind: str
    sheet: str
    row: int
    rows: int
    digest: str
    is_mapped: bool
    is_said: bool
    columns: tuple[Head, ...]
    period: str = ""

    @property
    def header(self) -> str:
        """All its words in one line."""
        return " | ".join(head.header for head in self.columns)


def heads_of_layout(kind: LedgerKind, sheet: Sheet, layout: Layout, *, period: str, is_said: bool) -> Heads:
    """`period`: the month that a person says, for a sheet that says none."""
    fields = {match.column: match.key for match in (*layout.columns, *layout.duplicates)}
    place = Place(layout.header_row, layout.header_rows)
    heads = _heads(kind, sheet, place, layout.paths, fields, is_mapped=layout.is_mapped, is_said=is_said)
    own = layout.own_time.key if layout.own_time else None
    timed = tuple(replace(head, time=_time(layout.time_named(head.header.split("/")))) for head in heads.columns)
    return replace(heads, columns=timed, period=own or period)


def _time(named: Period | None) -> str:
    return "" if named is None or named.key is None else f"{named.key}{'+' if named.span == 'month' else ''}"


def heads_guessed(kind: LedgerKind, sheet: Sheet, vocabulary: Vocabulary, said: Place) -> Heads | None:
    """Where no header was found: that of the row that was said, else of the one with the most words among the first rows. None where there
    is no word."""
    place = said
    if not said.row:
        rows = range(sheet.first_row, min(sheet.last_row, sheet.first_row + SEARCHED_ROWS - 1) + 1)
        place = Place(max(rows, key=lambda number: len(_words(sheet, number))), said.rows)
    header = find_header(sheet, vocabulary, place)
    if header is None:
        return None
    fields = {number: column.key for number, column, _places in match_paths(header.paths, vocabulary) if column.key != BY_MONTH}
    found = Place(header.row, header.rows)
    return _heads(kind, sheet, found, header.paths, fields, is_mapped=False, is_said=said != ANYWHERE)


def _words(sheet: Sheet, row: int) -> set[str]:
    return {header_text(value) for value in sheet.row(row) if isinstance(value, str)} - {""}


def _heads(
    kind: LedgerKind, sheet: Sheet, place: Place, paths: Mapping[int, tuple[str, ...]], fields: dict[int, str], **told: bool
) -> Heads:
    keys = timeless_keys(paths.values())
    first = place.row + place.rows
    columns = tuple(
        Head(letter(number), "/".join(path), key, fields.get(number, ""), _values(sheet, first, number))
        for (number, path), key in zip(paths.items(), keys, strict=True)
    )
    return Heads(kind.code, sheet.name, place.row, place.rows, header_digest(keys), columns=columns[:MOST], **told)


def _values(sheet: Sheet, first: int, column: int) -> tuple[str, ...]:
    found: list[str] = []
    for number in range(first, min(sheet.last_row, first + 30) + 1):
        if text := " ".join(shown(sheet.value(number, column)).split()):
            found.append(text[:LONGEST])
        if len(found) == VALUES:
            break
    return tuple(found)


def keep_heads(folder: Path, heads: Heads) -> None:
    (folder / FILE_NAME).write_text(json.dumps(asdict(heads), ensure_ascii=True), encoding="ascii")


def forget_heads(folder: Path) -> None:
    (folder / FILE_NAME).unlink(missing_ok=True)


def heads_in(folder: Path) -> Heads | None:
    """None where nothing was read, or its files have been wiped."""
    try:
        told = json.loads((folder / FILE_NAME).read_text(encoding="ascii"))
    except OSError:
        return None
    columns = tuple(Head(**{**head, "values": tuple(head["values"])}) for head in told.pop("columns"))
    return Heads(**told, columns=columns)
