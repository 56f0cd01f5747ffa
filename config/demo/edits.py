"""Changes that came later, each with the history row that it left."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from zone.bulk_history import change_all


@dataclass(frozen=True)
class Edit:
    """On `at`, `by` set these fields of the row."""

    row: models.Model
    at: datetime
    by: models.Model
    values: dict[str, object]


def apply(model: type[models.Model], edits: Iterable[Edit]) -> None:
    """All edits in the order of their time; the first of every row is one set, the second of every row the next."""
    rounds: dict[int, list[Edit]] = defaultdict(list)
    seen: dict[int, int] = defaultdict(int)
    for edit in sorted(edits, key=lambda edit: (edit.at, edit.row.pk)):
        rounds[seen[edit.row.pk]].append(edit)
        seen[edit.row.pk] += 1
    for _, together in sorted(rounds.items()):
        for edit in together:
            for name, value in edit.values.items():
                setattr(edit.row, name, value)
            edit.row._history_date, edit.row._history_user = edit.at, edit.by
        fields = sorted({name for edit in together for name in edit.values})
        change_all(model, [edit.row for edit in together], fields)
