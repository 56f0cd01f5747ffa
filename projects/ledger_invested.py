"""Whether a sum since January may be one since the project's start: an office writes 累计完成投资 for both."""

from decimal import Decimal

from zone.ledgers.records import RecordSet
from zone.ledgers.table import Table
from zone.lib.layout import ColumnMatch

MUCH = Decimal("1.5")  # times the year's plan


def tell_since_start(table: Table, projects: RecordSet, slots: dict) -> None:
    """Warn where the sum of a year is far above the year's plan, or a bare 累计 stands beside a project that began in an earlier year."""
    # A monthly sheet knows no planned start of its projects.
    plans, years = projects.final["annual_plan"], projects.final["plan_year"]
    starts = projects.final.get("planned_start_on", [None] * len(table))
    tells_start = table.column("span") or table.column("planned_start")
    for (month,), columns in slots.items():
        column, year = columns.get("invest_ytd"), int(month[:4])
        for row, done in enumerate(column.values if column else ()):
            if not done:
                continue
            plan, start = (plans[row] if years[row] == year else None), starts[row]
            where = {"match": column.match, "value": column.raw[row]}
            if plan and done > plan * MUCH:
                table.findings.warn(table.rows[row].number, "above_annual_plan", plan=f"{plan:f}", **where)
            elif is_bare(column.match) and tells_start and start and start.year < year:
                table.findings.warn(table.rows[row].number, "perhaps_since_start", start=str(start.year), **where)


def is_bare(match: ColumnMatch) -> bool:
    """累计完成投资, without a month or a year."""
    return match.places == {"span": "累计"}
