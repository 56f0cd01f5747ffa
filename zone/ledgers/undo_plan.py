"""What undoing a batch would do, read from the history of what it wrote: removed, restored, or kept and why.

A record is judged by three of its states: before the batch, after it, and now. Every model takes the same few statements, whatever the
number of records.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from zone.ledgers.kind import LedgerKind
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.resource import LedgerResource
from zone.models import Period, User
from zone.set_writes import Hand


@dataclass(frozen=True, slots=True)
class Kept:
    """A record that stays as it is. `address` leads to it, or to what depends on it; "" where neither has a page."""

    record: str
    reason: str
    address: str = ""

    def stored(self) -> dict[str, str]:
        return {"record": self.record, "reason": self.reason, "address": self.address}


@dataclass(slots=True)
class _Trace:
    """The states of one record: values in the order of its table's columns. `before` None: none is known; `now` None: it is deleted."""

    before: tuple | None = None
    after: tuple | None = None
    now: tuple | None = None
    is_made: bool = False
    user: int | None = None
    batch: int | None = None
    at: datetime | None = None


@dataclass(slots=True)
class _Staying:
    """Why a record stays: `edited` names the fields that somebody wrote since, `needed_by` the rows that refer to it."""

    edited: list[str] = field(default_factory=list)
    needed_by: list[models.Model] = field(default_factory=list)
    count: int = 0


class TablePlan:
    """One model: `removed` (primary keys), `restored` (values by column, by primary key), `staying`."""

    def __init__(self, model: type[models.Model], resources: Sequence[LedgerResource]):
        self.model, self.resources = model, resources
        self.is_listed = any(resource.is_listed for resource in resources)
        kept = {column.attname for column in model.history.model._meta.concrete_fields}
        self.columns = [column.attname for column in model._meta.concrete_fields if column.attname in kept and _says_something(column)]
        said = [resource for resource in resources if resource.is_listed] or resources
        derived = {resource.model_field(name).attname for resource in said for name in resource.derived}
        self.said = {column for resource in said for column in resource.columns} - derived
        self.facts = {column for resource in resources for column in resource.facts(Hand.of(None))}
        self.traces: dict[int, _Trace] = {}
        self.removed: set[int] = set()
        self.restored: dict[int, dict[str, object]] = {}
        self.uncounted: set[int] = set()
        self.staying: dict[int, _Staying] = {}

    def judge(self, batch: int) -> None:
        self.traces = self._traces(batch)
        for pk, trace in self.traces.items():
            self._judge(pk, trace)

    def leave(self, pk: int, why: _Staying | None = None) -> None:
        self.removed.discard(pk)
        self.restored.pop(pk, None)
        if why is not None:
            self.staying[pk] = why

    def stays(self, pk: int) -> bool:
        """Whether the batch wrote this record and it stays as it is now."""
        return pk in self.traces and pk not in self.removed and pk not in self.restored

    def counts(self) -> tuple[int, int]:
        """Records that are removed and restored, of those that a sheet tells of."""
        return (len(self.removed), len(self.restored.keys() - self.uncounted)) if self.is_listed else (0, 0)

    def months(self) -> set[str]:
        """The reporting months of what is removed or restored."""
        if "period" not in self.columns:
            return set()
        place = self.columns.index("period")
        return {self.traces[pk].now[place] for pk in (*self.removed, *self.restored)}

    def _traces(self, batch: int) -> dict[int, _Trace]:
        history = self.model.history.model
        key = self.model._meta.pk.attname
        written = history.objects.filter(history_batch=batch).values(key)
        fixed = (key, "history_type", "history_batch", "history_user_id", "history_date")
        rows = history.objects.filter(**{f"{key}__in": written}).order_by("history_id").values_list(*fixed, *self.columns)
        traces: dict[int, _Trace] = {}
        for pk, kind, by_batch, user, at, *values in rows:
            trace = traces.setdefault(pk, _Trace())
            if by_batch == batch:
                if trace.after is None:
                    trace.before = trace.now
                trace.is_made = trace.is_made or kind == "+"
                trace.after = tuple(values)
            elif trace.after is not None:
                trace.user, trace.batch, trace.at = user, by_batch, at
            trace.now = None if kind == "-" else tuple(values)
        return traces

    def _judge(self, pk: int, trace: _Trace) -> None:
        if trace.now is None:
            if not trace.is_made:
                self.staying[pk] = _Staying()
            return
        edited = self._differing(trace.after, trace.now)
        if trace.is_made:
            if edited:
                self.staying[pk] = _Staying(edited)
            else:
                self.removed.add(pk)
            return
        if trace.before is None:
            self.staying[pk] = _Staying()
            return
        changed = self._differing(trace.before, trace.after)
        both = [column for column in changed if column in edited]
        # What the house notes beside the sheet is edited by who decides on what the sheet said.
        if clash := [column for column in edited if column in self.facts or (column in both and column in self.said)]:
            self.staying[pk] = _Staying(clash)
            return
        old = dict(zip(self.columns, trace.before, strict=True))
        self.restored[pk] = {column: old[column] for column in changed if column not in both}
        if changed and not self.said.intersection(changed):
            self.uncounted.add(pk)

    def _differing(self, one: tuple, other: tuple) -> list[str]:
        return [column for column, old, new in zip(self.columns, one, other, strict=True) if old != new]


def _says_something(column: models.Field) -> bool:
    is_counter = column.primary_key or column.name == "version"
    return not is_counter and not getattr(column, "auto_now", False) and not getattr(column, "auto_now_add", False)


class UndoPlan:
    """`UndoPlan(kind, batch)`: what undoing would do as things stand now. Under a lock it stays true. `look` is called between the models;
    what it raises goes through."""

    def __init__(self, kind: LedgerKind, batch: int, look: Callable[[], None] = lambda: None):
        self.kind = kind
        by_model: dict[type[models.Model], list[LedgerResource]] = {}
        for resource in kind.resources:
            by_model.setdefault(resource.model, []).append(resource)
        self.tables = [TablePlan(model, resources) for model, resources in by_model.items()]
        for table in self.tables:
            look()
            table.judge(batch)
        for table in reversed(self.tables):
            look()
            self._keep_what_is_needed(table)
        for table in self.tables:
            self._follow_above(table)
        counts = [table.counts() for table in self.tables]
        self.removed, self.restored = (sum(each) for each in zip(*counts, strict=True))
        self.kept = self._told()

    @property
    def is_empty(self) -> bool:
        return not any(table.removed or table.restored for table in self.tables)

    def answer(self) -> dict:
        return {"removed": self.removed, "restored": self.restored, "kept": [kept.stored() for kept in self.kept]}

    def check_months(self) -> None:
        """Raises LedgerRefused `undo_locked` where a figure of a locked month would change."""
        months = set().union(*(table.months() for table in self.tables))
        locked = (
            Period.objects.locked().filter(month__in=sorted(months)).order_by("month").values_list("month", flat=True) if months else []
        )
        if locked:
            raise LedgerRefused("undo_locked", months="、".join(locked))

    def _keep_what_is_needed(self, table: TablePlan) -> None:
        """Rows of others that refer to what would be removed keep it; rows that go with it do not."""
        going = {each.model: each.removed for each in self.tables}
        for link in _links(table.model):
            if not table.removed or link.model in self.kind.kept_up:
                continue
            rows = link.model._base_manager.filter(**{f"{link.name}__among": sorted(table.removed)})
            if also := going.get(link.model):
                rows = rows.exclude(pk__among=sorted(also))
            found: dict[int, list[int]] = {}
            for pk, target in rows.order_by("pk").values_list("pk", link.attname):
                found.setdefault(target, []).append(pk)
            if not found:
                continue
            firsts = link.model._base_manager.select_related().in_bulk([pks[0] for pks in found.values()])
            for target, pks in found.items():
                table.leave(target, _Staying(needed_by=[firsts[pks[0]]], count=len(pks)))

    def _follow_above(self, table: TablePlan) -> None:
        """What only serves another record (its standings, its other names) stays where that one stays."""
        for resource in table.resources:
            above = next((each for each in self.tables for other in each.resources if other.code == resource.above), None)
            if resource.is_listed or above is None:
                continue
            place = table.columns.index(resource.above_column)
            for pk in [*table.removed, *table.restored]:
                if above.stays(table.traces[pk].now[place]):
                    table.leave(pk)

    def _told(self) -> list[Kept]:
        people = User.objects.in_bulk({table.traces[pk].user for table in self.tables for pk in table.staying} - {None})
        return [kept for table in self.tables for kept in _kept_of(table, people)]


def _links(model: type[models.Model]) -> Iterator[models.ForeignKey]:
    """Every reference to the model that the database holds to; those of the histories and snapshots it does not."""
    for relation in model._meta.get_fields(include_hidden=True):
        is_referred_to = relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
        if is_referred_to and relation.on_delete is not models.DO_NOTHING:
            yield relation.field


def _kept_of(table: TablePlan, people: dict[int, User]) -> Iterable[Kept]:
    rows = table.model._base_manager.select_related().in_bulk(list(table.staying))
    for pk, why in table.staying.items():
        row, trace = rows.get(pk), table.traces[pk]
        name = f"{table.model._meta.verbose_name} {row if row is not None else pk}"
        if why.needed_by:
            needing = why.needed_by[0]
            shown = _target(needing, table.model)
            words = {"kind": shown._meta.verbose_name, "name": str(shown), "count": why.count}
            reason = (
                _("%(count)d %(kind)s entered since depend on it (%(name)s …)") if why.count > 1 else _("%(kind)s %(name)s depends on it")
            )
            yield Kept(name, reason % words, _address(shown) or _address(row))
        elif row is None:
            yield Kept(name, _("It has been deleted since."))
        elif not why.edited:
            yield Kept(name, _("What stood there before the import is not known."), _address(row))
        else:
            yield Kept(name, _edited(table, why.edited, trace, people), _address(row))


def _edited(table: TablePlan, columns: Sequence[str], trace: _Trace, people: dict[int, User]) -> str:
    known = [column for column in table.model._meta.concrete_fields if column.editable or column.attname in table.facts]
    fields = {column.attname: str(column.verbose_name) for column in known}
    names = list(dict.fromkeys(fields[column] for column in columns if column in fields))
    who = str(people[trace.user].name) if trace.user in people else _("the system")
    words = {"who": who, "on": localtime(trace.at).strftime("%Y-%m-%d"), "fields": "、".join(names[:5]) or "…", "number": trace.batch}
    if trace.batch:
        return _("Import no. %(number)s of %(who)s changed it on %(on)s: %(fields)s") % words
    return _("%(who)s changed it on %(on)s: %(fields)s") % words


def _target(row: models.Model, model: type[models.Model]) -> models.Model:
    """What a person knows of a referring row: the row, or what a row between two models leads to."""
    if not row._meta.auto_created:
        return row
    other = next(each for each in row._meta.concrete_fields if each.is_relation and each.related_model is not model)
    return getattr(row, other.name)


def _address(row: models.Model | None) -> str:
    """The page of the record, or of the record to which it belongs."""
    if row is None:
        return ""
    if hasattr(row, "get_absolute_url"):
        return row.get_absolute_url()
    above = next((getattr(row, name) for name in ("project", "enterprise") if getattr(row, name, None) is not None), None)
    return above.get_absolute_url() if above is not None else ""
