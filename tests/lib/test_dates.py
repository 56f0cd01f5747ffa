from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.lib.test_numbers import codes, problem
from zone.lib.dates import parse_day
from zone.lib.spans import parse_span


def read(raw, **context):
    day = parse_day(raw, **({"year": 2016, "month": 6} | context))
    return day.on and day.on.isoformat(), day.precision, day.due_by and day.due_by.isoformat()


@pytest.mark.parametrize(
    "raw",
    [
        "2016/3/1",
        "2016.3.1",
        "2016年3月1日",
        "20160301",
        "16.3.1",
        "2016-03-01",
        "2016-3-1",
        "２０１６年３月１日",
        "2016年3月1",
        "3月1日",
        "3/1",
        "2016-03-01 00:00:00",
        "2016/3/1 8:30",
        "2016-03-01T08:30:00",
        "2016 年 3 月 1 日",
        "二〇一六年三月一日",
        "16年3月1日",
        20160301,
        42430,
        date(2016, 3, 1),
        datetime(2016, 3, 1),
        datetime(2016, 3, 1, 8, 30),
    ],
)
def test_day_is_read_however_it_is_written(raw):
    assert read(raw) == ("2016-03-01", "day", "2016-03-01")


@pytest.mark.parametrize(
    "raw",
    [
        "2016年3月",
        "2016-03",
        "2016/3",
        "2016.3",
        "2016.03",
        "3月",
        "3月底",
        "3月末",
        "3月份",
        "三月",
        "2016年3月底前",
        "2016.3月",
        "16年3月",
        "201603",
        201603,
        2016.3,
        2016.03,
        "2016年3月末之前",
        "预计2016年3月",
        "2016年三月",
        "（2016年3月）",
    ],
)
def test_month_gives_its_first_and_last_day(raw):
    assert read(raw) == ("2016-03-01", "month", "2016-03-31")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("3月初", ("2016-03-01", "ten_day", "2016-03-10")),
        ("3月上旬", ("2016-03-01", "ten_day", "2016-03-10")),
        ("3月中旬", ("2016-03-11", "ten_day", "2016-03-20")),
        ("3月中", ("2016-03-11", "ten_day", "2016-03-20")),
        ("2016年2月下旬", ("2016-02-21", "ten_day", "2016-02-29")),
        ("4月中旬解决", ("2016-04-11", "ten_day", "2016-04-20")),
        ("一季度", ("2016-01-01", "quarter", "2016-03-31")),
        ("1季度", ("2016-01-01", "quarter", "2016-03-31")),
        ("Q1", ("2016-01-01", "quarter", "2016-03-31")),
        ("2016Q2", ("2016-04-01", "quarter", "2016-06-30")),
        ("四季度末", ("2016-10-01", "quarter", "2016-12-31")),
        ("第三季度", ("2016-07-01", "quarter", "2016-09-30")),
        ("2016年四季度", ("2016-10-01", "quarter", "2016-12-31")),
        ("15年4季度", ("2015-10-01", "quarter", "2015-12-31")),
        ("上半年", ("2016-01-01", "half", "2016-06-30")),
        ("2015年下半年", ("2015-07-01", "half", "2015-12-31")),
        ("年中", ("2016-01-01", "half", "2016-06-30")),
        ("年初", ("2016-01-01", "quarter", "2016-03-31")),
        ("年底", ("2016-01-01", "year", "2016-12-31")),
        ("年底前", ("2016-01-01", "year", "2016-12-31")),
        ("年内", ("2016-01-01", "year", "2016-12-31")),
        ("2017年底", ("2017-01-01", "year", "2017-12-31")),
        ("2016年", ("2016-01-01", "year", "2016-12-31")),
        ("2016", ("2016-01-01", "year", "2016-12-31")),
        (2016, ("2016-01-01", "year", "2016-12-31")),
        ("明年3月", ("2017-03-01", "month", "2017-03-31")),
        ("月底", ("2016-06-01", "month", "2016-06-30")),
        ("2016.2", ("2016-02-01", "month", "2016-02-29")),
        ("2016.10", ("2016-10-01", "month", "2016-10-31")),
        ("15.10", ("2015-10-01", "month", "2015-10-31")),
        (Decimal("2016.10"), ("2016-10-01", "month", "2016-10-31")),
        (2016.12, ("2016-12-01", "month", "2016-12-31")),
        ("12月31日前", ("2016-12-31", "day", "2016-12-31")),
        ("2016年5月30日", ("2016-05-30", "day", "2016-05-30")),
    ],
)
def test_span_word_gives_first_day_precision_and_last_day(raw, expected):
    assert read(raw) == expected


@pytest.mark.parametrize(
    ("raw", "number_format", "is_1904", "expected"),
    [
        (42430, 'yyyy"年"m"月"', False, ("2016-03-01", "month", "2016-03-31")),
        (40968, 'yyyy"年"m"月"', True, ("2016-03-01", "month", "2016-03-31")),
        (42278, "General", False, ("2015-10-01", "day", "2015-10-01")),
        (42309.0, "yyyy/m/d", False, ("2015-11-01", "day", "2015-11-01")),
        (datetime(2016, 3, 15), "mmm-yy", False, ("2016-03-01", "month", "2016-03-31")),
        (date(2016, 3, 15), "yyyy", False, ("2016-01-01", "year", "2016-12-31")),
        (date(2016, 3, 15), '[$-804]yyyy"年"m"月"d"日";@', False, ("2016-03-15", "day", "2016-03-15")),
        (date(2016, 3, 15), "yyyy/m/d h:mm", False, ("2016-03-15", "day", "2016-03-15")),
    ],
)
def test_serial_takes_its_precision_from_the_number_format(raw, number_format, is_1904, expected):
    assert read(raw, number_format=number_format, date_1904=is_1904) == expected


@pytest.mark.parametrize(
    ("raw", "reason", "noted"),
    [
        (None, "missing", []),
        ("", "missing", []),
        ("—", "na", ["missing_reason"]),
        ("/", "unavailable", ["missing_reason"]),
        ("无", "none", ["missing_reason"]),
        ("待定", "pending", ["missing_reason"]),
        ("未定", "pending", ["missing_reason"]),
        ("长期", "ongoing", ["missing_reason"]),
        ("长期坚持", "ongoing", ["missing_reason"]),
        ("长期推进", "ongoing", ["missing_reason"]),
        ("即时", "immediate", ["missing_reason"]),
        ("尽快", "immediate", ["missing_reason"]),
        ("已开工", "state", ["missing_reason"]),
        (2016.1, "ambiguous", ["ambiguous_month"]),
        (4.2, "ambiguous", ["ambiguous_month"]),
        ("4.20", "ambiguous", ["ambiguous_month"]),
        (5, "ambiguous", ["ambiguous_month"]),
    ],
)
def test_state_of_things_is_no_date_and_keeps_its_text(raw, reason, noted):
    day = parse_day(raw, year=2016)
    assert (day.on, day.precision, day.due_by, day.null_reason) == (None, None, None, reason)
    assert (day.text, codes(day)) == ("" if raw is None else str(raw), noted)


def test_numeric_october_or_january_names_both():
    assert parse_day(2016.1).notes[0].params["candidates"] == ["2016-01", "2016-10"]


@pytest.mark.parametrize("raw", ["2016年3月已开工", "2016年3月（预计）"])
def test_words_behind_a_date_become_a_remark(raw):
    day = parse_day(raw)
    assert (day.on, codes(day)) == (date(2016, 3, 1), ["remark"])


@pytest.mark.parametrize(
    "raw",
    [
        "2016年2月30日",
        "2016年2月30日前",
        "2016.13",
        "2016年13月",
        "20160230",
        "201613",
        "五季度",
        "0206年3月",
        date(206, 1, 1),
        "2015.2.29",
    ],
)
def test_impossible_date_is_refused(raw):
    assert problem(parse_day, raw, year=2016).code == "impossible_date"


@pytest.mark.parametrize(
    "raw",
    [
        "阀门",
        "3日",
        "2016/3/1/4",
        True,
        object(),
        float("nan"),
        float("inf"),
        10**400,
        -5,
        1234,
        "99999",
        "2016年上旬",
        "对方6月20日来访",
        "x" * 80,
        "2016.3-12",
    ],
)
def test_what_is_no_date_is_refused(raw):
    assert problem(parse_day, raw, year=2016).code == "not_a_date"


@pytest.mark.parametrize("raw", ["3月底", "8月中旬", "年底前", "8/15", "下半年", "三季度"])
def test_date_without_any_year_is_none_and_says_so(raw):
    day = parse_day(raw)
    assert (day.on, day.due_by, day.text, day.null_reason, codes(day)) == (None, None, raw, "no_year", ["no_year"])
    assert day.is_planned is raw.endswith("前")
    assert parse_day(f"预计{raw}").is_planned


def test_span_without_any_year_has_no_dates():
    span = parse_span("3月-8月")
    assert (span.start.on, span.finish.on, codes(span.start)) == (None, None, ["no_year"])


@pytest.mark.parametrize("raw", ["预计7月底", "拟8月", "计划2016年底", "争取年底前", "7月底预计完成", "原计划6月"])
def test_plan_is_told_as_such(raw):
    assert parse_day(raw, year=2016, month=6).is_planned


@pytest.mark.parametrize("raw", ["7月底", "2016年4月按计划开工", "2016-12-01"])
def test_date_alone_is_no_plan(raw):
    assert not parse_day(raw, year=2016, month=6).is_planned


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("7月底", True), ("7月", False), ("年内", True), ("2016年", False), ("8月", True), ("6月底", False), ("待定", False)],
)
def test_end_of_a_span_is_to_come_until_it_is_over(raw, expected):
    assert parse_day(raw, year=2016, month=6).is_to_come(date(2016, 7, 5)) is expected


def test_to_sign_is_not_about():
    assert (codes(parse_day("7月签约", year=2016)), codes(parse_day("约7月", year=2016))) == (["remark"], ["approximate"])


@pytest.mark.parametrize(
    "raw",
    [
        "24个月", "2年", "一年", "约18个月", "跨年", "分阶段推进", "每月5日前", "每季度", '"十三五"期间', "待土地手续办结后", "国庆前",
        "五一前", "开工后18个月",
        "6月底前完成初稿，9月底前完成", "2016年6月28日、7月3日", "6月底前解决一部分，年底全部解决",
    ],
)  # fmt: skip
def test_how_long_and_what_waits_is_no_date_and_no_error(raw):
    day = parse_day(raw, year=2016, month=6)
    assert (day.on, day.text, codes(day)) == (None, raw, ["missing_reason"])


@pytest.mark.parametrize(("raw", "expected"), [("10月", "2016-10-01"), ("16年", "2016-01-01"), ("6月底前完成", "2016-06-01")])
def test_months_and_years_stay_dates(raw, expected):
    assert read(raw)[0] == expected
