"""Main indicators in the back office of the statisticians: the indicators themselves, their values and yearly targets."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils.translation import gettext_lazy as _

from zone.backoffice import HouseAdmin
from zone.backoffice_form import HouseForm
from zone.indicators.models import Indicator, IndicatorTarget, IndicatorValue
from zone.ledgers.office_admin import OfficeTableAdmin
from zone.names_field import NamesField


class IndicatorForm(HouseForm):
    other_names = NamesField(
        label=Indicator._meta.get_field("other_names").verbose_name,
        required=False,
        widget=AdminTextInputWidget,
        help_text=_("How sheets write it too: several names with 、 between them."),
    )


@admin.register(Indicator)
class IndicatorAdmin(HouseAdmin):
    form = IndicatorForm
    list_display = ["name", "code", "unit", "direction", "is_active", "position"]


class FigureAdmin(HouseAdmin):
    """The unit follows from the indicator."""

    import_kind = "indicators"
    exclude = ["unit"]
    list_select_related = ["indicator", "district"]


@admin.register(IndicatorValue)
class IndicatorValueAdmin(OfficeTableAdmin, FigureAdmin):
    list_display = ["indicator", "district", "period", "span", "value", "unit", "stated_growth", "rank", "value_kind"]
    list_filter = ["indicator", "district", "span", "value_kind"]


@admin.register(IndicatorTarget)
class IndicatorTargetAdmin(FigureAdmin):
    list_display = ["indicator", "district", "year", "value", "unit", "stated_growth"]
    list_filter = ["indicator", "district", "year"]
