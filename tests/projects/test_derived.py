from datetime import date

import pytest

from projects.derived import end_of_span, start_of_span
from zone.models import Precision
from zone.reporting_period import period_due


@pytest.mark.parametrize(
    ("on", "precision", "first", "last"),
    [
        (date(2016, 2, 14), Precision.DAY, date(2016, 2, 14), date(2016, 2, 14)),
        (date(2016, 2, 14), "", date(2016, 2, 14), date(2016, 2, 14)),
        (date(2016, 2, 7), Precision.TEN_DAY, date(2016, 2, 1), date(2016, 2, 10)),
        (date(2016, 2, 20), Precision.TEN_DAY, date(2016, 2, 11), date(2016, 2, 20)),
        (date(2016, 2, 29), Precision.TEN_DAY, date(2016, 2, 21), date(2016, 2, 29)),
        (date(2015, 1, 31), Precision.TEN_DAY, date(2015, 1, 21), date(2015, 1, 31)),
        (date(2016, 2, 14), Precision.MONTH, date(2016, 2, 1), date(2016, 2, 29)),
        (date(2015, 2, 14), Precision.MONTH, date(2015, 2, 1), date(2015, 2, 28)),
        (date(2016, 12, 31), Precision.QUARTER, date(2016, 10, 1), date(2016, 12, 31)),
        (date(2016, 7, 1), Precision.HALF, date(2016, 7, 1), date(2016, 12, 31)),
        (date(2016, 7, 1), Precision.YEAR, date(2016, 1, 1), date(2016, 12, 31)),
    ],
)
def test_span_has_its_first_and_last_day(on, precision, first, last):
    assert start_of_span(on, precision) == first
    assert end_of_span(first, precision) == last


def test_span_without_a_day_has_no_end():
    assert end_of_span(None, Precision.MONTH) is None
    assert start_of_span(None, Precision.MONTH) is None


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2016, 7, 5), "2016-06"),
        (date(2016, 7, 31), "2016-06"),
        (date(2016, 6, 30), "2016-05"),
        (date(2016, 7, 1), "2016-06"),
        (date(2016, 3, 1), "2016-02"),
        (date(2016, 1, 1), "2015-12"),
    ],
)
def test_period_due_is_the_newest_whole_month(day, period):
    assert period_due(on=day) == period
