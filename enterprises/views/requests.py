"""企业诉求: what the firms ask for, who handles it and by when; and the same on a firm's own page."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.models import Enterprise, ServiceRequest
from enterprises.request_filters import ServiceRequestFilterSet
from zone.views.generic import Column, ScopedListView
from zone.views.time_limit import due_words


class ServiceRequestListView(ScopedListView):
    """A row opens its enterprise, where all its requests stand."""

    model = ServiceRequest
    right = "enterprises.view_servicerequest"
    filterset_class = ServiceRequestFilterSet
    related = ("enterprise", "department", "officer")
    is_plain = True
    export_right = "enterprises.change_supportassignment"
    title = gettext_lazy("Service requests")
    empty_words = gettext_lazy("No request has been recorded yet. Requests come with the support table.")
    columns = (
        Column("enterprise", gettext_lazy("Enterprise"), sort="enterprise"),
        Column("description", gettext_lazy("Request"), wide=True),
        Column("status", gettext_lazy("Status"), sort="status", short=True),
        Column("progress", gettext_lazy("Handling progress"), wide=True),
        Column("due", gettext_lazy("Time limit"), sort="due", short=True),
        Column("department", gettext_lazy("Handling department"), short=True),
        Column("officer", gettext_lazy("Handling person"), short=True),
    )

    def row(self, request: ServiceRequest) -> dict:
        return {
            "pk": request.pk,
            "address": request.get_absolute_url(),
            "enterprise": request.enterprise.name,
            "description": request.description,
            "status": request.get_status_display(),
            "progress": request.progress_note,
            "due": request.due_by,
            "due_words": due_words(request),
            "department": request.department.name if request.department else request.department_name,
            "officer": request.officer.name if request.officer else request.officer_name,
        }

    def texts(self, row, columns):
        return super().texts(row, columns) | {"due": row["due_words"]}

    def frame(self) -> dict:
        if not self.request.user.has_perm("enterprises.view_supportassignment"):
            return super().frame()
        return super().frame() | {"list_actions": [(reverse("enterprises:support-list"), _("Support assignments"), "users")]}


def requests_of(enterprise: Enterprise, user) -> list[dict]:
    """The panel on the firm's page: the open ones first."""
    rows = ServiceRequest.objects.visible_to(user).filter(enterprise=enterprise).select_related("department", "officer")
    found = sorted(rows, key=lambda request: (request.status in ServiceRequest.DONE, -request.pk))
    return [{"request": request, "due": due_words(request)} for request in found]
