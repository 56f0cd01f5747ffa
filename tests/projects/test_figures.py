"""Arithmetic of the month: rates, schedule, gap and catch-up pace."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.reporting.figures import Figures, rounded
from projects.reporting.spread import Spread

MONEY = st.decimals(min_value=0, max_value=10**8, places=4, allow_nan=False)


def figures(month=6, resting=(), **amounts):
    spread, count = Spread(month, frozenset(resting)), amounts.pop("count", 1)
    return Figures(spread, count, **{name: Decimal(str(value)) for name, value in amounts.items()})


def test_figures_half_year_lies_behind_the_schedule():
    found = figures(plan=150_000, even_plan=150_000, done=68_000)
    assert (found.completion, found.schedule, found.gap) == (Decimal("45.3"), Decimal("50.0"), Decimal("-4.7"))
    assert found.catch_up == Decimal(82_000) / 6


@pytest.mark.parametrize(("month", "schedule"), [(1, "8.3"), (2, "16.7"), (6, "50.0"), (12, "100.0")])
def test_figures_schedule_is_twelfths_without_a_curve(month, schedule):
    assert figures(month, plan=1200, even_plan=1200).schedule == Decimal(schedule)


@pytest.mark.parametrize(("month", "schedule"), [(1, "0.0"), (3, "11.1"), (6, "44.4"), (11, "100.0"), (12, "100.0")])
def test_figures_schedule_leaves_out_the_months_of_the_rule(month, schedule):
    """December to February rest: nine months count."""
    found = figures(month, {12, 1, 2}, plan=1200, even_plan=1200)
    assert (found.schedule, found.even_schedule) == (Decimal(schedule), Decimal(schedule))


def test_figures_schedule_follows_the_curve_through_the_winter():
    assert figures(2, plan=1200, curve_due=0).schedule == Decimal("0.0")
    assert figures(2, plan=1200, curve_due=0).gap == Decimal("0.0")


def test_figures_without_a_plan_have_no_rates():
    found = figures(done=500)
    assert (found.completion, found.schedule, found.gap) == (None, None, None)


def test_figures_in_december_leave_no_month_to_catch_up():
    assert figures(12, plan=100, done=40).catch_up is None


def test_figures_reached_plan_needs_nothing_more():
    assert figures(6, plan=100, done=140).catch_up == Decimal(0)


def test_figures_even_schedule_is_twelfths_whatever_the_curve():
    found = figures(plan=1200, curve_due=630, even_plan=0)
    assert (found.schedule, found.even_schedule) == (Decimal("52.5"), Decimal("50.0"))


@pytest.mark.parametrize(("value", "text"), [("0.05", "0.1"), ("0.15", "0.2"), ("-0.05", "-0.1"), ("2.449", "2.4")])
def test_rounded_goes_half_up(value, text):
    assert rounded(Decimal(value), 1) == Decimal(text)


@given(st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=8))
def test_figures_sum_equals_the_sum_of_the_parts(parts):
    whole = sum((figures(6, plan=plan, even_plan=plan, done=done) for plan, done in parts), Figures(Spread(6)))
    assert whole.count == len(parts)
    assert whole.plan == sum(plan for plan, _ in parts)
    assert whole.done == sum(done for _, done in parts)
    assert whole.due == whole.plan / 2
