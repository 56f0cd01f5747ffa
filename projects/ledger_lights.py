"""The light that the rule gives to a month told by a sheet, before anything is saved: by the same rule as `projects.lights`, row by row.

Taken as of the last day of the month. A part of which nothing is known does not count: no plan for the year, no investment.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from projects.ledger_stages import stage_day
from projects.lights import ENDED, season_end
from projects.models import Light, MonthlyPlan, ProjectProgress, Stage, StageEvent
from projects.models.stage import BEFORE_START
from projects.reporting.spread import Spread, rule_for
from zone.ledgers.records import NEW, RecordSet
from zone.ledgers.table import Table
from zone.lib.months import first_day, last_day, split
from zone.models import LightRule


@dataclass(frozen=True, slots=True)
class Facts:
    """What the light of a month follows from. `break_ends_on`: of a winter break, where it was told; `curve_due` None: the year's plan is
    spread evenly. Money in 10,000 yuan."""

    stage: str | None
    break_ends_on: date | None
    plan: Decimal | None
    done: Decimal | None
    planned_start_by: date | None
    actual_start_on: date | None
    curve_due: Decimal | None


def light_of(facts: Facts, period: str, rule: LightRule | None) -> str:
    """The worse of the light of the start and of the progress; empty where neither is judged."""
    if rule is None:
        return ""
    overdue = _months_overdue(facts, period)
    start = "" if overdue is None else Light.RED if overdue >= rule.start_red_months else Light.YELLOW
    progress = _progress_light(facts, period, rule)
    return next((light.value for light in (Light.RED, Light.YELLOW) if light in (start, progress)), progress)


def _months_overdue(facts: Facts, period: str) -> int | None:
    end, due, stage = last_day(period), facts.planned_start_by, facts.stage
    starts_later = facts.actual_start_on is not None and facts.actual_start_on > end and stage is not None and stage not in ENDED
    if due is None or due > end or not (stage in BEFORE_START or starts_later):
        return None
    return (end.year - due.year) * 12 + end.month - due.month


def _progress_light(facts: Facts, period: str, rule: LightRule) -> str:
    month, plan, done, stage = split(period)[1], facts.plan, facts.done, facts.stage
    if not plan or plan < 0 or done is None or stage is None or stage in ENDED or _rests(facts, period, rule):
        return ""
    spread = Spread.until(month, rule)
    due = plan * spread.counted if facts.curve_due is None else facts.curve_due * spread.counting
    done = done * spread.counting
    if rule.method == LightRule.Method.POINTS:
        behind, whole = (due - done) * 100, plan * spread.counting
        is_red, is_yellow = behind > whole * rule.red_at, behind >= whole * rule.yellow_at
    else:
        is_red, is_yellow = done * 100 < due * rule.red_at, done * 100 < due * rule.yellow_at
    return (Light.RED if is_red else Light.YELLOW if is_yellow else Light.GREEN).value


def _rests(facts: Facts, period: str, rule: LightRule) -> bool:
    """For the winter: into the month in which the break ends, and in the winter months of the rule in any case."""
    if facts.stage != Stage.WINTER_BREAK:
        return False
    return split(period)[1] in rule.resting_months or (facts.break_ends_on or season_end(period)) >= first_day(period)


def tell_lights(table: Table, projects: RecordSet, progress: RecordSet) -> None:
    """Put `computed_light` beside each report, and say where the office reports another light. At most four statements."""
    stored = _Stored({target for target in projects.targets if target is not None}, progress.final["period"])
    rules = {period: rule_for(period) for period in set(progress.final["period"])}
    lights, told_lights = [], progress.said["reported_light"]
    for index, period in enumerate(progress.final["period"]):
        facts = _facts(table, projects, progress, index, stored)
        light = light_of(facts, period, rules[period]) or None
        lights.append(light)
        reported = progress.final["reported_light"][index]
        if told_lights[index] and light and reported != light:
            row = progress.rows[index]
            told = {"period": period, "reported": str(Light(reported).label), "computed": str(Light(light).label)}
            table.findings.warn(table.rows[row].number, "light_differs", **table.cell("light", row), **told)
    progress.besides = {"computed_light": lights}


class _Stored:
    """What is stored of the projects of a sheet: stages entered, what was done since January, plans month by month."""

    def __init__(self, projects: Iterable[int], periods: Iterable[str]):
        self.events: dict[int, list[tuple]] = defaultdict(list)
        self.done: dict[int, list[tuple]] = defaultdict(list)
        self.plans: dict[int, list[tuple]] = defaultdict(list)
        ids = sorted(projects)
        if not ids or not periods:
            return
        first, last = f"{min(periods)[:4]}-01", f"{max(periods)[:4]}-12"
        events = StageEvent.objects.filter(project__among=ids).order_by("pk")
        for pk, *event in events.values_list("project_id", "entered_on", "stage", "ends_on"):
            self.events[pk].append(tuple(event))
        reports = ProjectProgress.objects.standing().filter(project__among=ids, period__range=(first, last), invest_ytd__isnull=False)
        for pk, period, amount in reports.order_by("period").values_list("project_id", "period", "invest_ytd"):
            self.done[pk].append((period, amount))
        plans = MonthlyPlan.objects.filter(project__among=ids, period__range=(first, last)).order_by()
        for pk, period, amount in plans.values_list("project_id", "period", "amount"):
            self.plans[pk].append((period, amount))


def _facts(table: Table, projects: RecordSet, progress: RecordSet, index: int, stored: _Stored) -> Facts:
    parent, period = progress.parent[index], progress.final["period"][index]
    final = {column: values[parent] for column, values in projects.final.items()}
    target, january = projects.targets[parent], f"{period[:4]}-01"
    plans = [(month, amount) for month, amount in stored.plans[target] if month[:4] == period[:4]] if target else []
    done = progress.final["invest_ytd"][index]
    if done is None and target:
        done = next((amount for month, amount in reversed(stored.done[target]) if january <= month <= period), None)
    stage, break_ends_on = _stage_then(table, projects, parent, stored.events[target] if target else [], last_day(period))
    return Facts(
        stage=stage,
        break_ends_on=break_ends_on,
        plan=final["annual_plan"] if final["plan_year"] == int(period[:4]) else None,
        done=done,
        planned_start_by=final["planned_start_by"],
        actual_start_on=final["actual_start_on"],
        curve_due=sum((amount for month, amount in plans if month <= period), Decimal(0)) if plans else None,
    )


def _stage_then(table: Table, projects: RecordSet, parent: int, events: list[tuple], end: date) -> tuple[str | None, date | None]:
    """The stage when the month ended: the present one, unless a stage was entered afterwards; None where it had none yet. With it the end
    of the last winter break until then, where it was told."""
    stage, is_new = projects.final["stage"][parent], projects.actions[parent] == NEW
    if is_new or parent in projects.moved.get("stage", ()):
        told = stage_day(table, projects.rows[parent], stage, is_new=is_new)
        events = [*events, (told[0] if told else None, stage, None)]
    before = [event for event in reversed(events) if event[0] is None or event[0] <= end]
    break_ends_on = next((ends_on for _on, then, ends_on in before if then == Stage.WINTER_BREAK), None)
    if len(before) < len(events):
        stage = before[0][1] if before else None
    return stage, break_ends_on
