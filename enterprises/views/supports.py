"""包扶安排: who supports which firm."""

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.models import SupportAssignment
from enterprises.request_filters import SupportFilterSet
from zone.ledgers.views.office_list import OfficeTableMixin
from zone.views.generic import Column, ScopedListView


class SupportListView(OfficeTableMixin, ScopedListView):
    """A row opens its enterprise."""

    model = SupportAssignment
    right = "enterprises.view_supportassignment"
    filterset_class = SupportFilterSet
    related = ("enterprise", "leader", "department", "officer")
    is_plain = True
    export_right = "enterprises.change_supportassignment"
    sheet_kind = "support"
    title = gettext_lazy("Support assignments")
    empty_words = gettext_lazy("No assignment has been recorded yet. Assignments come with the support table.")
    columns = (
        Column("enterprise", gettext_lazy("Enterprise"), sort="enterprise"),
        Column("year", gettext_lazy("Year"), short=True),
        Column("tier", gettext_lazy("Tier"), short=True),
        Column("leader", gettext_lazy("Supporting leader"), short=True),
        Column("department", gettext_lazy("Responsible department"), short=True),
        Column("supporting", gettext_lazy("Supporting departments")),
        Column("officer", gettext_lazy("Responsible person"), short=True),
        Column("valid_from", gettext_lazy("Valid from"), short=True),
        Column("valid_to", gettext_lazy("Valid to"), short=True),
    )

    def office_month(self) -> str:
        """The table tells of one year: the newest of the list."""
        year = self.filterset.rows().order_by().aggregate(newest=Max("year"))["newest"]
        return f"{year}-12" if year else ""

    def row(self, support: SupportAssignment) -> dict:
        return {
            "pk": support.pk,
            "address": support.enterprise.get_absolute_url(),
            "enterprise": support.enterprise.name,
            "year": str(support.year),
            "tier": support.get_tier_display(),
            "leader": support.leader.name if support.leader else support.leader_name,
            "department": support.department.name if support.department else support.department_name,
            "supporting": "、".join(support.supporting_departments),
            "officer": support.officer.name if support.officer else support.officer_name,
            "valid_from": support.valid_from,
            "valid_to": support.valid_to,
        }

    def frame(self) -> dict:
        if not self.request.user.has_perm("enterprises.view_servicerequest"):
            return super().frame()
        return super().frame() | {"list_actions": [(reverse("enterprises:request-list"), _("Service requests"), "table")]}
