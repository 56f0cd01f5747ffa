from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zone.lib.number_format import date_precision, is_percent, shown_scale, unit_shown
from zone.lib.unit_words import read_head, unit_in_header, units_in_brackets, units_in_line
from zone.lib.units import (
    MU,
    PERCENT,
    POINTS,
    SQUARE_METRE,
    UNITS,
    WAN_USD,
    WAN_YUAN,
    YI_YUAN,
    convert,
    parse_unit,
)

PAIRS = [(one, other) for one in UNITS.values() for other in UNITS.values() if one.family == other.family and one.family != "count"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("万元", "万元"),
        ("（万元）", "万元"),
        ("人民币万元", "万元"),
        ("㎡", "平方米"),
        ("平米", "平方米"),
        ("万㎡", "万平方米"),
        ("％", "%"),
        ("个百分点", "百分点"),
        ("万美金", "万美元"),
        ("户", "户"),
        ("仟元", "千元"),
        ("億元", "亿元"),
        ("〔亿元〕", "亿元"),
        ("千元人民币", "千元"),
        ("人民币：万元", "万元"),
        ("万元（人民币）", "万元"),
        ("kWh", "千瓦时"),
        ("吨标准煤", "吨标煤"),
        ("平方公里", "平方公里"),
    ],
)
def test_unit_is_known_by_its_spellings(text, name):
    assert parse_unit(text).name == name


@pytest.mark.parametrize("text", ["", "经济发展局", "元旦", "2016年", "年"])
def test_other_words_are_no_unit(text):
    assert parse_unit(text) is None


@pytest.mark.parametrize(
    ("value", "source", "target", "result"),
    [
        ("1.2", YI_YUAN, WAN_YUAN, "12000"),
        ("8600", WAN_YUAN, YI_YUAN, "0.86"),
        ("15", MU, SQUARE_METRE, "10000"),
        ("1", UNITS["公顷"], MU, "15"),
        ("1", UNITS["平方公里"], MU, "1500"),
        ("1", MU, SQUARE_METRE, "666.6666666667"),
        ("3", UNITS["千元"], WAN_YUAN, "0.3"),
    ],
)
def test_conversion_is_exact(value, source, target, result):
    assert convert(Decimal(value), source, target) == Decimal(result)


@pytest.mark.parametrize(("source", "target"), [(WAN_USD, WAN_YUAN), (MU, WAN_YUAN), (PERCENT, POINTS)])
def test_families_never_mix(source, target):
    with pytest.raises(ValueError, match="cannot be told"):
        convert(Decimal(1), source, target)


@given(st.decimals(min_value=-(10**8), max_value=10**8, places=4), st.sampled_from(PAIRS))
def test_conversion_comes_back(value, pair):
    small, large = sorted(pair, key=lambda unit: unit.factor)
    assert abs(convert(convert(value, large, small), small, large) - value) < Decimal("1e-9")


@pytest.mark.parametrize(
    ("line", "units", "exceptions"),
    [
        (
            "填报单位（盖章）：经济发展局          填报日期：2016.4.8             单位：万元、人",
            ["万元", "人"],
            [],
        ),
        (
            "报送单位：招商局   报送时间：7月3日   责任领导（签字）：              单位：万元（总投资为亿元）",
            ["万元"],
            [("总投资", "亿元")],
        ),
        ("2016年3月15日单位：万元，其中总投资：亿元", ["万元"], [("总投资", "亿元")]),
        ("制表单位：统计局", [], []),
        ("填报单位：人", [], []),
        ("（单位：万元/人）", ["万元", "人"], []),
        ("计量单位：人民币万元、％", ["万元", "%"], []),
        (
            "单 位：亿元（外贸出口为亿美元，从业人数为人）",
            ["亿元"],
            [("外贸出口", "亿美元"), ("从业人数", "人")],
        ),
        ("", [], []),
        ("单位：仟元", ["千元"], []),
        ("單位：仟元", ["千元"], []),
        ("单位（千元）", ["千元"], []),
        ("单位：(千元)", ["千元"], []),
        ("单位：千元人民币", ["千元"], []),
        ("单位：人民币（万元）", ["万元"], []),
        ("单位：千 元", ["千元"], []),
        ("单位：亿", ["亿元"], []),
        ("金额：千元", ["千元"], []),
        ("2016年1-6月企业台账（单位：千元）", ["千元"], []),
        ("注：本表金额单位为千元。", ["千元"], []),
        ("注：单位：亿元", ["亿元"], []),
        ("单位：万元，总投资单位：亿元", ["万元"], [("总投资", "亿元")]),
        ("注：总投资单位为亿元，其余为万元", ["万元"], [("总投资", "亿元")]),
        ("单位：亿元（外贸出口单位：万美元）", ["亿元"], [("外贸出口", "万美元")]),
        ("投资单位：万达集团", [], []),
        ("合同金额：5000万元", [], []),
    ],
)
def test_unit_line_is_told_from_the_reporting_body(line, units, exceptions):
    found = units_in_line(line)
    assert [unit.name for unit in found.units] == units
    assert [(words, unit.name) for words, unit in found.exceptions] == exceptions


@pytest.mark.parametrize(
    ("line", "unknown"),
    [("单位：万元、亿元", "万元、亿元"), ("单位：万元整", "万元整"), ("单位：十元", "十元"), ("单位：千山街道", ""), ("单位：万元", "")],
)
def test_unit_line_says_which_words_of_money_it_does_not_know(line, unknown):
    found = units_in_line(line)
    assert (found.unknown, found.of_family("yuan") is None) == (unknown, line != "单位：万元")


@pytest.mark.parametrize(
    ("title", "units", "unknown"),
    [
        ("2016年1-6月企业台账（千元）", ["千元"], ""),
        ("主要经济指标（亿元、亿美元）", ["亿元", "亿美元"], ""),
        ("企业台账（2000万元以上）", [], ""),
        ("企业台账（人民币）", [], ""),
        ("企业台账（仟圆角分）", [], "仟圆角分"),
        ("（十）重点企业（亿元企业）", [], ""),
    ],
)
def test_title_names_its_unit_in_brackets(title, units, unknown):
    found = units_in_brackets(title)
    assert ([unit.name for unit in found.units], found.unknown) == (units, unknown)


def test_unit_line_gives_the_unit_of_a_family():
    line = units_in_line("单位：万元、人")
    assert (line.of_family("count"), line.of_family("yuan"), line.of_family("usd")) == (
        UNITS["人"],
        WAN_YUAN,
        None,
    )


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("总投资（万元）", "万元"),
        ("同比±%", "%"),
        ("占地面积/亩", "亩"),
        ("超(低)时序进度(百分点)", "百分点"),
        ("从业人员(人)", "人"),
        ("总投资（亿元人民币）", "亿元"),
        ("总投资（亿元，含土地）", "亿元"),
        ("总投资（含土地，亿元）", "亿元"),
        ("总投资〔亿元〕", "亿元"),
        ("總投資（億元）", "亿元"),
        ("总投资（折合亿元）", "亿元"),
        ("总投资\n亿元", "亿元"),
        ("总投资（人民币）", None),
        ("产值（亿元、亿美元）", None),
        ("联系人", None),
        ("计量单位", None),
        ("主营业务收入/1-3月", None),
        ("建设起止年限", None),
        ("统一社会信用代码（注册号）", None),
    ],
)
def test_header_names_its_unit(header, name):
    unit = unit_in_header(header)
    assert (unit and unit.name) == name


@pytest.mark.parametrize(
    ("head", "key", "unknown"),
    [
        ("总投资〔亿元〕", "总投资", ""),
        ("总投资（亿元，含土地）", "总投资(含土地)", ""),
        ("总投资\n亿元", "总投资", ""),
        ("同比±%", "同比", ""),
        ("总投资（亿）", "总投资(亿)", "亿"),
        ("产值（万元/亩）", "产值(万元/亩)", "万元/亩"),
        ("投资（500万元以上）", "投资(500万元以上)", ""),
        ("企业（亿元以上）", "企业(亿元以上)", ""),
        ("投资（十三五期间）", "投资(十三五期间)", ""),
        ("（万元）", "(万元)", ""),
    ],
)
def test_head_is_read_apart_into_words_and_unit(head, key, unknown):
    found = read_head(head)
    assert (found.key, found.unknown) == (key, unknown)


@pytest.mark.parametrize(
    ("head", "family", "name"), [("产值（万元、人）", "yuan", "万元"), ("总投资（亿）", "yuan", "亿元"), ("用电（万）", "", None)]
)
def test_head_gives_the_unit_of_its_columns_family(head, family, name):
    unit = read_head(head).unit(family)
    assert (unit and unit.name) == name


@pytest.mark.parametrize(
    ("number_format", "scale"),
    [
        ("General", 1),
        ("#,##0.00", 1),
        ("#,##0.00_);[Red](#,##0.00)", 1),
        ('_ * #,##0.00_ ;_ * "-"??_ ;_ @_ ', 1),
        ("yyyy!.m!.d", 1),
        ("#,##0,", 1000),
        ("0,.0", 1000),
        ("0.00,,", 10**6),
        ("0!.0,", 10**4),
        (r"0\.0,", 10**4),
        ('0"."0,"万元"', 10**4),
        ("0!.0000", 10**4),
    ],
)
def test_number_format_tells_how_much_more_a_cell_holds_than_it_shows(number_format, scale):
    assert shown_scale(number_format) == scale


def test_number_format_shows_percent_unit_and_date():
    assert [is_percent(text) for text in ("0.0%", "General", '0"%"')] == [True, False, False]
    assert [unit_shown(text) for text in ('0"万元"', '0,"万元"', "0")] == [WAN_YUAN, WAN_YUAN, None]
    assert [date_precision(text) for text in ("yyyy/m/d", 'yyyy"年"m"月"', "yyyy", "mmm-yy", "#,##0", "General", "@")] == [
        "day",
        "month",
        "year",
        "month",
        None,
        None,
        None,
    ]
