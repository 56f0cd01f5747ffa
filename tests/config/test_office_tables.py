"""The office's own tables of the demo office: what goes out comes in again and changes nothing."""

import json
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command
from django.test import override_settings

from projects.models import Project, ProjectProgress
from zone.ledgers.kinds import all_kinds
from zone.lib.showing import show
from zone.models import Event, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled_office")]
KINDS = [kind.code for kind in all_kinds().values() if kind.office]
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SHEETS = [
    ("enterprises", "营口*台账*.xlsx"),
    ("enterprises", "规上*.xlsx"),
    ("support", "附件1*.xls"),
    ("investment", "*招商*.xlsx"),
    ("merger", "三区*.xlsx"),
    ("indicators", "*主要经济指标*.csv"),
]
LEAST_ROWS = {"merger": 5, "indicators": 17}


@pytest.fixture(scope="module")
def filled_office(office, django_db_blocker, tmp_path_factory):
    """The demo office after the sheets of the samples came in, good rows only: with papers, requests, tasks and names that nobody knows."""
    folder = tmp_path_factory.mktemp("data")
    with django_db_blocker.unblock(), override_settings(DATA_DIR=folder), pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZONE_TODAY", "2016-07-05")
        for kind, name in SHEETS:
            path = next(SAMPLES.glob(name))
            with pytest.raises(SystemExit):
                call_command("import_ledger", kind, str(path), "--commit", "--good-rows-only", "--json", str(folder / "answer.json"))


@pytest.fixture(autouse=True)
def _own_folder_and_day(filled_office, settings, tmp_path, monkeypatch):
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
    assert answer["rows_read"] >= LEAST_ROWS.get(kind, 25)
    assert (answer["new"], answer["changed"], answer["rejected"]) == (0, 0, 0), [*answer["errors"][:3], *changed(answer)[:3]]
    assert answer["unmapped_columns"] == []
    assert answer["totals"] == []


@pytest.mark.parametrize("kind", ["progress", "tech-upgrade", "investment"])
def test_what_was_returned_is_not_added_up_and_stays_when_the_table_comes_in_again(sent, tmp_path, kind):
    reports = ProjectProgress.objects.filter(period="2016-06", invest_ytd__gt=0)
    if kind != "progress":
        reports = reports.filter(project__kind=kind.replace("-", "_"))
    standing = sum(reports.standing().values_list("invest_ytd", flat=True))
    one = reports.standing().order_by("project").first()
    ProjectProgress.objects.filter(pk=one.pk).update(state="returned")
    answer = sent(kind)
    assert (answer["new"], answer["changed"], answer["rejected"], answer["totals"]) == (0, 0, 0, [])
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(tmp_path / "out.xlsx").active]
    (sums,) = (row for row in rows if row[0] == "合计")
    assert float(standing - one.invest_ytd) in [float(value) for value in sums if isinstance(value, int | float)]
    if kind == "progress":
        assert f"累计{show(one.invest_ytd)}" in next(row[-1] for row in rows if row[2] == one.project.name)


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


def test_what_the_samples_brought_stands_in_the_tables(tmp_path):
    texts = {}
    for kind in ("investment", "support", "merger"):
        call_command("export_ledger", kind, "--output", str(tmp_path / f"{kind}.xlsx"))
        texts[kind] = {str(cell.value) for row in openpyxl.load_workbook(tmp_path / f"{kind}.xlsx").active.iter_rows() for cell in row}
    assert {"手续办理", "备案", "施工许可", "√", "长三角"} <= texts["investment"]
    assert {"流动资金缺口约2000万元", "正在办理"} & texts["support"]
    assert "贯彻落实营委发〔2015〕4号文件 三区整合工作任务分解表" in texts["merger"]


def test_a_name_in_another_wording_is_no_change_but_another_person_is(tmp_path):
    project = Project.objects.exclude(officer=None).first()
    path = tmp_path / "out.xlsx"
    call_command("export_ledger", project.kind.replace("_", "-"), "--output", str(path))
    User.objects.filter(pk=project.officer_id).update(is_active=False)
    assert preview(project.kind.replace("_", "-"), path, tmp_path)["changed"] == 0
    book = openpyxl.load_workbook(path)
    cell = next(cell for row in book.active.iter_rows(min_row=5) for cell in row if cell.value == project.officer.name)
    cell.value = "于亥宁"
    book.save(path)
    assert preview(project.kind.replace("_", "-"), path, tmp_path)["changed"] == 1


def preview(kind: str, path: Path, folder: Path) -> dict:
    with pytest.raises(SystemExit):
        call_command("import_ledger", kind, str(path), "--json", str(folder / "again.json"))
    return json.loads((folder / "again.json").read_text())


def test_records_go_out_as_xlsx_too_and_sheets_as_nothing_else(tmp_path, capsys):
    path = tmp_path / "records.xlsx"
    call_command("export_ledger", "project-progress", "--format", "xlsx", "--period", "2016-06", "--output", str(path))
    page = openpyxl.load_workbook(path).active
    assert [page["A1"].value, page["B1"].value] == ["project", "period"]
    assert {page.cell(row, 2).value for row in range(2, page.max_row + 1)} == {"2016-06"}
    with pytest.raises(SystemExit, match="2"):
        call_command("export_ledger", "tech-upgrade", "--format", "json")
    assert "projects" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("user", "address", "filters", "kind"),
    [
        ("econ", "/enterprises/", {"priority": "yes"}, "enterprises"),
        ("econ", "/projects/", {"kind": "tech_upgrade", "stage": "under_construction"}, "tech-upgrade"),
        ("invest", "/projects/", {"kind": "investment"}, "investment"),
        ("merger", "/merger/", {}, "merger"),
        ("econ", "/enterprises/supports/", {}, "support"),
        ("stats", "/indicators/", {}, "indicators"),
        ("stats", "/indicators/", {"period": "2015-12"}, "indicators"),
    ],
)
def test_a_list_gives_its_rows_as_the_offices_table(client, tmp_path, user, address, filters, kind):
    client.force_login(User.objects.get(username=user), backend="django.contrib.auth.backends.ModelBackend")
    shown = client.get(address, filters)
    assert any("format=office" in link for link, _words in shown.context["exports"])
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"".join(client.get(address, filters | {"format": "office"}).streaming_content))
    answer = preview(kind, path, tmp_path)
    assert (answer["new"], answer["changed"]) == (0, 0)
    if kind != "support":  # ended assignments and several requests of a firm make it longer or shorter
        assert answer["rows_read"] == shown.context["page"].total
    assert Event.objects.filter(kind=Event.Kind.EXPORTED, subject=kind).exists()


def test_the_offices_table_is_refused_to_whoever_may_not_export(client):
    client.force_login(User.objects.get(username="supervisor"), backend="django.contrib.auth.backends.ModelBackend")
    for address in ("/enterprises/", "/projects/?kind=investment", "/merger/", "/enterprises/supports/", "/indicators/"):
        joint = "&" if "?" in address else "?"
        assert client.get(f"{address}{joint}format=office").status_code == 403
