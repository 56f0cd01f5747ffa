"""The district of a heading row (西市区, 一、高新区企业, 沿海基地（43户）), which is that of the rows below it."""

import re
from collections.abc import Callable

from zone.ledgers.importer import Importer
from zone.ledgers.references import Districts
from zone.ledgers.table import Table
from zone.lib.textkey import match_key

_NUMBERING = re.compile(r"(?:第[一二三四五六七八九十百0-9]+(?:部分|类|章|篇|批)|\(?[一二三四五六七八九十百0-9]{1,3}[),.、:]+)+")
_REMARKS = re.compile(r"\([^()]*\)$|共?[0-9]+[户家个项](?:企业|项目)?$")
# Names that end so are a district's and nothing else's: 高新 may also begin 高新技术企业.
_ENDS = ("区", "基地", "园")
# 西市区以外企业, 西市区迁入项目 and 高新区内、外企业 do not stand in that district.
_AWAY = re.compile(r"[以之域内、及和与]*[外迁转划搬]")


def district_of_heading(text: str, districts: Districts) -> int | None:
    """The one district with whose name a heading begins, not counting its number."""
    key = match_key(text)
    if numbering := _NUMBERING.match(key):
        key = key[numbering.end() :]
    name = _REMARKS.sub("", key).strip(",.:、")
    if (whole := districts.find(name)) is not None:
        return whole
    spelt = sorted(((word, pk) for word, pk in districts.spellings() if word.endswith(_ENDS)), key=lambda pair: -len(pair[0]))
    first = next(((word, pk) for word, pk in spelt if name.startswith(word)), None)
    if first is None:
        return None
    rest = name.removeprefix(first[0])
    others = {pk for word, pk in spelt if word in rest} - {first[1]}
    return None if others or _AWAY.match(rest) else first[1]


def innermost_named(table: Table, find: Callable[[str], int | None]) -> dict[tuple[str, ...], int]:
    """By the headings above a row, what the innermost of them names; headings that name nothing are left out."""
    named = {}
    for section in {row.sections for row in table.rows}:
        found = next((found for text in reversed(section) if (found := find(text)) is not None), None)
        if found is not None:
            named[section] = found
    return named


def districts_of_headings(table: Table, importer: Importer, key: str = "district") -> list[int | None]:
    """The district that each row's headings name, the innermost first; None where none does or where the row's own column (`key`) says one.
    The zone as a whole is none. Where a heading names another district than was chosen for the sheet, that is said at its first row."""
    whole = importer.districts.whole

    def apart(text: str) -> int | None:
        found = district_of_heading(text, importer.districts)
        return None if found == whole else found

    of_section = innermost_named(table, apart)
    if not of_section:
        return [None] * len(table)
    own = table.values(key)
    found = [None if said is not None else of_section.get(row.sections) for said, row in zip(own, table.rows, strict=True)]
    _tell_conflicts(table, found)
    return found


def _tell_conflicts(table: Table, found: list[int | None]) -> None:
    chosen, told = table.context.district, set()
    if chosen is None:
        return
    for row, district in zip(table.rows, found, strict=True):
        if district not in (None, chosen) and row.sections not in told:
            told.add(row.sections)
            table.findings.warn(row.number, "district_conflict", value=row.sections[-1], reason="heading")
