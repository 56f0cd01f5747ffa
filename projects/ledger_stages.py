"""What a sheet says of stages: since when a project is in one, and which facts the gate would have asked for."""

from datetime import date
from types import SimpleNamespace

from enterprises.models import Enterprise
from projects import gate
from projects.models import Project, Stage
from projects.wording import start_in_progress
from zone.ledgers.records import NEW, RecordSet
from zone.ledgers.table import Table
from zone.ledgers.widgets import CLEAR
from zone.lib.months import first_day
from zone.models import Precision


def stage_day(table: Table, row: int, stage: str, *, is_new: bool) -> tuple[date, str] | None:
    """Since when the project is in a stage that the sheet tells, and how exactly: 4月已开工, else the month of the sheet."""
    words = table.values("physical_progress")[row]
    told = start_in_progress(words, table.context.year) if words and stage == Stage.STARTED else None
    if told is None and not is_new and table.context.period:
        told = first_day(table.context.period), Precision.MONTH.value
    return told


def settle_since(table: Table, said: dict[str, list], projects: RecordSet) -> None:
    """The day of the present stage, where the sheet moves it; of a stage without a day nothing is known."""
    stored = projects.stored_values("stage")
    said["stage_since"] = []
    for row, stage in enumerate(said["stage"]):
        target, day = projects.targets[row], None
        if stage and stage != stored.get(target):
            told = stage_day(table, row, stage, is_new=target is None)
            day = told[0] if told else CLEAR
        said["stage_since"].append(day)


def tell_missing_facts(table: Table, projects: RecordSet) -> None:
    """A stage that the sheet brings is taken as it stands; what the gate would have asked for is said."""
    key = next((key for key in ("stage", "physical_progress") if table.column(key)), "name")
    moved = projects.moved.get("stage", set())
    others = [name for name in gate.FACTS if name not in projects.final]
    targets = [pk for pk in projects.targets if pk is not None]
    rows = Project.objects.filter(pk__among=targets).values_list("pk", *others) if targets else ()
    stored = {pk: values for pk, *values in rows}
    firms = _firms_of(projects)
    for row, action in enumerate(projects.actions):
        if action != NEW and row not in moved:
            continue
        facts = {name: projects.final[name][row] for name in gate.FACTS if name in projects.final}
        facts |= zip(others, stored.get(projects.targets[row], [None] * len(others)), strict=True)
        facts["enterprise"] = firms.get(projects.final["enterprise_id"][row])
        project = SimpleNamespace(kind=projects.final["kind"][row], stage=projects.final["stage"][row], **facts)
        if lacking := gate.missing_facts(project):
            names = "、".join(need.label() for need in lacking)
            told = {"stage": str(Stage(project.stage).label), "names": names}
            table.findings.warn(table.rows[row].number, "stage_facts_missing", **table.cell(key, row), **told)


def _firms_of(projects: RecordSet) -> dict[int, SimpleNamespace]:
    """What the gate reads of the firms: the credit code stands for that of the project's company."""
    ids = sorted({firm for firm in projects.final["enterprise_id"] if firm is not None})
    rows = Enterprise.objects.filter(pk__among=ids).values_list("pk", "credit_code") if ids else ()
    return {pk: SimpleNamespace(credit_code=code) for pk, code in rows}
