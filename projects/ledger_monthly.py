"""The monthly sheet of an office on its projects (项目月度进展表): progress of projects that are stored, of both kinds."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from projects.ledger_columns import LIGHTS
from projects.ledger_month_columns import VOCABULARY
from projects.ledger_progress import MovementRecords, ProjectProgressRecords, build_movements, build_progress
from projects.ledger_projects import check_required, firms_of
from projects.matching import ProjectIndex
from projects.models import Project
from projects.naming import name_key
from projects.office_progress import ProgressTable
from projects.resources import TechUpgradeLedger
from zone.ledgers.importer import Importer
from zone.ledgers.records import RecordSet
from zone.ledgers.resource import LedgerField, LedgerResource
from zone.ledgers.table import Table
from zone.ledgers.widgets import CellWidget, ChoiceWidget, CreditCodeWidget, NameWidget, NumberWidget, TextWidget, part
from zone.lib.clock import today
from zone.lib.months import last_day
from zone.lib.units import WAN_YUAN


class KnownProjects(LedgerResource):
    """The projects that the rows mean. A report changes nothing in them; their facts decide the light."""

    code = "projects"
    is_listed = False
    derived = ("planned_start_by", "moved_on")

    name = LedgerField("name")
    stage = LedgerField("stage")
    plan_year = LedgerField("plan_year")
    annual_plan = LedgerField("annual_plan")
    actual_start_on = LedgerField("actual_start_on")

    class Meta:
        model = Project
        fields = ("name", "stage", "plan_year", "annual_plan", "actual_start_on")


class ProgressLedger(TechUpgradeLedger):
    """What follows from a report, and what an undoing takes back, is the same as for a plan with its progress."""

    code = "progress"
    label = _("monthly progress of projects")
    right = "ledgers.import_progress"
    office = ProgressTable()
    vocabulary = VOCABULARY
    records = (KnownProjects, ProjectProgressRecords, MovementRecords)
    summed = ("invested", "invest_since_start", "funds_in_place")
    hidden_keys = frozenset(("project", "period"))

    def widgets(self, importer: Importer) -> Mapping[str, CellWidget]:
        money = NumberWidget(WAN_YUAN, least=0)
        return {
            "name": NameWidget(120),
            "enterprise": NameWidget(120),
            "investor": NameWidget(120),
            "credit_code": CreditCodeWidget(),
            "code": TextWidget(30),
            "filing_number": TextWidget(60),
            **dict.fromkeys(self.summed, money),
            "physical_progress": TextWidget(200),
            "problems": TextWidget(500),
            "next_step": TextWidget(500),
            "light": ChoiceWidget({word: light.value for word, light in LIGHTS.items()}),
            "remarks": TextWidget(500),
        }

    def build(self, table: Table, importer: Importer) -> list[RecordSet]:
        project_kind, progress_kind, movement_kind = self.resources
        projects = known_projects(project_kind, table, importer)
        progress = build_progress(progress_kind, table, projects, importer)
        return [projects, progress, build_movements(movement_kind, projects, progress)]


def known_projects(resource: KnownProjects, table: Table, importer: Importer) -> RecordSet:
    """The stored project of each row: one that is not found, or found twice, keeps the row out."""
    check_required(table, ["name"])
    firms = firms_of(table, importer)
    names = [name.key if name else "" for name in table.values("name")]
    filings = [name_key(filing) if filing else "" for filing in table.values("filing_number")]
    investors = [part(investor, "key") or "" for investor in table.values("investor")]
    codes = [code or "" for code in table.values("code")]
    stored = ProjectIndex(importer.visible(Project))
    stored.learn(codes=codes, filings=filings, names=names)
    moved = min(today(), last_day(table.context.period)) if table.context.period else today()
    projects = RecordSet(resource, list(range(len(table))), said={"moved_on": [moved] * len(table)})
    rejected, seen = set(table.findings.rejected), {}
    for row, keys in enumerate(zip(codes, filings, names, firms, investors, strict=True)):
        pk = None
        if table.rows[row].number not in rejected:
            pk = _meant(stored, table, row, *keys)
        if pk is not None and pk in seen:
            table.tell_duplicate(seen[pk], row, "name")
        elif pk is not None:
            seen[pk] = row
        projects.targets.append(pk)
    projects.compare()
    return projects


def _meant(stored: ProjectIndex, table: Table, row: int, code: str, filing: str, name: str, firm, investor: str) -> int | None:
    number, cell, firm = table.rows[row].number, table.cell("name", row), firm.pk if firm else None
    found = stored.find(code=code, filing=filing, name=name, firm=firm, investor=investor)
    is_exact = bool(found)
    found = found or stored.called(name, firm=firm, investor=investor, filing=filing)
    if len(found) > 1:
        table.findings.error(number, "ambiguous_project", names="、".join(known.name for known in found[:5]), **cell)
    elif not found:
        table.findings.error(number, "unknown_project", **cell)
    elif (not is_exact and (firm or investor or filing)) or found[0].key != name:
        table.findings.warn(number, "matched_by_alias", name=found[0].name, **cell)
    return found[0].pk if len(found) == 1 else None
