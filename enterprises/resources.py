"""The enterprise ledger (企业台账): one firm a row, with its figures of one or more months."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from enterprises.ledger_clusters import ClusterWidget, FirmIndustryWidget
from enterprises.ledger_columns import VOCABULARY
from enterprises.ledger_figures import MEASURES, OperatingFigureRecords, build_figures, is_single_month
from enterprises.ledger_firms import EnterpriseRecords, build_firms
from enterprises.ledger_names import FirmNameWidget
from enterprises.ledger_scale import AboveScaleWidget, warn_below_threshold
from enterprises.ledger_standings import (
    AliasRecords,
    MembershipRecords,
    SizeStatusRecords,
    build_aliases,
    build_memberships,
    build_size_statuses,
)
from enterprises.ledger_states import StateWidget
from enterprises.models import Enterprise, EnterpriseAlias
from enterprises.naming import search_text
from enterprises.office_enterprises import EnterpriseTable
from zone.ledgers.district_widget import DistrictWidget
from zone.ledgers.importer import Importer
from zone.ledgers.kind import LedgerKind
from zone.ledgers.records import RecordSet
from zone.ledgers.table import Table
from zone.ledgers.widgets import (
    CLEAR,
    CellWidget,
    ContactWidget,
    CountWidget,
    CreditCodeWidget,
    GrowthWidget,
    NamesWidget,
    NumberWidget,
    TextWidget,
    YesNoWidget,
)
from zone.lib.database import update_rows
from zone.lib.layout import ColumnMatch
from zone.lib.months import first_day
from zone.lib.units import PERSONS, UNITS, WAN_USD, WAN_YUAN

# Columns that end in records' keys of other names.
COLUMN_RECORDS = {
    "contact": ("contact_name", "contact_phone"),
    "former_names": ("aliases",),
    "credit_code": ("credit_code", "legacy_reg_no"),
}


class EnterpriseLedger(LedgerKind):
    code = "enterprises"
    label = _("enterprise ledger")
    right = "ledgers.import_enterprises"
    vocabulary = VOCABULARY
    records = (EnterpriseRecords, OperatingFigureRecords, AliasRecords, MembershipRecords, SizeStatusRecords)
    summed = tuple(measure for measure in MEASURES if measure != "gross_output_growth")
    lands_on = "enterprises:enterprise-list"
    hidden_keys = frozenset(("credit_code_status", "enterprise", "period", "value_kind", "source_kind"))
    besides_keys = frozenset(("aliases",))
    office = EnterpriseTable()

    def group_names(self, importer: Importer) -> Callable[[str], bool]:
        """A district or an industry."""
        is_district, clusters = super().group_names(importer), ClusterWidget()
        return lambda name: is_district(name) or clusters.find(name) is not None

    def widgets(self, importer: Importer) -> Mapping[str, CellWidget]:
        money = NumberWidget(WAN_YUAN)
        return {
            "name": FirmNameWidget(120, importer.on),
            "credit_code": CreditCodeWidget(),
            "legacy_reg_no": CreditCodeWidget(),
            "aliases": NamesWidget(120),
            "former_names": NamesWidget(120),
            "district": DistrictWidget(importer.districts),
            "cluster": ClusterWidget(),
            "industry_code": FirmIndustryWidget(),
            "legal_representative": TextWidget(40),
            "contact": ContactWidget(),
            "contact_name": ContactWidget(),
            "contact_phone": ContactWidget(),
            "principal_revenue": money,
            "gross_output": money,
            "gross_output_growth": GrowthWidget(),
            "value_added": money,
            "total_profits": money,
            "taxes_paid": money,
            "exports_usd": NumberWidget(WAN_USD, least=0),
            "employees": CountWidget(PERSONS),
            "electricity_kwh": NumberWidget(UNITS["千瓦时"], least=0),
            "above_scale": AboveScaleWidget(),
            "high_tech": YesNoWidget(),
            "operating_state": StateWidget(importer.on),
            "priority": YesNoWidget(),
            "registered_capital": NumberWidget(WAN_YUAN, least=0),
            "address": TextWidget(200),
            "remarks": TextWidget(500),
        }

    def stands_for(self, match: ColumnMatch) -> Sequence[str]:
        if match.key in MEASURES and is_single_month(match):
            return ()
        return COLUMN_RECORDS.get(match.key, (match.key,))

    def renew(self, restored: Mapping[type[Model], Sequence[int]]) -> None:
        """The text by which each restored firm is found."""
        keys, names = list(restored.get(Enterprise, ())), defaultdict(list)
        for firm, name in EnterpriseAlias.objects.filter(enterprise__among=keys).order_by("pk").values_list("enterprise_id", "name"):
            names[firm].append(name)
        firms = Enterprise.objects.filter(pk__among=keys).values_list("pk", "name", "credit_code", "legacy_reg_no")
        update_rows(Enterprise, ["search_text"], [(pk, search_text(name, names[pk], code, old)) for pk, name, code, old in firms])

    def row_labels(self, table: Table) -> list[str]:
        return [name.text if name else "" for name in table.values("name")]

    def build(self, table: Table, importer: Importer) -> list[RecordSet]:
        enterprises, figures, aliases, memberships, sizes = self.resources
        firms, added = build_firms(enterprises, table, importer)
        stored = firms.stored_values("district_id")
        districts = [
            said if said is not None and said is not CLEAR else stored.get(target)
            for said, target in zip(firms.said["district_id"], firms.targets, strict=True)
        ]
        figure_records = build_figures(figures, table, firms, districts, importer)
        warn_below_threshold(table, figure_records, importer)
        firms.compare()
        since = first_day(table.context.period) if table.context.period else None
        return [
            firms,
            figure_records,
            build_aliases(aliases, firms, added),
            build_memberships(memberships, firms, since, importer.on),
            build_size_statuses(sizes, firms, since, importer.on),
        ]
