"""More sheets of other offices, each of which once brought a value in silently wrong or kept rows out without need."""

import pytest

from tests.ledgers.grids import LEFT, UP, draw, wide
from tests.ledgers.test_other_layouts import CODE_A, CODE_B, GAUGE, LATHE, A, B, codes, table

LEDGER = ["企业名称", "统一社会信用代码", "所属区域", "主营业务收入", "从业人员（人）"]


def test_growth_beside_last_years_figure_is_this_years(see):
    answer = see(
        wide("西市区2016年1-6月经济运行情况", 6),
        ["项目", "计量单位", "本期", "去年同期", "增减额", "增减率"],
        ["规上工业总产值", "万元", 714000, 700000, 14000, "2%"],
    )
    told = table(answer, "indicator-values", "period", "span", "value", "stated_growth")
    assert told == [("2016-06", "ytd", 71.4, 2), ("2015-06", "ytd", 70, None)]
    assert answer["warnings"] == []


def test_this_period_beside_a_span_is_not_guessed(see):
    header = ["项目", "计量单位", "本期", "1-6月累计"]
    answer = see(wide("西市区2016年6月经济运行情况", 4), header, ["规上工业总产值", "万元", 120000, 714000])
    assert table(answer, "indicator-values", "period", "value") == [("2016-06", 71.4)]
    assert codes(answer) == {"unknown_span"}


def test_part_of_a_project_in_a_row_below_it_is_no_project(see, firms):
    header = ["序号", "企业名称", "项目名称", "总投资（万元）", "2016年计划投资（万元）"]
    answer = see(
        wide("2016年技术改造项目计划表", 5),
        header,
        [1, A, LATHE, 8600, 5200],
        ["1.1", A, "其中：一期", 4000, 3000],
        [2, B, GAUGE, 5800, 2900],
        ["合计", None, None, 14400, 8100],
    )
    assert table(answer, "projects", "name", "total_investment") == [(LATHE, 8600), (GAUGE, 5800)]
    assert ([row["reason"] for row in answer["skipped"]], answer["totals"]) == (["total", "total"], [])


@pytest.mark.parametrize("place", ["below the header", "below the rows"])
def test_line_that_says_nothing_but_the_unit_counts_wherever_it_stands(see, place):
    row, line = [A, CODE_A, "高新区", 0.296, 215], ["单位：亿元"]
    answer = see(wide("企业台账（2016年1-3月）", 5), LEDGER, *([line, row] if place == "below the header" else [row, line]))
    assert table(answer, "operating-figures", "principal_revenue") == [(2960,)]
    assert "unit_assumed" not in codes(answer)


def test_line_of_another_unit_between_rows_still_refuses_the_sheet(desk, tmp_path):
    rows = [A, CODE_A, "高新区", 2960, 215], ["二、西市区   单位：亿元"], [B, CODE_B, "西市区", 0.215, 88]
    batch = desk.read(draw(tmp_path / "表.xlsx", wide("企业台账（2016年1-3月，单位：万元）", 5), LEDGER, *rows))
    assert (batch.state, batch.refusal["code"]) == ("refused", "other_unit")


def test_state_that_is_ticked_among_columns(see):
    answer = see(
        wide("三区整合工作任务推进表（2016年6月）", 8),
        ["序号", "重点任务", "具体措施", "牵头部门", "完成时限", "完成情况", LEFT, LEFT],
        [UP, UP, UP, UP, UP, "已完成", "正在推进", "未启动"],
        [1, "规划统一", "编制产业规划", "经发局", "3月底", "√", None, None],
        [2, "规划统一", "修编总体规划", "规划局", "12月底", None, "√", None],
        [3, "机构整合", "拟定三定方案", "组织部", "一季度", None, None, "√"],
        [4, "机构整合", "人员划转", "组织部", "二季度", "√", "√", None],
    )
    told = table(answer, "merger-tasks", "workstream", "title", "state")
    assert told[:3] == [
        ("规划统一", "编制产业规划", "done"),
        ("规划统一", "修编总体规划", "on_schedule"),
        ("机构整合", "拟定三定方案", "not_started"),
    ]
    assert [(found["row"], found["column"]) for found in answer["warnings"] if found["code"] == "missing_reason"] == [(7, "F"), (7, "G")]
    assert answer["unmapped_columns"] == []


def test_one_beside_fractions_may_be_all_of_it_or_one_percent(see):
    rows = ["编制规划", "经发局", "80%"], ["资产清查", "财政局", 0.6], ["统一政策", "招商局", 1]
    answer = see(wide("三区整合任务分解表（2016年）", 3), ["任务", "责任单位", "进度"], *rows)
    assert table(answer, "merger-tasks", "progress_percent") == [(80,), (None,), (None,)]
    assert [found["row"] for found in answer["warnings"] if found["code"] == "ambiguous_percent"] == [4, 5]


def test_ticks_instead_of_days_and_a_stage_told_step_by_step(see):
    header = ["招商项目名称", "投资商", "总投资（万元）", "签约日期", "项目状态", "用地手续"]
    rows = ["耐火新材料基地", "江苏甲", 52000, "√", "已签约待注册", "6月底前"], ["智能消防机器人", "浙江乙", 9000, "2016年3月", "在谈", "×"]
    answer = see(wide("2016年招商引资项目调度表（5月）", 6), header, *rows)
    assert table(answer, "projects", "stage", "signed_on") == [("signed", None), ("negotiating", "2016-03-01")]
    assert table(answer, "procedures", "state", "done_on") == [("preparing", None), ("not_started", None)]
    assert answer["errors"] == []


def test_words_of_a_state_where_a_figure_is_asked_for_and_of_the_size(see):
    header = [*LEDGER[:3], "利润总额（万元）", "实缴税费（万元）", "规上/规下"]
    rows = [A, CODE_A, "高新区", "盈亏平衡", "免税", "规上"], [B, CODE_B, "西市区", -35, 12.3, "规下"]
    answer = see(wide("企业台账（2016年1-3月）", 6), header, *rows)
    assert table(answer, "enterprises", "above_scale") == [(True,), (False,)]
    assert table(answer, "operating-figures", "total_profits", "taxes_paid") == [(-35, 12.3)]
    assert (answer["errors"], codes(answer)) == ([], {"missing_reason"})


def test_firms_numbered_in_one_cell_and_lights_drawn(see, firms, desk):
    numbered = see(wide("2016年领导包联企业安排表", 3), ["县级领导", "包联企业", "联络员"], ["赵一", f"1.{A}\n2.{B}", "张二"])
    assert table(numbered, "support-assignments", "enterprise", "leader") == [(A, "赵一"), (B, "赵一")]
    header = ["企业名称", "项目名称", "总投资（万元）", "1-6月完成投资（万元）", "亮灯"]
    drawn = see(wide("2016年技改项目进展情况表（6月）", 5), header, [A, LATHE, 8600, 3100, "🔴"])
    assert table(drawn, "project-progress", "reported_light") == [("red",)]
