import zipfile
from datetime import date, datetime

import pytest

from tests.lib.reading import HEADER, ROWS, SAMPLES, SHEET_XML, only, read, refusal
from tests.sheets import Formula, make_csv, make_xlsx, rezip
from zone.lib.csv_text import csv_lines


def test_read_workbook_keeps_values_types_and_row_numbers(tmp_path):
    moment = datetime(2016, 4, 18, 9, 30)
    path = make_xlsx(tmp_path / "a.xlsx", ["甲", None, 3, 2.5, True], [], [], [None, date(2015, 10, 1), moment, "=1+1", 9.12108e17])

    sheet = only(path)

    assert list(sheet.numbered()) == [
        (1, ["甲", None, 3, 2.5, True]),
        (2, []),
        (3, []),
        (4, [None, date(2015, 10, 1), moment, "=1+1", 9.12108e17]),
    ]
    assert [type(value) for value in sheet.row(1)] == [str, type(None), int, float, bool]
    assert (sheet.value(4, 2), sheet.value(4, 99), sheet.value(99, 1)) == (date(2015, 10, 1), None, None)


def test_read_workbook_numbers_rows_and_columns_of_a_table_that_begins_late(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", *[[]] * 30, [None, None, "甲"])

    sheet = only(path)

    assert (sheet.first_row, sheet.last_row, sheet.width, sheet.value(31, 3)) == (31, 31, 3, "甲")


def test_read_workbook_gives_formats_merges_and_hidden_parts(tmp_path):
    path = make_xlsx(
        tmp_path / "a.xlsx",
        *ROWS,
        [3, 0.052, 42278],
        merges=["A2:A3"],
        formats={"B4": "0.0%", "C": "#,##0.00", "C4": 'yyyy"年"m"月"'},
        hidden_rows=[3],
        hidden_columns=["B"],
    )

    sheet = only(path)

    assert list(sheet.formats.cells()) == [
        (1, 3, "#,##0.00"), (2, 3, "#,##0.00"), (3, 3, "#,##0.00"), (4, 3, 'yyyy"年"m"月"'), (4, 2, "0.0%"),
    ]  # fmt: skip
    assert (sheet.merges, sheet.hidden_rows, sheet.hidden_columns) == ([(2, 1, 3, 1)], {3}, {2})
    assert (sheet.value(4, 2), sheet.value(4, 3)) == (0.052, date(2015, 10, 1))


def test_read_workbook_knows_the_built_in_date_formats_of_a_chinese_excel(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", [42278, 42278], formats={"A1": '"甲"0', "B1": '"乙"0'})
    styles = zipfile.ZipFile(path).read("xl/styles.xml").decode().replace('numFmtId="164" fontId', 'numFmtId="57" fontId')

    sheet = only(rezip(path, tmp_path / "b.xlsx", {"xl/styles.xml": styles.encode()}))

    assert sheet.rows == [[date(2015, 10, 1), 42278]]
    assert sheet.formats.get(1, 1) == 'yyyy"年"m"月"'


def test_read_workbook_reads_the_calendar_of_1904(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", [date(2016, 3, 1)], is_1904=True)

    book = read(path)

    assert (book.is_1904, book.sheets[0].sheet.rows) == (True, [[date(2016, 3, 1)]])


def test_read_workbook_tells_formulas_and_errors(tmp_path):
    path = make_xlsx(
        tmp_path / "a.xlsx",
        [Formula("=1+1", 2), Formula("=SUM(A1:A9)"), Formula("=1/0", "#DIV/0!"), Formula("=B9", "文字"), 7],
    )

    sheet = only(path)

    assert sheet.rows == [[2, None, None, "文字", 7]]
    assert list(sheet.formulas.cells()) == [(1, 1, True), (1, 2, False), (1, 3, True), (1, 4, True)]
    assert list(sheet.errors.cells()) == [(1, 3, "#DIV/0!")]


def test_read_workbook_reads_cells_written_in_other_lawful_ways(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", ["x"], formats={"A1": "0.0%"})
    strange = (
        "<x:sheetData><x:row hidden='1'><x:c s='1'><x:v>0.5</x:v></x:c><x:c/><x:c><x:f>1+1</x:f></x:c></x:row>"
        "<x:row r='5'><x:c t='e' r='C5'><x:v>#REF!</x:v></x:c><x:c t='n' s='1' r='D5'><x:v>7</x:v></x:c></x:row>"
        "</x:sheetData>"
        "<x:mergeCells><x:mergeCell ref='A5:B6'/></x:mergeCells>"
    )
    xml = f'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{strange}</x:worksheet>'

    sheet = only(rezip(path, tmp_path / "b.xlsx", {SHEET_XML: xml.encode()}))

    assert list(sheet.formats.cells()) == [(1, 1, "0.0%"), (5, 4, "0.0%")]
    assert list(sheet.formulas.cells()) == [(1, 3, False)]
    assert list(sheet.errors.cells()) == [(5, 3, "#REF!")]
    assert (sheet.merges, sheet.hidden_rows) == ([(5, 1, 6, 2)], {1})
    assert (sheet.value(1, 1), sheet.value(5, 4)) == (0.5, 7)


def test_read_workbook_gives_every_sheet_or_the_one_asked_for(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", *ROWS, sheet="一月", others={"二月": [["乙"]], "空": []}, hidden_sheets=["二月"])

    every, one = read(path), read(path, sheet="二月")

    assert [(info.name, info.visibility, len(info.sheet.rows)) for info in every.sheets] == [
        ("一月", "visible", 3), ("二月", "hidden", 1), ("空", "visible", 0),
    ]  # fmt: skip
    assert [info.sheet and info.sheet.rows for info in one.sheets] == [None, [["乙"]], None]
    assert refusal(path, sheet="三月") == ("unknown_sheet", {"sheet": "三月", "sheets": "一月、二月、空"})


def test_read_workbook_reads_old_xls_with_what_stands_beside_the_values():
    path = next(SAMPLES.glob("*.xls"))

    book = read(path)
    sheet = book.sheets[0].sheet

    assert (book.format, sheet.name, sheet.last_row, sheet.width) == ("xls", "一览表", 11, 12)
    assert (5, 1, 6, 1) in sheet.merges
    assert (sheet.value(10, 11), sheet.formats.get(10, 11)) == (4.2, "0.00")
    assert (sheet.value(5, 1), type(sheet.value(5, 1))) == (1, int)


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("gb18030", "gb18030"), ("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"), ("gbk", "gb18030")],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_read_workbook_reads_text_in_every_usual_encoding(tmp_path, encoding, told, delimiter):
    path = make_csv(tmp_path / "a.csv", HEADER, ["1", "联通, 营口", "1,200"], [], ["3", "多\n行", ""],
                    encoding=encoding, delimiter=delimiter)  # fmt: skip

    book = read(path, shown_name="下载.xlsx")

    assert (book.format, book.encoding, book.delimiter, book.sheets[0].name) == ("csv", told, delimiter, "下载")
    assert book.sheets[0].sheet.rows == [HEADER, ["1", "联通, 营口", "1,200"], [], ["3", "多\n行"]]


def test_read_workbook_reads_big_endian_and_rare_characters(tmp_path):
    big_endian = tmp_path / "a.csv"
    big_endian.write_bytes(b"\xfe\xff" + "企业,𠮷龘😀".encode("utf-16-be"))
    four_bytes = make_csv(tmp_path / "b.csv", ["企业", "𠮷龘㐀"], encoding="gb18030")

    assert only(big_endian).rows == [["企业", "𠮷龘😀"]]
    assert only(four_bytes).rows == [["企业", "𠮷龘㐀"]]


def test_read_workbook_takes_off_the_mark_that_our_own_csv_puts_before_a_formula(tmp_path):
    path = tmp_path / "a.csv"
    texts = ["=1+1", "+86 417", "-1", "@甲", "'=1", "＝1", "O'Neil", "'甲'", "普通"]
    path.write_text("".join(csv_lines([texts, texts])), encoding="utf-8")

    assert only(path).rows == [texts, texts]
