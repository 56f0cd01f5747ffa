"""Last year's figures beside this year's: whose growth a 同比 tells, and what a bare 上年 covers in a sheet of January to June."""

import pytest

from tests.ledgers.grids import LEFT, UP, wide

FIRM = "营口甲辰机械制造有限公司"
KEYS = ("period", "gross_output", "gross_output_growth")


def figures(see, months: list[str], *values, period="2016年1-6月") -> tuple[list[tuple], list[str]]:
    """The figures of a firm under these heads below 工业总产值, and the codes of the warnings."""
    answer = see(
        wide(f"规上企业台账（{period}）", 3 + len(months)),
        ["企业名称", "所属区域", "工业总产值（万元）", *[LEFT] * (len(months) - 1), "从业人员"],
        [UP, UP, *months, UP],
        [FIRM, "高新区", *values, 50],
        kind="enterprises",
    )
    told = [tuple(record[key] for key in KEYS) for record in answer["records"]["operating-figures"]]
    return sorted(told), [found["code"] for found in answer["warnings"]]


@pytest.mark.parametrize(
    ("months", "values", "expected", "warnings"),
    [
        (["2016年1-6月", "2015年1-6月", "同比%"], (2000, 1800, 11.1), [("2015-06", 1800, None), ("2016-06", 2000, 11.1)], []),
        (["2015年1-6月", "2016年1-6月", "同比%"], (1800, 2000, 11.1), [("2015-06", 1800, None), ("2016-06", 2000, 11.1)], []),
        (["本年", "上年", "增幅"], (2000, 1800, "11.1%"), [("2016-06", 2000, 11.1)], ["last_year_unclear"]),
        (["1-6月", "去年", "同比"], (2000, 1800, 11.1), [("2016-06", 2000, 11.1)], ["last_year_unclear"]),
        (["2016年", "2015年", "同比"], (2000, 1800, 11.1), [("2016-06", 2000, 11.1)], ["last_year_unclear"]),
        (["1-6月", "上年同期", "同比"], (2000, 1800, 11.1), [("2016-06", 2000, 11.1)], []),
        # A year that is written out, or said to be whole, is the whole year.
        (["2015年", "1-6月", "同比"], (5000, 2000, 11.1), [("2015-12", 5000, None), ("2016-06", 2000, 11.1)], []),
        (["1-6月", "2015年", "同比"], (2000, 5000, 11.1), [("2015-12", 5000, None), ("2016-06", 2000, 11.1)], []),
        (["1-6月", "上年全年", "同比"], (2000, 5000, 11.1), [("2015-12", 5000, None), ("2016-06", 2000, 11.1)], []),
        (["2015年", "同比", "1-6月", "同比"], (5000, 7, 2000, 11.1), [("2015-12", 5000, 7), ("2016-06", 2000, 11.1)], []),
        # The growth of a single month is not that of January to June.
        (["1-6月", "6月", "同比"], (2000, 300, 9), [("2016-06", 2000, None)], ["single_month", "single_month"]),
        (["6月", "1-6月", "同比"], (300, 2000, 11.1), [("2016-06", 2000, 11.1)], ["single_month"]),
    ],
)
def test_growth_is_of_the_latest_figure_and_last_year_of_the_same_months(see, months, values, expected, warnings):
    assert figures(see, months, *values) == (expected, warnings)


def test_last_year_is_whole_where_this_year_is(see):
    found = figures(see, ["本年", "上年", "增幅"], 4000, 3600, 11.1, period="2015年1-12月")
    assert found == ([("2014-12", 3600, None), ("2015-12", 4000, 11.1)], [])


def test_last_year_alone_is_the_whole_year(see):
    found = figures(see, ["上年"], 5000)
    assert found == ([("2015-12", 5000, None), ("2016-06", None, None)], [])
