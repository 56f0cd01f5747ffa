"""Tables of main indicators as other offices lay them out: months and districts in columns, in rows and in blocks."""

from decimal import Decimal

import pytest

from tests.ledgers.conftest import counts
from tests.ledgers.test_samples import INDICATORS, SAMPLES
from zone.indicators.models import Indicator, IndicatorTarget, IndicatorValue
from zone.ledgers.undo import undo_batch
from zone.models import District, Period

TITLE = ["2016年1-6月主要经济指标完成情况表", "单位：亿元、亿美元"]


@pytest.fixture
def table(desk):
    return lambda *rows, title=TITLE, **options: desk.sheet(*rows[1:], header=rows[0], title=title, name="指标.xlsx", **options)


def values() -> dict[tuple, str]:
    """(indicator, district, month, span) → figure and stated growth."""
    names = ("indicator__code", "district__code", "period", "span", "value", "stated_growth")
    return {tuple(key): f"{_short(value)}/{_short(growth)}" for *key, value, growth in IndicatorValue.objects.values_list(*names)}


def targets() -> dict[tuple, str]:
    rows = IndicatorTarget.objects.values_list("indicator__code", "district__code", "year", "value", "stated_growth")
    return {tuple(key): f"{_short(value)}/{_short(growth)}" for *key, value, growth in rows}


def _short(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def codes(desk, batch, kind="warnings") -> list[tuple]:
    return [(each["row"], each["code"]) for each in desk.answer(batch)[kind]]


def test_month_and_year_to_date_each_with_its_growth(desk, table):
    path = table(
        ["指标", "计量单位", "6月", None, "1-6月", None, "全年目标"],
        [None, None, "绝对量", "增长%", "绝对量", "增长%", None],
        ["规模以上工业总产值", "亿元", 48.6, -1.2, 281.3, "持平", 584],
        ["固定资产投资", "万元", 49000, "降低8%", 143500, "-15.6%", None],
        merges=["A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:G4"],
    )
    batch = desk.save(path, "auto")
    assert (batch.kind, counts(batch)) == ("indicators", (2, 0, 0, 0))
    assert values() == {
        ("gross_output", "ALL", "2016-06", "month"): "48.6/-1.2",
        ("gross_output", "ALL", "2016-06", "ytd"): "281.3/0",
        ("fai", "ALL", "2016-06", "month"): "4.9/-8",
        ("fai", "ALL", "2016-06", "ytd"): "14.35/-15.6",
    }
    assert targets() == {("gross_output", "ALL", 2016): "584/"}


def test_bare_growth_belongs_to_the_figure_before_it(desk, table):
    desk.save(table(["指标名称", "本月", "同比±%", "累计", "同比±%", "位次"], ["工业总产值", 48.6, 1.5, 281.3, 2.1, "（3）"]), "indicators")
    assert values() == {
        ("gross_output", "ALL", "2016-06", "month"): "48.6/1.5",
        ("gross_output", "ALL", "2016-06", "ytd"): "281.3/2.1",
    }
    assert list(IndicatorValue.objects.order_by("span").values_list("rank", flat=True)) == [None, 3]


def test_districts_in_columns_each_with_growth(desk, table):
    path = table(
        ["指标", "单位", "全区", None, "高新区", None, "西市", None],
        [None, None, "1-6月累计", "同比%", "1-6月累计", "同比%", "1-6月累计", "同比%"],
        ["工业增加值", "亿元", 76.9, 3.2, 41.2, "↑4", 19.4, "（2.5）"],
        merges=["A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:H3"],
    )
    desk.save(path, "auto")
    assert values() == {
        ("value_added", "ALL", "2016-06", "ytd"): "76.9/3.2",
        ("value_added", "GXQ", "2016-06", "ytd"): "41.2/4",
        ("value_added", "XSQ", "2016-06", "ytd"): "19.4/-2.5",
    }


def test_one_header_row_of_districts_with_growth_behind_each(desk, table):
    path = table(["指标名称", "高新区", "增速", "西市区", "增速", "沿海基地", "增速"], ["固定资产投资", 8, 1, 4, -2, 2.35, "—"])
    batch = desk.save(path, "indicators")
    assert values() == {
        ("fai", "GXQ", "2016-06", "ytd"): "8/1",
        ("fai", "XSQ", "2016-06", "ytd"): "4/-2",
        ("fai", "YHJD", "2016-06", "ytd"): "2.35/",
    }
    assert codes(desk, batch) == [(4, "missing_reason")]


def test_blocks_of_districts(desk, table):
    path = table(
        ["序号", "指标名称", "计量单位", "1-6月累计", "同比±%"],
        ["一、高新区", None, None, None, None],
        [1, "规模以上工业总产值", "亿元", 150.2, 2],
        [2, "外贸出口", "万美元", 39300, None],
        ["二、西市区", None, None, None, None],
        [1, "规模以上工业总产值", "亿元", 71.4, 1],
        merges=["A4:E4", "A7:E7"],
    )
    batch = desk.save(path, "auto")
    assert counts(batch) == (3, 0, 0, 0)
    assert values() == {
        ("gross_output", "GXQ", "2016-06", "ytd"): "150.2/2",
        ("exports", "GXQ", "2016-06", "ytd"): "3.93/",
        ("gross_output", "XSQ", "2016-06", "ytd"): "71.4/1",
    }


def test_districts_below_their_indicator_and_a_district_as_a_heading_row(desk, table):
    nested = table(
        ["指标", "1-6月累计", "同比%"],
        ["规模以上工业总产值（亿元）", 281.3, 2.1],
        ["其中：高新区", 150.2, 2.4],
        ["      西市区", 71.4, 1.1],
        ["固定资产投资（亿元）", 14.35, -15.6],
        ["西市区固定资产投资（亿元）", 4.1, None],
    )
    desk.save(nested, "indicators")
    assert values() == {
        ("gross_output", "ALL", "2016-06", "ytd"): "281.3/2.1",
        ("gross_output", "GXQ", "2016-06", "ytd"): "150.2/2.4",
        ("gross_output", "XSQ", "2016-06", "ytd"): "71.4/1.1",
        ("fai", "ALL", "2016-06", "ytd"): "14.35/-15.6",
        ("fai", "XSQ", "2016-06", "ytd"): "4.1/",
    }
    IndicatorValue.objects.all().delete()
    desk.save(table(["指标", "1-6月累计", "同比%"], ["沿海基地", None, None], ["净利润", 3, 2], ["固投", 2, 1]), "indicators")
    assert set(values()) == {("net_profit", "YHJD", "2016-06", "ytd"), ("fai", "YHJD", "2016-06", "ytd")}


def test_indicators_in_columns_and_districts_in_rows(desk, table):
    path = table(
        ["区域", "规上工业总产值（亿元）", None, "固定资产投资（亿元）", None],
        [None, "1-6月", "同比%", "1-6月", "同比%"],
        ["高新区", 150.2, 2, 8, -3],
        ["西市区", 71.4, 1, 4, -20],
        ["合计", 221.6, 1.7, 12, -9],
        merges=["A3:A4", "B3:C3", "D3:E3"],
    )
    batch = desk.save(path, "indicators")
    assert values() == {
        ("gross_output", "GXQ", "2016-06", "ytd"): "150.2/2",
        ("gross_output", "XSQ", "2016-06", "ytd"): "71.4/1",
        ("fai", "GXQ", "2016-06", "ytd"): "8/-3",
        ("fai", "XSQ", "2016-06", "ytd"): "4/-20",
    }
    assert [(row["row"], row["reason"]) for row in desk.answer(batch)["skipped"]] == [(7, "total")]


def test_growth_in_a_row_of_its_own(desk, table):
    path = table(
        ["指标", "计量单位", "全区", "高新区"],
        ["规模以上工业总产值", "亿元", 281.3, 150.2],
        ["增长", "%", 2.1, "下降1.4%"],
        ["规模以上工业增加值增速", "%", "3.2（可比价）", 4],
    )
    desk.save(path, "indicators")
    assert values() == {
        ("gross_output", "ALL", "2016-06", "ytd"): "281.3/2.1",
        ("gross_output", "GXQ", "2016-06", "ytd"): "150.2/-1.4",
        ("value_added", "ALL", "2016-06", "ytd"): "/3.2",
        ("value_added", "GXQ", "2016-06", "ytd"): "/4",
    }
    assert IndicatorValue.objects.get(indicator__code="value_added", district__code="ALL").price_basis == "constant"


def test_the_report_of_a_year_with_the_targets_of_the_next(desk, table):
    path = table(
        ["指标名称", "计量单位", "2015年预计完成", "同比增长%", "2016年目标", "增长%"],
        ["规模以上工业总产值", "亿元", 567, 5, 584, 3],
        ["规模以上工业增加值", "亿元", 158, 5, 160, 4],
        ["固定资产投资", "亿元", 46, "下降8%", 40, "下降13%"],
        title=["2016年营口高新区主要经济指标计划表"],
    )
    batch = desk.save(path, "indicators")
    assert values() == {
        ("gross_output", "ALL", "2015-12", "year"): "567/5",
        ("value_added", "ALL", "2015-12", "year"): "158/5",
        ("fai", "ALL", "2015-12", "year"): "46/-8",
    }
    assert targets() == {
        ("gross_output", "ALL", 2016): "584/3",
        ("value_added", "ALL", 2016): "160/4",
        ("fai", "ALL", 2016): "40/-13",
    }
    assert set(IndicatorValue.objects.values_list("value_kind", flat=True)) == {"estimate"}
    differs = [each for each in desk.answer(batch)["warnings"] if each["code"] == "growth_differs"]
    assert [(each["row"], each["column"]) for each in differs] == [(4, "F")]
    assert "+1.3" in differs[0]["message"]


def test_the_year_of_a_sheet_that_names_it_in_its_heads_only(desk, table):
    path = table(
        ["指标", "2016年1-6月", "2015年1-6月", "同比%", "2016年目标", "全市位次"],
        ["固定资产投资", 14.35, 17, -15.6, 40, "4/6"],
        title=["主要经济指标", "单位：亿元"],
    )
    batch = desk.save(path, "indicators")
    assert codes(desk, batch) == []
    assert values() == {("fai", "ALL", "2016-06", "ytd"): "14.35/-15.6", ("fai", "ALL", "2015-06", "ytd"): "17/"}
    assert (targets(), IndicatorValue.objects.get(period="2016-06").rank) == ({("fai", "ALL", 2016): "40/"}, 4)


def test_growth_is_compared_with_the_stored_year_before(desk, table):
    fai, whole = Indicator.objects.get(code="fai"), District.objects.get(code="ALL")
    for kind, value in (("preliminary", "20"), ("final", "17")):
        IndicatorValue.objects.create(indicator=fai, district=whole, period="2015-06", value=value, unit="亿元", value_kind=kind)
    right = table(["指标", "1-6月累计", "同比%", "全年目标"], ["固定资产投资", 14.35, "-15.6", 40])
    assert codes(desk, desk.read(right, "indicators")) == []
    wrong = table(["指标", "1-6月累计", "同比%", "全年目标"], ["固定资产投资", 14.35, "15.6", 40])
    batch = desk.save(wrong, "indicators")
    assert codes(desk, batch) == [(4, "growth_differs")]
    assert values()["fai", "ALL", "2016-06", "ytd"] == "14.35/15.6"


def test_last_years_figures_beside_this_years(desk, table):
    sheet = table(["指标", "1-6月累计", "上年同期", "同比%"], ["净利润", 9.86, 10.29, -4.2], ["外贸出口", 5.93, 5.0, 4])
    batch = desk.save(sheet, "indicators")
    assert codes(desk, batch) == [(5, "growth_differs")]
    assert values()["net_profit", "ALL", "2015-06", "ytd"] == "10.29/"
    Period.objects.create(month="2015-06", status="locked")
    again = table(["指标", "1-6月累计", "上年同期", "同比%"], ["净利润", 9.9, 10.3, -4.2], ["固投", 14.35, 17, -15.6])
    batch = desk.save(again, "indicators")
    assert (counts(batch), values()["net_profit", "ALL", "2015-06", "ytd"]) == ((1, 1, 0, 0), "10.29/")
    assert ("fai", "ALL", "2015-06", "ytd") not in values()


def test_a_table_of_targets_alone(desk, table):
    path = table(
        ["指标", "单位", "全区", "高新区", "西市区", "沿海基地"],
        ["规上工业总产值", "亿元", 584, 310, 150, 124],
        ["固投", "亿元", 40, 20, 12, 8],
        title=["2016年主要经济指标目标任务分解表"],
    )
    batch = desk.save(path, "indicators")
    assert counts(batch) == (2, 0, 0, 0)
    assert (len(targets()), targets()["gross_output", "XSQ", 2016], values()) == (8, "150/", {})


def test_districts_that_do_not_add_up_are_said(desk, table):
    header = ["指标", "1-6月累计", "其中：高新区", "其中：西市区", "其中：沿海基地"]
    path = table(header, ["规上工业总产值", 281.3, 150.2, 71.4, 59.7], ["固定资产投资", 14.35, 8.1, 4.15, 3.35])
    batch = desk.read(path, "indicators")
    assert codes(desk, batch) == [(5, "total_differs")]
    assert desk.answer(batch)["totals"] == []


@pytest.mark.parametrize(
    ("title", "option", "district"),
    [
        ("2016年1-6月西市区主要经济指标完成情况表", "", "XSQ"),
        ("2016年1-6月营口高新区主要经济指标完成情况表", "", "ALL"),
        ("2016年1-6月主要经济指标完成情况表", "沿海基地", "YHJD"),
        ("2016年1-6月营口市西市区主要经济指标完成情况表", "GXQ", "XSQ"),
    ],
)
def test_whose_table_it_is(desk, table, title, option, district):
    path = table(["指标", "1-6月累计", "同比%"], ["净利润（亿元）", 9.86, -4.2], title=[title])
    batch = desk.save(path, "indicators", district=option)
    assert IndicatorValue.objects.get().district.code == district
    assert ("district_conflict" in [code for _row, code in codes(desk, batch)]) is (option == "GXQ")


def test_units_of_the_row_the_name_the_head_and_the_line(desk, table):
    path = table(
        ["指标", "单位", "1-6月累计（万元）", "同比%"],
        ["规上工业总产值", "亿元", 281.3, None],
        ["净利润（亿元）", None, 9.86, None],
        ["固定资产投资", None, 143500, None],
        ["实缴税费", None, "7.62亿元", None],
        title=["2016年1-6月主要经济指标完成情况表"],
    )
    desk.save(path, "indicators")
    found = {code: figure for (code, *_rest), figure in values().items()}
    assert found == {"gross_output": "281.3/", "net_profit": "9.86/", "fai": "14.35/", "taxes_paid": "7.62/"}


def test_a_unit_that_nothing_says_is_told(desk, table):
    path = table(["指标", "1-6月累计", "同比%"], ["净利润", 9.86, -4.2], title=TITLE[:1])
    assert codes(desk, desk.read(path, "indicators")) == [(3, "unit_assumed")]
    assert codes(desk, desk.read(path, "indicators", unit="亿元")) == []


def test_exception_of_the_unit_line(desk, table):
    path = table(["指标", "1-6月累计", "同比%"], ["净利润", 98600, -4.2], ["外贸出口", 59300, 4],
                 title=[TITLE[0], "单位：万元（外贸出口为万美元）"])  # fmt: skip
    desk.save(path, "indicators")
    assert {code: figure for (code, *_rest), figure in values().items()} == {"net_profit": "9.86/-4.2", "exports": "5.93/4"}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["社会消费品零售总额", "亿元", 5, 1], "unknown_choice"),
        (["外贸出口", "亿元", 5, 1], "unit_conflict_header"),
        (["净利润", "亿元", "很多", 1], "not_a_number"),
        (["净利润", "亿元", 5, "增长若干"], "not_a_number"),
        (["净利润", "箩筐", 5, 1], "unknown_choice"),
    ],
)
def test_what_cannot_be_taken_keeps_the_row_out(desk, table, row, code):
    path = table(["指标", "计量单位", "1-6月累计", "同比%"], ["固定资产投资", "亿元", 14.35, -15.6], row)
    batch = desk.save(path, "indicators", good_rows_only=True)
    assert (codes(desk, batch, "errors"), counts(batch)) == ([(5, code)], (1, 0, 0, 1))
    assert list(values()) == [("fai", "ALL", "2016-06", "ytd")]


def test_an_indicator_added_in_the_back_office_is_known_by_its_other_names(desk, table):
    Indicator.objects.create(code="retail", name="社会消费品零售总额", other_names=["社零额"], unit="亿元")
    desk.save(table(["指标", "1-6月累计", "同比%"], ["社零额", 33.1, 8.5]), "indicators")
    assert values() == {("retail", "ALL", "2016-06", "ytd"): "33.1/8.5"}


def test_one_figure_in_two_rows_is_an_error(desk, table):
    path = table(["指标", "1-6月累计", "同比%"], ["固投", 14.35, -15.6], ["固定资产投资", 14.4, -15.6])
    assert codes(desk, desk.read(path, "indicators"), "errors") == [(4, "duplicate_in_file"), (5, "duplicate_in_file")]


def test_a_quarter_alone_is_left_out(desk, table):
    path = table(["指标", "二季度", "1-6月累计", "同比%"], ["固投", 9, 14.35, -15.6])
    batch = desk.save(path, "indicators")
    assert values() == {("fai", "ALL", "2016-06", "ytd"): "14.35/-15.6"}
    assert "unknown_span" in [code for _row, code in codes(desk, batch)]


def test_the_months_of_a_year_side_by_side(desk, table):
    path = table(["指标", "1月", "2月", "1-2月累计", "3月", "1-3月累计"], ["固投（亿元）", 1, 1.5, 2.5, 2, 4.5])
    desk.save(path, "indicators")
    assert values() == {
        ("fai", "ALL", "2016-01", "month"): "1/", ("fai", "ALL", "2016-02", "month"): "1.5/", ("fai", "ALL", "2016-02", "ytd"): "2.5/",
        ("fai", "ALL", "2016-03", "month"): "2/", ("fai", "ALL", "2016-03", "ytd"): "4.5/",
    }  # fmt: skip


def test_notes_set_kind_and_prices(desk):
    batch = desk.save(SAMPLES / INDICATORS, "indicators")
    kinds = {(each.indicator.code, each.value_kind) for each in IndicatorValue.objects.filter(span="ytd").select_related("indicator")}
    assert kinds == {("gross_output", "flash"), ("value_added", "flash"), ("net_profit", "flash"), ("taxes_paid", "flash"),
                     ("fai", "preliminary"), ("exports", "preliminary")}  # fmt: skip
    assert IndicatorTarget.objects.get(indicator__code="fai").stated_growth == -13
    assert IndicatorValue.objects.get(indicator__code="exports", span="ytd").note == "海关数"
    assert counts(desk.read(SAMPLES / INDICATORS, "auto")) == (0, 0, 6, 0)
    assert undo_batch(batch, by=None) == {"removed": 23, "restored": 0, "kept": []}
    assert (values(), targets()) == ({}, {})
