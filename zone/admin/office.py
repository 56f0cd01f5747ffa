"""What the office sets for itself: thresholds and goals with their days, the working-day calendar, the reporting months."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from zone import audit
from zone.backoffice import HouseAdmin
from zone.models import CalendarDay, Event, Period, Setting


@admin.register(Setting)
class SettingAdmin(HouseAdmin):
    list_display = ["key", "value", "valid_from", "valid_to", "note"]
    search_fields = ["key", "note"]


@admin.register(CalendarDay)
class CalendarDayAdmin(HouseAdmin):
    list_display = ["day", "is_working", "occasion"]
    list_filter = ["is_working"]
    search_fields = ["occasion"]
    date_hierarchy = "day"


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
        super().save_model(request, obj, form, change)

    def log_addition(self, request, obj, message):
        self._record(request, obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        self._record(request, obj)
        return super().log_change(request, obj, message)

    def _record(self, request, period):
        detail = {"status": period.status, "reason": period.reason}
        audit.record(Event.Kind.PERIOD_CHANGED, by=request.user, request=request, subject=_("month %s") % period.month, detail=detail)
