"""The search texts of a table on SQLite, kept in the memory of the process.

SQLite has no index for two characters in the middle of a text, and looking through 100,000 rows there takes ten times as long as the page
may; as texts in a list, in the order of the page's list, they are looked through in some milliseconds, whatever is found. What has changed
since, the history of the models tells, for every write leaves a row there: a few changed rows are looked at one by one, after many the
lists are made anew. Why nothing simpler does: docs/decisions/0003-search.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models

FEW = 500  # changed rows that are looked at one by one


@dataclass(frozen=True, slots=True)
class Texts:
    """Of each row, in one order: `ids`; `chinese`: its words that hold Chinese; `latin`: the others. `marks`: by the path from the model to
    the one that holds the text ("" is the model itself), id and moment of the youngest row of history that they know of."""

    ids: list[int]
    chinese: list[str]
    latin: list[str]
    marks: dict[str, tuple | None]


@dataclass(frozen=True, slots=True)
class Found:
    """`is_ordered`: the ids stand in the order that was asked for."""

    ids: list[int]
    is_ordered: bool


_kept: dict[tuple, Texts] = {}


def find(model: type[models.Model], fields: Sequence[str], key: str, *, order: Sequence[str]) -> Found:
    """Every row one of whose texts contains the key: fields of the row, or of one that it points at (`enterprise__search_text`).

    One statement for each model where nothing has changed since the last search.
    """
    place = (model._meta.label, *fields, *order)
    texts, changed = _kept.get(place), None
    if texts is not None:
        changed = _changed_since(model, texts.marks)
    if changed is None:
        texts, changed = _read(model, fields, order), set()
        _kept[place] = texts
    # A key holds no space, so that one with Chinese in it lies within a word with Chinese in it.
    if key.isascii():
        rows = zip(texts.ids, texts.chinese, texts.latin, strict=True)
        ids = [pk for pk, chinese, latin in rows if key in latin or key in chinese]
    else:
        ids = [pk for pk, chinese in zip(texts.ids, texts.chinese, strict=True) if key in chinese]
    if not changed:
        return Found(ids, is_ordered=True)
    fresh = model._base_manager.filter(pk__among=changed).values_list("pk", *fields)
    matching = [pk for pk, *words in fresh if any(key in text for text in words if text)]
    return Found([pk for pk in ids if pk not in changed] + matching, is_ordered=not matching)


def _paths(fields: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(field.rpartition("__")[0] for field in fields))


def _holder(model, path: str):
    return model._meta.get_field(path).related_model if path else model


def _read(model, fields: Sequence[str], order: Sequence[str]) -> Texts:
    # The marks are taken first: a row written between the statements is then looked at twice, never missed.
    marks = {path: _youngest(_holder(model, path)) for path in _paths(fields)}
    ids, chinese, latin = [], [], []
    for pk, *texts in model._base_manager.order_by(*order, "pk").values_list("pk", *fields).iterator():
        words = dict.fromkeys(word for text in texts if text for word in text.split(" "))
        ids.append(pk)
        chinese.append(" ".join(word for word in words if not word.isascii()))
        latin.append(" ".join(word for word in words if word.isascii()))
    return Texts(ids, chinese, latin, marks)


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
