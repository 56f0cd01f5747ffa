"""累计完成投资: since January or since the project's start, by what stands beside it."""

import pytest

from tests.factories import EnterpriseFactory
from tests.ledgers.grids import LEFT, UP, wide
from zone.lib.textkey import match_key
from zone.models import District

FIRM = "营口甲辰机械制造有限公司"
HEAD = ["序号", "企业名称", "项目名称", "建设起止年限", "总投资"]
KEYS = ("invest_month", "invest_ytd", "invest_since_start")


@pytest.fixture
def money(see, house):
    """What the columns of these heads tell of a project's money, and the codes of the warnings about them."""
    EnterpriseFactory(name=FIRM, name_key=match_key(FIRM), district=District.objects.get(code="GXQ"))

    def told(*columns: tuple[str, str | None, object], begun="2015.3-2017.12"):
        upper, lower = [column[0] for column in columns], [column[1] or UP for column in columns]
        answer = see(
            wide("2016年6月份技改项目进展情况表", len(HEAD) + len(columns)),
            wide("单位：万元", len(HEAD) + len(columns)),
            [*HEAD, *upper],
            [*[UP] * len(HEAD), *lower],
            [1, FIRM, "多时点项目", begun, 9000, *[column[2] for column in columns]],
            kind="tech-upgrade",
        )
        assert answer["errors"] == []
        (project,), (progress,) = answer["records"]["projects"], answer["records"]["project-progress"]
        warnings = [found["code"] for found in answer["warnings"] if found["column"] > "E"]
        return (project["annual_plan"], *(progress[key] for key in KEYS)), warnings

    return told


GROUPS = ("2016年", "2016年投资", "2016年度", "本年度投资", "年度计划投资及完成")


@pytest.mark.parametrize("group", GROUPS)
def test_months_of_the_year_in_a_group_leave_the_whole_to_the_start(money, group):
    columns = [(group, "计划", 4000), (LEFT, "1-6月完成", 1800), (LEFT, "6月完成", 300), ("累计完成投资", None, 4800)]
    assert money(*columns) == ((4000, 300, 1800, 4800), [])


def test_sum_until_last_year_leaves_the_whole_to_the_start(money):
    columns = [("截至2015年底完成投资", None, 3000), ("年度计划", None, 4000), ("累计完成投资", None, 4800), ("备注", None, None)]
    assert money(*columns) == ((4000, None, None, 4800), [])


def test_span_under_a_head_that_nobody_knows_leaves_the_whole_to_the_start(money):
    columns = [("2016年技改口径", "1-6月完成", 1800), ("年度计划", None, 4000), ("累计完成投资", None, 4800)]
    assert money(*columns)[0] == (4000, None, None, 4800)


@pytest.mark.parametrize(
    ("done", "begun", "warnings"),
    [
        (6800, "2015.3-2017.12", ["above_annual_plan"]),
        (3800, "2015.3-2017.12", ["perhaps_since_start"]),
        (3800, "2016.3-2017.12", []),
    ],
)
def test_sum_alone_is_this_years_and_doubted(money, done, begun, warnings):
    columns = [("年度计划", None, 4000), ("6月完成投资", None, 300), ("累计完成投资", None, done)]
    assert money(*columns, begun=begun) == ((4000, 300, done, None), warnings)
