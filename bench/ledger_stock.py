"""The same sheet by import-export's stock flow: a dry run, then the import, row by row through the models, which keep their history."""

from pathlib import Path

from import_export.fields import Field
from import_export.formats.base_formats import XLSX
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget, Widget

from bench.ledger_sheet import HEADER, MONTH
from enterprises.actions import derive
from enterprises.ledger_columns import STATES
from enterprises.models import Cluster, DistrictMembership, Enterprise, OperatingFigure, SizeStatus
from zone.lib.months import first_day
from zone.models import District

FIGURES = dict(zip(("principal_revenue", "gross_output", "taxes_paid", "employees"), HEADER[11:], strict=True))


class Words(Widget):
    """是 and 正常 as the model keeps them."""

    def __init__(self, words: dict):
        super().__init__()
        self.words = words

    def clean(self, value, row=None, **kwargs):
        return self.words[value]


YES = {"是": True, "否": False}
WIDGETS = {
    "district": ForeignKeyWidget(District, "short_name"),
    "cluster": ForeignKeyWidget(Cluster, "name"),
    "is_above_scale": Words(YES),
    "is_high_tech": Words(YES),
    "operating_state": Words(STATES),
}
ATTRIBUTES = (
    "name", "credit_code", "district", "cluster", "legal_representative", "contact_name", "contact_phone", "is_above_scale",
    "is_high_tech", "operating_state", "registered_capital",
)  # fmt: skip


class _Stock(ModelResource):
    """What follows from a firm (search keys, figures, standings) is written by the models, as the office's own forms do it."""

    def before_save_instance(self, instance, row, **kwargs):
        derive(instance, aliases=())

    def after_save_instance(self, instance, row, **kwargs):
        figures = {name: row[header] for name, header in FIGURES.items()}
        OperatingFigure.objects.create(enterprise=instance, period=MONTH, district=instance.district, **figures)
        since = first_day(MONTH)
        DistrictMembership.objects.create(enterprise=instance, district=instance.district, valid_from=since)
        if instance.is_above_scale:
            SizeStatus.objects.create(enterprise=instance, valid_from=since)


def stock_resource() -> ModelResource:
    fields = {
        name: Field(attribute=name, column_name=header, **({"widget": WIDGETS[name]} if name in WIDGETS else {}))
        for name, header in zip(ATTRIBUTES, HEADER, strict=False)
    }
    meta = type("Meta", (), {"model": Enterprise, "fields": list(fields), "import_id_fields": ["credit_code"]})
    return type("Stock", (_Stock,), {**fields, "Meta": meta})()


def stock_import(sheet: Path) -> None:
    """Preview and import, each from the file, as its admin pages do."""
    for dry_run in (True, False):
        result = stock_resource().import_data(XLSX().create_dataset(sheet.read_bytes()), dry_run=dry_run)
        if result.has_errors() or result.has_validation_errors():
            raise RuntimeError(f"the stock flow failed: {result.row_errors()[:1]} {result.invalid_rows[:1]}")
