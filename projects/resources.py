"""The technical-upgrade plan with its progress (技术改造项目计划及进展表): one project a row."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Min, Model
from django.utils.translation import gettext_lazy as _

from projects import standing
from projects.ledger_columns import LIGHTS, VOCABULARY
from projects.ledger_double_columns import RECORD_KEYS, single_columns
from projects.ledger_investment_cells import LeaderAndOfficerWidget
from projects.ledger_progress import (
    MovementRecords,
    ProjectProgressRecords,
    StageEventRecords,
    build_movements,
    build_progress,
    build_stage_events,
)
from projects.ledger_projects import ProjectRecords, build_projects
from projects.models import Duty, Project, ProjectMonth, ProjectProgress
from projects.naming import search_text
from projects.office_projects import TechUpgradeTable
from projects.showing import planned_words
from projects.stage_widget import StageWidget
from zone.ledgers.importer import Importer
from zone.ledgers.kind import LedgerKind
from zone.ledgers.records import RecordSet
from zone.ledgers.table import Table
from zone.ledgers.widgets import (
    CellWidget,
    ChoiceWidget,
    CreditCodeWidget,
    DayWidget,
    IndustryWidget,
    NameWidget,
    NumberWidget,
    SpanWidget,
    TextWidget,
)
from zone.lib.database import update_rows
from zone.lib.layout import ColumnMatch
from zone.lib.months import month_of
from zone.lib.units import WAN_YUAN
from zone.reporting_period import period_due

# Columns that end in records' keys of other names.
COLUMN_RECORDS = {
    "span": ("planned_start_on", "planned_finish_on"),
    "planned_start": ("planned_start_on",),
    "planned_finish": ("planned_finish_on",),
    "actual_start": ("actual_start_on",),
    "credit_code": ("enterprise",),
    "light": ("reported_light",),
    **RECORD_KEYS,
}


class TechUpgradeLedger(LedgerKind):
    code = "tech-upgrade"
    said_twice = {"invested": ("累计", "invest_since_start")}
    label = _("technical-upgrade plan")
    right = "ledgers.import_tech_upgrade"
    vocabulary = VOCABULARY
    records = (ProjectRecords, ProjectProgressRecords, StageEventRecords, MovementRecords)
    summed = (
        "total_investment",
        "equipment_investment",
        "annual_plan",
        "invested",
        "invest_since_start",
        "funds_in_place",
        "added_output",
        "added_profit_tax",
    )
    lands_on = "projects:project-list"
    kept_up = frozenset((Duty, ProjectMonth))
    lists = {"projects": ("projects:project-list", {"kind": Project.Kind.TECH_UPGRADE.value})}
    office = TechUpgradeTable()
    hidden_keys = frozenset(
        ("kind", "project", "period", "plan_year", "total_is_approximate", "planned_start_precision", "planned_finish_precision")
    )

    def widgets(self, importer: Importer) -> Mapping[str, CellWidget]:
        money, day = NumberWidget(WAN_YUAN, least=0), DayWidget()
        return {
            "enterprise": NameWidget(120),
            "credit_code": CreditCodeWidget(),
            "name": NameWidget(120),
            "code": TextWidget(30),
            "content": TextWidget(500),
            "span": SpanWidget(),
            "planned_start": day,
            "planned_finish": day,
            "actual_start": day,
            "industry_code": IndustryWidget(),
            "filing_number": TextWidget(60),
            **dict.fromkeys(self.summed, money),
            "stage": StageWidget(),
            "physical_progress": TextWidget(200),
            "problems": TextWidget(500),
            "next_step": TextWidget(500),
            "leader": TextWidget(40),
            "department": TextWidget(60),
            "officer": TextWidget(40),
            "leader_and_officer": LeaderAndOfficerWidget(),
            "light": ChoiceWidget({word: light.value for word, light in LIGHTS.items()}),
            "remarks": TextWidget(500),
        }

    def stands_for(self, match: ColumnMatch) -> Sequence[str]:
        if match.key == "invested":
            return ("invest_month",) if match.period and match.period.span == "month" else ("invest_ytd",)
        return COLUMN_RECORDS.get(match.key, (match.key,))

    def words(self, key: str, value: object, told: Mapping[str, object]) -> str | None:
        if key in ("planned_start_on", "planned_finish_on"):
            return planned_words(date.fromisoformat(str(value)), told[key.replace("_on", "_precision")])
        return None

    def follow_up(self, batch: int, *, on: date) -> None:
        """The months of the projects that the batch wrote, from January of the earliest year that it tells of."""
        reports = ProjectProgress.history.filter(history_batch=batch).order_by()
        told = set(Project.objects.written(batch).values_list("pk", flat=True))
        ids = Project.objects.filter(pk__among=told).values_list("pk", flat=True)
        since = min(period_due(on=on), reports.aggregate(first=Min("period"))["first"] or month_of(on))
        standing.refresh(ids, on=on, since=f"{since[:4]}-01")

    def settled(self, records: Mapping[type[Model], Sequence[int]], *, on: date) -> None:
        """Months gone by keep the people that they had."""
        standing.refresh(records.get(Project, ()), on=on)

    def leave(self, removed: Mapping[type[Model], Sequence[int]], *, on: date) -> None:
        standing.leave(removed.get(Project, ()), on=on)

    def renew(self, restored: Mapping[type[Model], Sequence[int]]) -> None:
        """The text by which each restored project is found."""
        said = ("pk", "name", "investor", "code", "filing_number")
        rows = Project.objects.filter(pk__among=list(restored.get(Project, ()))).values_list(*said)
        update_rows(Project, ["search_text"], [(pk, search_text(*texts)) for pk, *texts in rows])

    def row_labels(self, table: Table) -> list[str]:
        return [name.text if name else "" for name in table.values("name")]

    def build(self, table: Table, importer: Importer) -> list[RecordSet]:
        project_kind, progress_kind, stage_kind, movement_kind = self.resources
        table = single_columns(table)
        projects = build_projects(project_kind, table, importer, Project.Kind.TECH_UPGRADE, ("enterprise", "name"))
        progress = build_progress(progress_kind, table, projects, importer)
        events = build_stage_events(stage_kind, table, projects)
        return [projects, progress, events, build_movements(movement_kind, projects, progress)]
