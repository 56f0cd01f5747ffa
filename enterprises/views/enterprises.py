"""The list of enterprises: who supports each firm today, and how it fared in the latest month."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.filters import EnterpriseFilterSet
from enterprises.models import Enterprise, OperatingFigure, SupportAssignment
from enterprises.office_enterprises import FIGURES_OUT
from enterprises.reporting import figures_in, latest_period, supports_of
from zone.ledgers.views.office_list import OfficeTableMixin
from zone.lib.clock import today
from zone.lib.months import split
from zone.lib.showing import month_of_year
from zone.views.generic import Column, ScopedListView
from zone.views.row_markup import missing

STATES = dict(Enterprise.OperatingState.choices)

# Asked for now and then: folded away, so that the list begins higher up.
RARE = frozenset({"cluster", "high_tech", "priority", "state", "leader"})


class EnterpriseListView(OfficeTableMixin, ScopedListView):
    """企业. Figures of the latest month stand there for those who may see figures; the head of the column says which month it is. With the
    rows of one import they are those of the month that it brought."""

    model = Enterprise
    right = "enterprises.view_enterprise"
    filterset_class = EnterpriseFilterSet
    is_plain = True
    title = gettext_lazy("Enterprises")
    export_right = "enterprises.export_enterprise"
    sheet_kind = "enterprises"
    create_view_name = "enterprises:enterprise-create"
    create_right = "enterprises.add_enterprise"
    create_words = gettext_lazy("New enterprise")
    empty_words = gettext_lazy("No enterprise has been recorded yet. Import the enterprise ledger, or add the first one.")

    @cached_property
    def figures(self):
        return OperatingFigure.objects.visible_to(self.request.user)

    @cached_property
    def period(self) -> str | None:
        """The month whose figures are shown; None: nothing to show, or nothing that this person may see (in a file: take out)."""
        if not self.request.user.has_perm(FIGURES_OUT if "format" in self.request.GET else "enterprises.view_operatingfigure"):
            return None
        batch = self.filterset.form.cleaned_data.get("batch") if not self.filterset.problems else None
        if batch is not None and self.figures.filter(period=batch.period).exists():
            return batch.period
        return latest_period(self.figures)

    def office_month(self) -> str:
        return self.period or ""

    @cached_property
    def not_reported(self):
        """In the place of a figure. Who sees the figures of some firms only is not told which of the two it is."""
        is_whole = self.request.user.reach.whole
        return missing(_("Not reported") if is_whole else _("Not reported, or not open to you"))

    def texts(self, row, columns):
        texts = super().texts(row, columns)
        return texts | {key: self.not_reported for key in ("output", "growth") if row[key] is None}

    def frame(self) -> dict:
        frame = super().frame()
        controls = frame["controls"]
        chosen = [control for control in controls if control.name in RARE and self.request.GET.get(control.name)]
        return frame | {
            "controls": [control for control in controls if control.name not in RARE],
            "rare_controls": [control for control in controls if control.name in RARE],
            "rare_is_open": bool(chosen),
        }

    def more_context(self, page) -> dict:
        """The two numbers above the list, each that of a list: this one, and its firms above scale, unless others are asked for."""
        if self.request.GET.get("above_scale", "") not in {"", "yes"}:
            return {}
        above = self.filterset.count(is_above_scale__in=[True])  # as an equation, which an index of SQLite serves
        return {"above_scale": above, "above_scale_address": self.address(above_scale="yes", page=None)}

    def get_columns(self) -> Sequence[Column]:
        columns = [
            Column("name", _("Enterprise"), sort="name"),
            Column("district", _("District"), sort="district", short=True),
            Column("cluster", _("Industry cluster")),
            Column("above_scale", _("Above scale")),
            Column("state", _("Operating state"), sort="state", short=True),
        ]
        if self.request.user.has_perm("enterprises.view_supportassignment"):
            columns += [Column("department", _("Responsible department")), Column("officer", _("Responsible person"), short=True)]
        if self.period:
            year, month = split(self.period)
            several, one = _("Output, January to %(month)s of %(year)d (10,000 yuan)"), _("Output, January %(year)d (10,000 yuan)")
            words = several if month > 1 else one
            columns += [
                Column("output", words % {"year": year, "month": month_of_year(month)}, number=True, places=0, wide=True),
                Column("growth", _("Growth (%)"), number=True, places=1),
            ]
        return columns

    def rows(self, ids: Sequence[int]) -> list[dict]:
        columns = ("pk", "name", "district__short_name", "cluster__name", "is_above_scale", "operating_state", "is_priority")
        found = {row[0]: row for row in Enterprise.objects.filter(pk__in=ids).order_by().values_list(*columns)}
        supports = supports_of(ids, SupportAssignment.objects.visible_to(self.request.user), on=today())
        figures = figures_in(self.period, self.figures, ids) if self.period else {}
        base = reverse("enterprises:enterprise-list")  # one reversal for all rows, each of which lies below it
        rows = []
        for pk, name, district, cluster, is_above_scale, state, is_priority in (found[pk] for pk in ids if pk in found):
            support, (output, growth) = supports.get(pk), figures.get(pk, (None, None))
            rows.append(
                {
                    "pk": pk,
                    "address": f"{base}{pk}/",
                    "name": name,
                    "mark": "★" if is_priority else "",
                    "district": district,
                    "cluster": cluster,
                    "above_scale": is_above_scale,
                    "state": str(STATES[state]),
                    "department": support.department if support else None,
                    "officer": support.officer if support else None,
                    "output": output,
                    "growth": growth,
                }
            )
        return rows
