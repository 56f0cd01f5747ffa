"""Whatever is reported and corrected, in whatever order: months and sums since January go together, or a reason says why they do not."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.corrections import Later, correct_report
from projects.models import Project, ProjectProgress
from tests.factories import ProjectFactory, UserFactory
from tests.projects.reporting import report_month
from tests.projects.scene import report
from zone.lib.months import year_to
from zone.models import Period

MONTHS = year_to("2016-06")
FIGURES = st.integers(min_value=-300, max_value=900).map(str)
BACK = "returned"
STEPS = st.tuples(
    st.sampled_from(MONTHS),
    st.just(BACK)
    | st.fixed_dictionaries(
        {},
        optional={
            "month": FIGURES,
            "ytd": FIGURES,
            "unchanged": st.just("on"),
            "reason": st.sampled_from(["revision", "audit", "mistake"]),
        },
    ),
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=1, max_size=8))
def test_months_add_up_to_the_sum_or_a_reason_explains_the_difference(roles, day, steps):
    """Of the reports that stand: a returned one is no base of those after it."""
    day("2016-07-05")
    officer = UserFactory(roles=["officer"])
    project = ProjectFactory(plan_year=2016, annual_plan=Decimal(5200), officer=officer, moved_on=date(2016, 1, 4))
    for period, cells in steps:
        if cells == BACK:
            ProjectProgress.objects.filter(project=project, period=period).update(state=BACK)
        else:
            report_month(project, officer, period=period, **cells)
    reports = {report.period: report for report in ProjectProgress.objects.standing().filter(project=project)}
    told, explained, unbroken = Decimal(0), Decimal(0), True
    before = None
    for period in MONTHS:
        report = reports.get(period)
        unbroken = unbroken and report is not None
        if not unbroken:
            break
        total_before = before.invest_ytd if before else Decimal(0)
        month = report.invest_month if report.invest_month is not None else report.invest_ytd - total_before
        difference = report.invest_ytd - total_before - month
        has_reason = bool(report.difference_reason) or bool(before and before.difference_reason)
        assert difference == 0 or has_reason
        assert report.invest_ytd >= total_before or has_reason
        told, explained, before = told + month, explained + difference, report
        assert told + explained == report.invest_ytd
        if not explained:
            assert told == report.invest_ytd


CORRECTIONS = st.tuples(
    st.sampled_from(MONTHS),
    st.sampled_from(["invest_month", "invest_ytd"]),
    st.integers(min_value=-300, max_value=900).map(Decimal),
    st.sampled_from(Later.values),
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    amounts=st.lists(st.integers(min_value=0, max_value=400), min_size=6, max_size=6),
    returned=st.sets(st.sampled_from(MONTHS)),
    corrected=st.lists(CORRECTIONS, min_size=1, max_size=8),
    total=st.integers(min_value=2400, max_value=4000).map(Decimal),
)
def test_months_add_up_to_the_sum_after_any_corrections(roles, day, amounts, returned, corrected, total):
    """Every month of the half-year is reported, confirmed or returned, and locked; whatever is corrected in whatever order, each sum is
    that of its months.

    None is ever less than nothing or more than the project's total: a correction that would make it so is refused and writes nothing.
    """
    day("2016-07-05")
    Period.objects.all().delete()  # those of the example before
    officer, econ = UserFactory(roles=["officer"]), UserFactory(roles=["econ"])
    project = ProjectFactory(
        kind=Project.Kind.TECH_UPGRADE, plan_year=2016, annual_plan=Decimal(5200), officer=officer, total_investment=total
    )
    for period, amount in zip(MONTHS, amounts, strict=True):
        report_month(project, officer, period=period, month=str(amount))
    reports = ProjectProgress.objects.filter(project=project)
    assert reports.count() == len(MONTHS)
    reports.update(state=ProjectProgress.State.CONFIRMED)
    reports.filter(period__in=returned).update(state=BACK)
    Period.objects.bulk_create(Period(month=month, status=Period.Status.LOCKED) for month in MONTHS)
    for period, field, amount, later in corrected:
        report = reports.get(period=period)
        report.difference_reason, report.difference_note = "audit", "审计核减"
        setattr(report, field, amount)
        fields = [field, "difference_reason", "difference_note"]
        stood = list(reports.order_by("period").values_list("invest_month", "invest_ytd"))
        try:
            correct_report(report=report, fields=fields, opened_version=report.version, later=later, by=econ)
        except ValidationError:
            kept = list(reports.order_by("period").values_list("invest_month", "invest_ytd"))
            assert kept == stood
    told = Decimal(0)
    for report in reports.order_by("period"):
        told += report.invest_month
        assert report.invest_ytd == told, report
        assert 0 <= report.invest_ytd <= total


GAPS = st.lists(st.sampled_from(MONTHS), min_size=2, max_size=5, unique=True).map(sorted)


def sums_of(reports) -> dict[str, tuple[Decimal | None, Decimal]]:
    return {
        period: (month, total) for period, month, total in reports.order_by("period").values_list("period", "invest_month", "invest_ytd")
    }


def unreported(told: dict[str, tuple[Decimal | None, Decimal]]) -> dict[str, Decimal]:
    """By each month that says what was done in it: what its sum holds besides it and the sum reported before."""
    totals = [Decimal(0), *(total for _month, total in told.values())]
    return {
        period: total - before - month for before, (period, (month, total)) in zip(totals, told.items(), strict=False) if month is not None
    }


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    reported=GAPS,
    amounts=st.lists(st.tuples(st.integers(min_value=0, max_value=400), st.booleans()), min_size=5, max_size=5),
    corrected=st.lists(CORRECTIONS, min_size=1, max_size=8),
)
def test_what_nobody_reported_stays_as_much_after_any_corrections(roles, day, reported, amounts, corrected):
    """Some months were never reported; after them some say the sum alone, others what was done in the month as well."""
    day("2016-07-05")
    econ, project = UserFactory(roles=["econ"]), ProjectFactory(kind=Project.Kind.TECH_UPGRADE, plan_year=2016, total_investment=None)
    total = 0
    for period, (amount, says_month) in zip(reported, amounts, strict=False):
        total += 100 + amount
        report(project, period, total, invest_month=Decimal(amount) if says_month else None, state=ProjectProgress.State.CONFIRMED)
    reports = ProjectProgress.objects.filter(project=project)
    for period, field, amount, later in corrected:
        if (row := reports.filter(period=period).first()) is None:
            continue
        before, was_known = sums_of(reports), getattr(row, field) is not None
        row.difference_reason, row.difference_note = "audit", "审计核减"
        setattr(row, field, amount)
        try:
            correct_report(
                report=row, fields=[field, "difference_reason", "difference_note"], opened_version=row.version, later=later, by=econ
            )
        except ValidationError:
            assert sums_of(reports) == before
            continue
        now = sums_of(reports)
        if not was_known:
            assert {**before, period: now[period]} == now
            assert now[period] == (amount, before[period][1])
            continue
        assert unreported(now) == unreported(before)
        moved = now[period][1] - before[period][1]
        for each in now:
            is_moved = each == period or (each > period and later == Later.SHIFT)
            assert now[each][1] - before[each][1] == (moved if is_moved else 0), each
