"""Numbers as an office writes them, told in the unit of their column."""

import math
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from typing import Literal

from zone.lib.number_format import date_precision, is_percent, shown_scale, unit_shown
from zone.lib.number_text import LARGEST, Amount, not_a_number, read_amount
from zone.lib.problems import CellProblem, Note, quoted
from zone.lib.textkey import null_reason, tidy
from zone.lib.units import CURRENCIES, PERCENT, POINTS, Unit, plain

Brackets = Literal["negative", "rank"]


@dataclass(frozen=True, slots=True)
class Number:
    """A read number. `value`, `low` and `high` are in `unit`, the column's unit where it has one.

    A range has `low` and `high` and no `value`. `bound` is "upper" (近 90, ≤ 90) or "lower" (60 余, ≥ 60).
    `null_reason` is `missing`, `na` (—), `unavailable` (/) or `none` (无). `text` is the cell as written.

    Note codes: `missing_reason`, `approximate`, `range`, `unit_in_cell`, `unit_conflict` (another currency: no value),
    `scaled_format` (the format shows another number than the cell holds, and the unit does not say which is meant: no value),
    `chinese_number`, `second_number`, `remark` (other words in brackets), `footnote`.
    """

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    approximate: bool = False
    bound: str | None = None
    unit: Unit | None = None
    rank: int | None = None
    null_reason: str | None = None
    notes: tuple[Note, ...] = ()
    text: str = ""


_DIGITS = re.compile(r"-?[0-9]{1,14}(?:\.[0-9]{1,12})?")
_GROUPS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,12})?")
_FORMULA_ERROR = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|GETTING_DATA)", re.IGNORECASE)
_PENDING = frozenset(("待定", "未定", "待核实", "待确定", "待统计", "统计中", "保密", "面议", "另报", "见附件", "见备注"))
# Before NFKC, which would turn a footnote ① or ¹ into a digit of the number.
_MARK = r"(?:[*＊★☆※①-⑳⑴-⒇㈠-㈩❶-❿➀-➉†‡]|(?<![mM])[\u00b9\u00b2\u00b3\u2070-\u2079])"
_FOOTNOTES = re.compile(rf"^{_MARK}+|{_MARK}+(?=\s*(?:$|[（(]))")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_RANGE = re.compile(r"(?<=[0-9万亿元%千百户家个人台亩多余米顷里套])\s*(?:至|到|[-~—–―〜]+)\s*(?=[-+]?约?[0-9¥$.])")
_SIGN = re.compile(r"[-+−]")
_RANK = re.compile(r"(?:全[市省国区]|位次|排名|位居|排|并列|[:\s])*第?([0-9]{1,3})(?:位|名)?")
_SPACES = re.compile(r"[\s\u3000]+")


def parse_number(raw: object, *, number_format: str = "", unit: Unit | None = None, brackets: Brackets = "negative") -> Number:
    """Read a number cell; `unit` is that of the column, into which a unit written in the cell is converted.

    `brackets` says what "（8）" means in this column: −8, or the 8th place. A percentage cell (5 %, or 0.05 with
    a % format) gives 5. Raises CellProblem `not_a_number`, `formula_error` or `bad_characters`.
    """
    if isinstance(raw, str):
        if _DIGITS.fullmatch(raw):
            return Number(value=Decimal(raw), unit=unit, text=raw)
        if _GROUPS.fullmatch(raw):
            return Number(value=Decimal(raw.replace(",", "")), unit=unit, text=raw)
        return _from_text(raw, unit, brackets)
    if raw is None:
        return Number(unit=unit, null_reason="missing")
    return _from_value(raw, number_format, unit)


def parse_integer(raw: object, *, number_format: str = "", unit: Unit | None = None) -> Number:
    """As parse_number, for whole numbers. Raises CellProblem `not_a_number` (reason `not_whole`) for 1.5."""
    number = parse_number(raw, number_format=number_format, unit=unit)
    for value in (number.value, number.low, number.high):
        if value is not None and value != value.to_integral_value():
            raise CellProblem("not_a_number", text=number.text, reason="not_whole")
    return number


def parse_rank(raw: object) -> int | None:
    """The place in a ranking: 3 for "（3）", "第3位", 3; None for a cell that says nothing."""
    number = parse_number(raw.strip().lstrip("第").rstrip("位名") if isinstance(raw, str) else raw, brackets="rank")
    place = number.value if number.rank is None else Decimal(number.rank)
    if place is None and number.null_reason:
        return None
    if place is None or place < 1 or place > 999 or place != place.to_integral_value():
        raise CellProblem("not_a_number", text=number.text, reason="not_a_rank")
    return int(place)


def decimal_of(raw: float | Decimal) -> Decimal:
    """The exact decimal that a spreadsheet shows for its binary float (15 significant digits); no NaN, no infinity."""
    if isinstance(raw, float):
        if not math.isfinite(raw):
            raise CellProblem("not_a_number", text=quoted(raw), reason="not_finite")
        value = Decimal(repr(raw) if len(repr(raw)) < 16 else f"{raw:.15g}")
    else:
        value = Decimal(raw)
        if not value.is_finite():
            raise CellProblem("not_a_number", text=quoted(raw), reason="not_finite")
    if abs(value) >= LARGEST:
        raise CellProblem("not_a_number", text=quoted(raw), reason="too_large")
    return value if -12 <= value.as_tuple().exponent <= 0 else plain(value.quantize(Decimal("1e-12")))


def _from_value(raw: object, number_format: str, unit: Unit | None) -> Number:
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
        reason = "date" if isinstance(raw, (date, time)) else "type"
        raise CellProblem("not_a_number", text=quoted(raw), reason=reason)
    if isinstance(raw, int) and abs(raw) >= LARGEST:
        raise CellProblem("not_a_number", text=quoted(raw), reason="too_large")
    value = decimal_of(raw)
    text = str(raw)
    if not number_format or number_format == "General":
        return Number(value=plain(value), unit=unit, text=text)
    if is_percent(number_format):
        amount = Amount(plain(value * 100), PERCENT, None, None, False, False)
        return _number(amount, unit, text, [])
    if date_precision(number_format):
        raise CellProblem("not_a_number", text=text, reason="date")
    shown, scale = unit_shown(number_format), shown_scale(number_format)
    if scale != 1 and not _is_of_scale(shown or unit, scale):
        note = Note("scaled_format", {"text": text, "shown": f"{plain(round(value / scale, 4)):f}"})
        return Number(unit=unit, null_reason="unavailable", notes=(note,), text=text)
    return _number(Amount(plain(value / scale), shown, None, None, False, False), unit, text, [])


def _is_of_scale(unit: Unit | None, scale: Decimal) -> bool:
    """Whether a cell that holds so much more than it shows holds 元 (or kWh …) and shows this unit: the figure is the one shown."""
    return unit is not None and unit.factor / unit.root == scale


def _from_text(raw: str, unit: Unit | None, brackets: Brackets) -> Number:
    text = tidy(raw)
    if reason := null_reason(text):
        notes = () if reason == "missing" else (Note("missing_reason", {"reason": reason, "text": text}),)
        return Number(unit=unit, null_reason=reason, notes=notes, text=text)
    if _FORMULA_ERROR.fullmatch(text):
        raise CellProblem("formula_error", text=text)
    if text in _PENDING:
        return Number(
            unit=unit,
            null_reason="unavailable",
            notes=(Note("missing_reason", {"reason": "unavailable", "text": text}),),
            text=text,
        )
    if len(text) > 80:
        raise not_a_number(text[:80], reason="too_long")
    notes: list[Note] = []
    body = text.lstrip("'’‘`＇")
    if marks := "".join(_FOOTNOTES.findall(body)):
        notes.append(Note("footnote", {"marks": marks}))
        body = _FOOTNOTES.sub("", body)
    body = _SPACES.sub(" ", unicodedata.normalize("NFKC", body)).strip()
    outer = _BRACKETED.fullmatch(body)
    if outer and brackets == "rank":
        rank = rank_in(outer[1])
        if rank is None:
            raise not_a_number(text)
        return Number(unit=unit, rank=rank, notes=tuple(notes), text=text)
    if outer:
        return _number(_negated(read_amount(outer[1], text)), unit, text, notes)
    bracketed = _BRACKETED.findall(body)
    body = _BRACKETED.sub("", body).strip()
    rank, sign = None, ""
    for inside in bracketed:
        if _SIGN.fullmatch(inside.strip()):
            sign = inside.strip()
        elif brackets == "rank" and (place := rank_in(inside)) is not None:
            rank = place
        else:
            notes.append(Note("second_number" if any(map(str.isdigit, inside)) else "remark", {"text": inside.strip()}))
    if len(ends := _RANGE.split(body)) == 2:
        return _range(ends, unit, text, notes)
    amount = read_amount(body, text)
    return _number(_negated(amount) if sign in ("-", "−") else amount, unit, text, notes, rank)


def rank_in(text: str) -> int | None:
    """The place that words in brackets name ("3", "全市第3位"), or None."""
    found = _RANK.fullmatch(text.strip())
    return int(found[1]) if found and int(found[1]) else None


def _negated(amount: Amount) -> Amount:
    return replace(amount, value=-amount.value)


def _number(amount: Amount, unit: Unit | None, text: str, notes: list[Note], rank: int | None = None) -> Number:
    own = amount.unit
    if amount.approximate:
        notes.append(Note("approximate", {"text": text, "bound": amount.bound}))
    if amount.is_chinese:
        notes.append(Note("chinese_number", {"text": text}))
    if conflict := _unit_note(amount, unit, text, notes):
        return conflict
    points = own is not None and unit is not None and {own, unit} == {PERCENT, POINTS}
    value = amount.value if points else amount.told_in(unit)
    if abs(value) >= LARGEST:
        raise not_a_number(text, reason="too_large")
    return Number(value, None, None, amount.approximate, amount.bound, unit or own, rank, None, tuple(notes), text)


def _unit_note(amount: Amount, unit: Unit | None, text: str, notes: list[Note]) -> Number | None:
    """Say that the cell brings its own unit; a Number without value where that is another currency than the column."""
    own = amount.unit
    if own is None:
        if amount.bare_multiplier is not None and unit is not None:
            notes.append(Note("unit_in_cell", {"text": text, "unit": unit.multiplied(amount.bare_multiplier)}))
        return None
    if unit is None or own.family == unit.family:
        if own.family not in ("count", "percent", "points"):
            notes.append(Note("unit_in_cell", {"text": text, "unit": own.name}))
        return None
    conflict = Note("unit_conflict", {"text": text, "unit": own.name, "column_unit": unit.name})
    if {own, unit} == {PERCENT, POINTS}:
        notes.append(replace(conflict, params=conflict.params | {"reason": "points"}))
        return None
    if own.family in CURRENCIES and unit.family in CURRENCIES:
        return Number(unit=unit, null_reason="unavailable", notes=(*notes, conflict), text=text)
    raise not_a_number(text, reason="unit_conflict", unit=own.name, column_unit=unit.name)


def _range(ends: list[str], unit: Unit | None, text: str, notes: list[Note]) -> Number:
    low, high = read_amount(ends[0], text), read_amount(ends[1], text)
    if low.unit is None and low.bare_multiplier is None:
        low = replace(low, unit=high.unit, bare_multiplier=high.bare_multiplier)
    first, last = _number(low, unit, text, []), _number(high, unit, text, notes)
    if first.value is None or last.value is None:
        return last
    if first.value > last.value:
        raise not_a_number(text, reason="range_reversed")
    notes.append(Note("range", {"low": str(first.value), "high": str(last.value), "text": text}))
    return Number(None, first.value, last.value, True, None, last.unit, None, None, tuple(notes), text)
