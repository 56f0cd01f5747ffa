"""Understanding a sheet with the words of one vocabulary: where its header stands and what each column holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from zone.lib.by_month import Found, bare_times, with_figure
from zone.lib.header import ANYWHERE, Header, Place, find_header, match_paths
from zone.lib.header_words import time_in
from zone.lib.letters import letter
from zone.lib.mapped_header import mapped_columns
from zone.lib.periods import Period, parse_period
from zone.lib.preamble import Preamble, period_in_name, read_preamble, units_in_notes, year_in_name
from zone.lib.refusals import Refused
from zone.lib.sheet import Sheet
from zone.lib.textkey import is_null_word, match_key
from zone.lib.unit_words import read_head
from zone.lib.units import CURRENCIES, Unit
from zone.lib.vocabulary import BESIDE, Column, Vocabulary

_THIS_YEAR, _LAST_YEAR = ("本年", "今年", "当年"), ("上年", "去年")


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """A column of the sheet that is known. `column` is its number (A is 1), `header` its path as printed.

    `places` is what stood in the braces of its name; `year` and `period` are read from them, leaning on the title's
    year and month. `unit` comes from `unit_source`: "header", "exception" (the unit line names this column) or
    "line"; else None. `unknown_unit` is what the head says of money where that is no unit that is known.
    """

    key: str
    column: int
    header: str
    places: dict[str, str] = field(default_factory=dict)
    year: int | None = None
    period: Period | None = None
    unit: Unit | None = None
    unit_source: str = ""
    unknown_unit: str = ""

    @property
    def letter(self) -> str:
        return letter(self.column)

    @property
    def index(self) -> int:
        """The place of the column's value in a row of the sheet."""
        return self.column - 1


@dataclass(frozen=True, slots=True)
class Layout:
    """How the sheet is built. `duplicates` are columns whose header says the same as an earlier one's; they are not
    mapped.

    `unmapped` are (letter, header) of columns with a header that the vocabulary does not know. `period` names a
    month, from the title or else from the latest span in a header (1-6月完成投资) with the title's year, or else from the names
    of worksheet and file (`is_period_of_name`); None where none of them says one. `bare_times` are columns that name a time of no figure.
    """

    header_row: int
    header_rows: int
    columns: tuple[ColumnMatch, ...]
    duplicates: tuple[ColumnMatch, ...]
    unmapped: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    preamble: Preamble
    period: Period | None
    paths: dict[int, tuple[str, ...]]
    is_period_of_name: bool = False
    is_mapped: bool = False
    bare_times: tuple[str, ...] = ()

    @property
    def first_data_row(self) -> int:
        return self.header_row + self.header_rows

    @property
    def year(self) -> int | None:
        return self.period.year if self.period and self.period.year else self.preamble.year

    @property
    def unit(self) -> Unit | None:
        return self.preamble.unit

    @property
    def title(self) -> str:
        return self.preamble.title

    @property
    def own_time(self) -> Period | None:
        """The time of a column whose head names none: January to the sheet's month."""
        return replace(self.period, span="ytd") if self.period else None

    def twin_of(self, match: ColumnMatch, columns: Sequence[ColumnMatch]) -> ColumnMatch | None:
        """The column among these that is the same figure of the same time."""
        time = match.period or self.own_time
        return next((column for column in columns if column.key == match.key and (column.period or self.own_time) == time), None)

    def time_named(self, path: Sequence[str]) -> Period | None:
        """The time that a head names, known or not."""
        return _time_named(time_in(path), "/".join(path), self.year, self.period)

    def column(self, key: str) -> ColumnMatch | None:
        """The first column of that key."""
        return next((match for match in self.columns if match.key == key), None)

    def columns_of(self, key: str) -> list[ColumnMatch]:
        return [match for match in self.columns if match.key == key]


def understand(sheet: Sheet, vocabulary: Vocabulary, names: Sequence[str] = (), said: Place = ANYWHERE) -> Layout:
    """Read header and preamble. `names` (of the worksheet, of the file) say year and month where nothing in the sheet does. `said`: where
    the header stands.

    Refused `no_header` (with the words looked for) where no row has enough known words.
    """
    header = find_header(sheet, vocabulary, said)
    if header is None:
        words = [column.label for column in vocabulary.required or vocabulary.columns[:6]]
        raise Refused("no_header", {"sheet": sheet.name, "words": "、".join(words)})
    preamble = read_preamble(sheet, header.row)
    preamble = replace(preamble, units=preamble.units.beside(units_in_notes(sheet, header.row + header.rows)))
    matched = match_paths(header.paths, vocabulary)
    found = with_figure(matched, header.paths, vocabulary, f"{preamble.title} {sheet.name}")
    preamble = replace(preamble, year=preamble.year or next((year for name in names if (year := year_in_name(name))), None))
    of_sheet = preamble.period or _latest_filled_span(sheet, header, matched, preamble.year)
    period = of_sheet or next((named for name in names if (named := period_in_name(name, preamble.year))), None)
    matches, duplicates, taken = [], [], {}
    for number, column, places in found:
        path = header.paths[number]
        match = _column_match(number, column, path, places, preamble, period)
        # One that names no time is of the sheet's own, unless it follows another column and is of that one's.
        own_time = replace(period, span="ytd") if period and not places and not column.follows else None
        name = (column.key, match.period or own_time or tuple(sorted(places.items())), *_other_places(places))
        if name not in taken or column.key == BESIDE or column.repeats:
            matches.append(match)
            taken.setdefault(name, match)
            continue
        first, second = sorted((taken[name], match), key=lambda twin: _drawbacks(twin, column, sheet))
        matches[matches.index(taken[name])], taken[name] = first, first
        duplicates.append(second)
    matches.sort(key=lambda match: match.column)
    known = {number for number, _column, _places in found}
    keys = {match.key for match in matches}
    return Layout(
        header_row=header.row,
        header_rows=header.rows,
        columns=tuple(matches),
        duplicates=tuple(duplicates),
        unmapped=tuple((letter(number), "/".join(path)) for number, path in header.paths.items() if number not in known),
        missing=tuple(column.label for column in vocabulary.missing(keys)),
        preamble=preamble,
        period=period,
        is_period_of_name=period is not of_sheet,
        is_mapped=mapped_columns(header.paths, vocabulary.mapped) is not None,
        paths=header.paths,
        bare_times=tuple(letter(number) for number in bare_times(matched, header.paths, vocabulary) if number not in known),
    )


def _latest_filled_span(sheet: Sheet, header: Header, matched: Sequence[Found], year: int | None) -> Period | None:
    """The latest span that a head names; 1月 to 12月 stand side by side from January on, and those still to come are blank."""
    filled = [places for number, _column, places in matched if places and _is_filled(sheet, header, number)]
    return _latest_span(filled, year) or _latest_span([places for _number, _column, places in matched], year)


def _is_filled(sheet: Sheet, header: Header, column: int) -> bool:
    """Whether anything but 0 and — stands below a head: a month still to come has its column already."""
    values = (row[column - 1] for row in sheet.rows[header.row + header.rows - sheet.first_row :] if len(row) >= column)
    return any(value not in (None, 0) and not (isinstance(value, str) and is_null_word(value)) for value in values)


def _drawbacks(match: ColumnMatch, column: Column, sheet: Sheet) -> tuple[bool, bool, int]:
    """By what the better of two columns of one meaning is chosen: it is in the currency meant, it is seen, it stands first."""
    is_foreign = column.family in CURRENCIES and match.unit is not None and match.unit.family != column.family
    return is_foreign, match.column in sheet.hidden_columns, match.column


def _other_places(places: dict[str, str]) -> list[str]:
    """What tells columns of one key and period apart."""
    return [text for name, text in sorted(places.items()) if name not in ("span", "period", "year")]


def _column_match(
    number: int,
    column: Column,
    path: tuple[str, ...],
    places: dict[str, str],
    preamble: Preamble,
    period: Period | None,
) -> ColumnMatch:
    header = "/".join(path)
    unit, source, unknown = _unit(column, path, preamble)
    base_year = period.year if period and period.year else preamble.year
    named = _time_named(places, header, base_year, period)
    year = _year(places.get("year", ""), base_year) or (named.year if named else None)
    return ColumnMatch(column.key, number, header, places, year, named, unit, source, unknown)


def _time_named(places: dict[str, str], header: str, year: int | None, period: Period | None) -> Period | None:
    text = places.get("span") or places.get("period") or places.get("year")
    year = _year(places.get("year", ""), year) or year
    named = _period(text, year, period) if text else None
    return replace(period, span="ytd") if named and named.span == "year" and _is_under_way(named, period, header) else named


def _is_under_way(named: Period, period: Period | None, header: str) -> bool:
    """2016年完成投资 in a sheet of June 2016 means the year up to June."""
    return period is not None and period.span != "year" and named.year == period.year and not re.search("预计|计划|目标|全年", header)


def _period(text: str, year: int | None, period: Period | None) -> Period | None:
    if (bare := _year(text, year)) and text[:4].isdigit() and text[4:] in ("", "年", "年度"):
        return Period(bare, 12, "year")
    return parse_period(text, year=year, month=period.month if period else None)


def _year(text: str, year: int | None) -> int | None:
    if text[:4].isdigit() and len(text) >= 4:
        return int(text[:4])
    if year and text.startswith(_LAST_YEAR):
        return year - 1
    return year if text.startswith(_THIS_YEAR) else None


def _latest_span(places: list[dict[str, str]], year: int | None) -> Period | None:
    """The latest year-to-date span that the headers name with the sheet's own year."""
    spans = [parse_period(text, year=year) for found in places for text in (found.get("span"), found.get("period")) if text]
    own = [span for span in spans if span and span.span != "year" and span.year == year and year is not None]
    return max(own, key=lambda span: span.month, default=None)


def _unit(column: Column, path: tuple[str, ...], preamble: Preamble) -> tuple[Unit | None, str, str]:
    """The header's own unit, else the unit line's exception for its words, else the line's unit of the column's
    family; what the head says of money and nobody knows."""
    unknown = ""
    for segment in reversed(path):
        head = read_head(segment)
        if unit := head.unit(column.family):
            return unit, "header", ""
        is_open = head.is_twofold and column.family in CURRENCIES
        unknown = unknown or head.unknown or ("、".join(unit.name for unit in head.units) if is_open else "")
    if unknown:
        return None, "", unknown
    key = match_key("/".join(path))
    for words, unit in preamble.units.exceptions:
        if match_key(words) in key and (not column.family or unit.family == column.family):
            return unit, "exception", ""
    unit = preamble.units.of_family(column.family) if column.family else None
    return unit, "line" if unit else "", ""
