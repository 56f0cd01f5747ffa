"""The register of one's own import batches; everything is done in the import centre."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from zone.backoffice import HouseAdmin
from zone.ledgers.kinds import AUTO, all_kinds, kind_label
from zone.ledgers.models import ImportBatch


class KindFilter(admin.SimpleListFilter):
    """Kinds by their names; what was never recognised last."""

    title = _("kind of sheet")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [(code, kind_label(code)) for code in (*all_kinds(), AUTO)]

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(ImportBatch)
class ImportBatchAdmin(HouseAdmin):
    is_read_only = True
    list_display = ["shown", "kind_shown", "state", "rows_new", "rows_changed", "rows_rejected", "uploaded_at", "committed_at"]
    list_display_links = None
    list_filter = [KindFilter, "state"]
    search_fields = ["file_name"]

    @admin.display(description=_("kind of sheet"), ordering="kind")
    def kind_shown(self, batch):
        return kind_label(batch.kind)

    def get_urls(self):
        return [url for url in super().get_urls() if url.name.endswith("_changelist")]

    @admin.display(description=_("file"), ordering="file_name")
    def shown(self, batch):
        return format_html('<a href="{}">{}</a>', batch.get_absolute_url(), batch.file_name)
