"""What the office sets for itself: thresholds and goals with their days, the working-day calendar, the reporting months."""

from django import forms
from django.contrib import admin
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from zone import audit
from zone.backoffice import HouseAdmin
from zone.backoffice_form import HouseForm
from zone.known_settings import YES_OR_NO, choices, label, unit
from zone.lib.clock import today
from zone.lib.showing import MINUS, show
from zone.models import CalendarDay, Event, Period, Setting


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
            self.initial["value"] = show(self.instance.value).replace(",", "").replace(MINUS, "-")
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
    list_display = ["month", "status", "changed_by", "changed_at", "reason"]
    list_filter = ["status"]
    list_select_related = ["changed_by"]
    search_fields = ["month"]

    def get_readonly_fields(self, request, obj=None):
        """A month that has a row keeps its name."""
        names = ["month", "changed_by", "changed_at"] if obj else []
        return [self.as_text(name) for name in names]

    def save_model(self, request, obj, form, change):
        obj.changed_by = request.user
        obj.status_before = Period.objects.filter(pk=obj.pk).values_list("status", flat=True).first() or Period.Status.OPEN
        super().save_model(request, obj, form, change)

    def log_addition(self, request, obj, message):
        self._record(request, obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        self._record(request, obj)
        return super().log_change(request, obj, message)

    def _record(self, request, period):
        detail = {"before": period.status_before, "status": period.status, "reason": period.reason}
        audit.record(Event.Kind.PERIOD_CHANGED, by=request.user, request=request, subject=_("month %s") % period.month, detail=detail)
