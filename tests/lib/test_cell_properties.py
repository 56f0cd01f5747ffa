"""Whatever stands in a cell, a parser gives its value or a CellProblem, and reads back what it wrote."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zone.lib.contacts import parse_contact
from zone.lib.credit_code import read_code
from zone.lib.dates import parse_day
from zone.lib.growth import parse_growth
from zone.lib.industry import parse_industry
from zone.lib.numbers import parse_integer, parse_number, parse_rank
from zone.lib.periods import parse_period
from zone.lib.pinyin import pinyin_keys
from zone.lib.problems import CellProblem
from zone.lib.spans import parse_pair, parse_span
from zone.lib.textkey import bigrams, match_key, tidy
from zone.lib.unit_words import unit_in_header, units_in_line
from zone.lib.units import UNITS
from zone.lib.yes_no import parse_yes_no

_FRAGMENTS = [
    *(
        "约",
        "近",
        "余",
        "左右",
        "以上",
        "万",
        "亿",
        "元",
        "万元",
        "美元",
        "%",
        "百分点",
        "下降",
        "增长",
        "↓",
        "（",
        "）",
        "(",
        ")",
    ),
    *(
        "-",
        "—",
        "~",
        "至",
        "/",
        ".",
        ",",
        "，",
        "年",
        "月",
        "日",
        "底",
        "初",
        "中旬",
        "季度",
        "上半年",
        "一",
        "二",
        "十",
        "两",
        "廿",
    ),
    *(
        "百",
        "九",
        "无",
        "待定",
        "O",
        "l",
        "★",
        "①",
        "*",
        "#",
        "+",
        "e",
        "=",
        "_",
        "'",
        " ",
        "0",
        "1",
        "2",
        "5",
        "12",
        "2016",
    ),
    *("20160230", "100000000000", "单位", "：", "第", "倍", "QQ", "Q1", "本月", "累计"),
]
office_text = st.lists(st.sampled_from(_FRAGMENTS), max_size=9).map("".join)
any_cell = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.text(max_size=40),
    office_text,
    st.dates(),
    st.datetimes(),
    st.times(),
    st.integers(-(10**6), 10**6).map(lambda number: number / 100),
)
number_formats = st.sampled_from(["", "General", "0%", "yyyy/m/d", 'yyyy"年"m"月"', '0"万元"', "@"])
CELL_PARSERS = [
    parse_number,
    parse_integer,
    parse_growth,
    parse_rank,
    parse_day,
    parse_span,
    parse_pair,
    read_code,
    parse_contact,
    parse_yes_no,
    parse_industry,
]
TEXT_READERS = [tidy, match_key, bigrams, pinyin_keys, units_in_line, unit_in_header, parse_period]


def outcome(function, *args, **kwargs):
    """What the function gave, and the code of its refusal; one of the two is None."""
    try:
        return function(*args, **kwargs), None
    except CellProblem as problem:
        return None, problem.code


@pytest.mark.parametrize("parse", CELL_PARSERS, ids=lambda parse: parse.__name__)
@given(raw=any_cell)
def test_cell_parser_raises_nothing_but_cell_problems(parse, raw):
    assert outcome(parse, raw) == outcome(parse, raw)


@pytest.mark.slow
@pytest.mark.parametrize("parse", CELL_PARSERS, ids=lambda parse: parse.__name__)
@settings(max_examples=10_000, deadline=None)
@given(raw=any_cell)
def test_cell_parser_stands_ten_thousand_cells(parse, raw):
    assert outcome(parse, raw) == outcome(parse, raw)


@given(raw=any_cell, number_format=number_formats, unit=st.sampled_from([None, *UNITS.values()]))
def test_number_with_any_context_raises_nothing_but_cell_problems(raw, number_format, unit):
    number, code = outcome(parse_number, raw, number_format=number_format, unit=unit)
    assert code in (None, "not_a_number", "formula_error", "bad_characters")
    assert code or [number.value, number.low, number.null_reason, number.rank] != [None] * 4


@given(
    raw=any_cell,
    number_format=number_formats,
    date_1904=st.booleans(),
    year=st.sampled_from([None, 2016, 1900, 2100]),
)
def test_day_is_inside_its_own_span(raw, number_format, date_1904, year):
    day, code = outcome(parse_day, raw, number_format=number_format, date_1904=date_1904, year=year)
    assert code in (None, "not_a_date", "impossible_date", "bad_characters")
    if day is not None:
        assert (day.on is None) == (day.due_by is None) == (day.precision is None) == (day.null_reason is not None)
        assert day.on is None or day.on <= day.due_by


@pytest.mark.parametrize("read", TEXT_READERS, ids=lambda read: read.__name__)
@given(text=st.one_of(st.text(max_size=60), office_text))
def test_text_reader_raises_nothing_but_cell_problems(read, text):
    assert outcome(read, text)[1] in (None, "bad_characters")
    assert outcome(read, text) == outcome(read, text)


@given(st.one_of(st.text(max_size=40), office_text))
def test_tidy_text_and_key_are_stable(text):
    try:
        stored = tidy(text)
    except CellProblem:
        return
    assert tidy(stored) == stored
    assert match_key(stored) == match_key(text)


@given(st.decimals(min_value=-(10**13), max_value=10**13, places=4))
def test_number_is_read_back_as_it_is_printed(value):
    assert parse_number(f"{value:,.4f}").value == value
    assert parse_number(str(parse_number(f"{value:f}").value)).value == value


@given(st.floats(-1e9, 1e9).map(lambda number: round(number, 4)))
def test_float_is_read_as_it_is_shown(number):
    assert parse_number(number).value == Decimal(repr(number))


@given(st.decimals(min_value=-1000, max_value=1000, places=2))
def test_growth_reads_its_own_words(value):
    worded = f"下降{-value}%" if value < 0 else f"增长{value}%"
    assert parse_growth(worded).value == value


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_day_is_read_back_in_every_spelling(on):
    serial = (on - date(1899, 12, 30)).days
    spellings = [
        on.isoformat(),
        f"{on.year}年{on.month}月{on.day}日",
        f"{on.year}.{on.month}.{on.day}",
        f"{on:%Y%m%d}",
        on,
        serial,
    ]
    assert [parse_day(spelling).on for spelling in spellings] == [on] * len(spellings)
    assert parse_day(serial - 1462, date_1904=True, number_format="yyyy/m/d").on == on
