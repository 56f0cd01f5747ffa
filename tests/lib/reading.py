"""Ways of calling the reader that its tests share."""

import zipfile
from pathlib import Path

import pytest

from tests.sheets import rezip
from zone.lib.child_process import ROOT
from zone.lib.refusals import Refused
from zone.lib.sheet import Workbook
from zone.lib.sheet_reader import read_workbook

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
