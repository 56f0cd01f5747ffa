"""The grammar of a written amount: sign, digits or Chinese numerals, multiplier, unit, and how sure the writer was."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from zone.lib.numerals import number_of
from zone.lib.problems import CellProblem
from zone.lib.units import MULTIPLIERS, Unit, convert, parse_unit, plain

# Decimal(18,4) columns hold fourteen digits before the point.
LARGEST = Decimal(10) ** 14

_CURRENCIES = {
    "¥": "元",
    "人民币": "元",
    "rmb": "元",
    "cny": "元",
    "us$": "美元",
    "usd": "美元",
    "$": "美元",
    "hk$": "港元",
    "€": "欧元",
}
_LEAD = re.compile(
    r"(?:(?P<about>大约|约为|约|将近|接近|近|大概|预计|估计|暂估)|(?P<floor>不低于|不少于|不小于|至少|最少|超过|逾|>=|≥|>|≧|高于|大于)"
    r"|(?P<ceiling>不超过|不高于|不大于|不多于|不足|不到|至多|最多|<=|≤|<|≦|低于|小于)"
    r"|(?P<loss>亏损|净亏损|亏)|(?P<filler>合计|共计|总计|共|计|达到|达|为|是|盈利|净利|盈|[:]))"
)
_TAIL = re.compile(r"(?:(?P<about>左右|上下|许)|(?P<floor>及以上|以上|起|\+|余|多)|(?P<ceiling>及以下|以下|以内|之内|不到))$")
_GROUPED = r"[0-9]{1,3}(?:(?P<mark>[, '])[0-9]{3})(?:(?P=mark)[0-9]{3})*(?:\.[0-9]*)?"
_PLAIN = r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+"
_CHINESE = r"[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟点]+"
_BODY = re.compile(
    rf"(?P<sign>[-+−]?)\s*(?P<currency>us\$|hk\$|usd|rmb|cny|人民币|[¥$€])?\s*(?P<sign2>[-+−]?)\s*"
    rf"(?:(?P<number>{_GROUPED}|{_PLAIN})|(?P<chinese>{_CHINESE}?)(?=[^零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟点]|$))"
    rf"\s*(?P<odd>[余多几])?\s*(?P<multiplier>[十百千]?[万亿]|[百千万]亿|[百千])?\s*(?P<odd2>[余多])?\s*(?P<unit>\D*|[^0-9]*m[23])"
)
_LOOKALIKE = re.compile(r"[-+]?[0-9OoIl|,.]*[0-9][0-9OoIl|,.]*")
_LOOKALIKES = str.maketrans("OoIl|", "00111")
_SCIENTIFIC = re.compile(r"[-+]?[0-9.]+e[-+]?[0-9]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A written amount. `unit` is the unit written with it; `bare_multiplier` what 万 or 亿 alone stood behind it.

    `value` has its multiplier applied only where that is not part of the unit's name.
    """

    value: Decimal
    unit: Unit | None
    bare_multiplier: Decimal | None
    bound: str | None
    approximate: bool
    is_chinese: bool

    def told_in(self, unit: Unit | None) -> Decimal:
        """The value in the unit of the column; raises ValueError where the families differ."""
        if self.bare_multiplier is not None:
            root = unit.root / unit.factor if unit else Decimal(1)
            return plain(self.value * self.bare_multiplier * root)
        return convert(self.value, self.unit, unit) if self.unit and unit else self.value


def read_amount(text: str, original: str) -> Amount:
    """Read one amount of NFKC text such as "约1.5亿元", ">2000", "60余家". Raises CellProblem `not_a_number`."""
    rest, about, bound, is_loss = text.strip().casefold(), False, None, False
    while lead := _LEAD.match(rest):
        rest = rest[lead.end() :].lstrip()
        about, bound = _hedge(lead.groupdict(), about, bound)
        is_loss = is_loss or bool(lead["loss"])
        if lead["about"] in ("近", "将近", "接近"):
            bound = "upper"
    while (tail := _TAIL.search(rest)) and tail.start():
        rest = rest[: tail.start()].rstrip()
        about, bound = _hedge(tail.groupdict(), about, bound)
    body = _BODY.fullmatch(rest)
    if not body or not (body["number"] or body["chinese"]):
        raise not_a_number(original)
    if body["odd"] or body["odd2"]:
        about, bound = True, "lower"
    value = -_value(body, original) if is_loss else _value(body, original)
    unit, bare = _unit(body, original)
    return Amount(value, unit, bare, bound, about or bound is not None, bool(body["chinese"]))


def _hedge(words: dict[str, str | None], about: bool, bound: str | None) -> tuple[bool, str | None]:
    if words["floor"]:
        return about, "lower"
    if words["ceiling"]:
        return about, "upper"
    return about or bool(words["about"]), bound


def _value(body: re.Match, original: str) -> Decimal:
    if body["number"]:
        mark = body["mark"]
        value = Decimal(body["number"].replace(mark, "") if mark else body["number"])
    else:
        try:
            value = Decimal(str(number_of(body["chinese"])))
        except (ValueError, KeyError, IndexError) as failure:
            raise not_a_number(original) from failure
    if value >= LARGEST:
        raise not_a_number(original, reason="too_large")
    return -value if (body["sign"] + body["sign2"]) in ("-", "−") else value


def _unit(body: re.Match, original: str) -> tuple[Unit | None, Decimal | None]:
    """The written unit and the bare multiplier: "8600万元" has the unit 万元, "8600万" the multiplier 10,000."""
    multiplier, name = body["multiplier"] or "", body["unit"].strip().rstrip("。.;,、")
    if "元" in name:
        name = name.replace("人民币", "")
    currency = _CURRENCIES.get(body["currency"] or "", "")
    if not name and (multiplier or currency != "元"):
        # "￥300" stands in the column's unit, "￥300万" and "$500" say their own.
        name = currency
    if name:
        unit = parse_unit(multiplier + name)
        if unit is None:
            raise not_a_number(original, reason="unknown_unit", unit=multiplier + name)
        return unit, None
    if multiplier:
        return None, MULTIPLIERS[multiplier]
    # In 一千二百万 the numeral itself holds the 万, so it is a count of roots, not of the column's unit.
    return None, Decimal(1) if body["chinese"] and ("万" in body["chinese"] or "亿" in body["chinese"]) else None


def not_a_number(text: str, **params: object) -> CellProblem:
    """The error for a cell without a readable number, with the likely digits where letters stand for them."""
    compact = unicodedata.normalize("NFKC", text).replace(" ", "")
    if _LOOKALIKE.fullmatch(compact) and compact.translate(_LOOKALIKES) != compact:
        params |= {"reason": "letters_for_digits", "suggestion": compact.translate(_LOOKALIKES)}
    elif _SCIENTIFIC.fullmatch(compact):
        params |= {"reason": "scientific"}
    return CellProblem("not_a_number", text=text, **params)
