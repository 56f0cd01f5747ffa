"""What stands above a table: title, reporting body, date, unit and period."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce

from zone.lib.date_text import digits_for_numerals
from zone.lib.dates import parse_day
from zone.lib.periods import Period, parse_period
from zone.lib.problems import CellProblem
from zone.lib.row_marks import is_note, is_numbered_note
from zone.lib.sheet import Sheet
from zone.lib.textkey import match_key
from zone.lib.unit_words import NO_UNITS, UnitLine, units_alone, units_in_brackets, units_in_line
from zone.lib.units import Unit

_ATTACHMENT = re.compile(r"附(?:件|表|录)?[0-9一二三四五六七八九十]*(?:-[0-9]+)?:?|表[0-9一二三四五六七八九十]+(?:-[0-9]+)?:?")
_BODY = re.compile(
    r"(?:填报|报送|制表|编制|编报|牵头|上报|主管|汇总|填表|申报|责任)\s*(?:单位|部门)\s*(?:[（(](?:盖章|公章|签章|章)[)）])?\s*[:：]\s*"
    r"(?P<body>[^\s:：（(]*)"
)
_DATE_LABEL = re.compile(r"(?:(?:填报|报送|制表|填表|上报|编制|报出|统计)\s*)?(?:日期|时间)\s*[:：]\s*(?P<date>[0-9][0-9\s年月日号./-]*)")
_DATE = re.compile(r"(?:19|20)[0-9]{2}\s*(?:年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*[日号]?|([-./])[0-9]{1,2}\1[0-9]{1,2}(?![0-9]))")
_UNIT_LABEL = re.compile(r"(?:计量|金额|货币)?单\s*位\s*(?:[:：]|[(（](?=[^)）]*元))")
_YEAR = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s*年|(?<![0-9〔\[(（])((?:19|20)[0-9]{2})-[0-9]|[(（]((?:19|20)[0-9]{2})[)）](?!\s*[0-9]+\s*号)"
)
_NAMED_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_DOCUMENT = re.compile(r"[〔\[(（](?:19|20)[0-9]{2}年?[〕\])）]\s*[0-9]+\s*号")
_NUMERALS = re.compile(r"[一二][〇零○Oo一二三四五六七八九]{3}(?=年)|[一二三四五六七八九十]{1,2}(?=月)")
_FIRST_OF_SPAN = re.compile(r"一(?=\s*(?:至|到|[-~—–―]+)\s*[0-9]{1,2}月)")
_BARE_MONTH = re.compile(r"[(（]?\s*(?:19|20)[0-9]{2}\s*[年.\-/]\s*[0-9]{1,2}\s*月?(?:份)?\s*[)）]?")
_UP_TO = re.compile(
    r"截[止至]\s*(?:到|日期|时间)?\s*[:：]?\s*(?:(?P<year>(?:19|20)[0-9]{2})\s*[年.\-/]\s*)?(?P<month>1[0-2]|0?[1-9])\s*(?:月|[.\-/][0-9])"
)
FEW_WORDS = 3
NOTES_ROWS = 20
_BARE_DATE = re.compile(rf"[(（]?\s*{_DATE.pattern}\s*[)）]?")


@dataclass(frozen=True, slots=True)
class Preamble:
    """`lines` are (row, text) of all that stands above the header; `title` is the line that names the table ("" if
    none).

    `body` is the reporting unit, `date_text` the date of the report as written and `day` what it means, `units` what
    the unit line declares. `year` is named by the title, else by the date; `period` only where the lines name its
    month.
    """

    lines: tuple[tuple[int, str], ...] = ()
    title: str = ""
    body: str = ""
    date_text: str = ""
    day: date | None = None
    units: UnitLine = NO_UNITS
    year: int | None = None
    period: Period | None = None

    @property
    def unit(self) -> Unit | None:
        """The unit of money that the line names, else the first unit of any kind."""
        return self.units.of_family("yuan") or (self.units.units[0] if self.units.units else None)


def read_preamble(sheet: Sheet, header_row: int) -> Preamble:
    """Read the rows above the header."""
    lines, dates, cells = [], [], []
    for number in range(sheet.first_row, header_row):
        texts: list[str] = []
        for value in sheet.row(number):
            if isinstance(value, datetime | date):
                day = value.date() if isinstance(value, datetime) else value
                dates.append((f"{day.year}年{day.month}月{day.day}日", day))
            elif value is not None and (text := " ".join(str(value).split())):
                texts.append(text)
        if texts:
            lines.append((number, "    ".join(texts)))
            cells += texts
    titles = {row: title for row, text in lines if (title := _title(text))}
    title = next(iter(titles.values()), "")
    year = year_in(titles.values())
    date_text, day = _date(lines, titles, year)
    if day is None and dates:
        date_text, day = dates[0]
    year = year or (day.year if day else None) or year_in(text for text in cells if _BARE_MONTH.fullmatch(text))
    body = next((found["body"] for _row, text in lines if (found := _BODY.search(text)) and found["body"]), "")
    return Preamble(
        tuple(lines),
        title,
        body,
        date_text,
        day,
        _units(lines, cells),
        year,
        _period([*titles.values(), *_labelled_periods(lines)], year) or _as_of(lines, cells, year),
    )


def _title(text: str) -> str:
    """What a line says before it comes to unit, body or date of the report (…台账（单位：千元）), where that is a title; else "".
    In 经济发展局 2016年7月5日 单位：万元 the day is that of the report, and 包抓单位： is a body."""
    labels = [found.start() for label in (_BODY, _UNIT_LABEL, _DATE_LABEL) if (found := label.search(text))]
    own = text[: min(labels)].rstrip(" （([【,，;；") if labels else text
    if labels and (_DATE.search(own) or re.search("[一-龥]$", text[: min(labels)])):
        return ""
    is_none = not own.strip() or _ATTACHMENT.fullmatch(match_key(own)) or _BARE_DATE.fullmatch(own.strip())
    return "" if is_none else own


def arabic(text: str) -> str:
    """二〇一六年六月 and 一至六月 with digits, so that a month is found however it is written."""
    return _FIRST_OF_SPAN.sub("1", _NUMERALS.sub(lambda found: digits_for_numerals(found[0] + text[found.end()])[:-1], text))


def year_in(texts: Iterable[str]) -> int | None:
    """The year that the first of the texts names that names any: 2016年, （2016）, 2016-…; document numbers are none."""
    for text in texts:
        if found := _YEAR.search(_DOCUMENT.sub(" ", arabic(text))):
            return int(found[1] or found[2] or found[3])
    return None


def year_in_name(name: str) -> int | None:
    """The year in the name of a file or worksheet, where a bare 2016 is one."""
    found = _NAMED_YEAR.search(_DOCUMENT.sub(" ", arabic(name)))
    return year_in([name]) or (int(found[1]) if found else None)


def period_in_name(name: str, year: int | None) -> Period | None:
    """The month that the name of a file or worksheet names: 6月, 2016年1-6月, 2016-06."""
    found = _period([name], year) or (_period([name.strip()[:7]], year) if _NAMED_YEAR.match(name.strip()) else None)
    return found if found and found.year else None


def _labelled_periods(lines: list[tuple[int, str]]) -> list[str]:
    """Lines such as 所属期：2016年1-6月, 统计时段：…, which are no title and name a period."""
    return [text for _row, text in lines if re.search(r"(?:所属期|报告期|统计时段|时段|期间|月份)\s*[:：]", text)]


def _units(lines: list[tuple[int, str]], cells: list[str]) -> UnitLine:
    """What a unit line declares, a unit that stands in a cell of its own, one in the title's brackets."""
    declared = (
        *(units_in_line(text) for _row, text in lines),
        *map(units_alone, cells),
        *(units_in_brackets(text) for _row, text in lines),
    )
    return reduce(UnitLine.beside, declared, NO_UNITS)


def units_in_notes(sheet: Sheet, first_row: int) -> UnitLine:
    """The units that notes below the table declare (注：本表金额单位为千元), looked for in its last rows, and those of a line of its own
    right below the header or below the last row of data (单位：亿元)."""
    found = NO_UNITS
    for number in range(max(first_row, sheet.last_row - NOTES_ROWS + 1), sheet.last_row + 1):
        for value in sheet.row(number):
            if isinstance(value, str) and (is_note(value) or is_numbered_note(value)):
                found = found.beside(units_in_line(value))
    for number in _lines_apart(sheet, first_row):
        for value in sheet.row(number):
            if isinstance(value, str) and "位" in value and not (is_note(value) or is_numbered_note(value)):
                found = found.beside(units_in_line(value))
    return found


def _lines_apart(sheet: Sheet, first_row: int) -> list[int]:
    """The first row below the header and those at the end, as far as they hold a few words and no figure."""
    apart = [first_row] if _is_of_few_words(sheet.row(first_row)) else []
    for number in range(sheet.last_row, first_row, -1):
        if not _is_of_few_words(sheet.row(number)):
            break
        apart.append(number)
    return apart


def _is_of_few_words(cells: list) -> bool:
    filled = [value for value in cells if value is not None and str(value).strip()]
    return len(filled) <= FEW_WORDS and all(isinstance(value, str) for value in filled)


def _period(texts: list[str], year: int | None) -> Period | None:
    for text in texts:
        found = parse_period(arabic(text), year=year)
        if found and found.span != "year":
            return found
    return None


def _as_of(lines: list[tuple[int, str]], cells: list[str], year: int | None) -> Period | None:
    """The month up to which the sheet speaks where no title says it: 截至6月底, a cell 2016年6月, a bare date that ends a month."""
    for _row, text in lines:
        if found := _UP_TO.search(arabic(text)):
            return Period(int(found["year"]) if found["year"] else year, int(found["month"]), "ytd")
    for text in cells:
        written = arabic(text).strip(" ()（）")
        if _BARE_MONTH.fullmatch(written) and (found := _period([written.replace(" ", "")], year)):
            return found
        if _BARE_DATE.fullmatch(written):
            try:
                day = parse_day(written, year=year).on
            except CellProblem:
                continue
            if day and day.day == calendar.monthrange(day.year, day.month)[1]:
                return Period(day.year, day.month, "ytd")
    return None


def _date(lines: list[tuple[int, str]], titles: dict[int, str], year: int | None) -> tuple[str, date | None]:
    for row, text in lines:
        label = _DATE_LABEL.search(text)
        written = label["date"].strip() if label else ""
        if not written and row not in titles and (found := _DATE.search(text)):
            written = found[0]
        if written:
            try:
                return written, parse_day(written, year=year).on
            except CellProblem:
                return written, None
    return "", None
