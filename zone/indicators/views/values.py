"""主要经济指标: the list of values, with the growth that is stated and the growth that is computed side by side."""

from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zone.indicators.filters import IndicatorValueFilterSet
from zone.indicators.growth import Computed, computed, figures, series, year_before
from zone.indicators.models import IndicatorValue
from zone.ledgers.views.office_list import OfficeTableMixin
from zone.lib.showing import show_number
from zone.views.generic import Column, ScopedListView
from zone.views.row_markup import missing


class IndicatorValueListView(OfficeTableMixin, ScopedListView):
    """A row opens its series: this indicator of this district."""

    model = IndicatorValue
    right = "indicators.view_indicatorvalue"
    filterset_class = IndicatorValueFilterSet
    related = ("indicator", "district")
    is_plain = True
    export_right = "indicators.change_indicatorvalue"
    sheet_kind = "indicators"
    title = gettext_lazy("Main economic indicators")
    empty_words = gettext_lazy("No figure has been recorded yet. Figures come with the monthly table of main indicators.")
    columns = (
        Column("indicator", gettext_lazy("Indicator"), sort="indicator"),
        Column("district", gettext_lazy("District"), short=True),
        Column("when", gettext_lazy("Time"), sort="latest", short=True),
        Column("value", gettext_lazy("Figure reached"), number=True),
        Column("unit", gettext_lazy("Unit"), short=True),
        Column("stated", gettext_lazy("Growth stated (%)"), number=True),
        Column("computed", gettext_lazy("Growth computed (%)"), number=True),
        Column("basis", gettext_lazy("Prices of the growth"), short=True),
        Column("rank", gettext_lazy("Place"), number=True),
        Column("kind", gettext_lazy("Kind of value"), short=True),
        Column("note", gettext_lazy("Note"), wide=True),
    )

    def rows(self, ids):
        found = self.records(ids)
        before = {value.pk: year_before(_series(value)) for value in found}
        bases = figures(IndicatorValue.objects.visible_to(self.request.user), before.values())
        return [self.row(value, computed(value.value, bases.get(before[value.pk]))) for value in found]

    def row(self, value: IndicatorValue, growth: Computed | None) -> dict:
        return {
            "pk": value.pk,
            "address": value.get_absolute_url(),
            "indicator": value.indicator.name,
            "district": str(value.district),
            "when": value.when,
            "value": value.value,
            "unit": value.unit,
            "stated": value.stated_growth,
            "computed": _computed(value.stated_growth, growth),
            "growth": growth,
            "basis": value.get_price_basis_display(),
            "rank": value.rank,
            "kind": value.get_value_kind_display(),
            "note": value.note,
        }

    def texts(self, row, columns):
        return super().texts(row, columns) | {"stated": _signed(row["stated"]), "computed": _words(row["stated"], row["growth"])}

    def frame(self) -> dict:
        if not self.request.user.has_perm("indicators.view_indicatortarget"):
            return super().frame()
        batch = self.request.GET.get("batch", "")
        address = reverse("indicators:target-list", query={"batch": batch} if batch else None)
        return super().frame() | {"list_actions": [(address, _("Yearly targets"), "table")]}


def _series(value: IndicatorValue):
    return series(value.indicator_id, value.district_id, value.period, value.span)


def _signed(growth: Decimal | None) -> str:
    return "" if growth is None else show_number(growth, signed=True)


def _computed(stated: Decimal | None, growth: Computed | None) -> Decimal | str | None:
    """In an export: the number alone; 无法核对 where a stated one cannot be compared with anything."""
    if growth is not None:
        return round(growth.growth, 1)
    return None if stated is None else _("cannot be checked")


def _words(stated: Decimal | None, growth: Computed | None):
    """On the page: the computed growth, marked where the stated one differs."""
    if growth is None:
        return missing(_("There is no figure of the year before to compare with."), _("cannot be checked")) if stated is not None else ""
    text = show_number(growth.growth, 1, signed=True)
    if stated is None or growth.agrees(stated):
        return text
    return missing(_("The growth stated is not the one computed at current prices."), _("%(growth)s, differs") % {"growth": text})
