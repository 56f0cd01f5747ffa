"""Lists as files: figures are figures, and no text is a formula, a link or a number, whatever it begins with."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from zone.lib.table_file import write_table

DANGEROUS = [
    "=1+1", "==1+1", "{=1+1}", "+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "|x",
    "＝1", "＋1", "－1+1", "＠x", "https://example.com", "internal:Sheet!A1", "0123", "1e5",
]  # fmt: skip


def sheet_of(heads, *rows):
    with write_table("xlsx", heads, rows, title="企业", footer="尤丙铭 & 2016-07-05") as file:
        return openpyxl.load_workbook(io.BytesIO(file.read())).active


def lines_of(heads, *rows) -> list[list[str]]:
    with write_table("csv", heads, rows, title="企业", footer="") as file:
        return list(csv.reader(io.StringIO(file.read().decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_stays_text_in_a_workbook(text):
    cell = sheet_of([text], [text])["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text.replace("\r", "\n"), "s", None)


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_is_disarmed_in_csv(text):
    is_harmless = text in ("{=1+1}", "https://example.com", "internal:Sheet!A1", "0123", "1e5")
    assert lines_of(["备注"], [text])[1] == [text if is_harmless else f"'{text}"]


def test_figures_keep_their_kind():
    row = [Decimal("-12.5"), -3, date(2016, 7, 5), None, ""]
    sheet = sheet_of(["a", "b", "c", "d", "e"], row)
    assert [cell.value for cell in sheet[2]][:2] == [-12.5, -3]
    assert (sheet["C2"].value.date(), sheet["C2"].number_format) == (date(2016, 7, 5), "yyyy-mm-dd")
    assert [sheet["D2"].value, sheet["E2"].value] == [None, None]
    assert lines_of(["a", "b", "c", "d", "e"], row) == [["a", "b", "c", "d", "e"], ["-12.5", "-3", "2016-07-05", "", ""]]


def test_heads_stay_in_sight_and_the_footer_says_who_took_it():
    sheet = sheet_of(["企业名称", "企业名称"], ["甲", "乙"])
    assert (sheet.title, sheet.freeze_panes, sheet.print_title_rows) == ("企业", "B2", "$1:$1")
    assert sheet.oddFooter.left.text == "尤丙铭 && 2016-07-05"  # as Excel writes one &
    assert [cell.value for cell in sheet[1]] == ["企业名称", "企业名称"]


def test_a_list_without_rows_is_its_heads():
    assert [[cell.value for cell in row] for row in sheet_of(["企业名称"])] == [["企业名称"]]
    assert lines_of(["企业名称"]) == [["企业名称"]]
