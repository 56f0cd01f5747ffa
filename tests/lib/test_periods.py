import pytest

from zone.lib.periods import Period, parse_period


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("营口国家高新区规模以上工业企业台账（2016年1—3月）", (2016, 3, "ytd")),
        ("2016年1-6月营口高新区主要经济指标完成情况表", (2016, 6, "ytd")),
        ("2016年6月份招商引资项目调度表", (2016, 6, "month")),
        ("营口高新区2016年技改项目计划及进展情况表（6月）", (2016, 6, "month")),
        ("营口高新区2016年技术改造项目计划及进展情况表", (2016, 12, "year")),
        ("2016年度营口高新区领导干部包扶企业一览表", (2016, 12, "year")),
        ("2016-06", (2016, 6, "month")),
        ("（2016年1-3月）", (2016, 3, "ytd")),
        ("2016.1-6月", (2016, 6, "ytd")),
        ("2015年", (2015, 12, "year")),
        ("主营业务收入/2015年", (2015, 12, "year")),
        ("2016年计划投资", (2016, 12, "year")),
        ("2016年上半年", (2016, 6, "ytd")),
        ("2016年一季度", (2016, 3, "ytd")),
        ("2016年前三季度", (2016, 9, "ytd")),
        ("2016年1月至11月", (2016, 11, "ytd")),
        ("填报日期：2016年7月12日", None),
        ("填报日期：2016.4.8   单位：万元、人", None),
        ("报送时间：7月3日", None),
        ("4-6月", None),
        ("贯彻落实营委发〔2015〕4号文件  三区整合工作任务分解表", None),
        ("本月完成", None),
        ("从业人员", None),
        ("同比±%", None),
        ("3月底", None),
    ],
)
def test_title_names_its_period(text, expected):
    assert parse_period(text) == (expected and Period(*expected))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("1-6月完成投资", (2016, 6, "ytd")),
        ("本月完成", (2016, 6, "month")),
        ("1-6月累计", (2016, 6, "ytd")),
        ("累计完成", (2016, 6, "ytd")),
        ("全年目标", (2016, 12, "year")),
        ("主营业务收入/1-3月", (2016, 3, "ytd")),
        ("去年同期", (2015, 6, "ytd")),
        ("2015年同期", (2015, 6, "ytd")),
        ("上年1-6月", (2015, 6, "ytd")),
        ("指标名称", None),
    ],
)
def test_header_leans_on_the_period_of_the_sheet(header, expected):
    assert parse_period(header, year=2016, month=6) == (expected and Period(*expected))


def test_period_key_needs_a_year():
    assert (parse_period("1-6月").key, parse_period("2016年1-6月").key) == (None, "2016-06")
