"""What stands above a table: title, reporting body, date, unit and period."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from zone.lib.dates import parse_day
from zone.lib.periods import Period, parse_period
from zone.lib.problems import CellProblem
from zone.lib.sheet import Sheet
from zone.lib.textkey import match_key
from zone.lib.units import Unit, UnitLine, units_in_line

_ATTACHMENT = re.compile(r"附(?:件|表|录)?[0-9一二三四五六七八九十]*(?:-[0-9]+)?:?|表[0-9一二三四五六七八九十]+(?:-[0-9]+)?:?")
_BODY = re.compile(
    r"(?:填报|报送|制表|编制|编报|牵头|上报|主管|汇总|填表|申报|责任)\s*(?:单位|部门)\s*(?:[（(](?:盖章|公章|签章|章)[)）])?\s*[:：]\s*"
    r"(?P<body>[^\s:：（(]*)"
)
_DATE_LABEL = re.compile(r"(?:(?:填报|报送|制表|填表|上报|编制|报出|统计)\s*)?(?:日期|时间)\s*[:：]\s*(?P<date>[0-9][0-9\s年月日号./-]*)")
_DATE = re.compile(r"(?:19|20)[0-9]{2}\s*(?:年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*[日号]?|([-./])[0-9]{1,2}\1[0-9]{1,2}(?![0-9]))")
_UNIT_LABEL = re.compile(r"(?:计量|金额|货币)?单\s*位\s*[:：]")
_YEAR = re.compile(r"(?<![0-9〔\[(（])((?:19|20)[0-9]{2})\s*(?:年|-[0-9])")
NO_UNITS = UnitLine()


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
    lines, dates = [], []
    for number in range(sheet.first_row, header_row):
        texts = []
        for value in sheet.row(number):
            if isinstance(value, datetime | date):
                day = value.date() if isinstance(value, datetime) else value
                dates.append((f"{day.year}年{day.month}月{day.day}日", day))
            elif value is not None and (text := " ".join(str(value).split())):
                texts.append(text)
        if texts:
            lines.append((number, "    ".join(texts)))
    titles = [text for _row, text in lines if _is_title(text)]
    title = titles[0] if titles else ""
    year = _named_year(titles)
    date_text, day = _date(lines, titles, year)
    if day is None and dates:
        date_text, day = dates[0]
    year = year or (day.year if day else None)
    body = next((found["body"] for _row, text in lines if (found := _BODY.search(text)) and found["body"]), "")
    return Preamble(
        tuple(lines),
        title,
        body,
        date_text,
        day,
        _units(lines),
        year,
        _period([*titles, *_labelled_periods(lines)], year),
    )


def _is_title(text: str) -> bool:
    if _BODY.search(text) or _UNIT_LABEL.search(text) or _DATE_LABEL.search(text):
        return False
    return not _ATTACHMENT.fullmatch(match_key(text)) and not _DATE.fullmatch(text.strip())


def _named_year(titles: list[str]) -> int | None:
    for title in titles:
        if found := _YEAR.search(title):
            return int(found[1])
    return None


def _labelled_periods(lines: list[tuple[int, str]]) -> list[str]:
    """Lines such as 所属期：2016年1-6月, 统计时段：…, which are no title and name a period."""
    return [text for _row, text in lines if re.search(r"(?:所属期|报告期|统计时段|时段|期间|月份)\s*[:：]", text)]


def _units(lines: list[tuple[int, str]]) -> UnitLine:
    for _row, text in lines:
        if (found := units_in_line(text)).units:
            return found
    return NO_UNITS


def _period(texts: list[str], year: int | None) -> Period | None:
    for text in texts:
        found = parse_period(text, year=year)
        if found and found.span != "year":
            return found
    return None


def _date(lines: list[tuple[int, str]], titles: list[str], year: int | None) -> tuple[str, date | None]:
    for _row, text in lines:
        label = _DATE_LABEL.search(text)
        written = label["date"].strip() if label else ""
        if not written and text not in titles and (found := _DATE.search(text)):
            written = found[0]
        if written:
            try:
                return written, parse_day(written, year=year).on
            except CellProblem:
                return written, None
    return "", None
