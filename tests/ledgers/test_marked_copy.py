"""The own workbook back: marked where it is an xlsx, else the rows with errors; what is put right in it comes in by itself."""

import json

import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl.comments import Comment

from tests.factories import UserFactory
from tests.ledgers.conftest import HEADER, ROWS, TITLE, counts
from tests.sheets import Formula, make_csv
from zone.ledgers import marked_copy as copying
from zone.ledgers.marked_copy import marked_copy
from zone.ledgers.models import ImportBatch
from zone.ledgers.refused import LedgerRefused
from zone.lib.formula_results import keep_results
from zone.lib.own_sheets import PROBLEMS
from zone.lib.refusals import Refused

pytestmark = pytest.mark.django_db
WRONG = [3, "营口丙申重工有限公司", "9121O8OO0OOOO4060H", "高新区", "12a", 430, "是", None]
GOOD = [4, "营口丁酉阀门厂", None, "高新区", Formula("=400+5", 405), 35, "否", "=1+1 不是公式"]
CODE, MONEY = "C6", "E6"


@pytest.fixture
def sheet(desk):
    """Two good rows, one wrong, one with a formula; a title, a merged note, a width, a colour of the office's own."""
    path = desk.sheet(ROWS[0], ROWS[1], WRONG, GOOD)
    book = openpyxl.load_workbook(path)
    page = book.active
    page.column_dimensions["B"].width = 41
    page["B4"].fill = openpyxl.styles.PatternFill("solid", fgColor="FF00FF00")
    page["B6"].comment = Comment("请核对", "领导")
    book.create_sheet("另一张")["A1"] = "不读"
    book.save(path)
    with_results = desk.folder / "with.xlsx"
    with_results.write_bytes(path.read_bytes())
    keep_results(desk.sheet(ROWS[0], ROWS[1], WRONG, GOOD, name="first.xlsx"), with_results)
    return with_results


def test_the_copy_keeps_everything_and_marks_the_cells_that_are_wrong(desk, sheet):
    book = openpyxl.load_workbook(marked_copy(desk.read(sheet)))
    assert book.sheetnames == [PROBLEMS, "Sheet1", "另一张"]
    page, before = book["Sheet1"], openpyxl.load_workbook(sheet)["Sheet1"]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [[cell.value for cell in row] for row in before.iter_rows()]
    assert page.column_dimensions["B"].width == 41
    assert page["B4"].fill.fgColor.rgb == "FF00FF00"
    assert page["B6"].comment.text == "请核对"
    assert page[CODE].fill.fgColor.rgb == page[MONEY].fill.fgColor.rgb == "FFFFC7CE"
    assert "信用代码" in page[CODE].comment.text
    what, remedy = (book[PROBLEMS].cell(2, column).value for column in (6, 7))
    assert page[CODE].comment.text == f"【错误】{what}。{remedy}"
    assert page["F6"].comment is None


def test_formulas_stay_with_what_they_gave(desk, sheet):
    copy = marked_copy(desk.read(sheet))
    assert openpyxl.load_workbook(copy)["Sheet1"]["E7"].value == "=400+5"
    assert openpyxl.load_workbook(copy, data_only=True)["Sheet1"]["E7"].value == 405


def test_the_first_sheet_lists_each_problem_with_its_place_and_remedy(desk, sheet):
    page = openpyxl.load_workbook(marked_copy(desk.read(sheet)))[PROBLEMS]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    assert [(row[1], row[2], row[3]) for row in rows[:2]] == [(6, "C", "统一社会信用代码"), (6, "E", "1-3月主营业务收入")]
    assert all(row[5] and row[6] for row in rows[:2])
    assert page["B2"].hyperlink.location or page["B2"].hyperlink.target


def test_a_value_that_looks_like_a_formula_is_none_in_the_list(desk):
    batch = desk.read(desk.sheet([1, "营口甲辰机械制造有限公司", "=HYPERLINK(1)", "高新区", 1, 1, "是", None]))
    book = openpyxl.load_workbook(marked_copy(batch))
    assert [cell.data_type for row in book[PROBLEMS].iter_rows() for cell in row if cell.data_type == "f"] == []


def test_put_right_and_brought_again_only_the_corrected_row_is_new(desk, sheet):
    batch = desk.save(sheet, good_rows_only=True)
    copy = marked_copy(batch)
    book = openpyxl.load_workbook(copy)
    book["Sheet1"][CODE], book["Sheet1"][MONEY] = "91210800000004060H", 12
    corrected = desk.folder / "corrected.xlsx"
    book.save(corrected)
    keep_results(copy, corrected)
    again = desk.read(corrected)
    assert counts(again) == (1, 0, 3, 0)
    assert [warning["code"] for warning in desk.answer(again)["warnings"]] == [
        warning["code"] for warning in desk.answer(batch)["warnings"]
    ]
    marked_again = openpyxl.load_workbook(marked_copy(again))
    assert marked_again.sheetnames.count(PROBLEMS) == 1
    assert marked_again["Sheet1"][CODE].fill.fill_type is None
    assert marked_again["Sheet1"][CODE].comment is None


def test_a_csv_comes_back_as_a_workbook_of_the_rows_with_errors(desk):
    lines = [[TITLE[0]], [TITLE[1]], HEADER, ["一、装备制造业"], ROWS[0], WRONG, ROWS[1]]
    batch = desk.save(make_csv(desk.folder / "台账.csv", *lines), good_rows_only=True)
    copy = marked_copy(batch)
    book = openpyxl.load_workbook(copy)
    assert book.sheetnames == [PROBLEMS, "台账"]
    page = book["台账"]
    assert [cell.value for cell in page[5]][1:3] == WRONG[1:3]
    assert page["A4"].value == "一、装备制造业"
    assert page.cell(3, 9).value == "错误说明"
    assert "信用代码" in page.cell(5, 9).value
    what, remedy = (book[PROBLEMS].cell(2, column).value for column in (6, 7))
    assert f"{what}。{remedy}" in page.cell(5, 9).value
    page["C5"], page["E5"] = "91210800000004060H", 12
    book.save(copy)
    again = desk.read(copy)
    assert counts(again) == (1, 0, 0, 0)
    answer = desk.answer(again)
    assert (answer["period"], answer["unit"]) == ("2016-03", "万元")
    assert answer["records"]["enterprises"][0]["cluster"] == "equipment"


def test_beyond_the_limit_a_new_workbook_is_made(desk, sheet, monkeypatch):
    monkeypatch.setattr(copying, "MARKED_ROWS", 3)
    assert openpyxl.load_workbook(marked_copy(desk.read(sheet)))["Sheet1"].max_row == 4


def test_a_workbook_that_cannot_be_saved_again_gives_the_rows_with_errors(desk, sheet, monkeypatch):
    def fails(*_order) -> None:
        raise Refused("too_big")

    monkeypatch.setattr(copying, "run_child", fails)
    assert openpyxl.load_workbook(marked_copy(desk.read(sheet))).sheetnames == [PROBLEMS, "Sheet1"]


def test_without_the_file_there_is_no_copy(desk, sheet):
    batch = desk.read(sheet)
    (copying.folder_of(batch) / copying.UPLOAD).unlink()
    with pytest.raises(LedgerRefused, match="保存期限"):
        marked_copy(batch)


def test_the_command_writes_the_copy_and_says_where_it_cannot(desk, sheet, capsys):
    target = desk.folder / "marked.xlsx"
    with pytest.raises(SystemExit):
        call_command("import_ledger", "enterprises", str(sheet), "--marked-copy", str(target), "--json", str(desk.folder / "a.json"))
    assert json.loads((desk.folder / "a.json").read_text())["rejected"] == 1
    assert PROBLEMS in openpyxl.load_workbook(target).sheetnames
    with pytest.raises(SystemExit, match="2"):
        call_command("import_ledger", "enterprises", str(sheet), "--marked-copy", str(desk.folder / "no" / "a.xlsx"))
    assert not ImportBatch.objects.exists()


def test_the_page_offers_the_copy_to_its_owner_alone(desk, sheet, econ, client):
    batch = desk.read(sheet, by=econ)
    address = reverse("ledgers:batch-marked", args=[batch.pk])
    client.force_login(econ, backend="django.contrib.auth.backends.ModelBackend")
    assert address in client.get(batch.get_absolute_url()).content.decode()
    answer = client.get(address)
    assert "attachment" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    client.force_login(UserFactory(username="other", roles=["econ"]), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address).status_code == 404


def test_a_long_sheet_is_marked_while_a_page_waits(desk, sheet, econ, client, monkeypatch):
    batch, begun = desk.read(sheet, by=econ), []
    monkeypatch.setattr("zone.ledgers.views.marked.INLINE_ROWS", 1)
    monkeypatch.setattr("zone.ledgers.work._begin", lambda batch, step: begun.append(step) or 0)
    client.force_login(econ, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("ledgers:batch-marked", args=[batch.pk])
    assert 'http-equiv="refresh"' in client.get(address).content.decode()
    assert 'http-equiv="refresh"' in client.get(address).content.decode()
    assert begun == ["mark"]
    call_command("ledger_work", str(batch.pk), "mark")
    assert client.get(address)["Content-Disposition"].startswith("attachment")
