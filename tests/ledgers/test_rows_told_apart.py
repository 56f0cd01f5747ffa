"""Rows that look like records and are none, and parts of a sheet that the header does not speak of: as clerks lay them out."""

import pytest

from tests.ledgers.conftest import ROWS
from zone.ledgers.refused import sentence

A, B = (row[1] for row in ROWS)
LEDGER = ["序号", "企业名称", "所属区域", "1-3月主营业务收入", "1-3月工业总产值", "从业人员"]


@pytest.fixture
def see(desk):
    """What the preview says of these rows of an enterprise ledger; the refusal's code where it is refused."""

    def seen(*rows, header=LEDGER, kind="enterprises", **options):
        batch = desk.read(desk.sheet(*rows, header=header, **options), kind)
        return batch.refusal if batch.state == "refused" else desk.answer(batch)

    return seen


def told(answer, severity="warnings") -> list[tuple]:
    return [(found["row"], found["column"], found["code"]) for found in answer[severity]]


def names(answer, records="enterprises") -> list[str]:
    return [record["name"] for record in answer["records"][records]]


def test_part_with_its_columns_in_another_order_refuses_the_sheet(see):
    swapped = [*LEDGER[:3], LEDGER[4], LEDGER[3], LEDGER[5]]
    refusal = see([1, A, "高新区", 1000, 2000, 50], ["续表"], swapped, [2, B, "西市区", 4000, 3000, 60])
    assert refusal == {"code": "other_header", "params": {"row": "6", "first": "3"}}
    assert "第6行" in sentence(**refusal)


def test_another_unit_on_a_heading_refuses_the_sheet(see):
    refusal = see(
        [1, A, "高新区", 1000, 2000, 50], ["二、新材料", None, None, None, None, "单位：亿元"], LEDGER, [2, B, "西市区", 1.2, 2.3, 60]
    )
    assert refusal == {"code": "other_unit", "params": {"row": "5", "unit": "亿元"}}
    assert "亿元" in sentence(**refusal)


def test_another_table_below_is_told(see):
    second = [["区域", "企业户数", "总产值"], ["高新区", 1, 2000]]
    answer = see([1, A, "高新区", 1000, 2000, 50], ["合计", None, None, 1000, 2000, 50], [], ["附表：分区汇总"], *second)
    assert (told(answer), [row["reason"] for row in answer["skipped"]]) == ([(7, "", "other_table")], ["total", *["other_table"] * 3])


@pytest.mark.parametrize(
    "heading",
    [["一", "装备制造业", "高新区", 1000, 2000, 50], [None, "装备制造业", None, 1000, 2000, 50], [None, "西市区", None, 1000, 2000, 50],
     [None, "安全企业（1户）", None, 1000, 2000, 50]],
)  # fmt: skip
def test_heading_with_figures_makes_no_firm(see, heading):
    answer = see(heading, [1, A, "高新区", 1000, 2000, 50])
    assert (names(answer), [(row["row"], row["reason"]) for row in answer["skipped"]]) == ([A], [(4, "section")])
    assert (answer["errors"], answer["totals"]) == ([], [])


def test_heading_with_figures_makes_no_project(see):
    header = ["序号", "项目名称", "投资方", "总投资", "本年计划投资", "1-6月完成投资", "项目阶段"]
    answer = see(
        [None, "总计（2个）", None, 9000, 4000, 1000],
        ["一", "在建项目（1个）", None, 5000, 3000, 1000],
        [1, "首项", "甲公司", 5000, 3000, 1000],
        ["二", "签约项目（1个）", None, 4000, 1000, 0],
        [2, "次项", "乙公司", 4000, 1000, 0],
        header=header, kind="investment", title=["2016年6月招商引资项目调度表", "单位：万元"],
    )  # fmt: skip
    stages = [(record["name"], record["stage"]) for record in answer["records"]["projects"]]
    assert stages == [("首项", "under_construction"), ("次项", "signed")]


def sums(answer) -> list[tuple]:
    return [(total["row"], total["column"], total["printed"], total["computed"]) for total in answer["totals"]]


def test_totals_above_their_rows_are_compared_with_the_rows_below(see):
    answer = see(
        ["全区规上企业合计", None, None, 4000, 6000, 110],
        [None, "高新区合计（1户）", None, 1000, 2000, 50],
        [1, A, "高新区", 1000, 2000, 50],
        [None, "西市区合计（1户）", None, 3000, 4000, 60],
        [2, B, "西市区", 3000, 4000, 60],
        ["总 计", None, None, 4000, 6100, 110],
        [None, "规上企业平均", None, 2000, 3000, 55],
        [None, "去年同期", None, 3500, 5000, 100],
    )
    assert (names(answer), sums(answer), told(answer)) == ([A, B], [(9, "E", 6100, 6000)], [(9, "E", "total_differs")])
    assert [row["reason"] for row in answer["skipped"]] == ["total"] * 6


@pytest.mark.parametrize(
    ("total", "differs"),
    [
        (["合计", None, None, 4000, 6000, 110], []),
        (["合计", None, None, 4100, 6000, 110], [(4, "D", 4100, 4000)]),
        (["一", "装备制造业", None, 4100, 6000, 110], [(4, "D", 4100, 4000)]),
        (["小计", None, None, 4100, 6000, 110], [(4, "D", 4100, 4000)]),
    ],
)
def test_total_of_the_first_row(see, total, differs):
    assert sums(see(total, [1, A, "高新区", 1000, 2000, 50], [2, B, "西市区", 3000, 4000, 60])) == differs


def test_first_subtotal_of_a_block_is_compared_with_its_block(see):
    answer = see(
        ["一、装备制造业"],
        [None, "小计", None, 1000, 2000, 50],
        [1, A, "高新区", 1000, 2000, 50],
        ["二、新材料"],
        [None, "小计", None, 3100, 4000, 60],
        [2, B, "西市区", 3000, 4000, 60],
        [None, "合计", None, 4000, 6000, 110],
    )
    assert sums(answer) == [(8, "D", 3100, 3000)]


def test_figure_merged_over_rows_is_given_to_the_first_alone(see):
    rows = [1, A, "高新区", 4000, 2000, 50], [2, B, None, None, 4000, 60], ["合计", None, None, 4000, 6000, 110]
    answer = see(*rows, merges=["C4:C5", "D4:D5"])
    figures = [(record["principal_revenue"], record["gross_output"]) for record in answer["records"]["operating-figures"]]
    assert (figures, sums(answer), told(answer)) == ([(4000, 2000), (None, 4000)], [], [(4, "D", "merged_figure")])
    assert [record["district"] for record in answer["records"]["enterprises"]] == ["GXQ", "GXQ"]


def test_two_halves_side_by_side_refuse_the_sheet(see):
    left = [1, A, "高新区", 1000, 2000, 50]
    refusal = see([*left, 3, B, "高新区", 500, 600, 10], header=[*LEDGER, *LEDGER])
    assert refusal == {"code": "side_by_side", "params": {"column": "G", "row": "3"}}
    assert "G列" in sentence(**refusal)


@pytest.mark.parametrize("again", [[1, A], [None, None]])
def test_name_that_stands_once_more_begins_no_second_half(see, again):
    answer = see([1, A, "高新区", 1000, 2000, 50, *again], header=[*LEDGER, *LEDGER[:2]])
    assert (names(answer), told(answer)) == ([A], [(3, "G", "duplicate_column"), (3, "H", "duplicate_column")])


def test_figures_of_headings_numbered_in_two_ways_agree_with_the_rows_up_to_the_next(see):
    first, second = ["一", "续建企业（1户）", None, 1000, 2000, 50], ["（二）", "新建企业（1户）", None, 3000, 4000, 60]
    assert sums(see(first, [1, A, "高新区", 1000, 2000, 50], second, [2, B, "西市区", 3000, 4000, 60])) == []
