"""Days as an office writes them: to the day, the ten days, the month, the quarter, the half or the year."""

import calendar
import math
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from zone.lib.date_text import DateParts, is_planned, match_day
from zone.lib.number_format import date_precision
from zone.lib.problems import CellProblem, Note, quoted
from zone.lib.textkey import null_reason, tidy

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Serials of 1950 and 2100: a smaller number is a quantity or a month, not a day of this office.
_SERIALS = range(18_264, 73_416)
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


@dataclass(frozen=True, slots=True)
class Day:
    """A date with its precision. `on` is the first day of the span that was meant, `due_by` its last.

    `precision` is `day`, `ten_day`, `month`, `quarter`, `half` or `year`. Without a date both are None and
    `null_reason` says why: `missing`, `na`, `unavailable`, `none`, `pending` (待定), `ongoing` (长期推进),
    `immediate` (尽快), `state` (已开工: a stage, no date), `ambiguous` (4.2), `no_year` (8月中旬 in a sheet of no year).
    `is_planned` where the words call it a plan (预计7月底, 拟8月).
    Note codes: `ambiguous_month`, `missing_reason`, `approximate` (约), `remark` (words around the date), `no_year`.
    """

    on: date | None = None
    precision: str | None = None
    due_by: date | None = None
    text: str = ""
    null_reason: str | None = None
    notes: tuple[Note, ...] = ()
    is_planned: bool = False

    def is_to_come(self, today: date) -> bool:
        """Whether it is told as a plan, or has not come yet: 7月底 has not before the month is over, 7月 has from its first day on."""
        if self.on is None:
            return False
        return self.is_planned or (self.due_by if _ENDS.search(self.text) else self.on) > today

    def spans(self, day: date) -> bool:
        """Whether it is told less exactly than to the day, and that day lies within."""
        return self.on is not None and self.precision != "day" and self.on <= day <= self.due_by


_ENDS = re.compile("[底末前内终]")
# 6月底前完成初稿，9月底前完成: several days, none of which is the one.
_SEVERAL = re.compile(r"[^,;、/(]*(?:月|年底|季度|半年|[0-9]日)[^,;、/(]*[,;、][^/(]*(?:月|年底|季度|半年|[0-9]日).*")
_ISO = re.compile(r"((?:19|20)[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_BARE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# 2016.1 may have been typed as 2016.10; every other month keeps its digits.
_MONTH_DECIMALS = re.compile(r"0[1-9]|[2-9]|1[0-2]")
_CLOCK = re.compile(r"[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9:]+)?$")
_STATES = (
    (
        re.compile(r"(?:待|未|尚未|暂未|另行)(?:定|确定|明确|核定|商定|通知|商)|视.*(?:定|情况).*|择机.*|未知"),
        "pending",
    ),
    (
        re.compile(
            r"(?:需|要)?(?:长期|常年|持续|经常|常态|不断|逐步|按进度)"
            r"(?:坚持|推进|任务|实施|进行|工作|化|落实|开展)*"
            r"|分(?:阶段|步|步骤|批|期|年度?)(?:推进|实施|完成|进行|落实)*|跨年度?|每(?:半?年|季度?|月|周|旬).{0,12}|按(?:月|季度?|年).{0,8}"
            r"|[\"“]?十[二三四]五[\"”]?(?:期间|期内|末|规划期)?"
        ),
        "ongoing",
    ),
    # How long, not when; and what waits for something else.
    (
        re.compile(r"(?:约|工期|共)*(?:[0-9]{1,3}(?:\.[0-9])?|[一二两三四五六七八九十]+)(?:个月|天|个工作日|日历天)(?:左右|以内|内)?"),
        "state",
    ),
    (re.compile(r"(?:约|工期|共)*(?:[1-9](?:\.[0-9])?|[一二两三四五六七八九十])年半?(?:左右|以内|内)?"), "state"),
    (re.compile(r"待.{2,20}(?:后|时|再定)|.{2,12}后[0-9]{1,3}(?:个月|天|个工作日|日)内?"), "state"),
    (re.compile(r"(?:五一|十一|国庆|春节|元旦|中秋|端午|清明|入冬|上冻|开春)节?(?:前|后|期间|左右)"), "state"),
    (
        re.compile(r"(?:即时|即日|即刻|立即|尽快|尽早|随时|马上|及时|近期|抓紧)(?:起|解决|办理|办结|推进|完成|落实)*"),
        "immediate",
    ),
    (re.compile(r"[√✓✔☑×✗✘是否]"), "state"),
    (re.compile(r"(?:已|未|正在|暂)(?!定)[\u4e00-\u9fff√]{1,8}|(?:推进|进行|实施|办理|协调)中"), "state"),
)


def parse_day(
    raw: object,
    *,
    number_format: str = "",
    year: int | None = None,
    month: int | None = None,
    date_1904: bool = False,
) -> Day:
    """Read a date cell; `year` and `month` are those of the sheet, for "3月底" and "月底".

    Raises CellProblem `not_a_date`, `impossible_date` or `bad_characters`.
    """
    if isinstance(raw, str):
        return _from_text(raw, year, month, date_1904)
    if raw is None:
        return Day(null_reason="missing")
    if isinstance(raw, datetime):
        return _with_format(raw.date(), number_format)
    if isinstance(raw, date):
        return _with_format(raw, number_format)
    if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
        return _from_number(raw, number_format, date_1904)
    raise CellProblem("not_a_date", text=quoted(raw), reason="type")


def span_of(year: int, month: int, precision: str, text: str, notes: tuple[Note, ...] = ()) -> Day:
    """The Day for a `month`, `quarter`, `half` or `year` that begins in that month."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise CellProblem("impossible_date", text=text)
    last = month + {"month": 0, "quarter": 2, "half": 5, "year": 11}[precision]
    return Day(date(year, month, 1), precision, date(year, last, calendar.monthrange(year, last)[1]), text, None, notes)


def day_of(year: int, month: int, day: int, text: str, notes: tuple[Note, ...] = ()) -> Day:
    """The Day that is one day. Raises CellProblem `impossible_date` for 30 February."""
    try:
        on = date(year, month, day)
    except (ValueError, OverflowError) as failure:
        raise CellProblem("impossible_date", text=text) from failure
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellProblem("impossible_date", text=text)
    return Day(on, "day", on, text, None, notes)


def _with_format(on: date, number_format: str) -> Day:
    precision = date_precision(number_format) or "day"
    text = on.isoformat()
    if precision == "day":
        return day_of(on.year, on.month, on.day, text)
    if precision == "month":
        return span_of(on.year, on.month, "month", text[:7])
    return span_of(on.year, 1, "year", text[:4])


def _from_number(raw: float | Decimal, number_format: str, date_1904: bool) -> Day:
    """A serial of the spreadsheet, 20160301, 201603 or 2016; any other bare number is no date, and ambiguous."""
    text = quoted(raw)
    try:
        usable = math.isfinite(raw) and abs(raw) < 10**15
    except (ValueError, OverflowError):  # a signalling NaN, an integer beyond floats
        usable = False
    if not usable:
        raise CellProblem("not_a_date", text=text, reason="type")
    whole = int(raw)
    if date_precision(number_format) or whole in _SERIALS:
        serial = whole
        if not 0 < serial < 80_000:
            raise CellProblem("impossible_date", text=text)
        return _with_format((_EPOCH_1904 if date_1904 else _EPOCH) + timedelta(days=serial), number_format)
    digits = str(whole)
    if whole == raw and len(digits) in (6, 8) and whole > 0:
        return _from_digits(digits, text)
    if FIRST_YEAR <= whole <= LAST_YEAR:
        if whole == raw:
            return span_of(whole, 1, "year", text)
        decimals = format(raw, ".10g").partition(".")[2]
        if _MONTH_DECIMALS.fullmatch(decimals):
            return span_of(whole, int(decimals), "month", text)
        candidates = [f"{whole}-01", f"{whole}-10"] if decimals == "1" else []
        return _ambiguous(text, candidates)
    if whole >= 1000 or raw < 0:
        raise CellProblem("not_a_date", text=text, reason="bare_number")
    return _ambiguous(text, [])


def _ambiguous(text: str, candidates: list[str]) -> Day:
    note = Note("ambiguous_month", {"text": text, "candidates": candidates})
    return Day(text=text, null_reason="ambiguous", notes=(note,))


def _from_digits(digits: str, text: str) -> Day:
    if len(digits) == 8:
        return day_of(int(digits[:4]), int(digits[4:6]), int(digits[6:]), text)
    return span_of(int(digits[:4]), int(digits[4:]), "month", text)


def _from_text(raw: str, year: int | None, month: int | None, date_1904: bool) -> Day:
    if iso := _ISO.fullmatch(raw):
        return day_of(int(iso[1]), int(iso[2]), int(iso[3]), raw)
    text = tidy(raw)
    if reason := null_reason(text):
        notes = () if reason == "missing" else (Note("missing_reason", {"reason": reason, "text": text}),)
        return Day(text=text, null_reason=reason, notes=notes)
    if len(text) > 60:
        raise CellProblem("not_a_date", text=text[:60], reason="too_long")
    body = _CLOCK.sub("", unicodedata.normalize("NFKC", text).lstrip("'’").strip())
    for pattern, state in _STATES:
        if pattern.fullmatch(body.rstrip("。.!")):
            return Day(text=text, null_reason=state, notes=(Note("missing_reason", {"reason": state, "text": text}),))
    if _BARE.fullmatch(body):
        return _from_bare_text(body, text, date_1904)
    if _SEVERAL.fullmatch(body):
        return Day(text=text, null_reason="state", notes=(Note("missing_reason", {"reason": "state", "text": text}),))
    try:
        found = match_day(body, text, year=year, month=month)
    except CellProblem as problem:
        if problem.params.get("reason") != "no_year":
            raise
        return Day(text=text, null_reason="no_year", notes=(Note("no_year", {"text": text}),), is_planned=is_planned(body))
    return replace(_of_parts(found, text), is_planned=found.is_planned)


def _of_parts(found: DateParts, text: str) -> Day:
    notes = tuple(found.notes)
    if found.day is not None:
        return day_of(found.year, found.month, found.day, text, notes)
    if found.precision != "ten_day":
        return span_of(found.year, found.month, found.precision, text, notes)
    whole = span_of(found.year, found.month, "month", text)
    start = {"上": 1, "中": 11, "下": 21}[found.third]
    finish = whole.due_by.replace(day=start + 9) if start < 21 else whole.due_by
    return Day(whole.on.replace(day=start), "ten_day", finish, text, None, notes)


def _from_bare_text(body: str, text: str, date_1904: bool) -> Day:
    """Digits typed as text: 2016.10 is October here, while 4.20 or 5 says nothing certain."""
    whole, _, decimals = body.partition(".")
    if not decimals:
        if len(whole) in (6, 8):
            return _from_digits(whole, text)
        if len(whole) == 4:
            return span_of(int(whole), 1, "year", text)
        if len(whole) == 5 and int(whole) in _SERIALS:
            return _with_format((_EPOCH_1904 if date_1904 else _EPOCH) + timedelta(days=int(whole)), "")
        if len(whole) > 2:
            raise CellProblem("not_a_date", text=text, reason="bare_number")
        return _ambiguous(text, [])
    if len(decimals) <= 2 and (len(whole) == 4 or (len(whole) == 2 and int(whole) > 12)):
        return span_of(int(whole) + (2000 if len(whole) == 2 else 0), int(decimals), "month", text)
    if len(whole) > 2 or len(decimals) > 2:
        raise CellProblem("not_a_date", text=text, reason="bare_number")
    return _ambiguous(text, [])
