import random
import struct
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.lib.reading import ROWS, SAMPLES, SHEET_XML, only, read, refusal, with_sheet_xml
from tests.sheets import make_csv, make_xlsx, rezip
from zone.lib.child_process import ROOT
from zone.lib.limits import Limits
from zone.lib.refusals import MESSAGES, Refused
from zone.lib.sheet import Workbook


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

    assert 0 <= told[0] < 150_000
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


@pytest.mark.parametrize("count", [100, pytest.param(1000, marks=pytest.mark.slow)])
def test_read_workbook_answers_every_broken_file(tmp_path, count):
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
        answers = list(pool.map(answer, _mutations(count)))

    assert len(answers) == count
    assert {found for found, _seconds in answers} - MESSAGES.keys() == {"read"}
    assert max(seconds for _found, seconds in answers) < 15
