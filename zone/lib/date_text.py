"""The grammar of a written date: which year, which part of it, and the words around."""

import re
from dataclasses import dataclass, field, replace

from zone.lib.numerals import number_of
from zone.lib.problems import CellProblem, Note


@dataclass(frozen=True, slots=True)
class DateParts:
    """The parts as found: `month` is where the span begins, `day` is set for a single day, `third` is one of 上中下; `is_planned` where the
    words around say that it is meant, not done."""

    year: int
    month: int
    precision: str
    day: int | None = None
    third: str | None = None
    is_planned: bool = False
    notes: list[Note] = field(default_factory=list)


_NUMERAL = "一二三四五六七八九十"
_LOOSE_SPACE = re.compile(r"\s+(?=[年月日号季])|(?<=[年月])\s+")
_CHINESE_YEAR = re.compile(r"[一二]?[〇零○Oo一二三四五六七八九]{2,4}(?=年)")
_CHINESE_NUMBER = re.compile(rf"[{_NUMERAL}廿]+(?=\s*(?:月|日|号|季度))")
_YEAR_DIGITS = str.maketrans("〇零○Oo一二三四五六七八九", "00000123456789")
_LEAD = re.compile(
    r"^(?:约|大约|按照?计划|原计划|预计|预期|有望|可望|计划|拟|拟于|力争|争取|确保|于|至|截至|截止|到|自|从|原定|暂定|目标"
    r"|开工时间|时间|为|在|赶在|[:,]|\s)+"
)
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2}(?=\s*(?:年|[-./][0-9]{1,2}[-./]))|今年|本年|当年|明年|次年|去年|上年)?(?:年度?)?"
_SEPARATED = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{2})\s*(?P<mark>[-./])\s*(?P<month>[0-9]{1,2})\s*(?P=mark)\s*(?P<day>[0-9]{1,2})"
    r"\s*(?:日|号)?(?P<rest>\D.*|)"
)
_YEAR_MONTH = re.compile(r"(?P<year>[0-9]{4})\s*[-./年]\s*(?P<month>[0-9]{1,2})(?:\s*月份?)?(?P<rest>[^0-9月./-].*|)")
_SLASHED = re.compile(r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})(?P<rest>[^0-9/].*|)")
_HALF = re.compile(rf"{_YEAR}\s*(?P<half>上|下|前|后)半年(?P<rest>.*)")
_QUARTER = re.compile(rf"{_YEAR}[-./\s]*第?(?:(?P<quarter>[0-9]+)\s*季度?|[Qq](?P<q>[0-9]))(?P<rest>\D.*|)")
_MONTH = re.compile(
    rf"{_YEAR}\s*(?:(?P<month>[0-9]{{1,2}})\s*月份?|(?P<this>本月|当月|月(?=底|末|内)))"
    r"\s*(?:(?P<day>[0-9]{1,2})\s*(?:日|号)?(?![0-9])|(?P<third>上旬|中旬|下旬|初|中(?!旬)))?(?P<rest>.*)"
)
_YEAR_ONLY = re.compile(rf"{_YEAR}\s*(?P<part>年?底|年?末|年?内|全年|年?终|年?初|年?中(?!旬))?(?P<rest>.*)")
_TAIL = re.compile(r"(?:底|末|内|初|中|份|之|以|日|号|前|后|左右|期间|以前|之前|以内|之内|\s)*(?P<words>[^0-9季旬月年/~—–―-]{0,16})")
_OUTER = re.compile(r"\((?P<inside>[^()]*)\)|\[(?P<inside2>[^\[\]]*)\]")
_APPROXIMATE = re.compile("(?<![签合预履])约|左右|前后")
_PLANNED = re.compile("预计|预期|(?<![按照])计划|拟|力争|争取|确保|原定|暂定|目标|赶在|有望|可望|[月底末日号旬]前")
_RELATIVE = {"今年": 0, "本年": 0, "当年": 0, "明年": 1, "次年": 1, "去年": -1, "上年": -1}


def match_day(body: str, text: str, *, year: int | None, month: int | None) -> DateParts:
    """The parts of NFKC text such as "2016年3月底前"; `text` is quoted in errors.

    Raises CellProblem `not_a_date` (reason `no_year` where only the year is missing) or `impossible_date`.
    """
    notes: list[Note] = []
    if outer := _OUTER.fullmatch(body):
        body = outer["inside"] or outer["inside2"] or ""
    elif inside := [first or second for first, second in _OUTER.findall(body)]:
        notes.append(Note("remark", {"text": " ".join(inside)}))
        body = _OUTER.sub("", body)
    body = digits_for_numerals(_LOOSE_SPACE.sub("", body.strip()))
    planned = is_planned(body)
    if _APPROXIMATE.search(body):
        notes.append(Note("approximate", {"text": text, "bound": None}))
    body = _LEAD.sub("", body)
    for pattern, read in _READERS:
        if found := pattern.fullmatch(body):
            parts = read(found, text, year, month)
            if parts is not None:
                return replace(_finished(parts, found["rest"], text, notes), is_planned=planned)
    raise CellProblem("not_a_date", text=text)


def is_planned(body: str) -> bool:
    """Whether the words call a date a plan."""
    return _PLANNED.search(body) is not None


def _finished(parts: DateParts, rest: str, text: str, notes: list[Note]) -> DateParts:
    tail = _TAIL.fullmatch(rest)
    if tail is None:
        raise CellProblem("not_a_date", text=text)
    if words := tail["words"].strip(" 。.,;、"):
        notes.append(Note("remark", {"text": words}))
    parts.notes.extend(notes)
    return parts


def digits_for_numerals(body: str) -> str:
    """二〇一六年十月 becomes 2016年10月, 元月 becomes 1月."""
    if body.isascii():
        return body
    body = _CHINESE_YEAR.sub(lambda found: found.group().translate(_YEAR_DIGITS), body)
    try:
        body = _CHINESE_NUMBER.sub(lambda found: str(number_of(found.group())), body)
    except (ValueError, KeyError, IndexError):
        return body
    return body.replace("元月", "1月").replace("年元旦", "年1月1日")


def _year(found: re.Match, text: str, year: int | None) -> int:
    written = found["year"]
    if written and written.isdigit():
        return int(written) + (2000 if len(written) == 2 else 0)
    if year is None:
        raise CellProblem("not_a_date", text=text, reason="no_year")
    return year + _RELATIVE.get(written or "", 0)


def _read_separated(found: re.Match, text: str, year: int | None, month: int | None) -> DateParts:
    return DateParts(_year(found, text, year), int(found["month"]), "day", day=int(found["day"]))


def _read_year_month(found: re.Match, text: str, year: int | None, month: int | None) -> DateParts:
    return DateParts(int(found["year"]), int(found["month"]), "month")


def _read_slashed(found: re.Match, text: str, year: int | None, month: int | None) -> DateParts:
    if year is None:
        raise CellProblem("not_a_date", text=text, reason="no_year")
    return DateParts(year, int(found["month"]), "day", day=int(found["day"]))


def _read_half(found: re.Match, text: str, year: int | None, month: int | None) -> DateParts:
    return DateParts(_year(found, text, year), 1 if found["half"] in "上前" else 7, "half")


def _read_quarter(found: re.Match, text: str, year: int | None, month: int | None) -> DateParts:
    quarter = int((found["quarter"] or found["q"])[:3])
    if not 1 <= quarter <= 4:
        raise CellProblem("impossible_date", text=text)
    return DateParts(_year(found, text, year), quarter * 3 - 2, "quarter")


def _read_month(found: re.Match, text: str, year: int | None, month: int | None) -> DateParts:
    number = int(found["month"]) if found["month"] else month
    if number is None:
        raise CellProblem("not_a_date", text=text, reason="no_month")
    of_year = _year(found, text, year)
    if found["day"]:
        return DateParts(of_year, number, "day", day=int(found["day"]))
    if found["third"]:
        return DateParts(of_year, number, "ten_day", third={"初": "上"}.get(found["third"], found["third"][0]))
    return DateParts(of_year, number, "month")


def _read_year(found: re.Match, text: str, year: int | None, month: int | None) -> DateParts | None:
    if not (found["year"] or found["part"]):
        return None
    of_year = _year(found, text, year)
    if (found["part"] or "").endswith("初"):
        return DateParts(of_year, 1, "quarter")
    return DateParts(of_year, 1, "half" if (found["part"] or "").endswith("中") else "year")


_READERS = (
    (_HALF, _read_half),
    (_QUARTER, _read_quarter),
    (_SEPARATED, _read_separated),
    (_MONTH, _read_month),
    (_YEAR_MONTH, _read_year_month),
    (_SLASHED, _read_slashed),
    (_YEAR_ONLY, _read_year),
)
