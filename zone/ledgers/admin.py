"""The register of one's own import batches, and what people have taught about headers. Sheets are dealt with in the import centre."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from zone.backoffice import HouseAdmin
from zone.ledgers.column_word_form import ColumnWordForm
from zone.ledgers.importer import Importer
from zone.ledgers.kinds import AUTO, all_kinds, kind_label, kinds_of
from zone.ledgers.models import ColumnWord, ImportBatch, KnownLayout
from zone.lib.clock import today


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


class OwnKindsAdmin(HouseAdmin):
    """Of each kind of sheet its own importers."""

    list_filter = [KindFilter]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(kind__in=[kind.code for kind in kinds_of(Importer(request.user, today()))])

    @admin.display(description=_("kind of sheet"), ordering="kind")
    def kind_shown(self, record):
        return kind_label(record.kind)


@admin.register(ColumnWord)
class ColumnWordAdmin(OwnKindsAdmin):
    form = ColumnWordForm
    list_display = ["word", "meaning", "kind_shown", "is_in_use"]
    list_filter = [KindFilter, "is_in_use"]
    search_fields = ["word"]
    fields = ["meaning", "word", "is_in_use"]

    def get_readonly_fields(self, request, obj=None):
        return ["meaning"] if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The fields of the kinds that this person imports."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"kinds": kinds_of(Importer(request.user, today()))})

    @admin.display(description=_("what the column holds"), ordering="field")
    def meaning(self, word):
        kind = all_kinds()[word.kind]
        return f"{kind.label} · {kind.fields.get(word.field, word.field)}"


@admin.register(KnownLayout)
class KnownLayoutAdmin(OwnKindsAdmin):
    is_read_only = True
    list_display = ["__str__", "said", "kind_shown", "said_by", "said_at"]
    list_select_related = ["said_by"]
    search_fields = ["header"]
    fields = ["kind_shown", "header", "header_rows", "said", "said_by", "said_at"]
    readonly_fields = ["kind_shown", "said", "said_at"]

    @admin.display(description=_("what was said of its columns"))
    def said(self, layout):
        labels = all_kinds()[layout.kind].fields
        return "；".join(f"{words} → {labels.get(key) or _('not imported')}" for words, key in layout.fields.items())
