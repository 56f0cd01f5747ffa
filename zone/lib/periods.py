"""The reporting period that a title, a header or an option names: "2016年1—6月", "1-6月累计", "2015年", "本月完成"."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from zone.lib.textkey import legible, tidy

SpanKind = Literal["month", "ytd", "year"]


@dataclass(frozen=True, slots=True)
class Period:
    """`span` is `ytd` for January to `month`, `month` for that month alone, `year` (then `month` is 12).

    `year` is None where neither the text nor the caller says it.
    """

    year: int | None
    month: int
    span: SpanKind

    @property
    def key(self) -> str | None:
        """`2016-06`, as periods are kept; None without a year."""
        return None if self.year is None else f"{self.year:04d}-{self.month:02d}"


_YEAR = r"(?:(?P<year>20[0-9]{2}|19[0-9]{2})\s*(?:年度?|[-./])?|(?P<last>上年|去年)|(?P<this>今年|本年))?\s*"
_TO_MONTH = re.compile(rf"{_YEAR}(?<![0-9])0?1\s*月?份?\s*(?:至|到|[-~—–―])+\s*(?P<month>1[0-2]|0?[1-9])\s*月")
_OTHER_MONTHS = re.compile(r"(?<![0-9])(?:[2-9]|1[0-2])\s*月?份?\s*(?:至|到|[-~—–―])+\s*(?:1[0-2]|[1-9])\s*月")
_QUARTERS = re.compile(rf"{_YEAR}(?:(?P<three>前三季度)|(?P<first>第?[一1]季度)|(?P<half>上半年))")
_ONE_MONTH = re.compile(rf"{_YEAR}(?<![0-9])(?P<month>1[0-2]|0?[1-9])\s*月(?:份)?(?!份|\s*[0-9]|底|末|初|[上中下]旬)")
_WRITTEN = re.compile(r"(?P<year>(?:19|20)[0-9]{2})[-./年](?P<month>1[0-2]|0?[1-9])")
_YEAR_ONLY = re.compile(r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})\s*年")
_FULL_DATE = re.compile(
    r"(?:19|20)[0-9]{2}\s*(?:年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*[日号]?|(?P<mark>[-./])\s*[0-9]{1,2}(?P=mark)[0-9]{1,2}(?!\s*月))"
)
_DOCUMENT = re.compile(r"[〔\[(（](?:19|20)[0-9]{2}[〕\])）]\s*[0-9]+\s*[号號]")
_THIS_MONTH = re.compile(r"(?<!1-)(?<!1月-)(?:本月|当月)(?!止)")
_SO_FAR = re.compile(r"1月?-本月|本月止|累计|年初(?:以来|至今)|同期")
_WHOLE_YEAR = re.compile(r"全年|年度|(?P<last>上年|去年)|本年|当年")


def parse_period(text: str, *, year: int | None = None, month: int | None = None) -> Period | None:
    """The period that the text names, or None; `year` and `month` are the sheet's own, for headers that lean on them.

    Whole dates (填报日期：2016年7月12日), document numbers (〔2015〕4号) and months in the middle of a year (4-6月)
    are no periods.
    """
    line = unicodedata.normalize("NFKC", tidy(legible(_DOCUMENT.sub(" ", text))))
    line = _FULL_DATE.sub(" ", line)
    if found := _WRITTEN.fullmatch(line):
        return Period(int(found["year"]), int(found["month"]), "month")
    written = _YEAR_ONLY.search(line)
    written_year = int(written["year"]) if written else year
    if found := _TO_MONTH.search(line):
        return Period(_year(found, written_year), int(found["month"]), "ytd")
    if _OTHER_MONTHS.search(line):
        return None
    if found := _QUARTERS.search(line):
        return Period(_year(found, written_year), 9 if found["three"] else 3 if found["first"] else 6, "ytd")
    if found := _ONE_MONTH.search(line):
        return Period(_year(found, written_year), int(found["month"]), "month")
    return _leaning(line, written_year, written is not None, month)


def _year(found: re.Match, year: int | None) -> int | None:
    if found["year"]:
        return int(found["year"])
    return year - 1 if found["last"] and year else year


def _leaning(line: str, year: int | None, is_written: bool, month: int | None) -> Period | None:
    """Headers that name a year only, or say 本月, 累计, 全年 and leave the rest to the title."""
    so_far, whole = _SO_FAR.search(line), _WHOLE_YEAR.search(line)
    if _THIS_MONTH.search(line):
        return Period(year, month, "month") if month else None
    if whole and whole["last"] and year and not is_written:
        year -= 1
    if so_far:
        return Period(year, month, "ytd") if month else None
    return Period(year, 12, "year") if is_written or whole else None
