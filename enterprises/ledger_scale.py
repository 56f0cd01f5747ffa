"""A firm called above designated size whose revenue of a whole year lies below the threshold: said, never changed."""

from decimal import Decimal
from types import MappingProxyType

from zone.ledgers.importer import Importer
from zone.ledgers.records import RecordSet
from zone.ledgers.table import Table
from zone.ledgers.widgets import Reading, YesNoWidget
from zone.lib.textkey import match_key
from zone.models import Setting

THRESHOLD = "above_scale_threshold"


class AboveScaleWidget(YesNoWidget):
    """Also 规上 and 规下, below 规上/规下."""

    WORDS = MappingProxyType(
        dict.fromkeys(("规上", "规模以上", "规上企业", "限上"), True) | dict.fromkeys(("规下", "规模以下", "规下企业", "限下"), False)
    )

    def clean(self, value, row=None, **where) -> Reading:
        told = self.WORDS.get(match_key(value)) if isinstance(value, str) else None
        return super().clean(value) if told is None else Reading(told)


def warn_below_threshold(table: Table, figures: RecordSet, importer: Importer) -> None:
    """`above_scale_below_threshold` at the cell of the revenue; nothing where the office has set no threshold."""
    threshold = _threshold(importer)
    if threshold is None or table.column("above_scale") is None:
        return
    is_above = table.values("above_scale")
    for row, month, revenue in zip(figures.rows, figures.said["period"], figures.said["principal_revenue"], strict=True):
        if is_above[row] is True and month.endswith("-12") and isinstance(revenue, Decimal) and revenue < threshold:
            params = {"revenue": f"{revenue:f}", "threshold": f"{threshold:f}".rstrip("0").rstrip(".")}
            table.findings.warn(table.rows[row].number, "above_scale_below_threshold", **table.cell("above_scale", row), **params)


def _threshold(importer: Importer) -> Decimal | None:
    found = Setting.objects.on(importer.on).filter(key=THRESHOLD).order_by("-valid_from")
    return found.values_list("value", flat=True).first()
