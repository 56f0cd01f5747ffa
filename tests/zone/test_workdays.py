from datetime import date

import chinese_calendar
import pytest
from django.utils import translation

from zone import reference
from zone.models import CalendarDay
from zone.reference import load_calendar
from zone.workdays import YearNotLoaded, add_working_days, is_working, working_days_between


@pytest.fixture
def calendar(db):
    load_calendar(2015, 2016)


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2016, 6, 8), True),
        (date(2016, 6, 9), False),  # Dragon Boat Festival, a Thursday
        (date(2016, 6, 10), False),  # Friday, given in exchange for the Sunday
        (date(2016, 6, 11), False),
        (date(2016, 6, 12), True),  # that Sunday
        (date(2016, 7, 2), False),
        (date(2016, 10, 8), True),
        (date(2016, 12, 31), False),
    ],
)
def test_is_working_knows_exchanged_days(calendar, day, is_worked):
    assert is_working(day) == is_worked


def test_calendar_names_the_occasion(calendar):
    occasions = dict(CalendarDay.objects.filter(day__month=6, day__year=2016).exclude(occasion="").values_list("day__day", "occasion"))
    assert occasions == {9: "端午节", 10: "端午节", 11: "端午节", 12: "端午节调休上班"}


@pytest.mark.parametrize(
    ("a", "b", "days"),
    [
        (date(2016, 7, 5), date(2016, 7, 5), 0),
        (date(2016, 7, 5), date(2016, 7, 6), 1),
        (date(2016, 7, 1), date(2016, 7, 5), 2),
        (date(2016, 7, 5), date(2016, 7, 1), -2),
        (date(2016, 6, 8), date(2016, 6, 13), 2),  # the Sunday and the Monday
        (date(2016, 5, 31), date(2016, 6, 30), 21),
        (date(2015, 12, 31), date(2016, 1, 4), 1),
    ],
)
def test_working_days_between_counts_the_last_day_and_not_the_first(calendar, a, b, days):
    assert working_days_between(a, b) == days


def test_working_days_between_asks_once(calendar, django_assert_num_queries):
    with django_assert_num_queries(1):
        days = working_days_between(date(2015, 1, 1), date(2016, 12, 31))
    assert days == 249 + 250  # 2015 had a holiday more, on 3 September


@pytest.mark.parametrize(
    ("day", "n", "reached"),
    [
        (date(2016, 7, 5), 0, date(2016, 7, 5)),
        (date(2016, 7, 3), 0, date(2016, 7, 3)),
        (date(2016, 7, 3), 1, date(2016, 7, 4)),
        (date(2016, 7, 1), 1, date(2016, 7, 4)),
        (date(2016, 6, 8), 1, date(2016, 6, 12)),
        (date(2016, 1, 29), 1, date(2016, 2, 1)),
        (date(2016, 2, 6), 1, date(2016, 2, 14)),  # the long holiday, ending on a worked Sunday
        (date(2016, 7, 4), -1, date(2016, 7, 1)),
        (date(2016, 6, 12), -1, date(2016, 6, 8)),
        (date(2015, 12, 31), 20, date(2016, 1, 29)),
    ],
)
def test_add_working_days_reaches_the_day(calendar, django_assert_num_queries, day, n, reached):
    with django_assert_num_queries(1 if n else 0):
        assert add_working_days(day, n) == reached


@pytest.mark.parametrize("n", [1, 5, 61, 200])
def test_add_working_days_agrees_with_counting(calendar, n):
    start = date(2015, 3, 4)
    assert working_days_between(start, add_working_days(start, n)) == n


def test_add_working_days_goes_on_over_a_long_edited_break(calendar):
    CalendarDay.objects.filter(day__gte=date(2016, 3, 1), day__lte=date(2016, 4, 30)).update(is_working=False)
    assert add_working_days(date(2016, 2, 29), 1) == date(2016, 5, 3)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: is_working(date(2017, 1, 3)),
        lambda: working_days_between(date(2016, 12, 30), date(2017, 1, 3)),
        lambda: add_working_days(date(2016, 12, 30), 1),
        lambda: add_working_days(date(2016, 12, 1), 40),
    ],
)
def test_a_year_not_loaded_is_said(calendar, ask):
    with pytest.raises(YearNotLoaded) as failure:
        ask()
    assert failure.value.year == 2017
    with translation.override("zh-hans"):
        assert str(failure.value) == "尚未载入2017年的工作日历。"


def test_a_year_not_loaded_between_two_loaded_ones_is_not_jumped_over(db):
    load_calendar(2014, 2014)
    load_calendar(2016, 2016)
    with pytest.raises(YearNotLoaded) as forward:
        add_working_days(date(2014, 12, 31), 1)
    with pytest.raises(YearNotLoaded) as back:
        add_working_days(date(2016, 1, 1), -1)
    with pytest.raises(YearNotLoaded) as span:
        working_days_between(date(2014, 12, 1), date(2016, 1, 8))
    assert [failure.value.year for failure in (forward, back, span)] == [2015, 2015, 2015]


def test_the_years_of_a_newer_library_come_by_themselves(db, monkeypatch):
    monkeypatch.setattr(reference, "_all_days", reference._all_days.__wrapped__)
    load_calendar(2026)
    loaded = CalendarDay.objects.count()
    monkeypatch.setitem(chinese_calendar.constants.holidays, date(2027, 1, 1), "New Year's Day")
    load_calendar(2026)
    load_calendar(2026)
    assert (loaded, CalendarDay.objects.count()) == (365, 730)
    assert CalendarDay.objects.get(day=date(2027, 1, 1)).occasion == "元旦"


def test_a_year_that_the_library_does_not_know_stays_unloaded(db):
    load_calendar(2003, 2004)
    assert CalendarDay.objects.filter(day__year=2003).count() == 0
    assert CalendarDay.objects.count() == 366
