"""Rows for lists that the demo office fills with a few only: copies of what it has, kept apart where two rows may not be alike."""

from collections.abc import Callable

from django.db.models import Model

from projects.models import Procedure, Project, ProjectProgress
from zone.ledgers.models import ColumnWord, ImportBatch, KnownLayout
from zone.models import User

WANTED = 30


# Model → what a copy says differently. A model that is not named here needs nothing.
APART: dict[str, Callable[[Model, int], dict]] = {
    "zone.Setting": lambda row, number: {"key": f"key_{number}"},
    "zone.Period": lambda row, number: {"month": f"{1950 + number}-01"},
    "zone.Department": lambda row, number: {"name": f"部门 {number}"},
    "zone.District": lambda row, number: {"code": f"X{number}", "is_whole": False},
    "zone.Portfolio": lambda row, number: {"user_id": User.objects.order_by("-pk")[number].pk},
    "merger.MergerTask": lambda row, number: {"number": 1000 + number},
    "indicators.Indicator": lambda row, number: {"code": f"indicator_{number}"},
    "indicators.IndicatorValue": lambda row, number: {"period": f"{1950 + number}-12"},
    "indicators.IndicatorTarget": lambda row, number: {"year": 1990 + number},
    "enterprises.Cluster": lambda row, number: {"code": f"cluster_{number}"},
    "enterprises.ServiceRequest": lambda row, number: {"text_key": f"{row.text_key[:40]} {number}"},
}


def first_rows(model: type[Model], user: User) -> list[Model]:
    """Thirty of what the demo office has none."""
    made = {
        Procedure: lambda number: Procedure(project=Project.objects.order_by("pk")[number], item="备案"),
        ColumnWord: lambda number: ColumnWord(kind="enterprises", field="name", word=f"名 {number}", key=f"名{number}"),
        KnownLayout: lambda number: KnownLayout(kind="enterprises", digest=str(number), header="名称", header_rows=1, said_by=user),
        ImportBatch: lambda number: ImportBatch(kind="enterprises", file_name=f"{number}.xlsx", sha256="0" * 64, size=1, uploaded_by=user),
    }
    return [made[model](number) for number in range(WANTED)]


def fill(model: type[Model], *, by: User) -> None:
    """At least thirty rows of the model, and as many reports that wait."""
    if model is ProjectProgress:
        ProjectProgress.objects.update(state=ProjectProgress.State.SUBMITTED)
    rows = list(model._base_manager.order_by("pk"))
    if not rows:
        model._base_manager.bulk_create(first_rows(model, by))
    apart = APART.get(model._meta.label, lambda row, number: {})
    copies = []
    for number in range(WANTED - len(rows) if rows else 0):
        row = rows[number % len(rows)]
        values = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields if not field.primary_key}
        copies.append(model(**{**values, **apart(row, number)}))
    model._base_manager.bulk_create(copies)
