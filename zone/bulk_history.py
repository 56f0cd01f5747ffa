"""Model instances created or changed as a set, each with the dated history row that its own `save()` would have written.

For rows that are at hand as instances; an import, which has plain values, writes by `zone.set_writes`.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from django.db import models, transaction
from simple_history.utils import get_history_manager_for_model

BATCH = 1000
Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def create_all(model: type[Row], rows: Iterable[Row], *, by=None, at: datetime | None = None, reason: str = "") -> list[Row]:
    """Insert the rows and their `+` history; `at` None: now. A row's own `_history_date` and `_history_user` go before `at` and `by`.

    Fields that fill themselves with the present time (`auto_now`) keep a value that a row brings along.
    """
    rows = list(rows)
    brought = {field.attname: [getattr(row, field.attname) for row in rows] for field in _self_dated(model)}
    model.objects.bulk_create(rows, batch_size=BATCH)
    for name, values in brought.items():
        _restore(model, rows, name, values)
    _remember(model, rows, by=by, at=at, reason=reason, is_change=False)
    return rows


@transaction.atomic
def change_all(
    model: type[Row], rows: Sequence[Row], fields: Sequence[str], *, by=None, at: datetime | None = None, reason: str = ""
) -> None:
    """Write these fields of existing rows and their `~` history. Where the model counts its writes, `version` rises by one."""
    fields = list(fields)
    if any(field.name == "version" for field in model._meta.concrete_fields):
        for row in rows:
            row.version += 1
        fields.append("version")
    model.objects.bulk_update(rows, fields, batch_size=BATCH)
    _remember(model, rows, by=by, at=at, reason=reason, is_change=True)


def _self_dated(model) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)]


def _restore(model, rows, name: str, values: list) -> None:
    """`bulk_create` lets a self-dating field overwrite what the row says; put back what it said."""
    kept = [(row, value) for row, value in zip(rows, values, strict=True) if value is not None]
    for row, value in kept:
        setattr(row, name, value)
    model.objects.bulk_update([row for row, _ in kept], [name], batch_size=BATCH)


def _remember(model, rows, *, by, at, reason, is_change) -> None:
    get_history_manager_for_model(model).bulk_history_create(
        rows, batch_size=BATCH, update=is_change, default_user=by, default_change_reason=reason, default_date=at
    )
