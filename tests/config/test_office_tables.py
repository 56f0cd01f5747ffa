"""The office's own tables of the demo office: what goes out comes in again and changes nothing."""

import json

import openpyxl
import pytest
from django.core.management import call_command

from zone.ledgers.kinds import all_kinds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
KINDS = [kind.code for kind in all_kinds().values() if kind.office]


@pytest.fixture(autouse=True)
def _own_folder_and_day(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path / "data"
    monkeypatch.setenv("ZONE_TODAY", "2016-07-05")


@pytest.fixture
def sent(tmp_path):
    """Export one kind, and what its preview says when it comes in again."""

    def send(kind: str, *options: str, told: str = "") -> dict:
        path, answer = tmp_path / "out.xlsx", tmp_path / "answer.json"
        call_command("export_ledger", kind, "--format", "xlsx", "--output", str(path), *options)
        with pytest.raises(SystemExit):
            call_command("import_ledger", told or kind, str(path), "--json", str(answer))
        return json.loads(answer.read_text())

    return send


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_comes_in_again_without_a_change(sent, kind):
    answer = sent(kind)
    assert answer["rows_read"] > 20
    assert (answer["new"], answer["changed"], answer["rejected"]) == (0, 0, 0), [*answer["errors"][:3], *changed(answer)[:3]]
    assert answer["unmapped_columns"] == []
    assert answer["totals"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_says_by_itself_what_it_is(sent, kind):
    assert sent(kind, told="auto")["kind"] == kind


def changed(answer: dict) -> list:
    return [record for records in answer["records"].values() for record in records if record["action"] == "changed"]


def test_the_enterprise_ledger_looks_as_the_office_has_it(tmp_path):
    path = tmp_path / "out.xlsx"
    call_command("export_ledger", "enterprises", "--format", "xlsx", "--period", "2016-03", "--as", "econ", "--output", str(path))
    sheet = openpyxl.load_workbook(path).active
    assert sheet["A1"].value == "营口国家高新区企业台账（2016年1-3月）"
    assert sheet["A2"].value == "填报单位：经济发展局"
    heads = [(sheet.cell(3, column).value, sheet.cell(4, column).value) for column in range(1, sheet.max_column + 1)]
    assert heads[:3] == [("序号", None), ("企业名称", None), ("统一社会信用代码（注册号）", None)]
    assert ("主营业务收入", "2015年") in heads
    lines = [sheet.cell(row, 1).value for row in range(sheet.max_row - 2, sheet.max_row + 1)]
    assert lines[0] == "合计"
    assert lines[2].startswith("负责人：")


def test_whole_numbers_of_phones_go_only_to_whoever_may_read_them(tmp_path):
    seen = {}
    for user in ("econ", "stats"):
        path = tmp_path / f"{user}.xlsx"
        call_command("export_ledger", "enterprises", "--format", "xlsx", "--as", user, "--output", str(path))
        seen[user] = [cell.value for cell in openpyxl.load_workbook(path).active[3]]
    assert "联系电话" in seen["econ"]
    assert "联系电话" not in seen["stats"]
