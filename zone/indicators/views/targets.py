"""年度目标: the list of yearly targets of the main indicators."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zone.indicators.filters import IndicatorTargetFilterSet
from zone.indicators.models import IndicatorTarget
from zone.lib.showing import show_number
from zone.views.generic import Column, ScopedListView


class IndicatorTargetListView(ScopedListView):
    """A row opens all years of this indicator of this district."""

    model = IndicatorTarget
    right = "indicators.view_indicatortarget"
    filterset_class = IndicatorTargetFilterSet
    related = ("indicator", "district")
    is_plain = True
    export_right = "indicators.change_indicatortarget"
    title = gettext_lazy("Yearly targets")
    empty_words = gettext_lazy("No target has been recorded yet. Targets come with the monthly table of main indicators.")
    columns = (
        Column("indicator", gettext_lazy("Indicator")),
        Column("district", gettext_lazy("District"), short=True),
        Column("year", gettext_lazy("Year"), sort="year", short=True),
        Column("value", gettext_lazy("Target"), number=True),
        Column("unit", gettext_lazy("Unit"), short=True),
        Column("growth", gettext_lazy("Growth aimed at (%)"), number=True),
    )

    def row(self, target: IndicatorTarget) -> dict:
        return {
            "pk": target.pk,
            "address": target.get_absolute_url(),
            "indicator": target.indicator.name,
            "district": str(target.district),
            "year": str(target.year),
            "value": target.value,
            "unit": target.unit,
            "growth": target.stated_growth,
        }

    def texts(self, row, columns):
        growth = row["growth"]
        return super().texts(row, columns) | {"growth": "" if growth is None else show_number(growth, signed=True)}

    def frame(self) -> dict:
        if not self.request.user.has_perm("indicators.view_indicatorvalue"):
            return super().frame()
        return super().frame() | {"list_actions": [(reverse("indicators:value-list"), _("Main economic indicators"), "table")]}
