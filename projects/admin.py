"""Projects and what hangs on them. A project's facts and stages are edited on its page, where the gate and the reasons are."""

from django.contrib import admin

from projects.models import MonthlyPlan, Project, ProjectProgress, StageEvent
from zone.backoffice import HouseAdmin
from zone.lib.textkey import match_key


@admin.register(Project)
class ProjectAdmin(HouseAdmin):
    is_read_only = True
    import_kind = "tech-upgrade"
    list_display = ["name", "code", "kind", "stage", "district", "department", "officer", "plan_year"]
    list_filter = ["kind", "stage", "district", "department", "plan_year"]
    list_select_related = ["district", "department", "officer"]
    search_fields = ["search_text"]

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    def get_search_results(self, request, queryset, search_term):
        """By the keys and pinyin under which names are kept."""
        return queryset.filter(search_text__contains=match_key(search_term)), False


class OfProjectAdmin(HouseAdmin):
    """What hangs on a project is seen by whoever may see the project, and edited by whoever may edit it."""

    within = "project"
    list_select_related = ["project"]
    autocomplete_fields = ["project"]
    search_fields = ["project__search_text"]

    def get_search_results(self, request, queryset, search_term):
        return queryset.filter(project__search_text__contains=match_key(search_term)), False


@admin.register(MonthlyPlan)
class MonthlyPlanAdmin(OfProjectAdmin):
    list_display = ["project", "period", "amount"]
    list_filter = ["period"]


@admin.register(StageEvent)
class StageEventAdmin(OfProjectAdmin):
    """A wrong day or note is put right here; a stage is entered on the project's page."""

    list_display = ["project", "stage", "entered_on", "note", "recorded_by", "recorded_at"]
    list_filter = ["stage"]
    list_select_related = ["project", "recorded_by"]
    readonly_fields = ["project", "stage", "recorded_by", "recorded_at"]
    autocomplete_fields = []

    def has_add_permission(self, request):
        return False


@admin.register(ProjectProgress)
class ProjectProgressAdmin(OfProjectAdmin):
    is_read_only = True
    list_display = ["project", "period", "invest_month", "invest_ytd", "physical_progress", "reported_light"]
    list_filter = ["period", "reported_light"]
