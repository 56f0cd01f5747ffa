"""Settling names that were kept as written: the records that bear them are given the person or department, and the name is remembered."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from zone.bulk_history import create_all
from zone.ledgers.importer import Importer
from zone.ledgers.models import KeptName
from zone.ledgers.unsettled import Named, Of, Targets, named_records
from zone.lib.database import keys_of
from zone.lib.textkey import match_key
from zone.models import DepartmentAlias, PersonAlias
from zone.set_writes import Hand, change_rows, remove_rows


@dataclass(frozen=True, slots=True)
class Settled:
    """Whom a name means (the key of a person or department); `target` None: nobody of the house, it is kept as written."""

    of: Of
    name: str
    target: int | None


@transaction.atomic
def settle_names(said: Collection[Settled], *, importer: Importer) -> int:
    """Write what was said, in all records of the person's kinds of sheet and scope. Gives how many records were given someone.

    The same number of statements however many names and records there are. Raises IntegrityError where somebody else has settled one of
    the names at this moment.
    """
    targets: Targets = {(each.of, each.name): each.target for each in said if each.target is not None}
    _keep([each for each in said if each.target is None], importer)
    hand, changed = Hand.of(importer.user), defaultdict(dict)
    _forget_kept(targets, hand)
    _remember(targets, importer)
    for named in named_records(importer) if targets else ():
        if keys := _link(named, targets, importer, hand):
            changed[named.kind][named.model] = keys
    for kind, records in changed.items():
        kind.settled(records, on=importer.on)
    return sum(len(keys) for records in changed.values() for keys in records.values())


def _keep(said: Sequence[Settled], importer: Importer) -> None:
    """Of two names that are written alike the first is enough."""
    new = {(each.of, match_key(each.name)): each for each in said if not importer.kept.hold(each.of, each.name)}
    rows = [KeptName(of=of, name=each.name, key=key, said_by=importer.user) for (of, key), each in new.items()]
    create_all(KeptName, rows, by=importer.user)


def _remember(targets: Targets, importer: Importer) -> None:
    """A name that finds its person or department by itself needs no alias, and one that is another's own cannot have one."""
    importer.people.learn(name for of, name in targets if of == Of.PERSON)
    people, departments = {}, {}
    for (of, name), target in targets.items():
        if of == Of.DEPARTMENT and importer.departments.find(name) is None:
            departments[match_key(name)] = DepartmentAlias(name=name, key=match_key(name), department_id=target)
        elif of == Of.PERSON and (found := importer.people.find(name)).user is None and not found.is_ambiguous:
            people[match_key(name)] = PersonAlias(name=name, key=match_key(name), user_id=target)
    create_all(PersonAlias, people.values(), by=importer.user)
    create_all(DepartmentAlias, departments.values(), by=importer.user)


def _forget_kept(targets: Targets, hand: Hand) -> None:
    """Of whom it was said before that he is nobody of the house."""
    said = {(of.value, match_key(name)) for of, name in targets}
    stored = KeptName.objects.filter(key__among=sorted({key for _of, key in said})).values_list("pk", "of", "key")
    if keys := [pk for pk, of, key in stored if (of, key) in said]:
        remove_rows(KeptName, keys, hand=hand)


def _link(named: Named, targets: Targets, importer: Importer, hand: Hand) -> list[int]:
    """The primary keys of the records that were changed. Each is looked at under its lock: who was chosen by hand meanwhile stays."""
    keys = named.keys()
    columns = [named.resource.column_of(key) for key in keys]
    ids = keys_of(named.rows(importer).filter(named.bearing(targets)))
    held = named.model._base_manager.filter(pk__among=ids).select_for_update().order_by("pk")
    rows = []
    for pk, *values in held.values_list("pk", *columns, *(key.kept_as_written for key in keys)) if ids else ():
        stored, written = values[: len(keys)], values[len(keys) :]
        beside = zip(keys, stored, written, strict=True)
        meant = [targets.get((named.of(key), text)) if now is None else now for key, now, text in beside]
        if meant != stored:
            rows.append((pk, *meant))
    changed = [pk for pk, *_references in rows]
    if changed:
        change_rows(named.model, columns, rows, keys=changed, hand=hand)
    return changed
