"""What changed in a record, as people read it: which field, from what, to what, by whom, when."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _

from zone.lib.showing import show


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Texts; an empty value is said in words, so that both sides can be read."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One write of one record. `batch`: the import that wrote it; `is_first`: it made the record; `fields` is empty then.
    `reason`: why it was written, where a person had to say so."""

    at: datetime
    who: str
    batch: int | None
    is_first: bool
    fields: tuple[FieldChange, ...]
    reason: str


def changes(
    record: models.Model, *, limit: int = 50, hidden: Mapping[str, Callable[[str], str]] | None = None, also: Sequence[str] = ()
) -> list[Change]:
    """The latest writes of a record, newest first. `hidden`: how a field's text is shown to somebody who may not read it whole; `also`:
    fields that nobody types into a form and that tell something all the same."""
    newest_first = record.history.select_related("history_user").order_by("-history_date", "-history_id")[: limit + 1]
    return changes_between(list(newest_first), limit=limit, hidden=hidden, also=also)


def changes_between(
    rows: Sequence, *, limit: int, hidden: Mapping[str, Callable[[str], str]] | None = None, also: Sequence[str] = ()
) -> list[Change]:
    """The same from history rows of one record, newest first; a row beyond `limit` serves as what was before."""
    if not rows:
        return []
    # A field that is left out of the history (a password) has nothing to show.
    model = rows[0].instance_type
    told_fields = [*shown_fields(model), *(model._meta.get_field(name) for name in also)]
    fields = [field for field in told_fields if hasattr(rows[0], field.attname)]
    names = related_names(rows, fields)
    told = []
    for place, row in enumerate(rows[:limit]):
        before = rows[place + 1] if place + 1 < len(rows) else None
        differing = () if before is None else tuple(_differences(before, row, fields, names, hidden or {}))
        is_first, reason = row.history_type == "+", row.history_change_reason or ""
        if before is None or differing or reason:
            who = row.history_user.name if row.history_user else ""
            told.append(Change(row.history_date, who, row.history_batch, is_first, differing, reason))
    return told


def shown_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields that mean something to a reader: not the counters and keys that the house keeps for itself."""
    return [field for field in model._meta.concrete_fields if not field.primary_key and (field.editable or field.choices)]


def related_names(rows: Iterable, fields: Iterable[models.Field]) -> dict[str, dict[int, str]]:
    """Names of all records that the rows' foreign keys point at, one statement for each key that is used."""
    names = {}
    for field in fields:
        if field.is_relation:
            ids = {getattr(row, field.attname) for row in rows} - {None}
            found = field.related_model._base_manager.in_bulk(ids) if ids else {}
            names[field.attname] = {pk: str(target) for pk, target in found.items()}
    return names


def field_text(field: models.Field, value: object, names: Mapping[int, str] | None = None) -> str:
    """A value of a model field as people read it. `names`: of the records that a foreign key may point at."""
    if value is None or value == "":
        return _("(empty)")
    if field.is_relation:
        return (names or {}).get(value, str(value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list):
        return "、".join(map(str, value))
    return show(value)


def _differences(before, after, fields, names, hidden) -> Iterable[FieldChange]:
    for field in fields:
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if old == new:
            continue
        known = names.get(field.attname)
        texts = [field_text(field, value, known) for value in (old, new)]
        if field.name in hidden:
            texts = [hidden[field.name](text) if value else text for text, value in zip(texts, (old, new), strict=True)]
        yield FieldChange(str(field.verbose_name), *texts)
