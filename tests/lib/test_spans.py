import pytest

from tests.lib.test_numbers import problem
from zone.lib.spans import parse_pair, parse_span


def shown(day):
    return day.on and f"{day.on} {day.precision}"


@pytest.mark.parametrize(
    ("raw", "start", "finish"),
    [
        ("2015.10-2016.12", "2015-10-01 month", "2016-12-01 month"),
        ("2015年5月-2016年底", "2015-05-01 month", "2016-01-01 year"),
        ("2015-2016", "2015-01-01 year", "2016-01-01 year"),
        ("2016—2017", "2016-01-01 year", "2017-01-01 year"),
        ("2016年4月—2017年6月", "2016-04-01 month", "2017-06-01 month"),
        ("2016.10-2018.3", "2016-10-01 month", "2018-03-01 month"),
        ("2015年10月至2017年6月", "2015-10-01 month", "2017-06-01 month"),
        ("2016.3~2016.6", "2016-03-01 month", "2016-06-01 month"),
        ("2016年3月-5月", "2016-03-01 month", "2016-05-01 month"),
        ("2016年1-12月", "2016-01-01 month", "2016-12-01 month"),
        ("3-6月", "2016-03-01 month", "2016-06-01 month"),
        ("2016.3-12", "2016-03-01 month", "2016-12-01 month"),
        ("3月1日-15日", "2016-03-01 day", "2016-03-15 day"),
        ("2016-3-2016-12", "2016-03-01 month", "2016-12-01 month"),
        ("2016-03-01至2016-12-31", "2016-03-01 day", "2016-12-31 day"),
        ("2016/3/1-2016/5/1", "2016-03-01 day", "2016-05-01 day"),
        ("15.10-16.12", "2015-10-01 month", "2016-12-01 month"),
        ("2016.3-", "2016-03-01 month", None),
        ("至2016年5月", None, "2016-05-01 month"),
        ("2016年底前", None, "2016-01-01 year"),
        ("2016年", "2016-01-01 year", "2016-01-01 year"),
        ("2016.3", "2016-03-01 month", None),
        ("待定", None, None),
        ("—", None, None),
        (None, None, None),
        (42278, "2015-10-01 day", None),
    ],
)
def test_span_has_start_and_finish(raw, start, finish):
    span = parse_span(raw, year=2016)
    assert (shown(span.start), shown(span.finish)) == (start, finish)


@pytest.mark.parametrize(
    ("raw", "planned", "actual"),
    [
        ("2016.4/2016.4.18", "2016-04-01 month", "2016-04-18 day"),
        ("2015.10/2015.10.20", "2015-10-01 month", "2015-10-20 day"),
        ("8月底/", "2016-08-01 month", None),
        ("/2016.4.18", None, "2016-04-18 day"),
        ("四季度", "2016-10-01 quarter", None),
        ("2016/4/1", "2016-04-01 day", None),
        ("2016/4/2016/4/18", "2016-04-01 month", "2016-04-18 day"),
        (None, None, None),
        ("/", None, None),
    ],
)
def test_pair_has_planned_and_actual(raw, planned, actual):
    assert tuple(map(shown, parse_pair(raw, year=2016))) == (planned, actual)


def test_span_that_ends_before_it_begins_is_refused():
    refused = problem(parse_span, "2016.12-2016.3")
    assert (refused.code, refused.params["reason"]) == ("impossible_date", "finish_before_start")


@pytest.mark.parametrize(
    ("raw", "code"),
    [("阀门", "not_a_date"), ("2016年2月30日-2016年5月", "impossible_date"), (True, "not_a_date")],
)
def test_span_that_cannot_be_read_is_refused(raw, code):
    assert problem(parse_span, raw, year=2016).code == code
    assert problem(parse_pair, raw, year=2016).code in ("not_a_date", "impossible_date")
