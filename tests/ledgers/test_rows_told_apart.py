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
