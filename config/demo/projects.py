"""The drafts of technical upgrades and investments made into projects, with the stages they went through and their plans month by month."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from config.demo.chance import moment, parts_of
from config.demo.drafts import Draft, recorded_at, span
from config.demo.edits import Edit, apply
from config.demo.enterprises import Firm
from config.demo.investments import INVESTMENTS
from config.demo.organisation import Office
from config.demo.tech_upgrades import TECH_UPGRADES
from enterprises.models import Enterprise
from projects.derived import derive
from projects.gate import DAYS
from projects.models import MonthlyPlan, Project, Stage, StageEvent
from zone.bulk_history import create_all
from zone.lib.months import between, month_of
from zone.models import User

YEAR = 2016
LISTED = moment(date(2016, 1, 11), 14)  # what began earlier came into the books on this day
# What a site gets done in each month of the year where winter stops it, against an even month.
WINTER = (0.2, 0.1, 0.6, 1.0, 1.2, 1.2, 1.2, 1.2, 1.1, 1.0, 0.5, 0.3)
TAKEN_OVER = ("汽车转向器零部件扩能", "高压电缆交联生产线", "铝合金型材挤压线", "光电玻璃基板", "智能停车装备")
REVISED = {"汽车转向器零部件扩能": 12000, "泡沫金属连续电沉积线": 13600, "高性能泡沫材料产业化": 30000}


@dataclass
class Built:
    """A draft and its row; `keeper` records its stages."""

    draft: Draft
    row: Project
    keeper: User


def load(office: Office, firms: list[Firm], *, prepare: Callable[[list[Built]], None]) -> list[Built]:
    """Creates the projects as they stood when they were listed, then lets their stages, officers and sums change.

    `prepare` may set on the unsaved rows what the reports decide.
    """
    built = list(_projects(office, firms))
    prepare(built)
    for each in built:
        derive(each.row)
        each.row._history_user = each.keeper
    final = [(each.row, each.row.officer, each.row.total_investment) for each in built]
    edits = [edit for each in built for edit in _stage_edits(each)]
    edits += _later_changes(office, final)
    create_all(Project, [each.row for each in built])
    apply(Project, edits)
    create_all(StageEvent, [event for each in built for event in _events(each)])
    create_all(MonthlyPlan, [plan for each in built for plan in _plans(each)], at=LISTED, by=office.accounts["econ"])
    return built


def _projects(office: Office, firms: list[Firm]) -> Iterator[Built]:
    free = [firm for firm in firms if firm.is_above and firm.row.operating_state == Enterprise.OperatingState.NORMAL]
    numbers: Counter = Counter()
    for kind, drafts in ((Project.Kind.TECH_UPGRADE, TECH_UPGRADES), (Project.Kind.INVESTMENT, INVESTMENTS)):
        for draft in drafts:
            department = office.departments[draft.officer[0]]
            firm = None
            if draft.trade:
                place = department.district.code if department.district else draft.district
                firm = next(each for each in free if each.trade == draft.trade and (not place or each.row.district.code == place))
                free.remove(firm)
            first = draft.steps[0][1].year if kind == Project.Kind.INVESTMENT else YEAR
            numbers[kind, first] += 1
            prefix = "JG" if kind == Project.Kind.TECH_UPGRADE else "ZS"
            row = _project(office, draft, firm)
            row.kind, row.code = kind, f"{prefix}-{first}-{numbers[kind, first]:03d}"
            if draft.is_filed:
                filed = draft.entered(Stage.PRE_CONSTRUCTION).year
                numbers["filing", filed] += 1
                row.filing_number = f"营高经备〔{filed}〕{100 + numbers['filing', filed]}号"
            yield Built(draft, row, _keeper(office, draft, kind))


def _project(office: Office, draft: Draft, firm: Firm | None) -> Project:
    department = office.departments[draft.officer[0]]
    row = Project(
        name=draft.name,
        enterprise=firm.row if firm else None,
        investor=draft.investor,
        source_region=draft.region,
        district=firm.row.district if firm else office.districts[draft.district],
        content=draft.content,
        industry_code=firm.row.industry_code if firm else "",
        total_investment=draft.total,
        total_is_approximate=draft.is_approximate,
        equipment_investment=draft.equipment,
        plan_year=YEAR if draft.plan else None,
        annual_plan=draft.plan,
        leader=office.deputy_of(department),
        department=department,
        officer=office.officers[draft.officer[0]][draft.officer[1]],
        remarks=draft.remarks,
    )
    row.planned_start_on, row.planned_start_precision = span(draft.start)
    row.planned_finish_on, row.planned_finish_precision = span(draft.finish)
    if draft.added:
        row.added_output, row.added_profit_tax = draft.added
    row._history_date = max(LISTED, recorded_at(draft.steps[0][1]))
    for stage, day in draft.steps:
        if recorded_at(day) <= row._history_date:
            _enter(row, stage, day)
    row.moved_on = recorded_at(draft.steps[-1][1]).date()
    return row


def _enter(row: Project, stage: Stage, day: date) -> None:
    for name, value in _entering(stage, day).items():
        setattr(row, name, value)


def _entering(stage: Stage, day: date) -> dict[str, object]:
    return {"stage": stage, "stage_since": day} | ({DAYS[stage]: day} if stage in DAYS else {})


def _keeper(office: Office, draft: Draft, kind: str) -> User:
    officer = office.officers[draft.officer[0]][draft.officer[1]]
    if officer == office.accounts["officer"]:
        return officer
    return office.accounts["invest" if kind == Project.Kind.INVESTMENT else "econ"]


def _stage_edits(each: Built) -> Iterator[Edit]:
    listed = each.row._history_date
    for stage, day in each.draft.steps:
        if recorded_at(day) > listed:
            yield Edit(each.row, recorded_at(day), each.keeper, _entering(stage, day))


def _later_changes(office: Office, final: list[tuple[Project, User, int | None]]) -> Iterator[Edit]:
    """Some projects had another officer until spring, some a smaller total: the rows begin so, and are changed."""
    predecessor, econ = office.officers["经济发展局"][2], office.accounts["econ"]
    for place, (row, officer, total) in enumerate(final):
        if row.name in TAKEN_OVER:
            row.officer = predecessor
            yield Edit(row, moment(date(2016, 3, 15), 14, place), econ, {"officer": officer})
        if row.name in REVISED:
            row.total_investment = REVISED[row.name]
            yield Edit(row, moment(date(2016, 4, 20), 9, place), econ, {"total_investment": total})


def _events(each: Built) -> Iterator[StageEvent]:
    for place, (stage, day) in enumerate(each.draft.steps):
        at = max(LISTED, recorded_at(day))
        is_last = place == len(each.draft.steps) - 1
        event = StageEvent(
            project=each.row,
            stage=stage,
            entered_on=day,
            precision="day",
            note=each.draft.note if is_last else "",
            recorded_by=each.keeper,
            recorded_at=at,
        )
        event._history_date, event._history_user = at, each.keeper
        yield event


def _plans(each: Built) -> Iterator[MonthlyPlan]:
    draft, row = each.draft, each.row
    if not draft.plan or draft.curve == "none":
        return
    first = max(f"{YEAR}-01", month_of(row.planned_start_on))
    last = min(f"{YEAR}-12", month_of(row.planned_finish_by))
    months = between(first, last) or [f"{YEAR}-{number:02d}" for number in range(1, 13)]
    weights = [WINTER[int(month[5:]) - 1] if draft.curve == "winter" else 1.0 for month in months]
    for month, amount in zip(months, parts_of(draft.plan, weights), strict=True):
        yield MonthlyPlan(project=row, period=month, amount=amount)
