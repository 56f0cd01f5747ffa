"""What the office sets for itself: thresholds and goals with their days, the working-day calendar, the reporting months."""

from django import forms
from django.contrib import admin
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from zone.backoffice import HouseAdmin
from zone.backoffice_form import HouseForm
from zone.known_settings import YES_OR_NO, choices, label, unit
from zone.lib.clock import today
from zone.lib.showing import show, without_zeros
from zone.models import CalendarDay, Period, Setting


class SettingForm(HouseForm):
    """What may be set has a name; a key that the house does not read would have no effect."""

    key = forms.ChoiceField(label=_("setting"))

    class Meta:
        model = Setting
        fields = ["key", "value", "valid_from", "valid_to", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = [("", "–"), *choices(self.instance.key)]
        if self.instance.pk:
            self.initial["value"] = without_zeros(self.instance.value)
            self.fields["value"].help_text = unit(self.instance.key)


@admin.register(Setting)
class SettingAdmin(HouseAdmin):
    form = SettingForm
    list_display = ["name", "amount", "valid_from", "valid_to", "note"]
    search_fields = ["key", "note"]

    @admin.display(description=_("setting"), ordering="key")
    def name(self, setting):
        return label(setting.key)

    @admin.display(description=_("set value"), ordering="value")
    def amount(self, setting):
        if setting.key in YES_OR_NO:
            return show(bool(setting.value))
        return f"{show(setting.value)} {unit(setting.key)}".strip()


@admin.register(CalendarDay)
class CalendarDayAdmin(HouseAdmin):
    list_display = ["day", "is_working", "occasion"]
    list_filter = ["is_working"]
    search_fields = ["occasion"]
    date_hierarchy = "day"

    def get_ordering(self, request):
        """The year at hand stands first, then the days of the others, the latest before the earlier."""
        this_year = Case(When(day__year=today().year, then=0), default=1)
        day_of_this_year = Case(When(day__year=today().year, then="day"))
        return [this_year.asc(), day_of_this_year.asc(), "-day"]


@admin.register(Period)
class PeriodAdmin(HouseAdmin):
    """Locked and opened on the page of the months, which says first what a lock leaves behind."""

    is_read_only = True
    list_display = ["month", "status", "changed_by", "changed_at", "reason"]
    list_filter = ["status"]
    list_select_related = ["changed_by"]
    search_fields = ["month"]
