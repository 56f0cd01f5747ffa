"""In which unit a sheet speaks: what is written is read, what is not understood is said and left out, what is assumed is said."""

import pytest

from tests.ledgers.grids import wide
from tests.ledgers.test_other_layouts import CODE_A, A, codes, table

HEADER = ["企业名称", "统一社会信用代码", "所属区域", "1-6月营业收入", "从业人员"]
ROW = [A, CODE_A, "高新区", 1200, 50]
TITLE = "2016年1-6月企业台账"


def told(answer) -> list[tuple]:
    """The warnings about units: (row, column, code)."""
    return [(found["row"], found["column"], found["code"]) for found in answer["warnings"] if "unit" in found["code"]]


@pytest.mark.parametrize(
    ("line", "unit", "revenue"),
    [
        ("单位：仟元", "千元", 120),
        ("单位（千元）", "千元", 120),
        ("单位：千元人民币", "千元", 120),
        ("人民币千元", "千元", 120),
        ("單位：億元", "亿元", 12_000_000),
        ("单位：亿元，人", "亿元", 12_000_000),
        ("注意保密", "万元", 1200),
    ],
)
def test_unit_line_is_read_however_it_is_written(see, line, unit, revenue):
    answer = see(wide(TITLE, 5), [line], HEADER, ROW, kind="enterprises")
    assert (answer["unit"], table(answer, "operating-figures", "principal_revenue")) == (unit, [(revenue,)])
    assert told(answer) == ([(3, "", "unit_assumed")] if line == "注意保密" else [])


@pytest.mark.parametrize(("title", "note"), [(f"{TITLE}（千元）", None), (TITLE, "注：本表金额单位为千元。")])
def test_unit_of_the_title_or_of_a_note_counts(see, title, note):
    answer = see(wide(title, 5), HEADER, ROW, *([[note]] if note else []), kind="enterprises")
    assert (answer["unit"], table(answer, "operating-figures", "principal_revenue"), told(answer)) == ("千元", [(120,)], [])


@pytest.mark.parametrize("head", ["（亿元人民币）", "(亿)", "（亿元，含土地）", "〔亿元〕", "（億元）", "（折合亿元）", "\n亿元"])
def test_unit_of_a_head_is_read_however_it_is_written(see, firms, head):
    header = ["企业名称", "项目名称", f"总投资{head}", "形象进度"]
    answer = see(wide("2016年6月技术改造项目表", 4), header, [A, "甲线", 1.2, "在建"], kind="tech-upgrade")
    assert (table(answer, "projects", "total_investment"), told(answer)) == ([(12000,)], [])


def test_line_that_excepts_the_total_investment(see, firms):
    header = ["企业名称", "项目名称", "总投资", "2016年计划投资"]
    answer = see(wide("2016年技改项目表", 4), ["单位：万元，总投资单位：亿元"], header, [A, "甲线", 1.2, 500], kind="tech-upgrade")
    assert table(answer, "projects", "total_investment", "annual_plan") == [(12000, 500)]


@pytest.mark.parametrize(("line", "head", "where"), [("单位：万元", "（亿元/万美元）", "D"), ("单位：万元、亿元", "", "")])
def test_figures_of_a_unit_that_is_not_understood_are_left_out(see, line, head, where):
    answer = see(wide(TITLE, 5), [line], [*HEADER[:3], f"1-6月营业收入{head}", "从业人员"], ROW, kind="enterprises")
    assert (told(answer), answer["errors"]) == ([(3, where, "unit_not_understood")], [])
    assert table(answer, "operating-figures", "principal_revenue", "employees") == [(None, 50)]


def test_unit_said_by_the_person_settles_a_line_that_is_not_understood(see):
    answer = see(wide(TITLE, 5), ["单位：万元、亿元"], HEADER, ROW, kind="enterprises", unit="亿元")
    assert (table(answer, "operating-figures", "principal_revenue"), told(answer)) == ([(12_000_000,)], [])


def test_unit_that_is_only_taken_for_granted_is_said_once(see):
    header = [*HEADER, "1-6月利润总额", "1-6月实缴税费"]
    answer = see(wide(TITLE, 7), header, [*ROW, 30, None], kind="enterprises")
    assert told(answer) == [(2, "", "unit_assumed")]
    assert "D、F" in next(found["message"] for found in answer["warnings"] if found["code"] == "unit_assumed")


@pytest.mark.parametrize(
    ("line", "exports", "found"),
    [("单位：万元", None, "unit_conflict"), ("单位：万元、万美元", 700, None), ("", 700, "unit_assumed")],
)
def test_exports_are_not_dollars_where_the_sheet_is_in_yuan(see, line, exports, found):
    header = [*HEADER[:3], "1-6月出口额", "从业人员"]
    answer = see(wide(TITLE, 5), [line or None], header, [*ROW[:3], 700, 50], kind="enterprises")
    assert table(answer, "operating-figures", "exports_usd") == [(exports,)]
    assert [code for _row, _column, code in told(answer)] == ([found] if found else [])


def test_electricity_without_a_unit_is_said_to_be_taken_for_kilowatt_hours(see):
    answer = see(wide(TITLE, 5), ["单位：万元"], [*HEADER[:3], "1-6月用电量", "从业人员"], [*ROW[:3], 35, 50], kind="enterprises")
    assert table(answer, "operating-figures", "electricity_kwh") == [(35,)]
    assert (codes(answer), told(answer)) == ({"unit_assumed"}, [(3, "", "unit_assumed")])


def test_indicators_row_with_a_unit_that_is_not_understood_keeps_no_figure(see):
    answer = see(
        wide("2016年1-6月主要经济指标完成情况表", 3),
        ["单位：亿元"],
        ["指标名称", "1-6月累计", "同比"],
        ["固定资产投资（仟元）", 1_435_000, "4%"],
        ["规模以上工业总产值（万元/户）", 281.3, None],
        ["规模以上净利润（亿）", 9.86, None],
        kind="indicators",
    )
    assert table(answer, "indicator-values", "indicator", "value") == [("fai", 14.35), ("net_profit", 9.86)]
    assert told(answer) == [(5, "B", "unit_not_understood")]


@pytest.mark.parametrize(
    ("line", "number_format", "revenue", "found"),
    [
        ("单位：万元", "0!.0,", 8600, None),
        ("单位：元", "0!.0,", None, "scaled_format"),
        ("单位：元", '0!.0,"万元"', 8600, "unit_in_cell"),
        ("单位：万元", "#,##0", 86_000_000, None),
    ],
)
def test_figures_are_those_that_the_cells_show(desk, line, number_format, revenue, found):
    title = ["2016年1-6月企业台账", line]
    path = desk.sheet([*ROW[:3], 86_000_000, 50], header=HEADER, title=title, formats={"D4": number_format})
    answer = desk.answer(desk.read(path))
    assert table(answer, "operating-figures", "principal_revenue") == [(revenue,)]
    assert [warning["code"] for warning in answer["warnings"]] == ([found] if found else [])


def test_total_of_a_scaled_column_is_compared_as_it_is_shown(desk):
    rows = [[*ROW[:3], 86_000_000, 50], ["合计", None, None, 86_000_000, 50]]
    path = desk.sheet(*rows, header=HEADER, title=["2016年1-6月企业台账", "单位：万元"], formats={"D": "0!.0,"})
    assert desk.answer(desk.read(path))["totals"] == []


def test_hidden_columns_that_are_read_are_told(desk):
    header, title = ["序号", *HEADER], ["2016年1-6月企业台账", "单位：万元"]
    answer = desk.answer(desk.read(desk.sheet([1, *ROW], header=header, title=title, hidden_columns=["A", "E"])))
    assert [(found["code"], "E 1-6月营业收入" in found["message"]) for found in answer["warnings"]] == [("hidden_columns", True)]


def test_twin_in_another_currency_is_told_and_does_not_empty_the_figure(see, firms):
    header = ["企业名称", "项目名称", "总投资（万美元）", "总投资（万元）", "形象进度"]
    answer = see(wide("2016年6月技术改造项目表", 5), header, [A, "甲线", 200, 1300, "在建"], kind="tech-upgrade")
    assert table(answer, "projects", "total_investment") == [(1300,)]
    assert told(answer) == [(2, "C", "unit_conflict")]


@pytest.mark.parametrize(
    ("title", "line", "note"),
    [
        (TITLE, "单位：万元", "注：金额单位为亿元"),
        (f"{TITLE}（亿元）", "单位：万元", None),
        (TITLE, "单位：万元        （亿元）", None),
    ],
)
def test_two_units_of_one_sheet_leave_its_figures_out(see, title, line, note):
    answer = see(wide(title, 5), [line], HEADER, ROW, *([[note]] if note else []), kind="enterprises")
    assert (table(answer, "operating-figures", "principal_revenue", "employees"), answer["errors"]) == ([(None, 50)], [])
    assert told(answer) == [(3, "", "unit_not_understood")]
    assert "万元、亿元" in answer["warnings"][0]["message"]
    said = see(wide(title, 5), [line], HEADER, ROW, *([[note]] if note else []), kind="enterprises", unit="亿元")
    assert (table(said, "operating-figures", "principal_revenue"), told(said)) == ([(12_000_000,)], [])


def test_note_adds_an_exception_and_says_the_same_unit_once_more(see, firms):
    header, notes = ["企业名称", "项目名称", "总投资", "本年计划投资"], [["注：1.金额单位为万元"], ["2.总投资单位：亿元"]]
    answer = see(wide("2016年技术改造项目表", 4), ["单位：万元"], header, [A, "甲线", 0.86, 5200], *notes, kind="tech-upgrade")
    assert (table(answer, "projects", "total_investment", "annual_plan"), told(answer)) == ([(8600, 5200)], [])


def test_head_that_contradicts_the_unit_line_is_followed_and_told(see, firms):
    header = ["企业名称", "项目名称", "总投资（亿元）", "本年计划投资"]
    answer = see(wide("2016年技术改造项目表", 4), ["单位：万元"], header, [A, "甲线", 0.86, 5200], kind="tech-upgrade")
    assert table(answer, "projects", "total_investment", "annual_plan") == [(8600, 5200)]
    assert told(answer) == [(3, "", "unit_conflict")]
    assert "C 总投资（亿元）" in answer["warnings"][0]["message"]
