from datetime import date, timedelta
from decimal import Decimal

import pytest

from zone.lib.months import last_day, shift
from zone.models import CalendarDay, Setting
from zone.reference import load_calendar
from zone.reporting_window import Window, due_on, reported_on, window, windows, words
from zone.workdays import add_working_days

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2016, 6, 24), "填报期 6月25日—7月5日（6月25日开放）"),
        (date(2016, 6, 25), "填报期 6月25日—7月5日（还剩7个工作日）"),
        (date(2016, 7, 5), "填报期 6月25日—7月5日（今天截止）"),
        (date(2016, 7, 7), "填报期 6月25日—7月5日（已截止，逾期2天）"),
    ],
)
def test_words_say_how_it_stands(reference, day, said):
    assert words(window("2016-06"), on=day) == said


def test_due_day_that_is_free_moves_to_the_next_working_day(reference):
    assert due_on("2016-10") == date(2016, 11, 7)  # the fifth is a Saturday


def test_due_day_within_a_holiday_moves_behind_it_and_a_worked_weekend_counts(reference):
    assert due_on("2016-09") == date(2016, 10, 8)  # National Day; the Saturday after it is worked


def test_due_day_stays_where_the_office_says_so(reference):
    Setting.objects.filter(key="report_due_moves").update(value=0)
    assert due_on("2016-10") == date(2016, 11, 5)


def test_due_day_stays_where_the_calendar_is_not_loaded_and_that_is_said():
    assert due_on("2016-10") == date(2016, 11, 5)
    said = "填报期 10月25日—11月5日（今天截止） 2016年的工作日历尚未载入，截止日没有顺延。"
    assert words(window("2016-10"), on=date(2016, 11, 5)) == said
    assert words(window("2016-10"), on=date(2016, 11, 1)) == "填报期 10月25日—11月5日（还剩4天） 2016年的工作日历尚未载入，截止日没有顺延。"


def test_day_beyond_the_end_of_the_month_is_its_last():
    Setting.objects.create(key="report_opens_day", value=Decimal(31))
    Setting.objects.create(key="report_due_day", value=Decimal(30))
    assert (window("2016-02").opens_on, due_on("2016-01")) == (date(2016, 2, 29), date(2016, 2, 29))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2016, 2, 28), "填报期 1月25日—2月29日（还剩1个工作日）"),
        (date(2016, 2, 29), "填报期 1月25日—2月29日（今天截止）"),
        (date(2016, 3, 1), "填报期 1月25日—2月29日（已截止，逾期1天）"),
    ],
)
def test_on_leap_day_one_is_on_time_and_the_next_day_late(reference, day, said):
    Setting.objects.filter(key="report_due_day").update(value=29)
    assert words(window("2016-01"), on=day) == said


def test_a_due_day_of_29_is_the_last_of_february_in_other_years():
    Setting.objects.create(key="report_due_day", value=Decimal(29))
    Setting.objects.create(key="report_due_moves", value=Decimal(0))
    assert [due_on(month) for month in ("2015-01", "2016-01", "2017-01")] == [date(2015, 2, 28), date(2016, 2, 29), date(2017, 2, 28)]


@pytest.mark.parametrize(("opens", "due"), [(25, 5), (31, 31), (1, 29)])
def test_windows_of_many_months_follow_the_working_days(reference, opens, due):
    """Month ends, a leap February, National Day with its worked Saturday."""
    Setting.objects.filter(key="report_opens_day").update(value=opens)
    Setting.objects.filter(key="report_due_day").update(value=due)
    months = [f"2016-{number:02}" for number in range(1, 13)]
    for month, found in windows(months).items():
        first, named = last_day(month).replace(day=min(opens, last_day(month).day)), last_day(shift(month, 1))
        named = named.replace(day=min(due, named.day))
        assert found == Window(month, first, add_working_days(named - timedelta(days=1), 1))


@pytest.mark.parametrize(("loaded", "unknown"), [((), [2016, 2016, 2017]), ((2016,), [None, 2017, 2017])])
def test_windows_of_many_months_tell_the_year_that_is_not_loaded(loaded, unknown):
    """December is due in the next year; November on the last day of this one, a Saturday."""
    Setting.objects.create(key="report_due_day", value=Decimal(31), valid_to=date(2016, 11, 30))
    for year in loaded:
        load_calendar(year, year)
    found = windows(["2016-10", "2016-11", "2016-12"])
    assert [of.unknown_year for of in found.values()] == unknown
    assert [of.due_on for of in found.values()] == [date(2016, 11, 30), date(2016, 12, 31), date(2017, 1, 5)]


def test_past_month_keeps_the_days_that_it_had():
    Setting.objects.create(key="report_due_day", value=Decimal(8), valid_to=date(2016, 5, 31))
    Setting.objects.create(key="report_due_day", value=Decimal(3), valid_from=date(2016, 6, 1))
    load_calendar(2016, 2016)
    assert CalendarDay.objects.filter(day=date(2016, 6, 8), is_working=True).exists()
    assert (due_on("2016-05"), due_on("2016-07")) == (date(2016, 6, 8), date(2016, 8, 3))


@pytest.mark.parametrize(("day", "period"), [(date(2016, 6, 24), "2016-05"), (date(2016, 6, 25), "2016-06"), (date(2016, 7, 1), "2016-06")])
def test_month_of_a_day_is_the_running_one_once_it_is_open(day, period):
    assert reported_on(day).period == period
