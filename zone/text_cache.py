"""The search texts of a table on SQLite, kept in the memory of the process.

SQLite has no index for two characters in the middle of a text, and looking through 100,000 rows there takes ten times as long as the page
may. Kept as one string of bytes, in the order of the list, they are looked through in a fraction of that. What has changed since, the
history of the model tells, for every write leaves a row there: a few changed rows are looked at one by one, after many the string is made
anew. PostgreSQL has an index instead (`zone.lib.text_search`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models

FEW = 500  # changed rows that are looked at one by one


@dataclass(frozen=True, slots=True)
class Texts:
    """`whole`: text, tab, id, line end of each row; `names`: the same of those words that hold Chinese, half as long to look through.
    `mark`: id and moment of the youngest row of the history that they know of."""

    whole: bytes
    names: bytes
    mark: tuple | None


@dataclass(frozen=True, slots=True)
class Found:
    """`is_ordered`: the ids stand in the order that was asked for."""

    ids: list[int]
    is_ordered: bool


_kept: dict[tuple, Texts] = {}


def find(model: type[models.Model], field: str, key: str, *, order: Sequence[str]) -> Found:
    """Every row whose text contains the key. One statement where nothing has changed since the last search, else two."""
    place = (model._meta.label, field, *order)
    texts, changed = _kept.get(place), None
    if texts is not None:
        changed = _changed_since(model, texts.mark)
    if changed is None:
        texts, changed = _read(model, field, order), set()
        _kept[place] = texts
    # A key holds no space, so that one with Chinese in it lies within a word with Chinese in it.
    lines = texts.whole if key.isascii() else texts.names
    ids = [int(pk) for pk in re.findall(re.escape(key.encode()) + rb"[^\t]*\t(\d+)", lines)]
    if not changed:
        return Found(ids, is_ordered=True)
    ids = [pk for pk in ids if pk not in changed]
    fresh = model._base_manager.filter(pk__in=changed).values_list("pk", field)
    matching = [pk for pk, text in fresh if key in text]
    return Found(ids + matching, is_ordered=not matching)


def _read(model, field: str, order: Sequence[str]) -> Texts:
    # The mark is taken first: a row written between the two statements is then looked at twice, never missed.
    mark = model.history.order_by("-history_id").values_list("history_id", "history_date").first()
    rows = list(model._base_manager.order_by(*order, "pk").values_list(field, "pk"))
    whole = "".join(f"{text}\t{pk}\n" for text, pk in rows)
    names = "".join(f"{' '.join(word for word in text.split(' ') if not word.isascii())}\t{pk}\n" for text, pk in rows)
    return Texts(whole.encode(), names.encode(), mark)


def _changed_since(model, mark: tuple | None) -> set[int] | None:
    """Ids of the rows written since; None where there are too many, or where the history is another one (a restored database)."""
    if mark is None:
        return None
    since = model.history.filter(history_id__gte=mark[0]).order_by("history_id")
    rows = list(since.values_list("history_id", "history_date", model._meta.pk.attname)[: FEW + 2])
    if not rows or rows[0][:2] != mark or len(rows) > FEW + 1:
        return None
    return {pk for _, _, pk in rows[1:]}
