"""Writing a staged preview: one transaction, sets of rows with their history, everything or nothing.

What somebody changed since the preview is refused, not overwritten: the versions that were compared are looked at again under the lock.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from zone.ledgers.kind import LedgerKind
from zone.ledgers.progress import WRITING, Count, Progress
from zone.ledgers.records import CHANGED, NEW, UNCHANGED
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.resource import LedgerResource
from zone.ledgers.stage import Stage
from zone.lib.collector import collector_at_rest
from zone.lib.database import hold_writers, new_keys
from zone.models import Period
from zone.set_writes import Hand, change_rows, create_rows


@dataclass(slots=True)
class _Work:
    """What is to be written of one record kind. `keys` says which row each staged record is or becomes, by its number in the stage."""

    resource: LedgerResource
    keys: dict[int, int]
    new: Sequence[int]


@collector_at_rest()
def write_stage(kind: LedgerKind, stage: Stage, hand: Hand, progress: Progress) -> None:
    """Write all staged records inside the caller's transaction. Raises LedgerRefused `stale`, or Stopped; the caller then rolls back."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a commit is one transaction")
    resources = [resource for resource in kind.resources if stage.has(resource)]
    count = Count(progress, WRITING, sum(stage.count(resource, [NEW, CHANGED]) for resource in resources))
    hold_writers(*(resource.model for resource in resources))
    for resource in resources:
        _check_versions(resource, stage)
        _check_new(resource, stage)
    _check_periods(resources, stage)
    written: dict[str, _Work] = {}
    for resource in resources:
        written[resource.code] = _write(resource, stage, written, hand, count)
        count.tell()


def _check_versions(resource: LedgerResource, stage: Stage) -> None:
    """The rows that the preview compared must still be there, at the version that it saw."""
    seen = dict(stage.select(resource, ["target", "version"], [CHANGED, UNCHANGED]))
    if not seen:
        return
    rows = resource.model._base_manager.filter(pk__among=set(seen))
    now = dict(rows.values_list("pk", "version")) if resource.is_versioned else dict.fromkeys(rows.values_list("pk", flat=True))
    moved = [pk for pk, version in seen.items() if pk not in now or now[pk] != version]
    if moved:
        raise _stale(resource, [str(row) for row in resource.model._base_manager.filter(pk__in=moved[:3])], len(moved))


def _check_new(resource: LedgerResource, stage: Stage) -> None:
    """What was new at the preview must still be: nobody has made the same record meanwhile."""
    for natural_key in resource.natural_keys:
        rows = [row for row in stage.select(resource, natural_key, NEW) if all(row)]
        if not rows:
            continue
        found = resource.model._base_manager.filter(**{f"{natural_key[0]}__among": {row[0] for row in rows}})
        taken = set(rows).intersection(found.values_list(*natural_key))
        if taken:
            raise _stale(resource, [" ".join(map(str, key)) for key in sorted(taken)[:3]], len(taken))


def _check_periods(resources: Sequence[LedgerResource], stage: Stage) -> None:
    periods = set()
    for resource in resources:
        if "period" in resource.columns:
            periods |= {period for (period,) in stage.select(resource, ["period"], [NEW, CHANGED])}
    if periods:
        locked = list(Period.objects.locked().filter(month__in=sorted(periods)).values_list("month", flat=True))
        if locked:
            raise LedgerRefused("stale", records="、".join(locked))


def _stale(resource: LedgerResource, names: list[str], count: int) -> LedgerRefused:
    shown = "、".join(names) or str(resource.model._meta.verbose_name)
    return LedgerRefused("stale", records=shown if count <= len(names) else f"{shown} …（{count}）")


def _write(resource: LedgerResource, stage: Stage, written: dict[str, _Work], hand: Hand, count: Count) -> _Work:
    keys = dict(stage.select(resource, ["n", "target"], [CHANGED, UNCHANGED]))
    _change(resource, stage, hand, count)
    numbers = [n for (n,) in stage.select(resource, ["n"], NEW)]
    fresh = new_keys(resource.model, len(numbers)) if numbers else []
    keys.update(zip(numbers, fresh, strict=True))
    work = _Work(resource, keys, fresh)
    if numbers:
        above = written[resource.above].keys if resource.above else {}
        columns, rows = _new_rows(resource, stage, fresh, above, hand)
        create_rows(resource.model, columns, count.each(rows), keys=fresh, hand=hand)
    return work


def _change(resource: LedgerResource, stage: Stage, hand: Hand, count: Count) -> None:
    rows = stage.select(resource, ["target", *(columns := stage.fact(f"changed_columns.{resource.code}", []))], CHANGED)
    if rows:
        facts = resource.prepared_facts(hand)
        told = ((*row, *facts.values()) for row in rows)
        change_rows(resource.model, [*columns, *facts], count.each(told), keys=[row[0] for row in rows], hand=hand)


def _new_rows(
    resource: LedgerResource, stage: Stage, fresh: Sequence[int], above: dict[int, int], hand: Hand
) -> tuple[list[str], Iterator[Sequence]]:
    """Columns and rows as the database takes them: keys given, the record above filled in, values that are known only now assigned."""
    staged = resource.columns
    rows = stage.each(resource, ["above", *staged], NEW)
    constants = resource.constants(hand)
    columns = [resource.model._meta.pk.column, *staged, *constants]
    place = 1 + staged.index(resource.above_column) if resource.above else None
    assigned = {1 + staged.index(column): values for column, values in resource.assign(StagedColumns(resource, stage)).items()}

    def filled() -> Iterator[Sequence]:
        tail = tuple(constants.values())
        for number, (key, row) in enumerate(zip(fresh, rows, strict=True)):
            values = list(row)
            if place is not None and row[0] is not None:
                values[place] = above[row[0]]
            for at, given in assigned.items():
                values[at] = given[number]
            values[0] = key
            yield (*values, *tail)

    return columns, filled()


class StagedColumns(Mapping):
    """Columns of the new records, for a resource that assigns values at the commit; each is read when it is asked for."""

    def __init__(self, resource: LedgerResource, stage: Stage):
        self.resource, self.stage = resource, stage

    def __getitem__(self, column: str) -> list:
        if column not in self.resource.columns:
            raise KeyError(column)
        return [value for (value,) in self.stage.each(self.resource, [column], NEW)]

    def __iter__(self) -> Iterator[str]:
        return iter(self.resource.columns)

    def __len__(self) -> int:
        return len(self.resource.columns)
