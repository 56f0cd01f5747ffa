"""A sheet of two headers is refused with the way out of it, and that way works: each part in a worksheet of its own."""

import pytest

from tests.ledgers.grids import draw, wide
from tests.ledgers.test_other_layouts import CODE_A, CODE_B, A, B, table
from zone.ledgers.refused import LedgerRefused

TITLE = wide("企业台账（2016年1-3月）", 4)
FIRST = ["企业名称", "统一社会信用代码", "所属区域", "主营业务收入（万元）"]
SECOND = [*FIRST[:3], "主营业务收入（亿元）"]
ROWS = [A, CODE_A, "高新区", 2960], [B, CODE_B, "西市区", 0.215]


def test_second_header_of_another_unit_is_told_with_its_row_and_what_to_do(desk, tmp_path):
    batch = desk.read(draw(tmp_path / "一张.xlsx", TITLE, FIRST, ROWS[0], SECOND, ROWS[1]))
    told = str(LedgerRefused(batch.refusal["code"], **batch.refusal["params"]))
    assert "第4行的表头与第2行的表头" in told
    assert "第4行及以下各行移到新的工作表" in told


@pytest.mark.parametrize(("name", "revenue"), [("第一段", 2960), ("第二段", 2150)])
def test_each_part_is_read_from_a_worksheet_of_its_own(desk, tmp_path, name, revenue):
    path = draw(tmp_path / "两张.xlsx", TITLE, FIRST, ROWS[0], sheet="第一段", others={"第二段": [TITLE, SECOND, ROWS[1]]})
    batch = desk.read(path, sheet=name)
    assert table(desk.answer(batch), "operating-figures", "principal_revenue") == [(revenue,)]
