"""Sheets of other offices: other words, other headers, other places for month and unit. What comes out is what a clerk would expect."""

from datetime import date

import pytest

from projects.ledger_month_columns import VOCABULARY as MONTHLY
from tests.ledgers.conftest import FIRMS
from tests.ledgers.grids import LEFT, UP, draw, wide
from tests.sheets import make_csv

A, B = FIRMS
CODE_A, CODE_B = "91210800000001011R", "91210803000002081K"
LATHE, GAUGE = "数控加工中心升级改造", "智能矿用监测装备扩能"


def codes(answer, severity="warnings") -> set[str]:
    return {found["code"] for found in answer[severity]}


def table(answer, records: str, *keys: str) -> list[tuple]:
    return [tuple(record[key] for key in keys) for record in answer["records"][records]]


LEDGER = ["企业名称", "统一社会信用代码", "所属区域", "1-3月主营业务收入（万元）", "从业人员（人）"]


@pytest.mark.parametrize(
    ("above", "period"),
    [
        ("规上企业台账（2016年3月）", "2016-03"),
        ("规上企业台账（2016年一至三月）", "2016-03"),
        ("规上企业台账（二〇一六年三月）", "2016-03"),
        ("规上企业台账（截至2016年3月底）", "2016-03"),
    ],
)
def test_month_in_brackets_or_in_numerals(see, above, period):
    header = [*LEDGER[:3], "主营业务收入", "从业人员"]
    answer = see(wide(above, 5), header, [A, CODE_A, "高新区", 2960, 215])
    assert answer["period"] == period
    assert table(answer, "operating-figures", "period", "principal_revenue") == [(period, 2960)]


def test_year_in_brackets_and_date_that_ends_a_month(see, firms):
    answer = see(
        wide("技术改造项目进展情况统计表（2016年）", 7),
        wide("截止日期：2016年6月30日      单位：亿元", 7),
        ["序号", "项目名称", "建设单位", "总投资", LEFT, "本年完成投资", "开工时间"],
        [UP, UP, UP, "总额", "设备", UP, UP],
        [1, LATHE, A, 0.86, "6100万元", 0.31, "2015.10"],
        [2, GAUGE, B, "约0.58", 0.3, "—", date(2016, 4, 1)],
        kind="tech-upgrade",
    )
    assert table(answer, "projects", "name", "total_investment", "equipment_investment") == [(LATHE, 8600, 6100), (GAUGE, 5800, 3000)]
    assert table(answer, "project-progress", "period", "invest_ytd") == [("2016-06", 3100)]
    assert answer["errors"] == []


@pytest.mark.parametrize(
    ("name", "sheet"), [("2016年1-6月企业台账.xlsx", "Sheet1"), ("企业台账.xlsx", "2016年6月"), ("台账2016.xlsx", "6月")]
)
def test_month_of_the_files_or_the_worksheets_name_is_the_last_resort(see, name, sheet):
    rows = (["名称", "信用代码", "区域", "营业收入（万元）", "利润总额（万元）"], [A, CODE_A.lower(), "高新", 2960, "亏损30"])
    answer = see(*rows, kind="enterprises", name=name, sheet=sheet)
    assert (answer["period"], codes(answer)) == ("2016-06", {"period_of_name"})
    assert table(answer, "operating-figures", "principal_revenue", "total_profits") == [(2960, -30)]
    said = see(*rows, kind="enterprises", name=name, sheet=sheet, period="2016-05")
    assert (said["period"], codes(said)) == ("2016-05", set())


def test_of_one_sheet_a_month_the_latest_that_is_filled_in_is_read(see):
    def month(revenue):
        return [wide("规上企业台账（2016年）", 4), [*LEDGER[:3], "主营业务收入"], [A, CODE_A, "高新区", revenue], [B, CODE_B, "西市区", 1]]

    empty = [wide("规上企业台账（2016年）", 4), [*LEDGER[:3], "主营业务收入"]]
    answer = see(*month(100), sheet="1月", others={"2月": month(200), "3月": month(300), "4月": empty})
    assert (answer["sheet"], answer["period"]) == ("3月", "2016-03")


def test_of_one_sheet_a_year_the_latest_is_read_and_not_last_years_copy(see):
    def year(number, revenue):
        rows = [[A, CODE_A, "高新区", revenue], [B, CODE_B, "西市区", 1]]
        return [wide(f"规上企业台账（{number}年1-6月）", 4), [*LEDGER[:3], "主营业务收入"], *rows]

    answer = see(*year(2015, 100), sheet="2015", others={"2016": year(2016, 200), "2016 (2)": year(2016, 190)})
    assert (answer["sheet"], answer["period"]) == ("2016", "2016-06")
    assert "other_sheets" in codes(answer)


def test_columns_of_a_statistical_return(see):
    answer = see(
        wide("规模以上工业企业主要经济指标（2016年1-6月）", 6),
        wide("单位：万元", 6),
        ["单位详细名称", "统一社会信用代码", "所属区域", "主营业务收入", LEFT, LEFT],
        [UP, UP, UP, "本月止累计", "上年同期累计", "增减%"],
        [A, CODE_A, "高新区", 2960, 2800, 5.7],
        kind="enterprises",
    )
    assert table(answer, "operating-figures", "period", "principal_revenue") == [("2016-06", 2960)]
    assert (answer["errors"], answer["unmapped_columns"]) == ([], [])


def test_header_of_three_rows_under_groups_and_last_years_figures_beside(see):
    answer = see(
        wide("企业基本情况及主要经济指标（2016年1—6月）", 10),
        ["序号", "企业基本情况", LEFT, LEFT, "主要经济指标", LEFT, LEFT, LEFT, LEFT, "备注"],
        [UP, "企业名称", "统一社会信用代码", "属地", "主营业务收入(万元)", LEFT, LEFT, "工业总产值（万元）", LEFT, UP],
        [UP, UP, UP, UP, "1-6月", "上年同期", "同比", "1-6月", "增速", UP],
        [1, A, CODE_A, "高新区", 2960, 2500, "18.4%", 3100, "↑5.2", None],
        [2, B, CODE_B, "〃", 2150, 2000, "7.5%", 2210, "下降3.1%", "同上"],
        kind="enterprises",
    )
    keys = ("period", "principal_revenue", "gross_output", "gross_output_growth")
    assert table(answer, "operating-figures", *keys) == [("2016-06", 2960, 3100, 5.2), ("2016-06", 2150, 2210, -3.1)]
    assert answer["unmapped_columns"] == []
    # 同上 below a blank cell is blank too.
    assert table(answer, "enterprises", "district", "remarks") == [("GXQ", None), ("GXQ", None)]


def test_traditional_characters_a_month_in_a_cell_and_a_unit_alone(see):
    answer = see(
        wide("高新區規上工業企業臺賬", 7),
        ["填報單位：經濟發展局", LEFT, LEFT, LEFT, "2016年5月", LEFT, "千元"],
        ["編號", "單位名稱", "統一社會信用代碼", "所在區", "1—5月主營業務收入", "去年同期", "職工人數（人）"],
        [1, A, CODE_A, "高新区", "２９，６００", 2500, "２１５人"],
        ["製表人：張三", LEFT, LEFT, None, "審核人：李四"],
    )
    assert (answer["unit"], answer["period"]) == ("千元", "2016-05")
    assert table(answer, "operating-figures", "principal_revenue", "employees") == [(2960, 215)]
    assert [row["reason"] for row in answer["skipped"]] == ["note"]


def test_second_table_with_a_title_below_the_notes_is_left_alone(see):
    answer = see(
        wide("规上企业台账（2016年1-3月）", 5),
        LEDGER,
        [A, CODE_A, "高新区", 2960, 215],
        ["合计", None, None, 2960, 215],
        ["注：规上为年主营2000万元以上"],
        [None],
        wide("停产企业名单", 5),
        ["企业名称", "停产时间", "原因"],
        ["营口某某厂", "2015.1", "资金"],
    )
    assert (answer["rows_read"], answer["errors"]) == (1, [])
    assert [row["reason"] for row in answer["skipped"]] == ["total", "note", "other_table", "other_table", "other_table"]


@pytest.mark.parametrize(("encoding", "delimiter"), [("gb18030", ";"), ("utf-8-sig", "\t"), ("utf-16", "\t"), ("utf-8", ",")])
def test_csv_with_a_header_of_two_rows_in_every_encoding(desk, tmp_path, encoding, delimiter):
    rows = [
        ["规上企业台账（2016年1-3月）"],
        ["单位:万元"],
        ["序号", "企业名称", "统一社会信用代码", "所属区域", "主营业务收入", "", "工业总产值", "", "从业人员"],
        ["", "", "", "", "2015年", "1-3月", "1-3月", "同比%", ""],
        ["1", A, CODE_A, "高新区", "12,380.5", "2,960", "3,105.2", "5.2%", "215"],
        ["合计", "1户", "", "", "12380.5", "2960", "3105.2", "", "215"],
    ]
    answer = desk.answer(desk.read(make_csv(tmp_path / "台账.csv", *rows, encoding=encoding, delimiter=delimiter), "auto"))
    figures = table(answer, "operating-figures", "period", "principal_revenue", "gross_output_growth")
    assert sorted(figures, key=str) == [("2015-12", 12380.5, None), ("2016-03", 2960, 5.2)]
    assert (answer["totals"], answer["errors"], answer["warnings"]) == ([], [], [])


def test_sections_numbered_beside_their_heading(see, firms):
    answer = see(
        wide("2016年上半年招商项目情况汇总表", 8),
        ["序号", "项目", "投资方及来源地", "投资总额（亿元）", "项目进展阶段", "协议签订时间", "上半年到位资金(万元)", "存在的主要问题"],
        ["一", "已签约项目（1个）"],
        [1, "应急救援装备产业园", "江苏壬寅集团（长三角）", "5.2", "", "去年9月", 6000, "无"],
        ["二", "在谈项目（1个）"],
        [2, "无人机通信", "深圳某公司", "2-3", "洽谈", "", "", ""],
    )
    assert [(row["row"], row["reason"]) for row in answer["skipped"]] == [(3, "section"), (5, "section")]
    keys = ("name", "total_investment", "signed_on", "stage")
    assert table(answer, "projects", *keys) == [
        ("应急救援装备产业园", 52000, "2015-09-01", "signed"),
        ("无人机通信", None, None, "negotiating"),
    ]
    assert answer["unmapped_columns"] == []


def test_sheet_that_counts_in_chinese_numerals_has_no_sections_of_one_name(see):
    answer = see(
        wide("规上企业台账（2016年1-3月）", 5),
        ["序号", "企业名称", "统一社会信用代码", "所属区域", "从业人员"],
        ["一", A, CODE_A, "高新区", 215],
        ["二", B, None, None, None],
        district="GXQ",
    )
    assert (answer["rows_read"], answer["skipped"]) == (2, [])


def test_foreign_money_in_the_columns_head_leaves_the_figure_empty(see, firms):
    answer = see(
        wide("招商引资重点项目推进表（2016年6月）", 7),
        ["项目名称", "客商名称", "总投资(亿美元)", "手续进展", LEFT, "责任单位", "责任人"],
        [UP, UP, UP, "立项", "土地", UP, UP],
        ["外资项目", "日本丙公司", 0.12, "√", "办理中", "招商局", "李丁松 13900000001"],
        kind="investment",
    )
    assert (answer["errors"], "unit_conflict" in codes(answer)) == ([], True)
    assert table(answer, "projects", "total_investment", "officer") == [(None, "李丁松")]
    assert table(answer, "procedures", "item", "state") == [("备案", "approved"), ("用地", "preparing")]


@pytest.fixture
def projects(firms, desk, tmp_path):
    header = ["企业名称", "项目名称", "总投资", "2016年计划投资"]
    plan = draw(tmp_path / "计划.xlsx", ["2016年技改项目表"], ["单位:万元"], header, [A, LATHE, 8600, 5200], [B, GAUGE, 5800, 2900])
    return desk.save(plan, "tech-upgrade")


@pytest.mark.parametrize(
    "heads",
    [
        ["完成投资（万元）", "本月", "1-6月累计"],
        ["投资完成情况", "当月完成", "累计完成"],
        ["投资进度", "本月", "1-6月"],
        ["投资额", "6月份", "本年累计"],
        ["固定资产投资完成额", "本月", "本年完成"],
    ],
)
def test_monthly_sheet_with_a_header_of_two_rows(see, projects, heads):
    answer = see(
        wide("项目月度进展情况表（2016年6月）", 6),
        ["序号", "项目名称", heads[0], LEFT, "目前形象进度", "下一步工作安排"],
        [UP, UP, heads[1], heads[2], UP, UP],
        [1, LATHE, 500, 3100, "设备安装", "调试"],
        [2, GAUGE, 100, "800", "厂房封顶", ""],
        ["合计", None, 600, 3900],
    )
    assert table(answer, "project-progress", "project", "period", "invest_month", "invest_ytd", "next_step") == [
        (LATHE, "2016-06", 500, 3100, "调试"),
        (GAUGE, "2016-06", 100, 800, None),
    ]
    assert (answer["totals"], answer["unmapped_columns"]) == ([], [])


def test_month_below_a_group_that_is_no_money_is_no_investment(see, projects):
    answer = see(
        wide("营口高新区2016年项目投资进度表", 8),
        ["项目名称", "到位资金", LEFT, "用工人数", LEFT, "投资进度", LEFT, "形象进度"],
        [UP, "本月", "累计", "本月", "累计", "本月", "1-6月", UP],
        [LATHE, 300, 3000, 12, 80, 500, 3100, "设备安装"],
        kind="progress",
    )
    assert table(answer, "project-progress", "invest_month", "invest_ytd", "funds_in_place") == [(500, 3100, 3000)]
    assert [column["column"] for column in answer["unmapped_columns"]] == ["B", "D", "E"]
    assert MONTHLY.match(["用工人数", "本月"]) is None


@pytest.mark.parametrize(
    ("group", "heads"),
    [
        ("投资（亿元）", ["总投资", "其中：设备", "2016年计划投资", "1-6月完成投资", "自开工累计完成投资"]),
        ("投资情况（亿元）", ["计划总投资", "设备投资", "本年计划", "1-6月完成", "累计完成投资"]),
        ("投资额\n亿元", ["总额", "设备投资", "2016年计划", "2016年完成投资", "自开工累计"]),
        ("总投资（亿元）", ["合计", "其中：设备", "其中：2016年计划投资", "1-6月完成投资", "自开工累计完成投资"]),
        ("投资计划及完成情况（亿元）", ["总投资", "设备投资", "2016年度计划投资", "1至6月完成投资", "项目累计完成投资"]),
    ],
)
def test_group_of_money_gives_its_unit_and_nothing_else(see, firms, group, heads):
    answer = see(
        wide("2016年技改项目进展表（2016年1-6月）", 8),
        ["序号", "企业名称", "项目名称", group, *[LEFT] * 4],
        [UP, UP, UP, *heads],
        [1, A, LATHE, 0.86, 0.61, 0.52, 0.31, 0.49],
    )
    assert (answer["errors"], answer["unmapped_columns"], codes(answer)) == ([], [], {"stage_facts_missing"})
    assert table(answer, "projects", "total_investment", "equipment_investment", "annual_plan") == [(8600, 6100, 5200)]
    assert table(answer, "project-progress", "period", "invest_ytd", "invest_since_start") == [("2016-06", 3100, 4900)]


def test_bare_month_below_a_plan_or_money_is_no_investment_made(see, firms):
    answer = see(
        wide("2016年技改项目表（2016年1-6月）", 6),
        ["企业名称", "项目名称", "投资计划（万元）", LEFT, "投资（万元）", LEFT],
        [UP, UP, "2016年", "1-6月", "1-6月", "全年"],
        [A, LATHE, 5200, 2600, 2700, 5300],
        kind="tech-upgrade",
    )
    assert table(answer, "projects", "annual_plan") == [(5200,)]
    assert (answer["records"]["project-progress"], [column["column"] for column in answer["unmapped_columns"]]) == ([], ["D", "E", "F"])


@pytest.mark.parametrize("is_turned", [False, True])
def test_total_since_the_start_beside_the_years_investment(see, firms, is_turned):
    money = [("2016年1-6月完成（万元）", 3100), ("累计完成投资（万元）", 5200)]
    heads, figures = zip(*(money[::-1] if is_turned else money), strict=True)
    answer = see(wide("2016年技改项目表", 4), ["企业", "项目名称", *heads], [A, LATHE, *figures], kind="tech-upgrade")
    assert table(answer, "project-progress", "invest_ytd", "invest_since_start") == [(3100, 5200)]
    assert "duplicate_column" not in codes(answer)


def test_support_table_under_groups(see, firms):
    answer = see(
        wide("2016年县级领导包联重点企业（项目）名单", 8),
        ["县级领导", LEFT, "包联企业", LEFT, LEFT, "责任部门及联系人", LEFT, "备注"],
        ["姓名", "职务", "企业名称", "企业类型", "联系人及电话", "部门", "联系人", UP],
        ["赵甲明", "主任", A, "重点", "李工 13900000001", "经发局", "李丁松", None],
        [UP, UP, B, "骨干", "王工 13900000002", "〃", "张卯东", None],
        kind="support",
    )
    assert (answer["header_row"], answer["header_rows"]) == (2, 2)
    assert table(answer, "support-assignments", "enterprise", "leader", "leader_title", "department", "officer") == [
        (A, "赵甲明", "主任", "经发局", "李丁松"),
        (B, "赵甲明", "主任", "经发局", "张卯东"),
    ]


def test_liaison_with_his_telephone_and_talks_with_their_progress(see, firms):
    header = ["包扶领导", "包扶企业", "责任部门", "联络员及电话"]
    answer = see(wide("2016年度领导干部包扶企业安排表", 4), header, ["赵甲明", A, "经发局", "李丁松13900000001"], kind="support")
    assert (table(answer, "support-assignments", "officer"), answer["unmapped_columns"]) == ([("李丁松",)], [])
    header = ["项目名称", "投资商", "投资额(万元)", "洽谈进展"]
    answer = see(wide("2016年6月在谈项目一览", 4), header, ["冷链", "大连乙公司", 5000, "已考察3次"], kind="investment")
    assert (table(answer, "project-progress", "physical_progress"), answer["unmapped_columns"]) == ([("已考察3次",)], [])


def test_list_of_requests_with_its_month_in_a_cell(see, firms):
    answer = see(
        wide("企业诉求问题台账", 8),
        [*wide("填报单位：经发局", 6), "2016年6月", LEFT],
        ["企业", "反映问题", "问题分类", "责任单位", "责任人", "办理时限", "办理进展", "是否办结"],
        [A, "1.融资难；\n2.用工缺口30人", "融资", "经发局", "李丁松", "6月底前", "1.已对接银行;2.正在招聘", "否"],
    )
    assert answer["errors"] == []
    assert table(answer, "service-requests", "description", "due_by") == [("融资难", "2016-06-30"), ("用工缺口30人", "2016-06-30")]


def test_merger_tasks_of_another_office(see):
    answer = see(
        wide("三区融合重点工作责任分工表", 8),
        wide("（2016年6月30日）", 8),
        ["类别", "序号", "重点任务", "责任领导", "责任单位", "协办部门", "完成期限", "当前进展"],
        ["规划", 1, "编制规划", "赵甲明", "经发局", "各区", "2016年9月底前", "完成60%"],
        [UP, 2, "修编总规", "赵甲明", "规划局、国土分局", "三区", "年底", "80%"],
        kind="merger",
    )
    assert table(answer, "merger-tasks", "workstream", "title", "due_by", "progress_percent") == [
        ("规划", "编制规划", "2016-09-30", 60),
        ("规划", "修编总规", "2016-12-31", 80),
    ]


def test_what_is_missed_is_named_without_braces(desk, tmp_path, house):
    path = draw(tmp_path / "进展.xlsx", ["项目名称", "形象进度", "存在问题", "备注"], [LATHE, "设备安装", "无", None])
    batch = desk.read(path, "progress")
    assert (batch.refusal["code"], batch.refusal["params"]["missing"]) == ("not_this_kind", "完成投资")


def test_figure_of_no_time_beside_that_of_the_sheets_own_month_is_told(see, firms):
    title, header = wide("营口高新区企业台账（2016年1-3月）", 5), [*LEDGER[:4], "主营业务收入（万元）"]
    answer = see(title, header, [A, CODE_A, "高新区", 2960, 9000])
    assert [(found["column"], found["code"]) for found in answer["warnings"]] == [("E", "duplicate_column")]
    assert table(answer, "operating-figures", "period", "principal_revenue") == [("2016-03", 2960)]
