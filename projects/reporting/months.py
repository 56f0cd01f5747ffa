"""The year month by month: planned and done since January, for many projects in one statement, for one from its own rows."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum, Value

from projects.models import MonthlyPlan, ProjectMonth, ProjectProgress
from projects.reporting.figures import ZERO, Figures
from projects.reporting.spread import Spread
from zone.lib.months import between, split, year_to


@dataclass(frozen=True, slots=True)
class Month:
    """One month (`2016-06`), 10,000 yuan: planned and done since January; `done` is None for a month after the last one looked at."""

    period: str
    planned: Decimal
    done: Decimal | None


# What is planned in each month of a year, and what was done by the end of each; nothing in those that are missing.
MonthSums = tuple[Counter[str], Counter[str]]


def month_sums(projects, period: str) -> MonthSums:
    """Of the year of `period`, whose months have been ensured, up to it. Between two reports a project stands where its last one left it.
    One statement."""
    year = split(period)[0]
    planning = projects.order_by().filter(plan_year=year, annual_plan__isnull=False).values("pk")
    plans = MonthlyPlan.objects.filter(project__in=planning, period__range=(f"{year}-01", f"{year}-12")).order_by()
    planned = plans.values_list("period", Value("planned")).annotate(total=Sum("amount"))
    months = ProjectMonth.objects.filter(project__in=projects.order_by().values("pk"), period__range=(f"{year}-01", period)).order_by()
    done = months.values_list("period", Value("done")).annotate(total=Sum("done"))
    found = {"planned": Counter(), "done": Counter()}
    for month, what, total in planned.union(done, all=True):
        found[what][month] = total or ZERO
    return found["planned"], found["done"]


def curve(sums: MonthSums, period: str, figures: Figures) -> list[Month]:
    """All twelve months of the year. `figures` are those of the same projects: their `even_plan` is spread over the months as they say,
    by one rule for the whole year."""
    planned, done = sums
    result, so_far = [], ZERO
    for number, month in enumerate(between(f"{period[:4]}-01", f"{period[:4]}-12"), 1):
        so_far += planned.get(month, ZERO)
        due = so_far + figures.spread.at(number).due(figures.even_plan)
        result.append(Month(month, due, done.get(month, ZERO) if month <= period else None))
    return result


@dataclass(frozen=True, slots=True)
class MonthOfProject:
    """One month of one project, 10,000 yuan; `report` is its progress row, None where nothing was reported. What a returned one says is not
    done."""

    period: str
    planned: Decimal | None
    planned_ytd: Decimal | None
    done: Decimal | None
    done_ytd: Decimal | None
    report: ProjectProgress | None

    @property
    def is_returned(self) -> bool:
        return self.report is not None and self.report.state == ProjectProgress.State.RETURNED


def project_months(project, *, period: str, spread: Spread) -> list[MonthOfProject]:
    """The months of one project: January to `period`, and on to December where the year has a plan, without own plans for the months by the
    `spread`. Two statements.

    What was done in a month is known where it is stated, in January, and where the month before was reported too: a figure since January
    after a gap holds the months of the gap.
    """
    year = split(period)[0]
    own = dict(project.monthly_plans.filter(period__startswith=f"{year}-").values_list("period", "amount"))
    due = year_to(period)
    reports = {row.period: row for row in project.progress.filter(period__in=due).select_related("recorded_by", "recorded_for")}
    whole = project.annual_plan if project.plan_year == year else None
    months = year_to(f"{year}-12") if own or whole is not None else due
    planned, planned_ytd, found, before = None, None, [], ZERO  # in January nothing was done before
    for number, month in enumerate(months, 1):
        if own:
            planned = own.get(month, ZERO)
            planned_ytd = (planned_ytd or ZERO) + planned
        elif whole is not None:
            planned, planned_ytd = spread.in_month(whole, number), spread.at(number).due(whole)
        report = reports.get(month)
        stands = report is not None and report.state != ProjectProgress.State.RETURNED
        done_ytd = report.invest_ytd if stands else None
        done = report.invest_month if stands else None
        if done is None and done_ytd is not None and before is not None:
            done = done_ytd - before
        before = done_ytd
        found.append(MonthOfProject(month, planned, planned_ytd, done, done_ytd, report))
    return found
