"""Sheets in which one row tells of several months: a record for each row and slot of which anything is told.

A slot is what tells records of one row apart: the values of the resource's natural key but for the record above, the month first.
"""

from collections.abc import Mapping, Sequence

from zone.ledgers.cleaning import CleanColumn
from zone.ledgers.records import RecordSet
from zone.ledgers.resource import LedgerResource
from zone.ledgers.table import Table

Slots = Mapping[tuple, Mapping[str, CleanColumn]]


def records_of_slots(resource: LedgerResource, table: Table, above: RecordSet, *, slots: Slots, kept: Sequence[str]) -> RecordSet:
    """`above` has one record a data row, matched already; `slots` its columns by what they fill of `kept`. At most one statement."""
    owner, *names = resource.natural_keys[0]
    records = RecordSet(resource, [], above=above, parent=[])
    said = {column: [] for column in (owner, *names, *kept)}
    for slot, columns in slots.items():
        rows = [row for row in range(len(table)) if any(column.values[row] is not None for column in columns.values())]
        records.rows += rows
        records.parent += rows
        said[owner] += [above.targets[row] for row in rows]
        for name, value in zip(names, slot, strict=True):
            said[name] += [value] * len(rows)
        for key in kept:
            said[key] += [columns[key].values[row] for row in rows] if key in columns else [None] * len(rows)
    records.said = said
    records.targets = _stored(resource, said)
    return records


def _stored(resource: LedgerResource, said: dict[str, list]) -> list[int | None]:
    """Stored rows of the same natural key."""
    names = resource.natural_keys[0]
    keys = list(zip(*(said[name] for name in names), strict=True))
    owners = {key[0] for key in keys} - {None}
    if not owners:
        return [None] * len(keys)
    known = resource._meta.model.objects.filter(**{f"{names[0]}__among": owners, f"{names[1]}__in": set(said[names[1]])})
    stored = {tuple(key): pk for pk, *key in known.values_list("pk", *names)}
    return [stored.get(key) for key in keys]
