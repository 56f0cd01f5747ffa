import random
import struct
import zipfile

import pytest

from tests.sheets import make_csv, make_ole, make_xlsx, rezip
from zone.lib.filetype import recognise
from zone.lib.limits import Limits
from zone.lib.refusals import MESSAGES, Refused

ROWS = [["序号", "企业名称"], [1, "营口甲辰机械制造有限公司"]]


@pytest.fixture
def good(tmp_path):
    return make_xlsx(tmp_path / "good.xlsx", *ROWS)


def refusal(path, shown_name="台账.xlsx", **limits) -> tuple[str, dict]:
    with pytest.raises(Refused) as caught:
        recognise(path, shown_name, Limits(**limits))
    assert str(caught.value) == MESSAGES[caught.value.code] % caught.value.params
    return caught.value.code, caught.value.params


def written(tmp_path, data: bytes):
    path = tmp_path / "upload"
    path.write_bytes(data)
    return path


def test_recognise_goes_by_content_not_by_name(tmp_path, good):
    csv = make_csv(tmp_path / "a.csv", *ROWS)

    assert [recognise(good, name).format for name in ("a.xlsx", "a.csv", "无名")] == ["xlsx"] * 3
    assert [recognise(good, name).misnamed for name in ("a.XLSX", "a.csv", "无名")] == [False, True, True]
    assert recognise(csv, "a.xlsx").format == "csv"


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (b"%PDF-1.4 ...", ("no_table", "PDF")),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), ("picture", "PNG")),
        (b"\xff\xd8\xff\xe0" + bytes(50), ("picture", "JPEG")),
        (b"\0\0\0\x28ftypheic" + bytes(50), ("picture", "HEIC")),
        (b"Rar!\x1a\x07\x01\0" + bytes(50), ("packed", "RAR")),
        (b"\x09\x04\x06\x00" + bytes(60), ("other_format", "Excel 2.0-5.0")),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', ("other_format", "XML")),
    ],
)
def test_recognise_names_what_it_cannot_read(tmp_path, data, refused):
    code, label = refused
    assert refusal(written(tmp_path, data)) == (code, {"format": label})


@pytest.mark.parametrize(
    "text",
    [
        "<html><head><meta charset='gb2312'></head><table><tr><td>企业名称</td></tr></table></html>",
        "\n  <!DOCTYPE html><table></table>",
        "<!-- export --><table border=1><tr><td>1</td></tr></table>",
        "MIME-Version: 1.0\nContent-Type: multipart/related",
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"></html>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_recognise_tells_a_web_page_named_xls(tmp_path, text, encoding):
    assert refusal(written(tmp_path, text.encode(encoding)), "台账.xls") == ("html", {})


def test_recognise_refuses_an_empty_and_a_large_upload(tmp_path):
    assert refusal(written(tmp_path, b"")) == ("empty", {})
    assert refusal(written(tmp_path, bytes(3 << 20)), uploaded=2 << 20) == ("too_large", {"size_mb": 3, "limit_mb": 2})


def test_recognise_refuses_passwords_of_both_kinds(tmp_path):
    modern = make_ole(tmp_path / "a.xlsx", {"EncryptionInfo": b"x", "EncryptedPackage": b"y" * 5000})
    start_of_file, password = struct.pack("<HHHH12x", 0x0809, 16, 0x0600, 5), struct.pack("<HH6x", 0x002F, 6)
    old = make_ole(tmp_path / "a.xls", {"Workbook": start_of_file + password})

    assert refusal(modern) == ("encrypted", {})
    assert refusal(old, "a.xls") == ("encrypted", {})


def test_recognise_tells_other_compound_files_apart(tmp_path):
    word = make_ole(tmp_path / "a.doc", {"WordDocument": b"x"})
    wps = make_ole(tmp_path / "a.et", {"Contents": b"x"})
    excel_95 = make_ole(tmp_path / "b.xls", {"Book": b"x"})
    macros = make_ole(tmp_path / "c.xls", {"Workbook": struct.pack("<HHHH12x", 0x0809, 16, 0x0600, 5), "_VBA_PROJECT": b"x"})

    assert refusal(word, "a.xls") == ("no_table", {"format": "Word 97-2003"})
    assert refusal(wps, "a.et") == ("other_format", {"format": "WPS .et"})
    assert refusal(excel_95, "b.xls") == ("other_format", {"format": "Excel 5.0/95"})
    assert refusal(macros, "c.xls") == ("macros", {})
    assert refusal(written(tmp_path, word.read_bytes()[:700]), "a.xls") == ("damaged", {})


def test_recognise_refuses_macros_whatever_the_name(tmp_path, good):
    with_macros = rezip(good, tmp_path / "a.xlsx", add={"xl/vbaProject.bin": b"x"})
    types = zipfile.ZipFile(good).read("[Content_Types].xml").replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    declared = rezip(good, tmp_path / "b.xlsx", {"[Content_Types].xml": types})

    assert refusal(with_macros) == ("macros", {})
    assert refusal(declared) == ("macros", {})


def test_recognise_tells_other_zips_apart(tmp_path):
    found = {}
    for label, members in {
        "ODS": {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"},
        "Word": {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"},
        "XLSB": {"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"x"},
        "ZIP": {"inner.zip": b"PK", "readme.txt": b"x"},
    }.items():
        path = tmp_path / f"{label}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        found[label] = refusal(path)

    codes = {"ODS": "other_format", "Word": "no_table", "XLSB": "other_format", "ZIP": "packed"}
    assert found == {label: (code, {"format": label}) for label, code in codes.items()}


def test_recognise_refuses_unsafe_zips_before_unpacking(tmp_path, good):
    bomb = rezip(good, tmp_path / "bomb.xlsx", add={"xl/worksheets/sheet9.xml": bytes(300 << 20)})
    many = rezip(good, tmp_path / "many.xlsx", add={f"xl/{number}.xml": b"" for number in range(10_000)})
    outside = rezip(good, tmp_path / "outside.xlsx", add={"xl/../../etc/passwd": b"x"})
    twice = tmp_path / "twice.xlsx"
    rezip(good, twice)
    with zipfile.ZipFile(twice, "a") as archive:
        archive.writestr("XL/WORKBOOK.xml", b"<x/>")
    locked = bytearray(good.read_bytes())
    for at in range(len(locked) - 4):
        if locked[at : at + 4] == b"PK\x01\x02":
            locked[at + 8] |= 1

    assert bomb.stat().st_size < 1 << 20
    assert refusal(bomb) == ("too_big_unpacked", {"limit_mb": 256})
    assert refusal(many) == ("unsafe", {"detail": "members"})
    assert refusal(outside) == ("unsafe", {"detail": "path"})
    assert refusal(twice) == ("unsafe", {"detail": "twins"})
    assert refusal(written(tmp_path, bytes(locked))) == ("encrypted", {})


def test_recognise_refuses_cut_and_random_bytes(tmp_path, good):
    data = good.read_bytes()
    noise = random.Random(7).randbytes(5_000)

    assert refusal(written(tmp_path, data[: len(data) // 2])) == ("damaged", {})
    assert refusal(written(tmp_path, noise.replace(b"\0", b"\1"))) == ("unreadable", {})
