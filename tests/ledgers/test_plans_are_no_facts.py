"""What a dispatch table tells as a plan, or of a day still to come, is not kept as done; a coarse day does not replace an exact one."""

import pytest

from tests.ledgers.conftest import counts
from tests.ledgers.grids import LEFT
from tests.ledgers.test_investment import ROW, dispatch
from tests.ledgers.test_rules import codes


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("计划8月办理", ("preparing", None)),
        ("预计7月底", ("preparing", None)),
        ("2016.12", ("preparing", None)),
        ("争取年底前", ("preparing", None)),
        ("7月底", ("preparing", None)),
        ("√（预计8月）", ("preparing", None)),
        ("已申报（预计8月批复）", ("submitted", None)),
        ("2016.7", ("approved", "2016-07-01")),
        ("6月底", ("approved", "2016-06-01")),
        ("2015年底", ("approved", "2015-01-01")),
    ],
)
def test_paper_that_is_planned_or_still_to_come_is_being_prepared(desk, cell, expected):
    answer = desk.answer(desk.read(dispatch(desk, [*ROW[:11], cell, None, None, *ROW[14:]]), "investment"))
    told = [(record["state"], record["done_on"]) for record in answer["records"]["procedures"]]
    is_warned = "still_to_come" in {code for _row, _column, code in codes(answer, "warnings")}
    assert (told, is_warned) == ([expected], expected[0] != "approved")


@pytest.mark.parametrize(
    ("cell", "expected", "warned"),
    [
        ("预计8月", [("preparing", None)], {"still_to_come"}),
        ("8月中旬", [], {"no_year"}),
        ("待定", [], {"missing_reason"}),
        ("√（8月）", [("approved", None)], {"no_year"}),
        ("申报中", [("submitted", None)], set()),
    ],
)
def test_paper_in_a_sheet_that_says_no_year(see, cell, expected, warned):
    header = ["招商项目名称", "投资商", "总投资（万元）", "项目阶段", "环评批复"]
    answer = see(["招商引资项目调度表", *[LEFT] * 4], header, ["耐火新材料基地", "江苏甲有限公司", 52000, "在谈", cell])
    told = [(record["state"], record["done_on"]) for record in answer["records"]["procedures"]]
    assert (answer["errors"], told) == ([], expected)
    assert {code for _row, column, code in codes(answer, "warnings") if column == "E"} == warned


def test_paper_that_turns_out_to_be_a_plan_loses_its_day(desk):
    desk.save(dispatch(desk, ROW), "investment")
    answer = desk.answer(desk.read(dispatch(desk, [*ROW[:12], "预计8月", *ROW[13:]]), "investment"))
    told = {each["item"]: (each["state"], each["done_on"], each.get("before")) for each in answer["records"]["procedures"]}
    assert told["环评"] == ("preparing", None, {"state": "approved", "done_on": "2016-05-01"})


@pytest.mark.parametrize(
    ("signed", "started", "expected", "warned"),
    [
        ("2016年3月8日", "2016年4月", ("2016-03-08", "2016-04-01"), []),
        ("拟7月签约", "计划9月", (None, None), ["still_to_come", "still_to_come"]),
        ("计划2016年底", "预计年底前开工", (None, None), ["still_to_come", "still_to_come"]),
        ("2016年9月", "7月底", (None, None), ["still_to_come", "still_to_come"]),
        ("2015年底", "2014年", (None, None), ["day_unknown", "day_unknown"]),
        ("2016.7", "按计划4月开工", ("2016-07-01", "2016-04-01"), []),
    ],
)
def test_what_is_planned_was_not_done(desk, signed, started, expected, warned):
    row = [*ROW[:5], signed, ROW[6], started, *ROW[8:]]
    answer = desk.answer(desk.read(dispatch(desk, row), "investment"))
    (record,) = answer["records"]["projects"]
    told = [code for _row, column, code in codes(answer, "warnings") if column in ("F", "H")]
    assert ((record["signed_on"], record["actual_start_on"]), told) == (expected, warned)


def test_month_does_not_replace_the_day_within_it(desk):
    def row(signed, started, paper):
        return [*ROW[:5], signed, ROW[6], started, *ROW[8:11], paper, *ROW[12:]]

    desk.save(dispatch(desk, row("2016年3月8日", "2016年4月18日", "2016年2月3日")), "investment")
    assert counts(desk.read(dispatch(desk, row("2016年3月", "2016年二季度", "2016年")), "investment")) == (0, 0, 1, 0)
    answer = desk.answer(desk.read(dispatch(desk, row("2016年2月", "2016年二季度", "2016.1")), "investment"))
    (record,), paper = answer["records"]["projects"], answer["records"]["procedures"][0]
    assert (record["before"], paper["before"]) == ({"signed_on": "2016-03-08"}, {"done_on": "2016-02-03"})
