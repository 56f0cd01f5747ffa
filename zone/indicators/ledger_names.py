"""What the rows and headings of a table of main indicators name: an indicator, a district, both, or the growth of the one above."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from zone.indicators.models import Indicator
from zone.ledgers.references import Districts
from zone.lib.textkey import match_key
from zone.lib.unit_words import read_head
from zone.lib.units import Unit, parse_unit

# By what the zone calls itself in titles, which is the name of one of its districts too.
OWN_NAMES = ("高新区",)
_LEAD = re.compile(r"^(?:\(?[0-9]{1,2}(?:\)|[.,:](?![0-9]))|\(?[一二三四五六七八九十]{1,3}(?:\)|[,.:])|其中:?|[#◆●■·-])+")
_BRACKET = re.compile(r"\(([^()]*)\)$")
_UNIT_TAIL = re.compile(r"[,/:]([^,/:]+)$")
_GROWTH = re.compile(
    r"(?:,|-|:)?(?:同比|(?:比|较)(?:上年|去年)(?:同期)?)?(?:增长速度|增长率|增长|增减|增速|增幅|升降|同比)(?:±|\+-)?(?:\(?±?%\)?)?$"
)
_TAIL = re.compile(r"(?:完成情况|完成额|完成数|总额|总量|合计|数|额)$")


@dataclass(frozen=True, slots=True)
class Named:
    """`is_growth`: the row tells growth in percent instead of figures. `unknown_unit`: what it says of money that is no unit known here."""

    indicator: int | None = None
    district: int | None = None
    unit: Unit | None = None
    is_growth: bool = False
    unknown_unit: str = ""


@dataclass
class Names:
    """Indicators by the keys of all their names, and districts."""

    districts: Districts
    indicators: dict[int, Indicator] = field(default_factory=dict)
    by_key: dict[str, int] = field(default_factory=dict)

    @classmethod
    def known(cls, districts: Districts) -> "Names":
        """One statement."""
        names = cls(districts)
        for indicator in Indicator.objects.order_by("-position", "-pk"):
            names.indicators[indicator.pk] = indicator
            names.by_key |= dict.fromkeys(indicator.keys(), indicator.pk)
        return names

    def said(self) -> str:
        """The names of the indicators in use, for a sentence."""
        return "、".join(each.name for each in reversed(self.indicators.values()) if each.is_active)

    def read(self, text: str) -> Named | None:
        """What a row's name means; None where a word of it is not known."""
        key = match_key(text)
        unit, own = None, _LEAD.sub("", key)
        for tail in (_BRACKET.search(own), _UNIT_TAIL.search(own)):
            if tail and (unit := parse_unit(tail[1].removeprefix("单位:"))):
                own = own[: tail.start()]
                break
        named = self._named(own) or self._named(key)
        return replace(named, unit=unit, unknown_unit="" if unit else read_head(own).unknown) if named else None

    def _named(self, key: str) -> Named | None:
        for name in _shorter(key):
            if (indicator := self.by_key.get(name)) is not None:
                return Named(indicator)
            if (district := self.districts.find(name)) is not None:
                return Named(None, district)
            if found := self._both(name):
                return found
        growth = _GROWTH.search(key)
        if growth:
            rest = key[: growth.start()].rstrip("(,-:")
            named = self._named(rest) if rest else Named()
            return replace(named, is_growth=True) if named else None
        return None

    def _both(self, key: str) -> Named | None:
        """高新区规模以上工业总产值, 工业总产值(高新区)."""
        for at in range(2, len(key) - 1):
            first, last = key[:at].rstrip("(-:"), key[at:].strip("()-:的")
            for one, other in ((first, last), (last, first)):
                district = self.districts.find(one)
                if district is not None and (indicator := self.by_key.get(other)) is not None:
                    return Named(indicator, district)
        return None

    def in_title(self, title: str) -> int | None:
        """A district that the title names. The zone's own name says nothing: its tables are those of the whole."""
        key = match_key(title)
        found = [(key.find(name), -len(name), pk) for name, pk in self.districts.spellings() if len(name) > 1 and name in key]
        own = {self.districts.find(name) for name in OWN_NAMES}
        return next((pk for _place, _length, pk in sorted(found) if pk not in own and pk != self.districts.whole), None)


def _shorter(key: str) -> Iterator[str]:
    """The name, without what stands behind it in brackets, and without 总额, 完成情况 and the like."""
    yield key
    bare = key
    while tail := _BRACKET.search(bare):
        bare = bare[: tail.start()]
        yield bare
    if (tail := _TAIL.search(bare)) and tail.start() > 1:
        yield bare[: tail.start()]
