"""Units of measure: how an office writes them, and exact conversion inside a family.

Families never mix: yuan is not dollars, floor area is not a head count, percent is not percentage points.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from zone.lib.textkey import legible, tidy


@dataclass(frozen=True, slots=True)
class Unit:
    """`factor` is the size of the unit in the family's smallest whole measure, `root` what 万 and 亿 alone multiply.

    In a 万元 column "8600万" means 8,600 × 10,000 元: the root of 万元 is 元, with the factor 1.
    """

    name: str
    family: str
    factor: Decimal
    root: Decimal

    def __str__(self) -> str:
        return self.name

    def multiplied(self, multiplier: Decimal) -> str:
        """The name of what 万 or 亿 alone means in a column of this unit: 亿 means 亿元 where the column is in 万元."""
        size = self.root * multiplier
        return next((unit.name for unit in UNITS.values() if unit.family == self.family and unit.factor == size), self.name)


CURRENCIES = frozenset(("yuan", "usd", "eur", "jpy", "hkd"))
MULTIPLIERS = {
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10) ** 4,
    "十万": Decimal(10) ** 5,
    "百万": Decimal(10) ** 6,
    "千万": Decimal(10) ** 7,
    "亿": Decimal(10) ** 8,
    "十亿": Decimal(10) ** 9,
    "百亿": Decimal(10) ** 10,
    "千亿": Decimal(10) ** 11,
    "万亿": Decimal(10) ** 12,
}
# Square metres count 3, so that 亩 (10,000/15 m²) is a whole 2,000 and conversion stays exact.
_ROOTS = {
    "yuan": {"元": 1},
    "usd": {"美元": 1},
    "eur": {"欧元": 1},
    "jpy": {"日元": 1},
    "hkd": {"港元": 1},
    "area": {"平方米": 3, "亩": 2000, "公顷": 30_000, "平方公里": 3_000_000},
    "length": {"米": 1, "公里": 1000},
    "mass": {"公斤": 1, "吨": 1000},
    "coal": {"吨标煤": 1},
    "power": {"千瓦": 1},
    "electricity": {"千瓦时": 1},
    "volume": {"立方米": 1},
    "percent": {"%": 10, "‰": 1},
    "points": {"百分点": 1},
}
_COUNT_WORDS = [
    *"个户家项人名位台套件条辆座栋幢次批期类所宗只艘间株组起份篇种根块层场",
    "人次",
    "家次",
    "户次",
    "台套",
    "台(套)",
]
_SPELLINGS = {
    "圆": "元", "块钱": "元", "人民币": "元", "人民币元": "元", "元人民币": "元", "rmb": "元", "cny": "元",
    "万人民币": "万元", "人民币万元": "万元", "人民币亿元": "亿元", "万圆": "万元", "亿圆": "亿元",
    "美金": "美元", "万美金": "万美元", "亿美金": "亿美元", "usd": "美元", "万usd": "万美元",
    "港币": "港元", "万港币": "万港元",
    "m2": "平方米", "平米": "平方米", "万m2": "万平方米", "万平米": "万平方米", "万平": "万平方米", "平": "平方米",
    "km2": "平方公里", "平方千米": "平方公里", "ha": "公顷", "m": "米", "km": "公里", "千米": "公里", "延长米": "米",
    "kg": "公斤", "千克": "公斤", "t": "吨",
    "万t": "万吨", "吨标准煤": "吨标煤", "万吨标准煤": "万吨标煤", "tce": "吨标煤",
    "kwh": "千瓦时", "kw.h": "千瓦时", "kw·h": "千瓦时", "度": "千瓦时", "万度": "万千瓦时", "万kwh": "万千瓦时",
    "kw": "千瓦", "m3": "立方米", "万m3": "万立方米", "方": "立方米", "立方": "立方米", "万立方": "万立方米",
    "百分比": "%", "百分之": "%", "个百分点": "百分点", "pp": "百分点", "±%": "%",
}  # fmt: skip


def _build_units() -> dict[str, Unit]:
    units = {}
    roots = [(family, name, Decimal(size)) for family, names in _ROOTS.items() for name, size in names.items()]
    roots += [("count", name, Decimal(1)) for name in _COUNT_WORDS]
    for family, name, size in roots:
        units[name] = Unit(name, family, size, size)
        if family not in ("percent", "points"):
            for prefix, factor in MULTIPLIERS.items():
                units.setdefault(prefix + name, Unit(prefix + name, family, size * factor, size))
    return units


UNITS = _build_units()
PERCENT, POINTS = UNITS["%"], UNITS["百分点"]
WAN_YUAN, YI_YUAN, WAN_USD = UNITS["万元"], UNITS["亿元"], UNITS["万美元"]
SQUARE_METRE, MU, PERSONS = UNITS["平方米"], UNITS["亩"], UNITS["人"]

_SPACE = re.compile(r"\s+")
_INEXACT = Decimal("1e-10")


@functools.lru_cache(maxsize=4096)
def parse_unit(text: str) -> Unit | None:
    """The unit that the whole text names ("万元", "（㎡）", "RMB"), or None."""
    name = _SPACE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    while len(name) > 2 and name[0] in "([〔" and name[-1] in ")]〕":
        name = name[1:-1]
    return UNITS.get(name) or UNITS.get(_SPELLINGS.get(name, ""))


def convert(value: Decimal, source: Unit, target: Unit) -> Decimal:
    """`value` in `source` units, told in `target` units; ten decimals where the division does not end.

    Raises ValueError when the two are of different families.
    """
    if source.family != target.family:
        raise ValueError(f"{source.name} cannot be told in {target.name}")
    if source.factor == target.factor:
        return value
    result = value * source.factor / target.factor
    if abs(result) < 10**16 and result.as_tuple().exponent < -10:
        result = result.quantize(_INEXACT)
    return plain(result)


def plain(value: Decimal) -> Decimal:
    """The same number without exponent and trailing zeros: 1.20E+4 becomes 12000."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value.as_tuple().exponent > 0 else value + 0


@dataclass(frozen=True, slots=True)
class UnitLine:
    """What the line above a table says: `units` in order, and `exceptions` as (words of a header, unit)."""

    units: tuple[Unit, ...] = ()
    exceptions: tuple[tuple[str, Unit], ...] = ()

    def of_family(self, family: str) -> Unit | None:
        """The first unit of that family ("yuan", "usd", "count" …), if the line names one."""
        return next((unit for unit in self.units if unit.family == family), None)


_UNIT_LABEL = re.compile(r"单\s*位")
# 填报单位, 责任单位 … are bodies, not measures.
_BODIES = (
    "填报", "报送", "制表", "牵头", "配合", "责任", "主管", "编制",
    "填表", "申报", "建设", "承办", "施工", "设计", "包扶", "上报",
    "报告", "支持", "主办", "协办", "督办", "所属", "企业", "实施", "投资", "事业", "管理", "归口", "报表", "各",
)  # fmt: skip
_TOKENS = re.compile(r"[、，,;；/\s]+")
_EXCEPTION = re.compile(
    r"(?:其中)?[:：]?(?P<words>[^，,;；、（）()]+?)(?:单位)?(?:均)?(?:为|按|以|用|是|[:：])(?P<unit>[^，,;；、（）()\s]+)"
)
_BRACKETS = re.compile(r"[（(\[【]([^（）()\[\]【】]*)[）)\]】]")


def units_in_line(text: str) -> UnitLine:
    """The units that "填报单位：经济发展局 … 单位：万元、人（总投资为亿元）" declares; an empty UnitLine if none."""
    text = tidy(legible(text))
    units: list[Unit] = []
    exceptions: list[tuple[str, Unit]] = []
    starts = [match.start() for match in _UNIT_LABEL.finditer(text)]
    for position, start in enumerate(starts):
        end = starts[position + 1] if position + 1 < len(starts) else len(text)
        if text[:start].rstrip().endswith(_BODIES):
            continue
        declared = _UNIT_LABEL.sub("", text[start:end], count=1).lstrip(" :：\u3000")
        named = _units_named(_BRACKETS.sub("", declared))
        if not named:
            continue
        units += [unit for unit in named if unit not in units]
        for match in _EXCEPTION.finditer(declared):
            if (unit := parse_unit(match["unit"])) and match["words"].strip():
                exceptions.append((match["words"].strip(), unit))
    return UnitLine(tuple(units), tuple(exceptions))


def _units_named(declared: str) -> list[Unit]:
    """Units from the left of a declaration, as far as every word is one."""
    named = []
    for token in _TOKENS.split(declared.strip().rstrip("）)】]")):
        if (unit := parse_unit(token)) is None:
            break
        named.append(unit)
    return named


_HEADER_TAIL = re.compile(r"(?:[/／，,、\s_]|±|增长|增速|率)(?P<unit>[^/／，,、\s_±]+)$")


def unit_in_header(header: str) -> Unit | None:
    """The unit that a column's own header names: "总投资（万元）", "同比±%", "占地面积/亩"; else None."""
    header = tidy(legible(header))
    for inside in reversed(_BRACKETS.findall(header)):
        if unit := parse_unit(inside.removeprefix("单位").lstrip(":：")):
            return unit
    if header.endswith(("%", "％")):
        return PERCENT
    tail = _HEADER_TAIL.search(header)
    return parse_unit(tail["unit"]) if tail else None
