"""Rows of months with the figures that a test names, and the two published rules."""

from datetime import date
from decimal import Decimal

from projects.lights import judge
from projects.models import LightOverride, ProjectMonth
from tests.factories import ProjectFactory, UserFactory
from zone.lib.months import first_day, shift
from zone.models import LightRule

POINTS = {"method": LightRule.Method.POINTS, "yellow_at": Decimal(10), "red_at": Decimal(30)}
RATIO = {"method": LightRule.Method.RATIO, "yellow_at": Decimal(80), "red_at": Decimal(60)}


def rule(**fields):
    return LightRule.objects.create(**{"name": "规则", "is_applied": True, **POINTS, **fields})


def row(period="2016-06", *, plan: object = 1200, done: object = 600, curve: object = None, project=None, **fields):
    """The month of a project as it is worked out before it is judged; `curve`: what its own monthly plan has due, else twelfths."""
    plan = None if plan is None else Decimal(plan)
    return ProjectMonth.objects.create(
        **{
            "project": project or ProjectFactory(),
            "period": period,
            "year_plan": plan,
            "even_plan": plan if plan is not None and curve is None else 0,
            "is_curved": curve is not None,
            "curve_due": curve or 0,
            "done": None if done is None else Decimal(done),
            "owes": True,
            "is_reported": True,
            "judged_on": date(2016, 7, 5),
            **fields,
        }
    )


def judged(month: ProjectMonth, *, on: date | None = None) -> ProjectMonth:
    """The row after judging its month, on the fifth of the next one where no day is named."""
    judge(None, period=month.period, on=on or first_day(shift(month.period, 1)).replace(day=5))
    month.refresh_from_db()
    return month


def light_of(*args, on: date | None = None, **fields) -> str:
    return judged(row(*args, **fields), on=on).light


def by_hand(project, light, *, valid_from, expires_on, **fields):
    someone = UserFactory()
    return LightOverride.objects.create(
        project=project,
        light=light,
        reason="现场已核实",
        approved_by=someone,
        entered_by=someone,
        valid_from=valid_from,
        expires_on=expires_on,
        **fields,
    )
