"""Projects and what hangs on them. A project's facts and stages are edited on its page, where the gate and the reasons are."""

from django.contrib import admin

from projects import standing
from projects.models import MonthlyPlan, Project, ProjectProgress, StageEvent
from zone.backoffice import HouseAdmin
from zone.lib.clock import today


@admin.register(Project)
class ProjectAdmin(HouseAdmin):
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
class ProjectProgressAdmin(OfProjectAdmin):
    is_read_only = True
    list_display = ["project", "period", "invest_month", "invest_ytd", "physical_progress", "reported_light"]
    list_filter = ["period", "reported_light"]
