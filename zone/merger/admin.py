"""The tasks of the merger, as they came with their plan."""

from django.contrib import admin

from zone.backoffice import HouseAdmin
from zone.ledgers.office_admin import OfficeTableAdmin
from zone.merger.models import MergerTask


@admin.register(MergerTask)
class MergerTaskAdmin(OfficeTableAdmin, HouseAdmin):
    is_read_only = True
    import_kind = "merger"
    list_display = ["number", "title", "plan", "lead_department", "due_by", "state", "progress_percent"]
    list_filter = ["state"]
    list_select_related = ["lead_department"]
