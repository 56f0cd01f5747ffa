"""The six main indicators of the zone's report of January 2016, with their units and the ways in which sheets write them."""

from zone.bulk_history import create_all
from zone.indicators.models import Indicator
from zone.lib.textkey import match_key

INDICATORS = [
    {
        "code": "gross_output",
        "name": "规模以上工业总产值",
        "unit": "亿元",
        "other_names": ["工业总产值", "规上工业总产值", "规模以上工业产值", "规上工业产值", "工业产值", "规模工业总产值", "总产值"],
    },
    {
        "code": "value_added",
        "name": "规模以上工业增加值",
        "unit": "亿元",
        "other_names": ["工业增加值", "规上工业增加值", "规模工业增加值", "规上增加值"],
    },
    {
        "code": "net_profit",
        "name": "规模以上净利润",
        "unit": "亿元",
        "other_names": ["净利润", "规上净利润", "规模以上工业净利润", "规上工业净利润", "规上企业净利润", "规模以上企业净利润"],
    },
    {
        "code": "taxes_paid",
        "name": "规模以上实缴税费总额",
        "unit": "亿元",
        "other_names": ["实缴税费总额", "实缴税费", "规上实缴税费总额", "规上实缴税费", "规模以上实缴税费", "规上企业实缴税费"],
    },
    {
        "code": "fai",
        "name": "固定资产投资",
        "unit": "亿元",
        "other_names": ["固定资产投资额", "固定资产投资总额", "固定资产投资完成额", "全社会固定资产投资", "固投"],
    },
    {
        "code": "exports",
        "name": "外贸出口",
        "unit": "亿美元",
        "other_names": ["外贸出口额", "外贸出口总额", "出口总额", "出口额", "外贸出口总值", "出口创汇", "出口"],
    },
]


def load() -> None:
    """Add the indicators that are missing; those that are there keep what the office made of them, and keep their names for themselves."""
    stored = list(Indicator.objects.all())
    known, taken = {each.code for each in stored}, set().union(*(each.keys() for each in stored))
    rows = [Indicator(**each, position=10 * place) for place, each in enumerate(INDICATORS, 1) if each["code"] not in known]
    for row in rows:
        row.other_names = [name for name in row.other_names if match_key(name) not in taken]
    create_all(Indicator, [row for row in rows if not taken & row.keys()])
