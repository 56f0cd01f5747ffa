"""Projects and what hangs on them. A project's facts and stages are edited on its page, where the gate and the reasons are."""

from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from projects import standing
from projects.light_rules import has_given_lights, work_out_again
from projects.lights import SAYS
from projects.models import LightOverride, MonthlyPlan, Procedure, Project, ProjectProgress, StageEvent
from zone.backoffice import HouseAdmin
from zone.backoffice_form import HouseForm
from zone.ledgers.office_admin import OfficeTableAdmin
from zone.lib.clock import today
from zone.models import LightRule


@admin.register(Project)
class ProjectAdmin(OfficeTableAdmin, HouseAdmin):
    is_read_only = True
    import_kind = "tech-upgrade"
    list_display = ["name", "code", "kind", "stage", "district", "department", "officer", "plan_year"]
    list_filter = ["kind", "stage", "district", "department", "plan_year"]
    list_select_related = ["district", "department", "officer"]
    search_fields = [key_field := "search_text", "enterprise__search_text"]

    def view_on_site(self, obj):
        return obj.get_absolute_url()


class OfProjectAdmin(HouseAdmin):
    """What hangs on a project is seen by whoever may see the project, and edited by whoever may edit it."""

    within = "project"
    list_select_related = ["project"]
    autocomplete_fields = ["project"]
    search_fields = [key_field := "project__search_text", "project__enterprise__search_text"]


@admin.register(MonthlyPlan)
class MonthlyPlanAdmin(OfProjectAdmin):
    list_display = ["project", "period", "amount"]
    units = {"amount": gettext_lazy("10,000 yuan")}
    list_filter = ["period"]

    def save_model(self, request, obj, form, change):
        """A plan of one month is due in all that follow it, and its year is planned month by month from now on."""
        before = MonthlyPlan.objects.filter(pk=obj.pk).values_list("project_id", "period").first() or (obj.project_id, obj.period)
        super().save_model(request, obj, form, change)
        standing.refresh({obj.project_id, before[0]}, on=today(), since=f"{min(obj.period, before[1])[:4]}-01")


@admin.register(StageEvent)
class StageEventAdmin(OfProjectAdmin):
    """A stage is entered on the project's page, which moves the project with it."""

    is_read_only = True
    list_display = ["project", "stage", "entered_on", "note", "recorded_by", "recorded_at"]
    list_filter = ["stage"]
    list_select_related = ["project", "recorded_by"]


@admin.register(ProjectProgress)
class ProjectProgressAdmin(OfficeTableAdmin, OfProjectAdmin):
    is_read_only = True
    units = dict.fromkeys(["invest_month", "invest_ytd"], gettext_lazy("10,000 yuan"))
    list_display = ["project", "period", "invest_month", "invest_ytd", "physical_progress", "reported_light"]
    list_filter = ["period", "reported_light"]

    def office_kinds(self, request):
        """The table tells of one month, so one must be chosen."""
        return super().office_kinds(request) if request.GET.get("period") else []

    def office_month(self, rows):
        return rows.values_list("period", flat=True).order_by("-period").first() or ""


@admin.register(Procedure)
class ProcedureAdmin(OfProjectAdmin):
    """How far the papers are comes by the sheet of the office that looks after the project."""

    is_read_only = True
    import_kind = "investment"
    list_display = ["project", "item", "state", "document_number", "done_on"]
    list_filter = ["item", "state"]


@admin.register(LightOverride)
class LightOverrideAdmin(OfProjectAdmin):
    """Set and ended on the project's page, where who may approve it is asked."""

    is_read_only = True
    list_display = ["project", "light", "reason", "valid_from", "expires_on", "ended_on", "approved_by", "entered_by"]
    list_filter = ["light"]
    list_select_related = ["project", "approved_by", "entered_by"]


class LightRuleForm(HouseForm):
    """A rule that has given lights is not said otherwise afterwards: a new one holds from a later day."""

    def clean(self):
        cleaned = super().clean()
        changed = [name for name in SAYS if name in self.changed_data]
        if changed and has_given_lights(self.instance):
            told = _("Lights have been given by this rule: copy it as a new rule that holds from a later day, and end this one before.")
            for name in changed:
                self.add_error(name, ValidationError(told, code="in_use"))
        return cleaned


@admin.register(LightRule)
class LightRuleAdmin(HouseAdmin):
    """Stands here and not on the floor below, since a changed rule has the months of projects worked out anew."""

    form = LightRuleForm
    change_form_template = "admin/zone/lightrule/change_form.html"
    list_display = ["name", "is_applied", "method", "yellow_at", "red_at", "start_red_months", "valid_from", "valid_to"]
    list_filter = ["is_applied", "method"]
    search_fields = ["name", "source"]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """With the way to a copy: the form for a new rule, filled with what this one says."""
        rule = self.get_object(request, object_id)
        copied = {name: getattr(rule, name) for name in ("name", *SAYS, "source")} if rule and self.has_add_permission(request) else {}
        address = f"{reverse('admin:zone_lightrule_add')}?{urlencode(copied)}" if copied else ""
        return super().change_view(request, object_id, form_url, {"copy_address": address, **(extra_context or {})})

    def save_model(self, request, obj, form, change):
        before = LightRule.objects.filter(pk=obj.pk).first()
        super().save_model(request, obj, form, change)
        if months := len(work_out_again(obj, before, on=today())):
            told = ngettext("The lights of %(count)s month were judged anew.", "The lights of %(count)s months were judged anew.", months)
            self.message_user(request, told % {"count": months})
