"""What a sheet of projects says of a month: progress of its projects, the stages that they entered, and when they last moved."""

from collections import defaultdict

from django.db.models import OuterRef, Subquery

from projects.export_rights import by_kind
from projects.ledger_invested import tell_since_start
from projects.ledger_lights import tell_lights
from projects.ledger_stages import stage_day
from projects.models import Project, ProjectMonth, ProjectProgress, StageEvent
from zone.ledgers.cleaning import CleanColumn
from zone.ledgers.importer import Importer
from zone.ledgers.month_rules import check_months, locked_months
from zone.ledgers.records import NEW, UNCHANGED, RecordSet
from zone.ledgers.resource import LedgerField, LedgerResource
from zone.ledgers.slots import Slots, records_of_slots
from zone.ledgers.table import Table

State = ProjectProgress.State
WORDS = ("physical_progress", "problems", "next_step")
KEPT = ("invest_month", "invest_ytd", "invest_since_start", "funds_in_place", *WORDS, "reported_light")


class ProjectProgressRecords(LedgerResource):
    code = "project-progress"
    export_rights = by_kind("project__")
    above = "projects"
    above_column = "project_id"
    natural_keys = (("project_id", "period"),)

    project = LedgerField("project__name", "project")
    period = LedgerField("period")
    invest_month = LedgerField("invest_month")
    invest_ytd = LedgerField("invest_ytd")
    invest_since_start = LedgerField("invest_since_start")
    funds_in_place = LedgerField("funds_in_place")
    physical_progress = LedgerField("physical_progress")
    problems = LedgerField("problems")
    next_step = LedgerField("next_step")
    reported_light = LedgerField("reported_light")

    class Meta:
        model = ProjectProgress
        fields = ("project", "period", *KEPT)

    def facts(self, hand):
        """A report by sheet is one like any other: it waits for somebody else than who brought it in."""
        not_reviewed = {"reviewed_by_id": None, "reviewed_at": None, "review_note": ""}
        return {"state": State.SUBMITTED, "recorded_by_id": hand.user, "reported_at": hand.at, **not_reviewed}

    def besides(self, rows):
        light = ProjectMonth.objects.filter(project=OuterRef("project_id"), period=OuterRef("period")).order_by()
        lights = rows.values_list("pk", Subquery(light.values("computed_light")[:1]))
        return {"computed_light": {pk: light or None for pk, light in lights}}


class StageEventRecords(LedgerResource):
    code = "stage-events"
    above = "projects"
    above_column = "project_id"
    is_listed = False

    project = LedgerField("project__name", "project")
    stage = LedgerField("stage")
    entered_on = LedgerField("entered_on")
    precision = LedgerField("precision")

    class Meta:
        model = StageEvent
        fields = ("project", "stage", "entered_on", "precision")

    def facts(self, hand):
        return {"recorded_by_id": hand.user}


class MovementRecords(LedgerResource):
    """Projects that say nothing new of themselves but have new progress: the day of their last movement."""

    code = "project-movements"
    is_listed = False

    moved_on = LedgerField("moved_on")

    class Meta:
        model = Project
        fields = ("moved_on",)


def build_progress(resource: ProjectProgressRecords, table: Table, projects: RecordSet, importer: Importer) -> RecordSet:
    """One record for each row and month of which anything is told."""
    slots = {(month,): columns for month, columns in _slots(table).items()}
    records = records_of_slots(resource, table, projects, slots=slots, kept=KEPT)
    records.compare()
    check_months(table, records, slots, importer)
    _check_confirmed(table, records, slots)
    tell_since_start(table, projects, slots)
    tell_lights(table, projects, records)
    return records


def _check_confirmed(table: Table, records: RecordSet, slots: Slots) -> None:
    """`period_locked` at every cell that would change a confirmed report: that is put right by a correction, which says why. What stands in
    it may be said again."""
    closed = locked_months(month for (month,) in slots)
    found = ProjectProgress.objects.filter(pk__among={*records.targets} - {None}, state=State.CONFIRMED).exclude(period__in=closed)
    confirmed = set(found.values_list("pk", flat=True))
    for index, target in enumerate(records.targets):
        if target not in confirmed:
            continue
        row, month = records.rows[index], records.said["period"][index]
        for name, column in slots[(month,)].items():
            if column.values[row] is not None and records.writes(index, name):
                told = {"match": column.match, "value": column.raw[row], "period": month, "reason": "confirmed"}
                table.findings.error(table.rows[row].number, "period_locked", **told)


def _slots(table: Table) -> dict[str, dict[str, CleanColumn]]:
    """Columns by the month of which they tell: money by its own column head, words by the sheet's month."""
    slots: dict[str, dict[str, CleanColumn]] = defaultdict(dict)
    undated = False
    for column in table.columns:
        key, month = column.match.key, table.context.period
        if key == "invested":
            named = column.match.period
            key = "invest_month" if named and named.span == "month" else "invest_ytd"
            month = named.key if named and named.key else month
        elif key == "light":
            key = "reported_light"
        if key not in KEPT:
            continue
        if month is None:
            undated = True
        else:
            slots[month].setdefault(key, column)
    if undated:
        table.findings.warn(None, "no_period")
    return slots


def build_stage_events(resource: StageEventRecords, table: Table, projects: RecordSet) -> RecordSet:
    """The stage of each new project, and each stage that a stored one enters by this sheet."""
    moved = projects.moved.get("stage", set())
    events = RecordSet(resource, [], above=projects, parent=[])
    events.said = {column: [] for column in ("project_id", "stage", "entered_on", "precision")}
    for index, action in enumerate(projects.actions):
        if action != NEW and index not in moved:
            continue
        stage = projects.final["stage"][index]
        told = stage_day(table, projects.rows[index], stage, is_new=action == NEW)
        on, precision = told or (None, None)
        events.rows.append(projects.rows[index])
        events.parent.append(index)
        for column, value in zip(events.said, (projects.targets[index], stage, on, precision), strict=True):
            events.said[column].append(value)
    return events


def build_movements(resource: MovementRecords, projects: RecordSet, progress: RecordSet) -> RecordSet:
    """Stored projects that change in nothing but their progress move too."""
    told = {parent for parent, action in zip(progress.parent, progress.actions, strict=True) if action != UNCHANGED}
    quiet = sorted(index for index in told if projects.actions[index] == UNCHANGED)
    days = projects.stored_values("moved_on") if quiet else {}
    records = RecordSet(resource, [projects.rows[index] for index in quiet])
    records.targets = [projects.targets[index] for index in quiet]
    news = [projects.said["moved_on"][index] for index in quiet]
    records.said = {"moved_on": [max(day, days[target]) for day, target in zip(news, records.targets, strict=True)]}
    return records
