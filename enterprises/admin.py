"""Enterprises and what hangs on them. A firm's own facts are edited on its page, which also minds its names and its code."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from enterprises.models import Cluster, DistrictMembership, Enterprise, OperatingFigure, ServiceRequest, SizeStatus, SupportAssignment
from zone.backoffice import HouseAdmin
from zone.backoffice_form import HouseForm
from zone.ledgers.office_admin import OfficeTableAdmin
from zone.names_field import NamesField


@admin.register(Cluster)
class ClusterAdmin(HouseAdmin):
    list_display = ["name", "code", "parent", "position"]
    list_select_related = ["parent"]
    search_fields = ["name", "code"]


@admin.register(Enterprise)
class EnterpriseAdmin(OfficeTableAdmin, HouseAdmin):
    is_read_only = True
    import_kind = "enterprises"
    list_display = ["name", "credit_code", "district", "cluster", "is_above_scale", "operating_state"]
    list_filter = ["district", "is_above_scale", "is_high_tech", "operating_state", "credit_code_status"]
    list_select_related = ["district", "cluster"]
    search_fields = [key_field := "search_text"]
    masked = Enterprise.MASKED
    exclude = ["contact_name", "contact_phone"]

    def view_on_site(self, obj):
        return obj.get_absolute_url()


class OfEnterpriseAdmin(HouseAdmin):
    """What hangs on a firm is seen and edited by whoever may see and edit the firm."""

    within = "enterprise"
    list_select_related = ["enterprise"]
    autocomplete_fields = ["enterprise"]
    search_fields = [key_field := "enterprise__search_text"]


@admin.register(DistrictMembership)
class DistrictMembershipAdmin(OfEnterpriseAdmin):
    """A firm moves on its own page, so that this row and the district that the firm shows never differ."""

    is_read_only = True
    list_display = ["enterprise", "district", "valid_from", "valid_to"]
    list_filter = ["district"]
    list_select_related = ["enterprise", "district"]


@admin.register(SizeStatus)
class SizeStatusAdmin(OfEnterpriseAdmin):
    """A firm enters and leaves the register on its own page, so that these rows and what the firm shows never differ."""

    is_read_only = True
    list_display = ["enterprise", "valid_from", "valid_to", "reason"]


class SupportForm(HouseForm):
    supporting_departments = NamesField(
        label=SupportAssignment._meta.get_field("supporting_departments").verbose_name,
        required=False,
        widget=AdminTextInputWidget,
        help_text=_("Several names with 、 between them."),
    )


@admin.register(SupportAssignment)
class SupportAssignmentAdmin(OfficeTableAdmin, OfEnterpriseAdmin):
    form = SupportForm
    import_kind = "support"
    list_display = ["enterprise", "year", "leader", "department", "officer", "tier", "valid_from", "valid_to"]
    list_filter = ["year", "tier", "department"]
    list_select_related = ["enterprise", "leader", "department", "officer"]
    autocomplete_fields = ["enterprise", "leader", "officer"]

    def office_month(self, rows):
        """The table tells of one year: the newest of the list."""
        year = rows.aggregate(newest=Max("year"))["newest"]
        return f"{year}-12" if year else ""


@admin.register(ServiceRequest)
class ServiceRequestAdmin(OfEnterpriseAdmin):
    """Requests come with the support table and are only read here."""

    is_read_only = True
    import_kind = "support"
    list_display = ["enterprise", "description", "category", "status", "department", "due_by"]
    list_filter = ["status", "category"]
    list_select_related = ["enterprise", "department"]


@admin.register(OperatingFigure)
class OperatingFigureAdmin(OfEnterpriseAdmin):
    """The statisticians edit figures of firms whose other facts are not theirs."""

    is_edited_with_record = False
    import_kind = "enterprises"
    list_display = ["enterprise", "period", "value_kind", "source_kind", "gross_output", "total_profits", "taxes_paid"]
    units = dict.fromkeys(["gross_output", "total_profits", "taxes_paid"], _("10,000 yuan"))
    list_filter = ["value_kind", "source_kind", "district"]
