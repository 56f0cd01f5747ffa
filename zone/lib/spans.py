"""From when to when: "2015.10-2016.12", and the pair "planned / actual" in one cell."""

import re
from dataclasses import dataclass

from zone.lib.dates import Day, day_of, parse_day
from zone.lib.problems import CellProblem
from zone.lib.textkey import null_reason, tidy


@dataclass(frozen=True, slots=True)
class Span:
    """Start and finish; a side that is not said is a Day without a date."""

    start: Day
    finish: Day


_JOINTS = (re.compile(r"\s*(?:至|到|[~～—–―]+|--+)\s*"), re.compile(r"\s*[-－]\s*"))
_NOTHING = Day(null_reason="missing")
_BARE_MONTH_LEFT = re.compile(r"(?:[0-9]{4}年|[0-9]{2}年)?[0-9]{1,2}")
_BARE_NUMBER = re.compile(r"([0-9]{1,2})(日|号)?")
_DUE_WORDS = re.compile(r"^(?:至|到|截至|截止)|前|底|末|内")


def parse_span(raw: object, *, number_format: str = "", year: int | None = None, month: int | None = None, date_1904: bool = False) -> Span:
    """Read a cell "from – to"; the finish takes year and month from the start where it has none of its own.

    A whole year alone is both its start and its finish, any other single date a start, and a deadline ("2016年底前")
    a finish.
    Raises CellProblem `not_a_date` or `impossible_date` (reason `finish_before_start`).
    """
    context = {"year": year, "month": month, "date_1904": date_1904}
    if not isinstance(raw, str):
        return _single(parse_day(raw, number_format=number_format, **context))
    text = tidy(raw)
    if null_reason(text):
        day = parse_day(text)
        return Span(day, day)
    try:
        return _single(parse_day(text, **context))
    except CellProblem as failure:
        problem = failure
    for joint in _JOINTS:
        for found in joint.finditer(text):
            left, right = text[: found.start()], text[found.end() :]
            try:
                span = _joined(left, right, context)
            except CellProblem as failure:
                # 2016年2月30日-2016年5月: the more telling of the two complaints.
                problem = failure if failure.code == "impossible_date" else problem
                continue
            if span.start.on and span.finish.due_by and span.finish.due_by < span.start.on:
                raise CellProblem("impossible_date", text=text, reason="finish_before_start")
            return span
    if "/" in text:
        return Span(*parse_pair(text, year=year, month=month, date_1904=date_1904))
    raise CellProblem(problem.code, **problem.params | {"text": text[:60]})


def parse_pair(
    raw: object, *, number_format: str = "", year: int | None = None, month: int | None = None, date_1904: bool = False
) -> tuple[Day, Day]:
    """Read "planned/actual" in one cell: "2016.4/2016.4.18", "8月底/", "四季度" (planned only).

    Raises CellProblem `not_a_date` or `impossible_date`.
    """
    context = {"year": year, "month": month, "date_1904": date_1904}
    if not isinstance(raw, str):
        return parse_day(raw, number_format=number_format, **context), _NOTHING
    text = tidy(raw).replace("／", "/")
    try:
        return parse_day(text, **context), _NOTHING
    except CellProblem as failure:
        problem = failure
    for position in [found.start() for found in re.finditer("/", text)]:
        try:
            return parse_day(text[:position], **context), parse_day(text[position + 1 :], **context)
        except CellProblem as failure:
            problem = failure if failure.code == "impossible_date" else problem
    raise CellProblem(problem.code, **problem.params | {"text": text[:60]})


def _single(day: Day) -> Span:
    if day.precision == "year" and not _DUE_WORDS.search(day.text):
        return Span(day, day)
    if day.on and _DUE_WORDS.search(day.text):
        return Span(_NOTHING, day)
    return Span(day, _NOTHING if day.on else day)


def _joined(left: str, right: str, context: dict) -> Span:
    if not left.strip():
        return Span(_NOTHING, parse_day(right, **context))
    if "月" in right and _BARE_MONTH_LEFT.fullmatch(left):
        left += "月"
    start = parse_day(left, **context)
    if not right.strip():
        return Span(start, _NOTHING)
    if start.on is None:
        return Span(start, parse_day(right, **context))
    context = context | {"year": start.on.year, "month": start.on.month}
    bare = _BARE_NUMBER.fullmatch(right.strip())
    if bare and start.precision == "day":
        return Span(start, day_of(start.on.year, start.on.month, int(bare[1]), right))
    if bare and not bare[2] and start.precision == "month":
        right = f"{bare[1]}月"
    return Span(start, parse_day(right, **context))
