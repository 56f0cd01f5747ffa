import random
import struct
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.sheets import Formula, make_csv, make_xlsx, rezip
from zone.lib.limits import Limits
from zone.lib.refusals import MESSAGES, Refused
from zone.lib.sheet import Workbook
from zone.lib.sheet_reader import ROOT, read_workbook

SAMPLES = ROOT / "samples"
HEADER = ["序号", "企业名称", "主营业务收入"]
ROWS = [HEADER, [1, "营口甲辰机械制造有限公司", 12380.5], [2, "营口丁酉阀门厂", 1960]]
SHEET_XML = "xl/worksheets/sheet1.xml"


def read(path, **options) -> Workbook:
    return read_workbook(path, shown_name=options.pop("shown_name", Path(path).name), **options)


def only(path, **options):
    return read(path, **options).sheets[0].sheet


def refusal(path, **options) -> tuple[str, dict]:
    with pytest.raises(Refused) as caught:
        read(path, **options)
    return caught.value.code, caught.value.params


def with_sheet_xml(path: Path, target: Path, *changes: tuple[str, str]) -> Path:
    text = zipfile.ZipFile(path).read(SHEET_XML).decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return rezip(path, target, {SHEET_XML: text.encode()})


def test_read_workbook_keeps_values_types_and_row_numbers(tmp_path):
    moment = datetime(2016, 4, 18, 9, 30)
    path = make_xlsx(
        tmp_path / "a.xlsx", ["甲", None, 3, 2.5, True], [], [], [None, date(2015, 10, 1), moment, "=1+1", 9.12108e17]
    )

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
    styles = (
        zipfile.ZipFile(path).read("xl/styles.xml").decode().replace('numFmtId="164" fontId', 'numFmtId="57" fontId')
    )

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
    path = make_xlsx(
        tmp_path / "a.xlsx", *ROWS, sheet="一月", others={"二月": [["乙"]], "空": []}, hidden_sheets=["二月"]
    )

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


def test_read_workbook_refuses_text_in_no_or_two_encodings(tmp_path):
    path = tmp_path / "a.csv"
    good, other = "1,营口甲辰机械制造有限公司\n", "2,辽宁乙未安全装备股份有限公司\n"
    found = []
    for data in (
        (good * 5).encode() + other.encode("gb18030"),
        (good * 5).encode("gb18030") + other.encode(),
        b"\xef\xbb\xbf" + good.encode() + other.encode("gb18030"),
        good.encode("gb18030") + b"3,\xff\xff\n",
        good.encode() + b"2,\0\n",
        good.encode("utf-16-le"),
        "\ufeff1,\0".encode("utf-16-le"),
    ):
        path.write_bytes(data)
        found.append(refusal(path))

    assert found == [
        ("mixed_encoding", {"row": 6}),
        ("mixed_encoding", {"row": 6}),
        ("mixed_encoding", {"row": 2}),
        ("encoding", {"row": 2}),
        ("nul_bytes", {"row": 2}),
        ("nul_bytes", {"row": 1}),
        ("nul_bytes", {"row": 1}),
    ]


def test_read_workbook_refuses_open_quotes_and_huge_cells(tmp_path):
    path = tmp_path / "a.csv"
    found = []
    for text in ('1,a\n2,"b\n3,c\n', "1," + "x" * 40_000, '1,"' + "x\n" * 30_000, '1,"a""b"\n2,"c, d"\n3,5" pipe\n'):
        path.write_text(text)
        try:
            found.append(only(path).rows)
        except Refused as refused:
            found.append((refused.code, refused.params))

    assert found == [
        ("unclosed_quote", {"row": 2}),
        ("cell_too_long", {"row": 1, "limit": 32_767}),
        ("unclosed_quote", {"row": 1}),
        [["1", 'a"b'], ["2", "c, d"], ["3", '5" pipe']],
    ]


def test_read_workbook_refuses_a_single_cell_in_the_furthest_corner(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", ["x"], [5])
    corner = with_sheet_xml(path, tmp_path / "b.xlsx", ('r="A2"', 'r="XFD1048576"'))
    lower = with_sheet_xml(path, tmp_path / "c.xlsx", ('r="A2"', 'r="xfd1048576"'))
    below = with_sheet_xml(path, tmp_path / "d.xlsx", ('r="A2"', 'r="A200001"'))
    started = time.monotonic()

    assert refusal(corner) == ("too_many_columns", {"limit": 256})
    assert refusal(lower) == ("too_many_columns", {"limit": 256})
    assert refusal(below) == ("too_many_rows", {"limit": 200_000})
    assert time.monotonic() - started < 5


def test_read_workbook_reads_a_sheet_that_only_claims_to_be_huge(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", ["x"], [5])
    claims = with_sheet_xml(
        path, tmp_path / "b.xlsx", ('ref="A1:A2"', 'ref="A1:XFD1048576"'),
        ("</sheetData>", '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'),
    )  # fmt: skip

    assert only(claims).rows == [["x"], [5]]


def test_read_workbook_refuses_too_many_rows_and_columns(tmp_path):
    tall = make_xlsx(tmp_path / "a.xlsx", *[[number] for number in range(31)])
    wide = make_csv(tmp_path / "b.csv", ["x"] * 100_000)
    limits = Limits(rows=30)

    assert refusal(tall, limits=limits) == ("too_many_rows", {"limit": 30})
    assert refusal(make_csv(tmp_path / "c.csv", *[["甲"]] * 31), limits=limits) == ("too_many_rows", {"limit": 30})
    assert refusal(wide) == ("too_many_columns", {"limit": 256})


def test_read_workbook_passes_over_a_side_sheet_beyond_the_limits(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", *ROWS, others={"底稿": [[1]] * 40})

    book = read(path, limits=Limits(rows=30))

    assert [(info.name, info.sheet is None, info.refusal) for info in book.sheets] == [
        ("Sheet1", False, None), ("底稿", True, ("too_many_rows", {"limit": 30})),
    ]  # fmt: skip
    assert refusal(path, limits=Limits(rows=30), sheet="底稿") == ("too_many_rows", {"limit": 30})


def test_read_workbook_refuses_entities_wherever_they_stand(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", *ROWS)
    laughs = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    found = []
    for name in (SHEET_XML, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "docProps/core.xml"):
        data = zipfile.ZipFile(path).read(name)
        head, root = data.split(b"?>", 1)
        found.append(refusal(rezip(path, tmp_path / "b.xlsx", {name: head + b"?>" + laughs + root})))

    assert [code for code, _params in found] == ["unsafe_xml"] * 5


def test_read_workbook_refuses_a_member_that_lies_about_its_size(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", *ROWS)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"xl/sharedStrings.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<I", data, at + 24, struct.unpack_from("<I", data, at + 24)[0] - 20)
    (tmp_path / "b.xlsx").write_bytes(data)

    assert refusal(tmp_path / "b.xlsx") == ("unsafe", {"detail": "size"})


def test_read_workbook_never_fetches_links_or_runs_what_lies_beside_the_sheet(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", *ROWS)
    beside = rezip(path, tmp_path / "b.xlsx", add={
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>", "xl/media/image1.png": b"\x89PNG",
        "inner.zip": b"PK\x03\x04",
        "xl/comments1.xml": b"<comments/>",
    })  # fmt: skip

    assert only(beside).rows == only(path).rows


def test_read_workbook_says_plainly_that_nothing_is_there(tmp_path):
    blank = make_xlsx(tmp_path / "a.xlsx", [], [None, None])
    spaces = make_csv(tmp_path / "b.csv", ["", ""], ["", ""])
    nothing = tmp_path / "c.csv"
    nothing.write_bytes(b"")

    assert [refusal(path) for path in (blank, spaces, nothing)] == [("no_sheet", {}), ("no_sheet", {}), ("empty", {})]
    assert refusal(tmp_path / "absent.xlsx") == ("unreadable", {})


def test_read_workbook_gives_up_in_time_and_without_memory(tmp_path):
    path = make_csv(tmp_path / "a.csv", *[["营口甲辰机械制造有限公司"] * 20] * 20_000)
    started = time.monotonic()

    assert refusal(path, limits=Limits(seconds=0)) == ("too_slow", {"seconds": 0})
    assert time.monotonic() - started < 5
    assert refusal(path, limits=Limits(memory=40 << 20))[0] in ("too_big", "unreadable")


def test_read_workbook_tells_its_progress_and_can_be_stopped(tmp_path):
    path = make_csv(tmp_path / "a.csv", *[[number, "营口甲辰机械制造有限公司"] for number in range(150_000)])
    told = []

    class Stopped(Exception):
        pass

    def stop(rows: int) -> None:
        told.append(rows)
        raise Stopped

    with pytest.raises(Stopped):
        read(path, progress=stop)

    assert 0 < told[0] < 150_000
    assert len(only(path, progress=told.append).rows) == 150_000


def test_reading_child_knows_no_django():
    modules = ", ".join(f"zone.lib.{name}" for name in ("sheet_child", "xlsx_reading", "xls_reading", "csv_reading"))
    code = f"import sys, {modules}; print('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def _mutations(count: int):
    """Good files with bits turned over, pieces cut out or doubled, and members swapped; the same ones every time."""
    chance = random.Random(20160604)
    files = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".xlsx", ".xls", ".csv"))
    for number in range(count):
        path = files[number % len(files)]
        data = bytearray(path.read_bytes())
        kind = chance.choice(("bits", "cut", "hole", "double", "swap"))
        if kind == "swap" and path.suffix != ".xlsx":
            kind = "bits"
        if kind == "bits":
            for _flip in range(chance.choice((1, 5, 50))):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        elif kind == "cut":
            del data[chance.randrange(1, len(data)) :]
        elif kind == "hole":
            start = chance.randrange(len(data))
            del data[start : start + chance.randrange(1, 600)]
        elif kind == "double":
            start = chance.randrange(len(data))
            data[start:start] = data[start : start + chance.randrange(1, 600)]
        yield number, path, kind, bytes(data), chance.random()


def _swapped(path: Path, target: Path, seed: float) -> None:
    """Two members of the zip take each other's content."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    one, other = random.Random(seed).sample(sorted(members), 2)
    members[one], members[other] = members[other], members[one]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def test_read_workbook_answers_every_broken_file(tmp_path):
    def answer(mutation):
        number, path, kind, data, seed = mutation
        target = tmp_path / f"{number}{path.suffix}"
        target.write_bytes(data)
        if kind == "swap":
            _swapped(path, target, seed)
        started = time.monotonic()
        try:
            found = "read" if isinstance(read(target, limits=Limits(seconds=20)), Workbook) else "nothing"
        except Refused as refused:
            found = refused.code
        return found, time.monotonic() - started

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(answer, _mutations(300)))

    assert len(answers) == 300
    assert {found for found, _seconds in answers} - MESSAGES.keys() == {"read"}
    assert max(seconds for _found, seconds in answers) < 15
