"""What a file is: its kind, its worksheet, its layout, and the unit, period and district that it speaks of."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from zone.ledgers.column_units import ColumnUnits, with_unit
from zone.ledgers.columns_by_value import with_columns_by_value
from zone.ledgers.findings import Findings
from zone.ledgers.heads import Heads, heads_guessed, heads_of_layout
from zone.ledgers.importer import Importer, Options
from zone.ledgers.kind import LedgerKind
from zone.ledgers.recognising import Near, by_title, is_near, is_recognised, unrecognised
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.table import Context
from zone.lib.header import ANYWHERE, Place
from zone.lib.layout import ColumnMatch, Layout
from zone.lib.merged_figures import merged_figures
from zone.lib.months import split
from zone.lib.refusals import Refused
from zone.lib.rows import DATA, NOTE, OTHER_TABLE, Row, classify_rows
from zone.lib.sheet import Sheet, Workbook
from zone.lib.sheet_choice import pick_sheet, readable_sheets
from zone.lib.side_by_side import second_table
from zone.lib.units import WAN_YUAN, Unit, parse_unit
from zone.lib.vocabulary import BESIDE

UNTOLD = frozenset((BESIDE, "serial", "number"))
SECRET = re.compile("涉密|绝密|机密|秘密[★级]|(?<![保])秘密$")


# 截至2015年底累计完成投资, 以前年度完成投资: what was done before this year.
_UNTIL_A_YEAR = re.compile(
    r"(?:[截至到止]+|^)(?:20[0-9]{2}年?|上年度?|去年)(?:底|末|12月)|(?:以前|历年|往年)年?度?.{0,4}(?:完成|投资)|上年[底末]"
)


@dataclass(slots=True)
class Understood:
    """`columns` have the unit that is really meant; `skipped` are the rows that are no data."""

    kind: LedgerKind
    sheet: Sheet
    layout: Layout
    columns: list[ColumnMatch]
    rows: list[Row]
    skipped: list[Row]
    unit: Unit | None
    context: Context


def understand_workbook(
    workbook: Workbook,
    kinds: Sequence[LedgerKind],
    options: Options,
    importer: Importer,
    findings: Findings,
    file_name: str = "",
    tell: Callable[[Heads], None] = lambda heads: None,
) -> Understood:
    """Raises LedgerRefused where it is no such sheet, or where two kinds fit alike. Among several kinds the sheet must be recognised.

    `tell` is told the header as soon as its kind is known, also where the sheet is refused then."""
    vocabularies = [importer.headers.teach(kind.words_for(importer)) for kind in kinds]
    place = Place(options.header_row, options.header_rows)
    try:
        choice = pick_sheet(workbook, vocabularies, options.sheet, file_name, place)
    except Refused as refused:
        if refused.code != "no_header":
            raise LedgerRefused.of(refused) from refused
        sheet = _meant(workbook, options)
        if len(kinds) > 1:
            raise unrecognised(kinds, importer, by_title(kinds, vocabularies, sheet, place), tell) from refused
        if heads := heads_guessed(kinds[0], sheet, vocabularies[0], place):
            tell(heads)
        if place.row:
            raise LedgerRefused("no_header_there", row=place.row, sheet=sheet.name) from refused
        raise LedgerRefused.of(refused) from refused
    by_code = {kind.code: kind for kind in kinds}
    kind, sheet = by_code[choice.vocabulary.kind], choice.info.sheet
    layout = with_columns_by_value(kind, sheet, choice.layout)
    heads = heads_of_layout(kind, sheet, layout, period=options.period, is_said=place != ANYWHERE)
    if len(kinds) > 1 and not is_recognised(choice):
        near = Near(kind, heads, layout.missing) if is_near(choice) else None
        raise unrecognised(kinds, importer, near, tell)
    if choice.rivals:
        labels = [str(by_code[code].label) for code in (kind.code, *choice.rivals)]
        raise LedgerRefused("two_kinds", kinds="、".join(labels))
    tell(heads)
    if layout.missing:
        raise LedgerRefused("not_this_kind", kind=str(kind.label), missing="、".join(layout.missing))
    if right := second_table(sheet, layout, choice.vocabulary):
        raise LedgerRefused("side_by_side", column=right.letter, row=layout.header_row)
    try:
        rows = list(classify_rows(sheet, layout, choice.vocabulary, kind.group_names(importer)))
    except Refused as refused:
        raise LedgerRefused.of(refused) from refused
    data = [row for row in rows if row.reason == DATA]
    skipped = [row for row in rows if row.reason != DATA]
    if not data:
        raise LedgerRefused("no_data", sheet=sheet.name, row=layout.header_row)
    if choice.others:
        findings.warn(None, "other_sheets", sheets="、".join(choice.others), sheet=sheet.name)
    money = _unit(layout, options, findings)
    unit = money or (None if kind.unit_by_row else WAN_YUAN)
    context = replace(_context(workbook, layout, skipped, options, importer, findings), units=layout.preamble.units, money=money)
    columns, duplicates = ([with_unit(kind, match, money) for match in matches] for matches in (layout.columns, layout.duplicates))
    columns, duplicates = _told_apart(kind, layout, columns, duplicates)
    columns = ColumnUnits(kind, kind.widgets(importer), layout, _said(options), findings).kept(columns, data)
    _warn_of_rows(sheet, layout, data, findings)
    for match, top, bottom in merged_figures(sheet, layout, choice.vocabulary, {row.number for row in data}):
        value = sheet.value(top, match.column)
        findings.warn(top, "merged_figure", match=match, value=value, first=top, last=bottom)
    if other := next((row for row in skipped if row.reason == OTHER_TABLE), None):
        findings.warn(other.number, "other_table", value=other.text)
    _warn_of_columns(kind, sheet, columns, findings)
    if layout.bare_times:
        findings.warn(layout.header_row, "figure_not_named", columns="、".join(layout.bare_times))
    for match in duplicates:
        first = layout.twin_of(match, columns) or layout.twin_of(match, layout.columns) or layout.column(match.key)
        told = {"match": match, "value": match.header, "first": f"{first.letter} {first.header}"}
        if match.unit and first.unit and match.unit.family != first.unit.family:
            findings.warn(layout.header_row, "unit_conflict", unit=match.unit.name, reason="twin", **told)
        else:
            findings.warn(layout.header_row, "duplicate_column", **told)
    return Understood(kind, sheet, layout, columns, data, skipped, unit, context)


def _meant(workbook: Workbook, options: Options) -> Sheet:
    """The worksheet that was said, else the first that holds something."""
    named = [info.sheet for info in workbook.read_sheets() if info.name == options.sheet]
    return next(iter([*named, *(info.sheet for info in readable_sheets(workbook))]))


def _told_apart(kind: LedgerKind, layout: Layout, columns: list[ColumnMatch], duplicates: list[ColumnMatch]) -> tuple[list, list]:
    """Two columns of one meaning that the kind knows to tell apart: 累计完成投资 beside 1-6月完成投资 counts from the project's start."""
    left = []
    for match in duplicates:
        word, key = kind.said_twice.get(match.key, ("", ""))
        first = layout.twin_of(match, columns)
        pair = sorted((first, match), key=lambda column: word in column.header) if first else ()
        if not word or not pair or word not in pair[1].header or word in pair[0].header or any(column.key == key for column in columns):
            left.append(match)
            continue
        columns[columns.index(first)] = pair[0]
        columns.append(replace(pair[1], key=key, period=None, places={}))
    columns = [_since_start(kind, layout, column, columns) for column in columns]
    return sorted(columns, key=lambda column: column.column), left


def _said(options: Options) -> Unit | None:
    """The unit of money that the person says."""
    said = parse_unit(options.unit) if options.unit else None
    if options.unit and (said is None or said.family != "yuan"):
        raise LedgerRefused("unknown_unit", unit=options.unit)
    return said


def _since_start(kind: LedgerKind, layout: Layout, match: ColumnMatch, columns: list[ColumnMatch]) -> ColumnMatch:
    """A bare 累计完成投资 counts from the project's start where another column tells what was done until the end of a year before, or where
    a head that nobody knows tells what was done up to the sheet's month."""
    word, key = kind.said_twice.get(match.key, ("", ""))
    if not word or match.places != {"span": word} or any(column.key == key for column in columns):
        return match
    others = [path for number, path in layout.paths.items() if number != match.column]
    known = {column.column for column in columns}
    unknown = [path for number, path in layout.paths.items() if number != match.column and number not in known]
    if any(_UNTIL_A_YEAR.search("".join(path)) for path in others) or any(_tells_own_span(layout, path) for path in unknown):
        return replace(match, key=key, period=None, places={})
    return match


def _tells_own_span(layout: Layout, path: Sequence[str]) -> bool:
    """Whether a head tells what was done from January to the sheet's month (1-6月完成)."""
    return "完成" in "".join(path) and "率" not in path[-1] and layout.time_named(path) == layout.own_time and "累计" not in path[-1]


def _unit(layout: Layout, options: Options, findings: Findings) -> Unit | None:
    """The unit of money that counts: the file's own, else the option, else none."""
    said, own = _said(options), layout.preamble.units.of_family("yuan")
    if own and said and own != said:
        findings.warn(None, "unit_conflict", unit=own.name, option=said.name, reason="option")
    return own or said


def _context(workbook: Workbook, layout: Layout, skipped: list[Row], options: Options, importer: Importer, findings: Findings) -> Context:
    said = options.period
    if said:
        try:
            split(said)
        except ValueError:
            raise LedgerRefused("unknown_period", period=said) from None
    own = layout.period.key if layout.period and layout.period.span != "year" else None
    if own and layout.is_period_of_name:
        own = own if not said else None
        if own:
            findings.warn(None, "period_of_name", period=own)
    if own and said and own != said:
        findings.warn(None, "period_conflict", period=own, option=said)
    period = own or said or None
    district = importer.districts.find(options.district) if options.district else None
    if options.district and district is None:
        raise LedgerRefused("unknown_district", district=options.district)
    year, month = split(period) if period else (layout.year, None)
    return Context(
        year=year,
        month=month,
        period=period,
        is_1904=workbook.is_1904,
        district=district,
        title=layout.title,
        body=layout.preamble.body,
        notes=tuple(row.text for row in skipped if row.reason == NOTE),
    )


def _warn_of_columns(kind: LedgerKind, sheet: Sheet, columns: list[ColumnMatch], findings: Findings) -> None:
    """Hidden columns are read, and said; those that are read past are not worth a word."""
    hidden = [match for match in columns if match.column in sheet.hidden_columns and match.key not in UNTOLD and kind.stands_for(match)]
    if hidden:
        names = "、".join(f"{match.letter} {match.header}" for match in hidden)
        findings.warn(None, "hidden_columns", count=len(hidden), columns=names)


def _warn_of_rows(sheet: Sheet, layout: Layout, rows: list[Row], findings: Findings) -> None:
    """Hidden rows are read, and said; so is whatever calls itself secret, which has no place in this system."""
    hidden = [row.number for row in rows if row.number in sheet.hidden_rows] if sheet.hidden_rows else []
    if hidden:
        findings.warn(hidden[0], "hidden_rows", count=len(hidden), rows="、".join(map(str, hidden[:20])))
    for number, text in layout.preamble.lines:
        if SECRET.search(text):
            findings.warn(number, "secret_marker", value=text)
    for row in rows:
        for at, value in enumerate(row.values):
            if type(value) is str and "密" in value and SECRET.search(value):
                match = next((match for match in layout.columns if match.index == at), None)
                findings.warn(row.number, "secret_marker", match=match, value=value)
