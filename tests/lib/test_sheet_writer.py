"""What is written into a workbook is what three readers find there, whatever the text begins with."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
import python_calamine
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zone.lib.sheet_cells import ANY, CODE, COUNT, DAY, MONEY, TEXT
from zone.lib.sheet_reader import read_workbook
from zone.lib.sheet_writer import BookWriter, SheetColumn, SheetLayout

COLUMNS = [
    SheetColumn(("企业名称",), TEXT, 30),
    SheetColumn(("主营业务收入", "2015年"), MONEY),
    SheetColumn(("主营业务收入", "1-6月"), MONEY),
    SheetColumn(("注册时间",), DAY),
    SheetColumn(("信用代码",), CODE),
]
LINE = ("填报单位：经济发展局", "", "单位：万元")


def written(columns, *chunks, **said) -> bytes:
    file = io.BytesIO()
    with BookWriter(file) as book, book.sheet(SheetLayout("台账", columns, **said)) as sheet:
        for chunk in chunks:
            sheet.write(chunk)
    return file.getvalue()


def values(data: bytes) -> list[list]:
    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def test_title_line_and_a_header_of_two_rows_stand_as_an_office_has_them():
    data = written(COLUMNS, [["甲"], [1], [2], [date(2016, 3, 1)], ["912108110000030419"]], title="企业台账", line=LINE, frozen=1)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert {"A1:E1", "A3:A4", "B3:C3", "D3:D4"} <= {str(place) for place in sheet.merged_cells.ranges}
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$1:$4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert [sheet["E5"].value, sheet["E5"].number_format] == ["912108110000030419", "@"]
    assert [sheet["B5"].value, sheet["D5"].value] == [1, datetime(2016, 3, 1)]


def test_our_own_reader_finds_rows_formats_and_merges(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(written(COLUMNS, [["甲"], [Decimal("1.5")], [None], [date(2016, 3, 1)], [""]], title="企业台账", line=LINE))
    sheet = read_workbook(path, shown_name="a.xlsx").sheets[0].sheet
    assert sheet.row(5)[:4] == ["甲", 1.5, None, date(2016, 3, 1)]
    assert (1, 1, 1, 5) in sheet.merges


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\tx", "https://example.com", "{=1}", "0123", "1e5"])
def test_no_text_becomes_a_formula_a_link_or_a_number(text):
    data = written([SheetColumn(("备注",))], [[text]])
    cell = openpyxl.load_workbook(io.BytesIO(data)).active["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


@given(st.lists(st.text(max_size=12), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
@example(["a\x1fb", "\x00", "c\x1f"])
@example(["_x0041_ & <b>", "a\r\nb", " outer ", "\ud800", "\ufffe"])
def test_every_text_comes_back_without_what_xml_cannot_hold(texts):
    data = written([SheetColumn(("备注",)), SheetColumn(("号",), COUNT)], [texts, list(range(len(texts)))])
    rows = values(data)[1:]
    assert [row[0] for row in rows] == [readable(text) for text in texts]
    openpyxl.load_workbook(io.BytesIO(data))


def readable(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        char
        for char in text
        if char in "\n\t" or (ord(char) >= 32 and not 0xD800 <= ord(char) <= 0xDFFF and ord(char) not in (0xFFFE, 0xFFFF))
    )


def test_a_number_that_a_cell_cannot_keep_is_written_as_text():
    long = Decimal("99999999999999.9999")
    data = written([SheetColumn(("投资",), MONEY)], [[long, Decimal("1E+3"), "约5800", None, Decimal("NaN"), Decimal("123456789.1234")]])
    assert [row[0] for row in values(data)[1:]] == ["99999999999999.9999", 1000, "约5800", "", "NaN", 123456789.1234]


def test_values_of_any_kind_keep_their_kind():
    moment = datetime(2016, 7, 5, 8, 30)
    data = written([SheetColumn(("值",), ANY)], [[True, 3, 2.5, date(2016, 7, 5), moment, "文", None]])
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [sheet.cell(row, 1).value for row in range(2, 8)] == ["是", 3, 2.5, datetime(2016, 7, 5), moment, "文"]


def test_a_choice_is_offered_down_the_column_and_names_of_sheets_are_lawful():
    file = io.BytesIO()
    with BookWriter(file) as book:
        with book.sheet(SheetLayout("a/b:c*" + "长" * 40, COLUMNS[:1], choices={1: "'选项'!$A$2:$A$3"})) as sheet:
            sheet.write([["甲"]])
        with book.sheet(SheetLayout("选项", [SheetColumn(("区域",))])) as sheet:
            sheet.write([["高新区", "西市区"]])
    loaded = openpyxl.load_workbook(file)
    assert len(loaded.sheetnames[0]) == 31
    assert [str(each.sqref) for each in loaded.worksheets[0].data_validations.dataValidation] == ["A2:A2001"]
