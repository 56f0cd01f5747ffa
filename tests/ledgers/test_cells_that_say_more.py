"""Cells that say more than their column asks for, columns whose cells say what their head does not: read where it is certain, and told."""

import pytest

from tests.ledgers.grids import wide
from tests.ledgers.test_other_layouts import CODE_A, CODE_B, LATHE, A, B, codes, table

LEDGER = ["企业名称", "统一社会信用代码", "所属区域", "从业人员（人）"]
TITLE = "规上企业台账（2016年3月）"


@pytest.mark.parametrize(
    ("cell", "state", "warned"),
    [
        ("停产（2015年3月）", "stopped", "partly_taken"),
        ("停产，2015年3月起", "stopped", "partly_taken"),
        ("2015年3月起停产", "stopped", "partly_taken"),
        ("停产（环保整治）", "stopped", "partly_taken"),
        ("半停产(缺少订单)", "half_stopped", "partly_taken"),
        ("停产（预计8月）", None, "still_to_come"),
        ("2016年12月停产", None, "still_to_come"),
    ],
)
def test_state_with_a_day_or_an_explanation_beside_it(see, cell, state, warned):
    answer = see(wide(TITLE, 5), [*LEDGER, "生产状态"], [A, CODE_A, "高新区", 215, cell])
    assert table(answer, "enterprises", "operating_state") == [(state or "normal",)]
    assert (answer["errors"], codes(answer)) == ([], {warned})


@pytest.mark.parametrize(
    "cell", ["正常生产（部分停产）", "未停产", "停产（否）", "停产（5月恢复生产）", "停产（2016年3月复工）", "生产线改造"]
)
def test_state_of_which_nobody_can_be_certain_is_refused(see, cell):
    answer = see(wide(TITLE, 5), [*LEDGER, "生产状态"], [A, CODE_A, "高新区", 215, cell])
    assert codes(answer, "errors") == {"unknown_choice"}


def test_day_beside_the_state_behind_a_name(see):
    answer = see(wide(TITLE, 4), LEDGER, [f"{A}（2015年3月停产）", CODE_A, "高新区", 215], [f"{B}（预计8月停产）", CODE_B, "高新区", 88])
    assert table(answer, "enterprises", "name", "operating_state") == [(A, "stopped"), (B, "normal")]
    assert [(found["row"], found["code"]) for found in answer["warnings"]] == [(3, "partly_taken"), (4, "still_to_come")]


def test_word_for_a_kind_of_body_is_the_one_district_that_is_called_so(see):
    answer = see(wide(TITLE, 4), LEDGER, [A, CODE_A, "基地", 215], [B, CODE_B, "市区", 88])
    assert table(answer, "enterprises", "name", "district") == [(A, "YHJD")]
    assert [(found["row"], found["code"]) for found in answer["warnings"]] == [(3, "matched_by_alias")]
    assert [(found["row"], found["code"]) for found in answer["errors"]] == [(4, "unknown_choice")]


def test_column_called_code_is_read_where_it_holds_credit_codes(see):
    header = ["企业名称", "代码", "所属区域", "从业人员（人）"]
    answer = see(wide(TITLE, 4), header, [A, CODE_A, "高新区", 215], [B, CODE_B, "高新区", 88])
    assert table(answer, "enterprises", "credit_code") == [(CODE_A,), (CODE_B,)]
    assert answer["unmapped_columns"] == []


@pytest.mark.parametrize("values", [("C3516", "C34"), (101, 102), (None, None)])
def test_column_called_code_that_holds_others_is_nobodys(see, values):
    header = ["企业名称", "代码", "所属区域", "从业人员（人）"]
    answer = see(wide(TITLE, 4), header, [A, values[0], "高新区", 215], [B, values[1], "高新区", 88])
    assert table(answer, "enterprises", "credit_code") == [(None,), (None,)]
    assert [column["column"] for column in answer["unmapped_columns"]] == ["B"]


def test_industry_of_the_zone_in_the_column_of_industries(see):
    rows = [A, CODE_A, "高新区", 215, "装备制造"], [B, CODE_B, "高新区", 88, "C3595"], ["营口丙申重工", None, "高新区", 12, "屠宰"]
    answer = see(wide(TITLE, 5), [*LEDGER, "行业"], *rows)
    assert table(answer, "enterprises", "cluster", "industry_code") == [("equipment", None), (None, "3595"), (None, None)]
    assert [(found["row"], found["code"]) for found in answer["warnings"]] == [(5, "industry_unknown")]


def test_leader_and_officer_in_one_cell_of_a_plan(see, firms):
    header = ["企业名称", "项目名称", "总投资（万元）", "2016年计划投资（万元）", "形象进度", "责任领导/责任人"]
    answer = see(wide("2016年技术改造项目计划表", 6), header, [A, LATHE, 8600, 5200, "设备安装", "孙××/刘×"])
    assert table(answer, "projects", "leader", "officer") == [("孙××", "刘×")]
    assert answer["unmapped_columns"] == []


def test_time_limit_without_a_year_is_left_out_and_told(see, firms):
    header = ["包扶领导", "包扶企业", "包扶责任人", "企业诉求", "诉求类别", "解决时限"]
    rows = ["孙××", A, "刘×", "天然气价格高", "要素", "8月中旬"], ["孙××", B, "刘×", "用工短缺", "用工", "2016年底前"]
    answer = see(wide("领导包扶企业一览表", 6), header, *rows)
    found = table(answer, "service-requests", "category", "due_on", "due_by")
    assert found == [("utilities", None, None), ("labour", "2016-01-01", "2016-12-31")]
    assert [(each["row"], each["column"], each["code"]) for each in answer["warnings"] if each["column"] == "F"] == [(3, "F", "no_year")]
