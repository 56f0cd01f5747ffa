"""Firms or projects in rows and months in columns, the figure in the title."""

import pytest

from tests.ledgers.grids import draw, wide
from tests.ledgers.test_other_layouts import CODE_A, CODE_B, GAUGE, LATHE, A, B, codes, table

HEADER = ["序号", "企业名称", "统一社会信用代码", "所属区域"]
FIRMS = [1, A, CODE_A, "高新区"], [2, B, CODE_B, "西市区"]
FIGURES = ("period", "gross_output", "principal_revenue")


def cross(see, title, months, *figures, **options):
    rows = [[*firm, *own] for firm, own in zip(FIRMS, figures, strict=True)]
    return see(wide(title, 4 + len(months)), [*HEADER, *months], *rows, **options)


def test_cumulative_months_of_the_figure_in_the_title(see):
    answer = cross(see, "2016年规上企业工业总产值（单位：亿元）", ["1月", "1-2月", "1-3月"], [0.1, 0.2, 0.3], [0.4, 0.5, 0.6])
    assert (answer["kind"], answer["unit"], answer["period"], answer["errors"]) == ("enterprises", "亿元", "2016-03", [])
    told = [("2016-01", 1000), ("2016-02", 2000), ("2016-03", 3000), ("2016-01", 4000), ("2016-02", 5000), ("2016-03", 6000)]
    assert sorted(table(answer, "operating-figures", *FIGURES)) == sorted((period, value, None) for period, value in told)


@pytest.mark.parametrize("title", ["2016年企业累计工业总产值情况（万元）", "2016年企业工业总产值累计情况（万元）"])
def test_single_months_of_a_cumulative_figure_count_from_january(see, title):
    answer = cross(see, title, ["1月", "2月", "3月"], [100, 210, 330], [10, 20, 30])
    assert sorted(table(answer, "operating-figures", *FIGURES))[-2:] == [("2016-03", 30, None), ("2016-03", 330, None)]
    assert codes(answer) == set()


def test_single_months_are_left_out_and_told_beside_their_sum(see):
    months = ["1月", "2月", "3月", "4月", "累计"]
    answer = cross(see, "2016年规上企业主营业务收入分月表（万元）", months, [100, 110, 120, None, 330], [1, 2, 3, None, 6])
    told = [("2016-01", None, 1), ("2016-01", None, 100), ("2016-03", None, 6), ("2016-03", None, 330)]
    assert sorted(table(answer, "operating-figures", *FIGURES)) == told
    assert (answer["period"], codes(answer)) == ("2016-03", {"single_month"})


@pytest.mark.parametrize("title", ["2016年规上企业台账", "2016年规上企业产值、税收情况", "2016年规上企业产值增速"])
def test_months_of_no_certain_figure_are_left_out_and_told(see, title):
    answer = cross(see, title, ["1月", "1-2月", "1-3月"], [1, 2, 3], [4, 5, 6], kind="enterprises")
    assert table(answer, "operating-figures", "period") == []
    told = [found["message"] for found in answer["warnings"] if found["code"] == "figure_not_named"]
    assert len(told) == 1
    assert "E、F、G" in told[0]
    assert [column["column"] for column in answer["unmapped_columns"]] == ["E", "F", "G"]


def test_firms_with_months_of_something_else_are_no_ledger(see):
    with pytest.raises(AssertionError, match="looks_like"):
        see(wide("2016年企业走访情况表", 5), ["序号", "企业名称", "1月", "2月", "3月"], [1, A, "√", "√", "√"])


@pytest.fixture
def projects(see, desk, tmp_path, firms):
    header = ["企业名称", "项目名称", "总投资（万元）"]
    path = draw(tmp_path / "技改.xlsx", wide("2016年技术改造项目计划表", 3), header, [A, LATHE, 8600], [B, GAUGE, 5800])
    desk.save(path, "tech-upgrade")


@pytest.mark.parametrize(
    ("title", "months", "key"),
    [
        ("2016年重点项目完成投资分月情况表（万元）", ["1月", "2月"], "invest_month"),
        ("2016年固定资产投资项目进度（万元）", ["1月", "2月"], "invest_month"),
        ("2016年重点项目情况（万元）", ["1月", "1-2月"], "invest_ytd"),
    ],
)
def test_projects_by_month_are_recognised_as_progress(see, projects, title, months, key):
    answer = see(wide(title, 4), ["序号", "项目名称", *months], [1, LATHE, 10, 30], [2, GAUGE, 1, 3])
    told = sorted(table(answer, "project-progress", "period", "project", key))
    assert (answer["kind"], answer["errors"], told[-1]) == ("progress", [], ("2016-02", GAUGE, 3))
    assert len(told) == 4


@pytest.mark.parametrize("title", ["2016年招商引资项目到位资金分月表（万元）", "2016年招商引资项目投资计划（万元）"])
def test_months_of_what_is_not_invested_are_left_out_and_told(see, title):
    answer = see(wide(title, 4), ["项目名称", "投资方", "1月", "2月"], [LATHE, "江苏甲", 10, 20], kind="investment")
    assert table(answer, "project-progress", "period") == []
    assert "figure_not_named" in codes(answer)
