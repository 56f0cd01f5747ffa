"""Units of measure: how an office spells them, and exact conversion inside a family. Where they stand: zone.lib.unit_words.

Families never mix: yuan is not dollars, floor area is not a head count, percent is not percentage points.
"""

import functools
import re
from dataclasses import dataclass
from decimal import Decimal

from zone.lib.textkey import match_key


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
    "块钱": "元", "美金": "美元", "万美金": "万美元", "亿美金": "亿美元", "usd": "美元", "万usd": "万美元",
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

_INEXACT = Decimal("1e-10")
_RENMINBI = re.compile(r"人民币|rmb|cny")
_NUMERALS = str.maketrans("仟佰拾圆", "千百十元")


@functools.lru_cache(maxsize=4096)
def parse_unit(text: str) -> Unit | None:
    """The unit that the whole text names ("万元", "（㎡）", "RMB", "仟 元", "人民币億元"), or None."""
    name = match_key(text).translate(_NUMERALS)
    while len(name) > 2 and name[0] == "(" and name[-1] == ")":
        name = name[1:-1]
    if _RENMINBI.search(name):
        bare = _RENMINBI.sub("", name).strip("():")
        return UNITS.get(bare if bare.endswith("元") else bare + "元")
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
