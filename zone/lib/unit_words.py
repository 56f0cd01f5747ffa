"""What a sheet says of its units: in a line above the table, in its title, in a note below, in the head of a column."""

import functools
import re
import unicodedata
from dataclasses import dataclass

from zone.lib.textkey import legible, match_key, simplify, tidy
from zone.lib.units import CURRENCIES, MULTIPLIERS, PERCENT, UNITS, Unit, parse_unit

_NUMERAL = "十百千万亿仟佰拾"
_BRACKETS = re.compile(r"\(([^()]*)\)")
# An amount is no unit: 2000万元以上 in a head or a title.
_AMOUNT = re.compile(rf"[0-9.]+[{_NUMERAL}]*元?")
_OF_MONEY = re.compile(r"(?<![单多公])元(?![旦月])|[亿仟]|[千万]$")
_NO_MEASURE = re.compile("以上|以下|级|项目|企业")
_CURRENCY_ALONE = frozenset(("人民币", "rmb", "cny"))


def yuan_alone(text: str) -> Unit | None:
    """亿 or 百万 alone, where nothing but money can be meant: 亿元, 百万元."""
    key = match_key(text)
    return parse_unit(key + "元") if key.translate({ord("仟"): "千"}) in MULTIPLIERS else None


# The head of a column


@dataclass(frozen=True, slots=True)
class HeadWords:
    """A head read apart: `key` are its words without the unit, `units` those that it names from the left, `unknown` what speaks of money
    in it and is no unit that is known ("万元/亩")."""

    key: str
    units: tuple[Unit, ...] = ()
    unknown: str = ""

    def unit(self, family: str = "") -> Unit | None:
        """The unit of a column of that family: its own, else the only one; 亿 alone is 亿元 where the column holds yuan."""
        if self.is_twofold:
            return None
        own = [unit for unit in self.units if unit.family == family] or (list(self.units) if len(self.units) == 1 else [])
        return own[0] if own else yuan_alone(_bare(self.unknown)) if family == "yuan" else None

    @property
    def is_twofold(self) -> bool:
        """Whether it names two units of money and does not say which is meant (亿元、亿美元)."""
        return sum(unit.family in CURRENCIES for unit in self.units) > 1


_SAYING = re.compile(r"^(?:(?:计量|金额|货币)?单位|折合|[均约为是以按折:])+")
_COUNTING = re.compile(r"(?:计|为单位|计算)$")
_TAIL = re.compile(r"(?:(?P<mark>[/,_])|±|增长|增速|率)(?P<unit>[^/,_±]+)$")
_GLUED = re.compile(rf"(?<![0-9{_NUMERAL}])(?:人民币)?[{_NUMERAL}]+(?:美|欧|日|港)?元(?:人民币)?$")
_PERCENT_TAIL = re.compile(r"\(?±?[%‰]\)?$")


@functools.lru_cache(maxsize=4096)
def read_head(text: str) -> HeadWords:
    """Read one row of a head: "总投资（亿元，含土地）", "同比±%", "占地面积/亩", "总投资⏎亿元"."""
    key, unknown = match_key(text).rstrip(":"), ""
    for bracket in reversed(list(_BRACKETS.finditer(key))):
        units, rest = _in_bracket(bracket[1])
        if units:
            return HeadWords(_without(key, bracket, rest), units)
        if not unknown and _OF_MONEY.search(_AMOUNT.sub("", bracket[1])) and not _NO_MEASURE.search(bracket[1]):
            unknown = bracket[1]
    if percent := _PERCENT_TAIL.search(key):
        return HeadWords(key[: percent.start()] or key, (PERCENT if "%" in percent[0] else UNITS["‰"],), unknown)
    if (tail := _TAIL.search(key)) and (unit := parse_unit(tail["unit"])):
        is_apart = tail["mark"] and unit.family in CURRENCIES and tail.start()
        return HeadWords(key[: tail.start()] if is_apart else key, (unit,))
    if (glued := _GLUED.search(key)) and glued.start() and (unit := parse_unit(glued[0])):
        return HeadWords(key[: glued.start()].rstrip(":-"), (unit,))
    return HeadWords(key, (), unknown)


def _in_bracket(inside: str) -> tuple[tuple[Unit, ...], str]:
    """The units of a bracket and what else it says. They lead it (亿元，含土地), or one of money stands in it somewhere (含土地，亿元)."""
    if inside in _CURRENCY_ALONE:
        return (), inside
    if unit := parse_unit(_bare(inside)):
        return (unit,), ""
    tokens = [token for token in re.split("[,;]", inside) if token]
    named = [parse_unit(_bare(token)) for token in tokens]
    leading = next((at for at, unit in enumerate(named) if unit is None), len(named))
    if leading:
        return tuple(named[:leading]), ",".join(tokens[leading:])
    money = [at for at, unit in enumerate(named) if unit and unit.family in CURRENCIES]
    if len(money) != 1:
        return (), inside
    return (named[money[0]],), ",".join(token for at, token in enumerate(tokens) if at != money[0])


def _bare(text: str) -> str:
    return _COUNTING.sub("", _SAYING.sub("", text))


def _without(key: str, bracket: re.Match, rest: str) -> str:
    """The head without the unit of a bracket at its end; one that is nothing but a unit stays as it is."""
    if not bracket.start() or bracket.end() < len(key):
        return key
    return key[: bracket.start()] + (f"({rest})" if rest else "")


def unit_in_header(header: str) -> Unit | None:
    """The one unit that a column's own head names, else None."""
    return read_head(header).unit()


# Lines above and below the table


@dataclass(frozen=True, slots=True)
class UnitLine:
    """What a line declares: `units` in order, `exceptions` as (words of a head, unit); `unknown` is what speaks of money in it and does not
    say which unit of money is meant."""

    units: tuple[Unit, ...] = ()
    exceptions: tuple[tuple[str, Unit], ...] = ()
    unknown: str = ""

    def of_family(self, family: str) -> Unit | None:
        """The first unit of that family ("yuan", "usd", "count" …), if the line names one."""
        return next((unit for unit in self.units if unit.family == family), None)

    def beside(self, other: "UnitLine") -> "UnitLine":
        """This line where another one of the same sheet (`other`) speaks of units too. Two units of money leave open which is meant."""
        if not (self and other):
            return self or other
        own, theirs = self.of_family("yuan"), other.of_family("yuan")
        units = self.units + tuple(unit for unit in other.units if self.of_family(unit.family) is None)
        exceptions = tuple(dict.fromkeys((*self.exceptions, *other.exceptions)))
        if self.unknown or own is None or theirs is None or own == theirs:
            known = units if own or not self.unknown else tuple(unit for unit in units if unit.family != "yuan")
            return UnitLine(known, exceptions, self.unknown or (other.unknown if own is None else ""))
        return UnitLine(tuple(unit for unit in units if unit.family != "yuan"), exceptions, f"{own.name}、{theirs.name}")

    def __bool__(self) -> bool:
        return bool(self.units or self.exceptions or self.unknown)


NO_UNITS = UnitLine()
LONGEST_LINE, LONGEST_WORDS = 1000, 40
_LABEL = re.compile(r"(?:计量|金额|货币)?单\s*位|(?<![一-龥])(?:金额|货币|计量)(?=\s*[:(])")
# 填报单位, 责任单位 … are bodies, not measures.
_BODIES = (
    "填报", "报送", "制表", "牵头", "配合", "责任", "主管", "编制",
    "填表", "申报", "建设", "承办", "施工", "设计", "包扶", "上报",
    "报告", "支持", "主办", "协办", "督办", "所属", "企业", "实施", "事业", "管理", "归口", "报表", "各",
)  # fmt: skip
# 总投资单位：亿元 speaks of one column, 本表金额单位 of all.
_MEASURE = re.compile(
    r"[^\s,;、。:()0-9.]*(?:投资|产值|收入|营收|利润|税[费金收额]?|利税|出口|增加值|资本|资金|面积|电量|外资|能耗)[额量值]?$"
)
_CLAUSE = re.compile(r"[\s,;、。:()]")
_TOKENS = re.compile(r"[、,;/\s]+")
# A word with the bracket behind it, in which it may be parted itself: 万元（总投资为亿元，其他为万元）.
_WORDS = re.compile(r"(?:\([^()]*\)|[^、,;/\s])+")
_LINKING = re.compile(r"^[\s:]*(?:均|一律|统一)?(?:为|是|以|按)?[\s:]*")
_EXCEPTION = re.compile(r"(?:其中)?:?(?P<words>[^,;、()]+?)(?:单位)?(?:均)?(?:为|按|以|用|是|:)(?P<unit>[^,;、()。\s]+)")
_OTHERS = re.compile(r"(?:其[他它余]|余)(?:各?[项列]|数据|指标)?$")
_APART = re.compile(rf"(?<=[{_NUMERAL}])\s+(?=[{_NUMERAL}]*\s*[美欧日港]?元)")
_MONEY_WORD = re.compile(rf"[{_NUMERAL}]元|^[{_NUMERAL}]+(?![一-龥])")
_ONLY_MONEY = re.compile(rf"(?=.*[元圆亿万千仟])[{_NUMERAL}元圆角分人民币美欧日港/,]+")


def units_in_line(text: str) -> UnitLine:
    """The units that "填报单位：经济发展局 … 单位：万元、人（总投资为亿元）" declares; an empty UnitLine if none."""
    text = _APART.sub("", simplify(unicodedata.normalize("NFKC", tidy(legible(text[:LONGEST_LINE])))))
    units: list[Unit] = []
    exceptions: list[tuple[str, Unit]] = []
    unknown = ""
    labels = list(_LABEL.finditer(text))
    starts = [max((gap.end() for gap in _CLAUSE.finditer(text, 0, label.start())), default=0) for label in labels]
    for label, end in zip(labels, [*starts[1:], len(text)], strict=False):
        before = text[: label.start()].rstrip()
        if before.endswith(_BODIES):
            continue
        declared = _LINKING.sub("", text[label.end() : max(end, label.end())])
        named = _units_named(declared)
        measure = _MEASURE.search(before[-LONGEST_WORDS:])
        if not named:
            unknown = unknown or _money_words(declared)
            continue
        if measure:
            exceptions.append((measure[0], named[0]))
        else:
            units += [unit for unit in named if unit not in units]
        for words, unit in _exceptions(declared):
            if not _OTHERS.match(words):
                exceptions.append((words, unit))
            elif unit not in units:
                units.append(unit)
    if len(yuan := [unit for unit in units if unit.family == "yuan"]) > 1:
        # 单位：万元、亿元 does not say which of the two a column is in.
        unknown = unknown or "、".join(unit.name for unit in yuan)
        units = [unit for unit in units if unit not in yuan]
    return UnitLine(tuple(units), tuple(exceptions), unknown)


def _units_named(declared: str) -> list[Unit]:
    """Units from the left of a declaration, as far as every word is one: 万元、人; (千元); 人民币(万元)."""
    inside = _BRACKETS.match(declared)
    named = []
    for word in _WORDS.findall(inside[1] if inside else declared):
        bare = _BRACKETS.sub("", word).strip("。.:()")
        unit = parse_unit(word.rstrip("。.")) or parse_unit(bare) or (yuan_alone(bare) if not named else None)
        if unit is None:
            break
        named.append(unit)
    return named


def _exceptions(declared: str) -> list[tuple[str, Unit]]:
    found = ((match["words"].strip(), parse_unit(match["unit"]) or yuan_alone(match["unit"])) for match in _EXCEPTION.finditer(declared))
    return [(words, unit) for words, unit in found if words and unit]


def _money_words(declared: str) -> str:
    """The first words of a declaration where they speak of money."""
    first = _AMOUNT.sub("", _TOKENS.split(declared.strip("() "))[0])
    return first if _MONEY_WORD.search(first) else ""


def units_in_brackets(text: str) -> UnitLine:
    """The units that a title names in brackets: 主要经济指标（万元）."""
    for bracket in reversed(_BRACKETS.findall(match_key(text))):
        if bracket in _CURRENCY_ALONE:
            continue
        named = [parse_unit(token) for token in re.split("[,/]", bracket)]
        if all(named) and any(unit.family in CURRENCIES for unit in named):
            return UnitLine(tuple(dict.fromkeys(named)))
        if _ONLY_MONEY.fullmatch(bracket):
            return UnitLine(unknown=bracket)
    return NO_UNITS


def units_alone(text: str) -> UnitLine:
    """The units that are all that a cell says: 千元, 万元、人."""
    named = [parse_unit(token) for token in _TOKENS.split(text.strip())]
    is_money = all(named) and any(unit.family == "yuan" for unit in named)
    return UnitLine(tuple(dict.fromkeys(named))) if is_money else NO_UNITS
