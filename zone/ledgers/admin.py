"""The register of one's own import batches; everything is done in the import centre."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from zone.backoffice import HouseAdmin
from zone.ledgers.models import ImportBatch


@admin.register(ImportBatch)
class ImportBatchAdmin(HouseAdmin):
    is_read_only = True
    list_display = ["shown", "kind", "state", "rows_new", "rows_changed", "rows_rejected", "uploaded_at", "committed_at"]
    list_display_links = None
    list_filter = ["kind", "state"]
    search_fields = ["file_name"]

    def get_urls(self):
        return [url for url in super().get_urls() if url.name.endswith("_changelist")]

    @admin.display(description=_("file"), ordering="file_name")
    def shown(self, batch):
        return format_html('<a href="{}">{}</a>', batch.get_absolute_url(), batch.file_name)
