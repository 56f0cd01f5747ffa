"""The district of a heading row is that of the firms and projects below it, where the sheet has no column for it or the cell is blank."""

from datetime import date

import pytest

from projects.models import Project
from tests.ledgers.conftest import ROWS
from tests.ledgers.grids import wide
from tests.ledgers.test_other_layouts import CODE_A, CODE_B, A, B, codes, table
from zone.ledgers.heading_districts import district_of_heading
from zone.ledgers.references import Districts
from zone.models import District

HEADER = ["序号", "企业名称", "统一社会信用代码", "从业人员（人）"]
TITLE = "规上企业台账（2016年3月）"


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("西市区", "XSQ"),
        ("一、高新区企业", "GXQ"),
        ("沿海基地（43户）", "YHJD"),
        ("（二）沿海产业基地企业", "YHJD"),
        ("2.营口市西市区（12户）", "XSQ"),
        ("三、西市区续建项目（3个）", "XSQ"),
        ("营口高新区规上工业企业共12户", "GXQ"),
        ("辽宁（营口）沿海产业基地", "YHJD"),
        ("一、高新技术企业（12户）", None),
        ("一、西市区外企业", None),
        ("西市区迁入高新区企业", None),
        ("西市区、高新区共建项目", None),
        ("装备制造业（3户）", None),
        ("全区企业", None),
        ("西市区以外项目", None),
        ("", None),
    ],
)
def test_district_that_a_heading_names(house, heading, code):
    found = district_of_heading(heading, Districts(on=date(2016, 7, 5)))
    whole = District.objects.get(is_whole=True).pk
    assert (None if found == whole else found) == (District.objects.get(code=code).pk if code else None)


@pytest.mark.parametrize("place", [0, 1])
def test_firms_below_their_districts(see, place):
    def heading(text):
        return [*[None] * place, text]

    answer = see(
        wide(TITLE, 4), HEADER, heading("西市区"), [1, A, CODE_A, 215], heading("沿海基地（1户）"), [2, B, CODE_B, 88], kind="enterprises"
    )
    assert table(answer, "enterprises", "name", "district") == [(A, "XSQ"), (B, "YHJD")]
    assert table(answer, "operating-figures", "employees") == [(215,), (88,)]
    assert (answer["errors"], [row["reason"] for row in answer["skipped"]]) == ([], ["section", "section"])


def test_own_cell_goes_before_the_heading_and_an_outer_heading_counts(see):
    header = [*HEADER[:3], "所属区域", HEADER[3]]
    answer = see(
        wide(TITLE, 5),
        header,
        ["一、西市区企业（2户）"],
        ["（一）装备制造业"],
        [1, A, CODE_A, None, 215],
        ["（二）新材料产业"],
        [2, B, CODE_B, "高新区", 88],
        kind="enterprises",
    )
    assert table(answer, "enterprises", "district", "cluster") == [("XSQ", "equipment"), ("GXQ", "new_materials")]


def test_heading_that_contradicts_the_district_chosen_is_told_once(see):
    answer = see(
        wide(TITLE, 4), HEADER, ["西市区"], [1, A, CODE_A, 215], [2, B, CODE_B, 88], ["高新区"], kind="enterprises", district="GXQ"
    )  # fmt: skip
    assert table(answer, "enterprises", "district") == [("XSQ",), ("XSQ",)]
    told = [(found["row"], found["value"]) for found in answer["warnings"] if found["code"] == "district_conflict"]
    assert told == [(4, "西市区")]


def test_firm_that_is_stored_moves_with_its_heading(desk):
    desk.save(desk.sheet(*ROWS))
    answer = desk.answer(desk.read(desk.sheet(["沿海基地"], [*ROWS[0][:3], 215], header=HEADER, title=[TITLE])))
    assert (table(answer, "enterprises", "district", "action"), codes(answer)) == ([("YHJD", "changed")], set())


def test_projects_below_their_districts(desk):
    header = ["序号", "项目名称", "投资方", "总投资", "1-6月完成投资"]
    rows = [["一、西市区"], [1, "首项", "甲公司", 5000, 1000], ["二、沿海产业基地项目（1个）"], [2, "次项", "乙公司", 4000, 0]]
    desk.save(desk.sheet(*rows, header=header, title=["2016年6月招商引资项目调度表", "单位：万元"]), "investment")
    assert list(Project.objects.order_by("code").values_list("name", "district__code")) == [("首项", "XSQ"), ("次项", "YHJD")]
