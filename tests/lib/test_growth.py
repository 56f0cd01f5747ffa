from decimal import Decimal

import pytest

from tests.lib.test_numbers import codes, problem
from zone.lib.growth import parse_growth
from zone.lib.units import POINTS


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("下降8%", "-8"),
        ("-8", "-8"),
        ("↓8", "-8"),
        ("▼8", "-8"),
        ("（8）", "-8"),
        ("8(-)", "-8"),
        ("8↓", "-8"),
        ("−3.1", "-3.1"),
        ("－3.1", "-3.1"),
        ("负增长3%", "-3"),
        ("同比下降4.2%", "-4.2"),
        ("低2.9", "-2.9"),
        ("↓3.1", "-3.1"),
        ("下降 4.2 %", "-4.2"),
        ("增长5.2%", "5.2"),
        ("+0.8", "0.8"),
        ("+2.05", "2.05"),
        ("↑8", "8"),
        ("▲8", "8"),
        ("超0.5", "0.5"),
        ("5.2%", "5.2"),
        ("5", "5"),
        ("比上年增长 8.1%", "8.1"),
        ("增长1.2倍", "120"),
        ("下降两成", "-20"),
        ("增长三成五", "35"),
        ("同比下降1成", "-10"),
        ("增长一成半", "15"),
        ("持平", "0"),
        ("与上年同期持平", "0"),
        ("零增长", "0"),
        (-12, "-12"),
        (2.1, "2.1"),
        (-15.6, "-15.6"),
    ],
)
def test_growth_word_gives_signed_percent(raw, value):
    growth = parse_growth(raw)
    assert (growth.value, growth.null_reason, growth.notes) == (Decimal(value), None, ())


@pytest.mark.parametrize(("raw", "number_format"), [(0.052, "0.0%"), (0.052, "0.00%"), (5.2, ""), ("5.2", ""), ("５．２％", "")])
def test_growth_has_one_meaning_in_all_its_encodings(raw, number_format):
    assert parse_growth(raw, number_format=number_format).value == Decimal("5.2")


@pytest.mark.parametrize("raw", ["扭亏", "减亏", "由盈转亏", "扭亏为盈", "增亏"])
def test_growth_without_a_base_is_undefined(raw):
    growth = parse_growth(raw)
    assert (growth.value, growth.null_reason, codes(growth)) == (None, "undefined", ["growth_undefined"])


@pytest.mark.parametrize(("raw", "reason"), [("—", "na"), ("/", "unavailable"), ("", "missing"), (None, "missing")])
def test_growth_that_is_not_given_says_why(raw, reason):
    growth = parse_growth(raw)
    assert (growth.value, growth.null_reason) == (None, reason)


def test_comparable_prices_are_a_basis_and_no_number():
    growth = parse_growth("3.2（可比价）")
    assert (growth.value, growth.price_basis, growth.rank, codes(growth)) == (
        Decimal("3.2"),
        "constant",
        None,
        ["price_basis"],
    )


@pytest.mark.parametrize(
    ("raw", "value", "rank"),
    [("5.2（3）", "5.2", 3), ("增长5.2%（全市第3位）", "5.2", 3), ("-8(12)", "-8", 12)],
)
def test_brackets_behind_a_value_are_a_rank(raw, value, rank):
    growth = parse_growth(raw)
    assert (growth.value, growth.rank) == (Decimal(value), rank)


def test_lone_brackets_are_a_rank_where_the_column_says_so():
    growth = parse_growth("（8）", brackets="rank")
    assert (growth.value, growth.rank) == (None, 8)


@pytest.mark.parametrize(("raw", "value"), [("下降-8%", "-8"), ("增长-3%", "-3")])
def test_doubled_sign_is_said(raw, value):
    growth = parse_growth(raw)
    assert (growth.value, codes(growth)) == (Decimal(value), ["ambiguous_sign"])


def test_unformatted_fraction_is_said_and_left():
    growth = parse_growth(0.0523)
    assert (growth.value, codes(growth)) == (Decimal("0.0523"), ["ambiguous_percent"])


@pytest.mark.parametrize(
    ("raw", "value"),
    [("超0.5", "0.5"), ("低2.9", "-2.9"), ("低于序时进度2.9个百分点", "-2.9"), (-1.8, "-1.8")],
)
def test_points_column_is_read_in_points(raw, value):
    growth = parse_growth(raw, unit=POINTS)
    assert (growth.value, growth.notes) == (Decimal(value), ())


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("阀门", "not_a_number"),
        ("↑", "not_a_number"),
        ("5-8%", "not_a_number"),
        ("#DIV/0!", "formula_error"),
        ("5万元", "not_a_number"),
        (True, "not_a_number"),
    ],
)
def test_what_is_no_growth_is_refused(raw, code):
    assert problem(parse_growth, raw).code == code


@pytest.mark.parametrize("raw", ["下降近两成", "下降两成多"])
def test_about_two_tenths_is_approximate(raw):
    growth = parse_growth(raw)
    assert (growth.value, growth.approximate, [note.code for note in growth.notes]) == (Decimal(-20), True, ["approximate"])
