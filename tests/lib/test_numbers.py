from datetime import date, time
from decimal import Decimal

import pytest

from zone.lib.numbers import parse_integer, parse_number, parse_rank
from zone.lib.problems import CellProblem
from zone.lib.units import MU, PERCENT, PERSONS, POINTS, SQUARE_METRE, UNITS, WAN_USD, WAN_YUAN, YI_YUAN


def codes(result):
    return [note.code for note in result.notes]


def problem(function, *args, **kwargs):
    with pytest.raises(CellProblem) as caught:
        function(*args, **kwargs)
    return caught.value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1,234.5", "1234.5"),
        ("1，234.5", "1234.5"),
        ("1 234.5", "1234.5"),
        ("1\xa0234.5", "1234.5"),
        ("'1234.5", "1234.5"),
        (" 1234.5 ", "1234.5"),
        ("\u30001234.5", "1234.5"),
        ("1'234.5", "1234.5"),
        ("１２３４", "1234"),
        ("２，１５０", "2150"),
        ("1,234,567.89", "1234567.89"),
        ("-8", "-8"),
        ("−8", "-8"),
        ("＋8", "8"),
        ("0", "0"),
        (".5", "0.5"),
        ("5.", "5"),
        ("3400.00", "3400.00"),
        ("（8）", "-8"),
        ("(1,234)", "-1234"),
        ("8(-)", "-8"),
        ("￥300", "300"),
        (8600, "8600"),
        (12380.5, "12380.5"),
        (Decimal("1E+5"), "100000"),
        (0.1 + 0.2, "0.3"),
        (0.07 * 100, "7"),
        (1e-300, "0"),
    ],
)
def test_plain_number_is_read_exactly(raw, value):
    number = parse_number(raw, unit=WAN_YUAN)
    assert (number.value, number.unit, number.notes, number.null_reason) == (
        Decimal(value),
        WAN_YUAN,
        (),
        None,
    )


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("15亿", "150000"),
        ("1.5亿元", "15000"),
        ("8600万", "8600"),
        ("1.56亿", "15600"),
        ("0.3亿", "3000"),
        ("8600 万元", "8600"),
        ("3千元", "0.3"),
        ("5千万", "5000"),
        ("2亿元人民币", "20000"),
        ("300万人民币", "300"),
        ("￥300万", "300"),
        ("60000元", "6"),
    ],
)
def test_unit_in_the_cell_overrides_that_of_the_column(raw, value):
    number = parse_number(raw, unit=WAN_YUAN)
    assert (number.value, number.unit, codes(number)) == (Decimal(value), WAN_YUAN, ["unit_in_cell"])


@pytest.mark.parametrize(
    ("raw", "unit", "value"),
    [
        ("8600万", YI_YUAN, "0.86"),
        ("1.2万", PERSONS, "12000"),
        ("2万平方米", SQUARE_METRE, "20000"),
        ("3公顷", MU, "45"),
        ("1平方公里", MU, "1500"),
        ("1.2万", MU, "12000"),
        ("500万美元", WAN_USD, "500"),
        ("$2亿", WAN_USD, "20000"),
        ("200㎡", SQUARE_METRE, "200"),
        ("120m²", SQUARE_METRE, "120"),
        ("300万", UNITS["万千瓦时"], "300"),
    ],
)
def test_inline_unit_follows_the_family_of_the_column(raw, unit, value):
    assert parse_number(raw, unit=unit).value == Decimal(value)


@pytest.mark.parametrize(("raw", "named"), [("1.2亿", "亿元"), ("8600万", "万元"), ("5千万", "千万元"), ("1.5亿元", "亿元")])
def test_note_names_the_unit_of_the_cell_not_of_the_column(raw, named):
    (note,) = parse_number(raw, unit=WAN_YUAN).notes
    assert note.params["unit"] == named


@pytest.mark.parametrize(
    ("raw", "value", "bound"),
    [
        ("约15亿元", "150000", None),
        ("近90", "90", "upper"),
        ("60余", "60", "lower"),
        ("5000万左右", "5000", None),
        ("≥5000", "5000", "lower"),
        ("＞2000", "2000", "lower"),
        (">=2000", "2000", "lower"),
        ("2亿以上", "20000", "lower"),
        ("约5800", "5800", None),
        ("不超过300", "300", "upper"),
        ("10余亿元", "100000", "lower"),
        ("5000多万元", "5000", "lower"),
        ("不足100", "100", "upper"),
        ("100万元以内", "100", "upper"),
        ("逾3000", "3000", "lower"),
    ],
)
def test_hedged_number_says_which_way(raw, value, bound):
    number = parse_number(raw, unit=WAN_YUAN)
    assert (number.value, number.bound, number.approximate) == (Decimal(value), bound, True)
    assert codes(number)[0] == "approximate"


@pytest.mark.parametrize(
    ("raw", "low", "high"),
    [
        ("5000-8000", "5000", "8000"),
        ("5000～8000", "5000", "8000"),
        ("5000至8000万元", "5000", "8000"),
        ("2-3亿", "20000", "30000"),
        ("5000万-1亿", "5000", "10000"),
        ("2—3", "2", "3"),
        ("2亿到3亿元", "20000", "30000"),
    ],
)
def test_range_keeps_both_ends_and_no_value(raw, low, high):
    number = parse_number(raw, unit=WAN_YUAN)
    assert (number.value, number.low, number.high) == (None, Decimal(low), Decimal(high))
    assert "range" in codes(number)


@pytest.mark.parametrize(
    ("raw", "reason", "noted"),
    [
        (None, "missing", []),
        ("", "missing", []),
        (" \u3000", "missing", []),
        ("—", "na", ["missing_reason"]),
        ("-", "na", ["missing_reason"]),
        ("－", "na", ["missing_reason"]),
        ("——", "na", ["missing_reason"]),
        ("/", "unavailable", ["missing_reason"]),
        ("／", "unavailable", ["missing_reason"]),
        ("无", "none", ["missing_reason"]),
        ("没有", "none", ["missing_reason"]),
        ("待定", "unavailable", ["missing_reason"]),
    ],
)
def test_cell_without_a_number_says_why(raw, reason, noted):
    number = parse_number(raw, unit=WAN_YUAN)
    assert (number.value, number.null_reason, codes(number)) == (None, reason, noted)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("一千二百万", "1200"),
        ("壹仟万元", "1000"),
        ("两亿", "20000"),
        ("三十余", "30"),
        ("十二", "12"),
        ("三千万元", "3000"),
    ],
)
def test_chinese_numeral_is_read_and_said(raw, value):
    number = parse_number(raw, unit=WAN_YUAN)
    assert number.value == Decimal(value)
    assert "chinese_number" in codes(number)


@pytest.mark.parametrize(
    ("raw", "value", "noted"),
    [
        ("1200万元（含设备800万元）", "1200", ["second_number", "unit_in_cell"]),
        ("500（预计）", "500", ["remark"]),
        ("567.0*", "567", ["footnote"]),
        ("567.0①", "567", ["footnote"]),
        ("★300", "300", ["footnote"]),
        ("5.2（3）", "5.2", ["second_number"]),
    ],
)
def test_words_beside_the_number_become_notes(raw, value, noted):
    number = parse_number(raw, unit=WAN_YUAN)
    assert (number.value, codes(number)) == (Decimal(value), noted)


@pytest.mark.parametrize("raw", ["88人", "88名", "８８ 人", 88, 88.0, "88"])
def test_measure_word_of_a_count_is_no_news(raw):
    number = parse_integer(raw, unit=PERSONS)
    assert (number.value, number.notes) == (Decimal(88), ())


@pytest.mark.parametrize(
    ("raw", "number_format", "value"),
    [
        ("5%", "", "5"),
        (0.05, "0%", "5"),
        (0.052, "0.0%", "5.2"),
        ("３．５％", "", "3.5"),
        (5, "General", "5"),
        (1.5, "0%", "150"),
    ],
)
def test_percent_has_one_meaning_in_all_its_encodings(raw, number_format, value):
    assert parse_number(raw, number_format=number_format, unit=PERCENT).value == Decimal(value)


def test_unit_printed_by_the_number_format_counts_as_written():
    number = parse_number(12.0, number_format='#,##0"万元"', unit=YI_YUAN)
    assert (number.value, codes(number)) == (Decimal("0.0012"), ["unit_in_cell"])


def test_foreign_money_is_never_told_in_yuan():
    number = parse_number("500万美元", unit=WAN_YUAN)
    assert (number.value, number.null_reason, codes(number)) == (None, "unavailable", ["unit_conflict"])


def test_points_in_a_percent_column_are_said():
    number = parse_number("2.3个百分点", unit=PERCENT)
    assert (number.value, codes(number), number.notes[0].params["reason"]) == (Decimal("2.3"), ["unit_conflict"], "points")
    assert parse_number("2.3个百分点", unit=POINTS).notes == ()


@pytest.mark.parametrize(
    ("raw", "rank"),
    [("（3）", 3), ("(12)", 12), ("3", 3), (2, 2), (2.0, 2), ("第3位", 3), ("—", None), (None, None)],
)
def test_rank_is_read_with_and_without_brackets(raw, rank):
    assert parse_rank(raw) == rank


def test_brackets_are_a_rank_where_the_column_says_so():
    number = parse_number("5.2（全市第3位）", brackets="rank")
    assert (number.value, number.rank) == (Decimal("5.2"), 3)


@pytest.mark.parametrize(
    "raw",
    [
        "NaN",
        "Infinity",
        "-inf",
        "1e400",
        "1_000",
        "1.2.3",
        "12,34",
        "1,2345",
        "阀门",
        "=1+1",
        "12*500",
        "5%",
        "200㎡",
        "88人",
        "TRUE",
        True,
        False,
        float("nan"),
        float("inf"),
        Decimal("NaN"),
        Decimal("sNaN"),
        10**400,
        10**14,
        "10000000000000亿",
        "8000-5000",
        "x" * 100,
        date(2016, 3, 1),
        time(8),
        object(),
        "١٢٣",
    ],
)
def test_what_is_no_amount_of_the_column_is_refused(raw):
    assert problem(parse_number, raw, unit=WAN_YUAN).code == "not_a_number"


@pytest.mark.parametrize(("raw", "suggestion"), [("1O0", "100"), ("l2.5", "12.5"), ("３OO", "300")])
def test_letters_for_digits_are_refused_with_the_likely_number(raw, suggestion):
    refused = problem(parse_number, raw)
    assert (refused.code, refused.params["suggestion"]) == ("not_a_number", suggestion)


@pytest.mark.parametrize("raw", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?"])
def test_error_of_a_formula_has_its_own_code(raw):
    assert problem(parse_number, raw).code == "formula_error"


def test_integer_refuses_a_fraction():
    assert problem(parse_integer, "1.5").params["reason"] == "not_whole"
    assert parse_integer("3.0").value == 3


@pytest.mark.parametrize("raw", ["1\x002", "\u202e123", "12\ufffd"])
def test_control_characters_are_refused(raw):
    assert problem(parse_number, raw).code == "bad_characters"


@pytest.mark.parametrize(
    ("raw", "number_format", "unit", "value"),
    [
        (86_000_000, "0!.0,", "万元", 8600),
        (86_000_000, "0!.0,", "元", None),
        (86_000_000, "0!.0,", "千元", None),
        (86_000_000, "#,##0,", "千元", 86_000),
        (86_000_000, "#,##0,", "万元", None),
        (86_000_000, '0!.0,"万元"', "元", 86_000_000),
        (350_000, "0!.0,", "万千瓦时", 35),
        (5000, "#,##0,", "人", None),
        (8600, "#,##0", "万元", 8600),
    ],
)
def test_scaled_format_is_followed_where_the_unit_says_the_same(raw, number_format, unit, value):
    number = parse_number(raw, number_format=number_format, unit=UNITS[unit])
    assert number.value == value
    assert ("scaled_format" in codes(number)) == (value is None)


def test_scaled_format_that_may_mean_two_numbers_tells_both():
    (note,) = parse_number(86_000_000, number_format="0!.0,", unit=UNITS["元"]).notes
    assert (note.code, note.params) == ("scaled_format", {"text": "86000000", "shown": "8600"})
