"""The dispatch table of investment projects (招商引资项目调度表): one project a row, with its month and its papers."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from projects.ledger_double_columns import single_columns
from projects.ledger_investment_cells import CategoriesWidget, InvestorWidget, ProcedureWidget, RegionWidget, StartsWidget
from projects.ledger_investment_columns import PREFIX, VOCABULARY
from projects.ledger_procedures import ProcedureRecords, build_procedures
from projects.ledger_progress import (
    MovementRecords,
    ProjectProgressRecords,
    StageEventRecords,
    build_movements,
    build_progress,
    build_stage_events,
)
from projects.ledger_projects import ProjectRecords, build_projects
from projects.models import Project
from projects.office_projects import InvestmentTable
from projects.resources import TechUpgradeLedger
from zone.ledgers.importer import Importer
from zone.ledgers.records import RecordSet
from zone.ledgers.table import Table
from zone.ledgers.widgets import CellWidget, DayWidget, NameWidget
from zone.lib.layout import ColumnMatch


class InvestmentLedger(TechUpgradeLedger):
    """Columns that a plan of technical upgrades has too are read in the same way."""

    code = "investment"
    label = _("dispatch table of investment projects")
    right = "ledgers.import_investment"
    office = InvestmentTable()
    lists = {"projects": ("projects:project-list", {"kind": Project.Kind.INVESTMENT.value})}
    vocabulary = VOCABULARY
    records = (ProjectRecords, ProjectProgressRecords, ProcedureRecords, StageEventRecords, MovementRecords)

    def widgets(self, importer: Importer) -> Mapping[str, CellWidget]:
        day, papers = DayWidget(), ProcedureWidget(importer.on)
        return {
            **super().widgets(importer),
            "investor": InvestorWidget(120),
            "investor_and_region": InvestorWidget(120),
            "source_region": RegionWidget(),
            "catalogue_categories": CategoriesWidget(),
            "signed_on": day,
            "registered_on": day,
            "starts": StartsWidget(),
            "enterprise": NameWidget(120),
            **{column.key: papers for column in VOCABULARY.columns if column.key.startswith(PREFIX)},
        }

    def stands_for(self, match: ColumnMatch) -> Sequence[str]:
        if match.key.startswith(PREFIX):
            return ()
        return super().stands_for(match)

    def build(self, table: Table, importer: Importer) -> list[RecordSet]:
        project_kind, progress_kind, procedure_kind, stage_kind, movement_kind = self.resources
        table = single_columns(table)
        projects = build_projects(project_kind, table, importer, Project.Kind.INVESTMENT, ("name",))
        progress = build_progress(progress_kind, table, projects, importer)
        procedures = build_procedures(procedure_kind, table, projects)
        events = build_stage_events(stage_kind, table, projects)
        return [projects, progress, procedures, events, build_movements(movement_kind, projects, progress)]
