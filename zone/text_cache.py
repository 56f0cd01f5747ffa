"""The search texts of a table, kept in the memory of the process, on both databases.

Neither database finds two characters in the middle of 100,000 texts within the time of a page, whatever is searched and however much is
found. In memory the pairs of neighbouring characters are looked up in a table of pairs, and what is found stands in the order of the page's
list. What has changed since, the history of the models tells, for every write leaves a row there: a few changed rows are looked at one by
one, after many the texts are read anew. Which rows hold a value that a filter asks for is kept in the same way, once it has been asked
for. Why nothing simpler does: docs/decisions/0003-search.md.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import models
from django.db.models import F, OuterRef, Subquery

from zone.lib.database import RowPrecedes, between_writes, keys_of
from zone.lib.pair_index import PairIndex
from zone.lib.text_search import containing
from zone.own_conditions import Condition

MOST_HELD = 64  # conditions whose rows are kept: as many as the filters of a list have values, and some together
FEW = 500  # changed rows that are looked at one by one


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of all rows in one order. `marks`: by the path from the model to the one that holds the text ("" is the model itself), id
    and moment of the youngest row of history that they know of. `held`: the rows that fulfil a condition, by those not changed since."""

    index: PairIndex
    marks: dict[str, tuple | None]
    held: dict[Condition, frozenset[int]] = field(default_factory=dict)

    def fulfilling(self, model, condition: Condition) -> frozenset[int]:
        """Read after the marks were taken, as the texts were; so a row that was written since is among the changed ones."""
        if condition not in self.held:
            if len(self.held) >= MOST_HELD:
                self.held.clear()
            self.held[condition] = frozenset(keys_of(model._base_manager.filter(condition.as_q())))
        return self.held[condition]


_kept: dict[tuple, Texts] = {}


def find(
    model: type[models.Model], fields: Sequence[str], key: str, *, order: Sequence[str], within: Sequence[Condition] = ()
) -> Sequence[int] | None:
    """The ids of every row one of whose texts contains the key: fields of the row, or of one that it points at (`enterprise__search_text`).
    `within`: only rows that fulfil these conditions.

    They stand in this order, then by primary key; its fields rise and are never empty. One statement for each model where nothing has
    changed since the last search. None: it cannot be said now, since the texts have to be read and somebody is just writing; the database
    knows. What is answered is not to be changed.
    """
    place = (model._meta.label, *fields, *order)
    texts, changed = _kept.get(place), None
    if texts is not None:
        changed = _changed_since(model, texts.marks)
    if changed is None:
        texts, changed = _read(model, fields, order), set()
        if texts is None:
            return None
        _kept[place] = texts
    found = texts.index.find(key)
    for condition in within:
        found = list(filter(texts.fulfilling(model, condition).__contains__, found))
    if not changed:
        return found
    ids, places = [pk for pk in found if pk not in changed], texts.index.places
    matching = _matching(model, fields, key, order, changed, within)
    points = [bisect_right(ids, places.get(before, -1), key=places.__getitem__) for _pk, before in matching]
    # From behind, so that what is put in moves nothing that is still to be put in.
    for point, (pk, _before) in reversed(list(zip(points, matching, strict=True))):
        ids.insert(point, pk)
    return ids


def _matching(
    model, fields: Sequence[str], key: str, order: Sequence[str], changed: set[int], within: Sequence[Condition]
) -> list[tuple[int, int | None]]:
    """Of the changed rows those that match now, in order, each with the row before it among those that have not changed."""
    columns = (*order, "pk")
    unchanged = model._base_manager.exclude(pk__among=changed)
    before = unchanged.filter(RowPrecedes(*map(F, columns), *map(OuterRef, columns))).order_by(*(f"-{column}" for column in columns))
    rows = containing(model._base_manager.filter(*(condition.as_q() for condition in within), pk__among=changed), fields, key)
    return list(rows.annotate(before=Subquery(before.values("pk")[:1])).order_by(*columns).values_list("pk", "before"))


def _paths(fields: Sequence[str]) -> list[str]:
    """The model itself is always among them: its own rows stand in an order."""
    return list(dict.fromkeys(["", *(field.rpartition("__")[0] for field in fields)]))


def _holder(model, path: str):
    for name in filter(None, path.split("__")):
        model = model._meta.get_field(name).related_model
    return model


def _read(model, fields: Sequence[str], order: Sequence[str]) -> Texts | None:
    # The marks are taken first: a row written between the statements is then looked at twice, never missed. They are taken between writes:
    # on PostgreSQL a row of history may appear after one with a higher number, and would be passed over.
    holders = {path: _holder(model, path) for path in _paths(fields)}
    marks = between_writes(
        [holder.history.model for holder in holders.values()],
        lambda: {path: _youngest(holder) for path, holder in holders.items()},
    )
    if marks is None:
        return None
    rows = model._base_manager.order_by(*order, "pk").values_list("pk", *fields)
    words = ((pk, [word for text in texts if text for word in text.split()]) for pk, *texts in rows.iterator())
    return Texts(PairIndex(words), marks)


def _youngest(model) -> tuple | None:
    return model.history.order_by("-history_id").values_list("history_id", "history_date").first()


def _changed_since(model, marks: dict[str, tuple | None]) -> set[int] | None:
    """Ids of the rows whose texts were written since; None where there are too many, or where the history is another one (a restored
    database)."""
    changed: set[int] = set()
    for path, mark in marks.items():
        holder = _holder(model, path)
        if mark is None:
            return None
        since = holder.history.filter(history_id__gte=mark[0]).order_by("history_id")
        rows = list(since.values_list("history_id", "history_date", holder._meta.pk.attname)[: FEW + 2])
        if not rows or rows[0][:2] != mark or len(rows) > FEW + 1:
            return None
        written = {pk for _, _, pk in rows[1:]}
        if path and written:
            pointing = model._base_manager.filter(**{f"{path}__in": written}).values_list("pk", flat=True)
            written = set(pointing[: FEW + 1])
        changed |= written
    return changed if len(changed) <= FEW else None
