"""Columns that name people and departments: found where they are known, kept as written and said where they are not."""

import re
from dataclasses import dataclass, field

from zone.ledgers.importer import Importer
from zone.ledgers.models import KeptName
from zone.ledgers.records import RecordSet
from zone.ledgers.table import Table
from zone.ledgers.widgets import CLEAR

_SEVERAL = re.compile(r"[、，,;；/／\n]+")
_REMARK = re.compile(r"[（(][^（()）]*[）)]")
_PHONE = re.compile(r"(?:(?:电话|手机)[:：]?)?\s*(?:[0-9]{3,4}[-－—])?[0-9]{7,11}")
_UNDECIDED = frozenset(("待定", "未定", "待明确", "待落实", "待安排", "另行明确", "配合单位另行明确", "另行确定"))


@dataclass(slots=True)
class Named:
    """By data row: the reference (None: not known or not said), the name as written, and all known references."""

    ids: list = field(default_factory=list)
    written: list = field(default_factory=list)

    @property
    def known(self) -> list:
        return self.ids


def people_of(table: Table, importer: Importer, key: str, departments: list) -> Named:
    """The first person of each cell. `departments` (ids by row) tell apart people of one name."""
    cells = table.values(key)
    firsts = [_first(cell) for cell in cells]
    importer.people.learn(name for name in firsts if name and name is not CLEAR)
    named = Named()
    for row, name in enumerate(firsts):
        number = table.rows[row].number
        if name is CLEAR or not name:
            named.ids.append(CLEAR if name is CLEAR else None)
            named.written.append(CLEAR if name is CLEAR else None)
            if key == "officer" and table.column(key) is not None and not name:
                table.findings.warn(number, "officer_missing", **table.cell(key, row))
            continue
        department = departments[row] if departments[row] is not CLEAR else None
        person = importer.people.find(name, department)
        if person.is_ambiguous:
            table.findings.error(number, "ambiguous_person", **table.cell(key, row))
        elif person.user is None and not importer.kept.hold(KeptName.Of.PERSON, name):
            table.findings.warn(number, "unknown_person", **table.cell(key, row))
        # A person who is not known takes the place of the one before: the reference is emptied, the name kept.
        named.ids.append(person.user if person.user is not None else CLEAR)
        named.written.append(name)
    return named


def departments_of(table: Table, importer: Importer, key: str) -> Named:
    """The department of each row: of its own column, else the body that the sheet was reported by, where that is one of ours."""
    named = Named()
    if table.column(key) is None:
        body = importer.departments.find(table.context.body) if table.context.body else None
        named.ids = [body] * len(table)
        named.written = [table.context.body[:60] if body else None] * len(table)
        return named
    for row, cell in enumerate(table.values(key)):
        name = _whole(cell, importer) or _first(cell)
        if name is CLEAR or not name:
            named.ids.append(CLEAR if name is CLEAR else None)
            named.written.append(CLEAR if name is CLEAR else None)
            continue
        found = importer.departments.find(name)
        if found is None and not importer.kept.hold(KeptName.Of.DEPARTMENT, name):
            table.findings.warn(table.rows[row].number, "unknown_department", **table.cell(key, row))
        named.ids.append(found if found is not None else CLEAR)
        named.written.append(name)
    return named


def supporting_of(table: Table, importer: Importer, *keys: str) -> list:
    """The names that support in each row: all of the last key's cells, those behind the first, which leads, of others. None: not said."""
    found = []
    for row in range(len(table)):
        cells = [table.values(key)[row] for key in keys]
        if all(cell is CLEAR for cell in cells):
            found.append(CLEAR)
            continue
        named = [(names_in(cell, importer), key == keys[-1]) for key, cell in zip(keys, cells, strict=True) if cell]
        names = [name for told, is_last in named for name in told[0 if is_last else 1 :]]
        found.append(list(dict.fromkeys(names)) or None)
    return found


def names_in(cell: str, importer: Importer) -> list[str]:
    """The names of a cell without their remarks; 待定 is none."""
    if whole := _whole(cell, importer):
        return [whole]
    parts = (part.strip() for part in _SEVERAL.split(_REMARK.sub("", cell)))
    return [name[:60] for name in parts if name and name not in _UNDECIDED]


def keep_settled(records: RecordSet, *keys: str) -> None:
    """What is settled stays settled. A person or department that is stored and meant again keeps the words in which it was first written; a
    name that nobody knows (any more) but that the stored record already bears, or shows, says nothing new."""
    for key in keys:
        written, ids = records.stored_values(f"{key}_name"), records.stored_values(f"{key}_id")
        said_ids, said_names = records.said[f"{key}_id"], records.said[f"{key}_name"]
        unknown = [index for index, target in enumerate(records.targets) if target is not None and said_ids[index] is CLEAR]
        shown = _shown(records, key, {ids[records.targets[index]] for index in unknown} - {None})
        for index, target in enumerate(records.targets):
            name = said_names[index]
            if target is None or name is None or name is CLEAR:
                continue
            stored, words = ids[target], written[target]
            is_same_name = name in (words, _first(words or None), shown.get(stored))
            if (stored is not None and said_ids[index] == stored) or (said_ids[index] is CLEAR and is_same_name):
                said_ids[index] = said_names[index] = None


def _shown(records: RecordSet, key: str, ids: set[int]) -> dict[int, str]:
    """The names by which people know the stored references."""
    related = records.resource.model_field(key).related_model
    return dict(related._base_manager.filter(pk__among=sorted(ids)).values_list("pk", "name")) if ids else {}


def _whole(cell: object, importer: Importer) -> str | None:
    """The cell where it is the one name of a department that we know: 党工委、管委会 are not two."""
    if cell is None or cell is CLEAR:
        return None
    name = _PHONE.sub(" ", _REMARK.sub("", cell)).strip(" :：")
    return name[:60] if name and importer.departments.find(name) is not None else None


def _first(cell: object) -> object:
    """The first name of a cell: it leads, the others support. None for 待定."""
    if cell is None or cell is CLEAR:
        return cell
    words = _PHONE.sub(" ", _REMARK.sub("", cell))
    name = next((part.strip(" :：") for part in _SEVERAL.split(words) if part.strip(" :：")), "")
    return None if name in _UNDECIDED else name[:40]
