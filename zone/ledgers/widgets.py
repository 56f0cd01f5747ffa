"""How the cells of a column are read: one widget a meaning. A widget is asked once for each distinct value of a column.

`clean(value, number_format=…, column=…, sheet=…)` gives a Reading or raises CellProblem. `column` is the ColumnMatch, `sheet` a Context.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from import_export import widgets

from zone.lib.cellformat import is_date_format
from zone.lib.contacts import Contact, parse_contact
from zone.lib.credit_code import CreditCode, is_valid, read_code
from zone.lib.dates import parse_day
from zone.lib.growth import parse_growth
from zone.lib.industry import parse_industry
from zone.lib.number_format import date_precision, is_percent, shown_scale, unit_shown
from zone.lib.numbers import parse_integer, parse_number
from zone.lib.problems import CellProblem, Note
from zone.lib.spans import parse_span
from zone.lib.textkey import is_null_word, is_plain, marks, match_key, tidy, without_marks
from zone.lib.units import CURRENCIES, Unit, convert
from zone.lib.yes_no import parse_yes_no

CLEAR = type("Clear", (), {"__repr__": lambda self: "CLEAR", "__bool__": lambda self: False})()
CLEAR_WORDS = frozenset(("清空", "(清空)"))
# Words of a state where a figure is asked for.
NO_FIGURE = frozenset(("免税", "免征", "盈亏平衡", "保本", "持平", "亏损", "盈利", "微利", "微亏", "未投产", "停产", "未开工", "保密"))
FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Reading:
    """`value` None: the cell says nothing and wipes nothing. CLEAR: the cell says that the stored value is to be wiped."""

    value: object = None
    notes: tuple[Note, ...] = ()


SILENT = Reading()


class CellWidget(widgets.Widget):
    """Base: most cells are text, a number format means nothing to them."""

    def clean(self, value, row=None, **where) -> Reading:
        raise NotImplementedError

    def heeds(self, number_format: str) -> bool:
        """Whether this number format changes what a cell of the column means."""
        return False

    def fast(self, values: set, column, sheet) -> dict:
        """Readings of plain values that need no parsing, by value; the rest goes through `clean`."""
        return {}


def text_of(value: object) -> str:
    """A cell's value as text: 3516, not 3516.0; a day as 2016-03-01."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value)


class TextWidget(CellWidget):
    """Text as typed; — / 无 say nothing. Longer than the field: cut, and said."""

    def __init__(self, length: int, *, keeps_null_words: bool = False):
        super().__init__()
        self.length, self.keeps_null_words = length, keeps_null_words

    def heeds(self, number_format: str) -> bool:
        return is_percent(number_format)

    def clean(self, value, row=None, *, number_format="", **where) -> Reading:
        text = f"{value * 100:.6g}%" if type(value) in (int, float) and is_percent(number_format) else text_of(value)
        if not text or (not self.keeps_null_words and is_null_word(text)):
            return SILENT
        if len(text) > self.length:
            return Reading(text[: self.length], (Note("text_truncated", {"limit": self.length}),))
        return Reading(text)


def part(value: object, attribute: str) -> object:
    """An attribute of what a cell was read as; a cell that says nothing, or wipes, says so of every part."""
    return value if value is None or value is CLEAR else getattr(value, attribute)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as stored, its key, and whether a ★ or ☆ stood beside it."""

    text: str
    key: str
    is_marked: bool = False


class NameWidget(CellWidget):
    """The name of a firm or project. One that is too long is an error: a cut name would be another name."""

    SURELY = 12  # no word that says nothing is longer

    def __init__(self, length: int):
        super().__init__()
        self.length = length

    def fast(self, values: set, column, sheet) -> dict:
        """Whole words that nothing is to be taken off; shorter ones may be 暂无."""
        plain = [value for value in values if type(value) is str and self.SURELY < len(value) <= self.length and is_plain(value)]
        return {value: Name(value, match_key(value)) for value in plain}

    def clean(self, value, row=None, **where) -> Reading:
        text = " ".join(without_marks(text_of(value)).split())
        if not text or is_null_word(text):
            return SILENT
        if len(text) > self.length:
            raise CellProblem("text_too_long", limit=self.length)
        return Reading(Name(text, match_key(text), marks(str(value))))


class NamesWidget(CellWidget):
    """Several short names in one cell."""

    SEPARATORS = str.maketrans(dict.fromkeys("，,;；/／\n", "、"))

    def __init__(self, length: int):
        super().__init__()
        self.length = length

    def clean(self, value, row=None, **where) -> Reading:
        text = text_of(value)
        if is_null_word(text):
            return SILENT
        names = [name.strip() for name in text.translate(self.SEPARATORS).split("、")]
        if any(len(name) > self.length for name in names):
            raise CellProblem("text_too_long", limit=self.length)
        return Reading(tuple(dict.fromkeys(name for name in names if name)) or None)


class NumberWidget(CellWidget):
    """A number in the column's unit, told in `unit`. `least` bounds it from below where a smaller number cannot be meant."""

    def __init__(self, unit: Unit | None = None, *, least: int | None = None):
        super().__init__()
        self.unit, self.least = unit, least

    def heeds(self, number_format: str) -> bool:
        speaks = is_percent(number_format) or date_precision(number_format) or unit_shown(number_format)
        return bool(speaks) or shown_scale(number_format) != 1

    def fast(self, values: set, column, sheet) -> dict:
        if self.unit is not None and (column.unit or self.unit) != self.unit:
            return {}
        least, found = self.least, {}
        for value in values:
            if type(value) is float:
                digits = repr(value)
                if abs(value) < 1e11 and (least is None or value >= least) and len(digits) - digits.find(".") <= 5:
                    found[value] = Decimal(digits) if digits[-2:] != ".0" else Decimal(digits[:-2])
            elif type(value) is int and abs(value) < 10**11 and (least is None or value >= least):
                found[value] = Decimal(value)
        return found

    def clean(self, value, row=None, *, number_format="", column=None, sheet=None) -> Reading:
        own = (column.unit if column else None) or self.unit
        if own is not None and self.unit is not None and own.family != self.unit.family:
            if own.family in CURRENCIES and self.unit.family in CURRENCIES:
                return Reading(None, (Note("unit_conflict", {"text": text_of(value), "unit": own.name, "column_unit": self.unit.name}),))
            raise CellProblem("unit_conflict_header", unit=own.name, column_unit=self.unit.name)
        if isinstance(value, str) and match_key(value) in NO_FIGURE:
            return Reading(None, (Note("missing_reason", {"text": text_of(value), "reason": "state"}),))
        number = parse_number(value, number_format=number_format, unit=own)
        return self._told(number, own, value)

    def _told(self, number, own: Unit | None, value: object) -> Reading:
        said = number.value
        if said is None:
            return Reading(None, number.notes)
        if own is not None and self.unit is not None:
            said = convert(said, own, self.unit)
        if self.least is not None and said < self.least:
            raise CellProblem("not_a_number", text=number.text, reason="negative")
        rounded = said.quantize(FOUR_PLACES) if said.as_tuple().exponent < -4 else said
        approximate = (Note("is_approximate"),) if number.approximate else ()
        return Reading(rounded, (*number.notes, *approximate))


class CountWidget(NumberWidget):
    """A whole number, never negative."""

    def __init__(self, unit: Unit):
        super().__init__(unit, least=0)

    def fast(self, values: set, column, sheet) -> dict:
        return {value: value for value in values if type(value) is int and 0 <= value < 2**31}

    def clean(self, value, row=None, *, number_format="", column=None, sheet=None) -> Reading:
        number = parse_integer(value, number_format=number_format, unit=self.unit)
        reading = self._told(number, None, value)
        if reading.value is not None and reading.value >= 2**31:
            raise CellProblem("not_a_number", text=number.text, reason="too_large")
        return reading if reading.value is None else Reading(int(reading.value), reading.notes)


class GrowthWidget(CellWidget):
    """Growth in percent; a fall is negative."""

    def heeds(self, number_format: str) -> bool:
        return is_percent(number_format)

    def clean(self, value, row=None, *, number_format="", column=None, sheet=None) -> Reading:
        growth = parse_growth(value, number_format=number_format)
        said = growth.value
        if said is not None and abs(said) >= 10**5:
            raise CellProblem("not_a_number", text=growth.text, reason="too_large")
        reason = ()
        if said is None and growth.null_reason in ("na", "unavailable", "none") and not growth.notes:
            reason = (Note("missing_reason", {"reason": growth.null_reason, "text": growth.text}),)
        if said is not None and said.as_tuple().exponent < -4:
            said = said.quantize(FOUR_PLACES)
        return Reading(said, (*growth.notes, *reason))


class DayWidget(CellWidget):
    """A day with its precision (zone.lib.dates.Day); what says no date gives None."""

    def heeds(self, number_format: str) -> bool:
        return is_date_format(number_format)

    def clean(self, value, row=None, *, number_format="", column=None, sheet=None) -> Reading:
        day = parse_day(value, number_format=number_format, year=sheet.year, month=sheet.month, date_1904=sheet.is_1904)
        return Reading(day if day.on or day.text else None, day.notes)


class SpanWidget(DayWidget):
    """From when to when (zone.lib.spans.Span)."""

    def clean(self, value, row=None, *, number_format="", column=None, sheet=None) -> Reading:
        span = parse_span(value, number_format=number_format, year=sheet.year, month=sheet.month, date_1904=sheet.is_1904)
        notes = span.start.notes if span.start is span.finish else (*span.start.notes, *span.finish.notes)
        return Reading(span, notes)


class YesNoWidget(CellWidget):
    def clean(self, value, row=None, **where) -> Reading:
        return Reading(parse_yes_no(value))


class ChoiceWidget(CellWidget):
    """One of a list of words (match_key → code). A word that is not in the list is the error `unknown_choice`, with the words it may be."""

    def __init__(self, words: Mapping[str, str]):
        super().__init__()
        self.words = {match_key(word): code for word, code in words.items()}
        self.first_words = list({code: word for word, code in reversed(words.items())}.values())[::-1]

    def clean(self, value, row=None, **where) -> Reading:
        text = text_of(value)
        key = match_key(text)
        if key in self.words:
            return Reading(self.words[key])
        if is_null_word(text):
            return SILENT
        raise CellProblem("unknown_choice", text=text[:80], choices="、".join(self.first_words))


class CreditCodeWidget(CellWidget):
    """A credit code or, where the sheet still has it, a registration number (zone.lib.credit_code.CreditCode)."""

    def fast(self, values: set, column, sheet) -> dict:
        return {value: CreditCode(value, "valid") for value in values if type(value) is str and is_valid(value)}

    def clean(self, value, row=None, **where) -> Reading:
        code = read_code(value)
        if code.status == "missing":
            return SILENT
        notes = (Note("legacy_reg_no", {"text": code.legacy_reg_no}),) if code.status == "legacy" else ()
        return Reading(code, notes)


class IndustryWidget(CellWidget):
    def clean(self, value, row=None, **where) -> Reading:
        industry = parse_industry(value)
        return Reading(industry.code, industry.notes)


class ContactWidget(CellWidget):
    """Name and numbers in one cell (zone.lib.contacts.Contact)."""

    def fast(self, values: set, column, sheet) -> dict:
        """A mobile number and nothing else."""
        return {
            value: Contact(phones=(value,), text=value)
            for value in values
            if type(value) is str and len(value) == 11 and value.isascii() and value.isdecimal() and value[0] == "1" and value[1] > "2"
        }

    def clean(self, value, row=None, **where) -> Reading:
        contact = parse_contact(value)
        return Reading(contact if contact.name or contact.phones else None)


class IgnoredWidget(CellWidget):
    """A column that is known and holds nothing to keep (序号)."""

    def clean(self, value, row=None, **where) -> Reading:
        return SILENT
