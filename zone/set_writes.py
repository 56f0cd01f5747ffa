"""Writing many rows at once, with the history that `save()` would have kept of each: what, when, by whom, in which import batch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.utils import timezone

from zone.lib.database import copy_rows, insert_rows, update_rows
from zone.models.versioned import REASON_LENGTH

CREATED, CHANGED, REMOVED = "+", "~", "-"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes, when, in which import batch, and why, where a person said so."""

    user: int | None
    at: datetime
    batch: int | None = None
    reason: str = ""

    @classmethod
    def of(cls, user, batch: int | None = None, *, reason: str = "") -> "Hand":
        return cls(user.pk if user else None, timezone.now(), batch, reason)


def create_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence], *, keys: Sequence[int], hand: Hand) -> None:
    """Insert rows, each value of a row in the order of `columns` (database columns, the primary key among them), and their history."""
    insert_rows(model, columns, rows)
    _keep(model, keys, CREATED, hand)


def change_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence], *, keys: Sequence[int], hand: Hand) -> None:
    """Set `columns` in existing rows (each row: primary key, values), raise their version where they have one, and keep history."""
    counted = "version" if any(field.name == "version" for field in model._meta.concrete_fields) else None
    update_rows(model, columns, rows, counted=counted)
    _keep(model, keys, CHANGED, hand)


def remove_rows(model: type[Model], keys: Sequence[int], *, hand: Hand) -> None:
    """Delete rows, and keep in their history how they stood. Nothing that refers to them is looked for: the database refuses what is."""
    _keep(model, keys, REMOVED, hand)
    rows = model._base_manager.filter(pk__among=set(keys))
    rows._raw_delete(rows.db)


def _keep(model: type[Model], keys: Sequence[int], kind: str, hand: Hand) -> None:
    history = model.history.model
    kept = {field.column for field in history._meta.concrete_fields}
    columns = [field.column for field in model._meta.concrete_fields if field.column in kept]
    constants = {
        "history_date": hand.at,
        "history_type": kind,
        "history_user_id": hand.user,
        "history_batch": hand.batch,
        "history_change_reason": hand.reason[:REASON_LENGTH] or None,
    }
    copy_rows(model, history, columns, keys, constants)
