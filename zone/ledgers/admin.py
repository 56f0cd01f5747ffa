"""The register of one's own import batches; everything is done in the import centre."""

from django.contrib import admin

from zone.backoffice import HouseAdmin
from zone.ledgers.models import ImportBatch


@admin.register(ImportBatch)
class ImportBatchAdmin(HouseAdmin):
    is_read_only = True
    list_display = ["file_name", "kind", "state", "rows_new", "rows_changed", "rows_rejected", "uploaded_at", "committed_at"]
    list_filter = ["kind", "state"]
    search_fields = ["file_name"]
    fields = [
        "file_name",
        "kind",
        "state",
        "sheet",
        "period",
        "rows_read",
        "rows_new",
        "rows_changed",
        "rows_unchanged",
        "rows_rejected",
        "uploaded_by",
        "uploaded_at",
        "committed_at",
        "undone_at",
    ]

    def view_on_site(self, obj):
        return obj.get_absolute_url()
