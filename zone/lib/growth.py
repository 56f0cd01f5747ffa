"""Growth as an office words it: "下降4.2%", "↓3.1", "持平", "3.2（可比价）"; always percent, a fall is negative."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from zone.lib.numbers import Brackets, Number, parse_number, rank_in
from zone.lib.problems import CellProblem, Note
from zone.lib.textkey import tidy
from zone.lib.units import PERCENT, Unit


@dataclass(frozen=True, slots=True)
class Growth:
    """`value` in percent (or in the points asked for).

    `null_reason` is that of Number, or `undefined` for 扭亏, 减亏 and kin.

    `price_basis` is `constant`, `current` or None. Note codes: those of Number, `price_basis`, `growth_undefined`,
    `ambiguous_sign` (下降-8%), `ambiguous_percent` (0.052 without a percent format).
    """

    value: Decimal | None = None
    rank: int | None = None
    price_basis: str | None = None
    null_reason: str | None = None
    approximate: bool = False
    notes: tuple[Note, ...] = ()
    text: str = ""


_UNDEFINED = re.compile(
    r"(?:同比|实现)*(?:扭亏(?:为盈)?|(?:大幅)?减亏|(?:大幅)?增亏|由(?:盈转亏|亏转盈|负转正|正转负|亏为盈)|盈转亏|亏转盈"
    r"|转盈|转亏|亏损(?:扩大|收窄)?|续亏|新增|净增|(?:上年)?无基数|基数为0|不可比)"
)
_LEVEL = re.compile(r"(?:同比|环比)?(?:与?(?:上年|去年|同期|上年同期|去年同期))?(?P<about>基本|大体|大致|略)?(?:持平|不变|零增长|平)")
_COMPARED = re.compile(
    r"^(?:同比|环比|累计|比|较|与|上年|去年|同期|上月|全[市省国]|平均|水平|序时|进度|时序|目标|名义|实际|略|有所|小幅|大幅|[:,])+"
)
_UP = r"增长|增幅|增加|上升|提高|上涨|增速|回升|高于|超过|超出|超序时|快于|领先|超|高|增|升|快|↑|▲|△|⬆|∆|\+"
_DOWN = r"负增长|下降|降低|减少|回落|下滑|降幅|下跌|低于|落后|滞后|慢于|欠|低|落|降|减|跌|慢|↓|▼|▽|⬇|-|−|–|—"
_SIGNED = re.compile(rf"(?:(?P<down>{_DOWN})|(?P<up>{_UP}))(?:于|了|约为|约|为|幅度|[:])*\s*")
_TIMES = re.compile(r"([0-9]+(?:\.[0-9]+)?)倍")
_TENTHS = re.compile(r"(?P<about>近|约)?(?P<whole>[一二两三四五六七八九1-9])成(?P<more>半|[一二三四五六七八九])?(?P<over>多|左右|以上)?")
_DIGITS = {numeral: digit for digit, numeral in enumerate("一二三四五六七八九", 1)} | {"两": 2, "半": 5}
_BRACKET = re.compile(r"\(([^()]*)\)")
_PRICES = (
    ("可比价", "constant"),
    ("不变价", "constant"),
    ("可比", "constant"),
    ("现价", "current"),
    ("当年价", "current"),
)
_PLAIN = re.compile(r"[+-]?[0-9]{1,6}(?:\.[0-9]{1,8})?%?")
_TAIL_SIGN = re.compile(r"(?P<body>[0-9.]+%?)\s*(?P<sign>[↑↓▲▼△▽+-])")


def parse_growth(raw: object, *, number_format: str = "", brackets: Brackets = "negative", unit: Unit = PERCENT) -> Growth:
    """Read a growth cell; `unit` may be percentage points, for columns like 超(低)时序进度.

    `brackets` decides a lone "（8）" (−8 or the 8th place); behind a value, "5.2（3）", brackets are a rank.
    Raises CellProblem `not_a_number`, `formula_error` or `bad_characters`.
    """
    if not isinstance(raw, str):
        number = parse_number(raw, number_format=number_format, unit=unit)
        return _of_number(number, notes=_looks_like_fraction(raw, number_format, number))
    if _PLAIN.fullmatch(raw):
        return Growth(value=Decimal(raw.rstrip("%")), text=raw)
    text = tidy(raw)
    body = unicodedata.normalize("NFKC", text).replace(" ", "").strip("。.;,")
    basis, notes, rank = None, [], None
    if not (_BRACKET.fullmatch(body) and _BRACKET.fullmatch(body)[1][:1].isdigit()):
        basis, rank, notes = _brackets_of(body)
        sign = next((found for found in _BRACKET.findall(body) if found in ("+", "-", "−")), "")
        body = sign.replace("−", "-") + _BRACKET.sub("", body)
    if _UNDEFINED.fullmatch(body):
        notes.append(Note("growth_undefined", {"text": text}))
        return Growth(None, rank, basis, "undefined", False, tuple(notes), text)
    if level := _LEVEL.fullmatch(body):
        return Growth(Decimal(0), rank, basis, None, bool(level["about"]), tuple(notes), text)
    body, sign = _direction(body, text, notes)
    if times := _TIMES.fullmatch(body):
        return Growth(sign * Decimal(times[1]) * 100, rank, basis, None, False, tuple(notes), text)
    if tenths := _TENTHS.fullmatch(body):
        is_about = bool(tenths["about"] or tenths["over"])
        notes += [Note("approximate", {"text": text, "bound": None})] if is_about else []
        return Growth(sign * _percent_of(tenths), rank, basis, None, is_about, tuple(notes), text)
    try:
        number = parse_number(body or text, unit=unit, brackets=brackets)
    except CellProblem as problem:
        raise CellProblem(problem.code, **problem.params | {"text": text[:80]}) from problem
    if number.value is not None and sign < 0 and number.value < 0:
        notes.append(Note("ambiguous_sign", {"text": text}))
        sign = 1
    return _of_number(number, sign, rank, basis, tuple(notes), text)


def _percent_of(tenths: re.Match) -> Decimal:
    """两成 is 20, 三成五 is 35."""
    whole, more = (_DIGITS.get(part) or int(part or 0) for part in (tenths["whole"], tenths["more"]))
    return Decimal(whole * 10 + more)


def _brackets_of(body: str) -> tuple[str | None, int | None, list[Note]]:
    """What stands in brackets behind the value: the price basis, a rank, or other words."""
    basis, rank, notes = None, None, []
    for inside in _BRACKET.findall(body):
        prices = next((code for words, code in _PRICES if words in inside), None)
        if prices:
            basis = prices
            notes.append(Note("price_basis", {"basis": prices, "text": inside}))
        elif (place := rank_in(inside)) is not None:
            rank = place
        elif inside not in ("+", "-", "−", ""):
            notes.append(Note("remark", {"text": inside}))
    return basis, rank, notes


def _direction(body: str, text: str, notes: list[Note]) -> tuple[str, int]:
    """Take the words and arrows of direction off; several that contradict each other are said."""
    body = _COMPARED.sub("", body) or body
    if tail := _TAIL_SIGN.fullmatch(body):
        body = tail["sign"] + tail["body"]
    signs = []
    while (found := _SIGNED.match(body)) and found.end() < len(body):
        signs.append(-1 if found["down"] else 1)
        body = _COMPARED.sub("", body[found.end() :])
    if len(set(signs)) > 1 or signs.count(-1) > 1:
        notes.append(Note("ambiguous_sign", {"text": text}))
    return body, -1 if -1 in signs else 1


def _of_number(
    number: Number,
    sign: int = 1,
    rank: int | None = None,
    basis: str | None = None,
    notes: tuple[Note, ...] = (),
    text: str = "",
) -> Growth:
    if number.low is not None:
        raise CellProblem("not_a_number", text=number.text, reason="range")
    value = None if number.value is None else number.value * sign
    rank = rank if rank is not None else number.rank
    return Growth(value, rank, basis, number.null_reason, number.approximate, notes + number.notes, text or number.text)


def _looks_like_fraction(raw: object, number_format: str, number: Number) -> tuple[Note, ...]:
    """0.0523 under a percent header was most likely a percentage whose cell lost its format; said, never changed."""
    value = number.value
    if "%" in number_format or not value or not isinstance(raw, float):
        return ()
    if abs(value) < 1 and value.as_tuple().exponent <= -3:
        return (Note("ambiguous_percent", {"text": number.text}),)
    return ()
