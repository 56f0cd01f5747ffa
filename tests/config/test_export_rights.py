"""Who may take what out of the house: on the pages, in the back office, and by `export_ledger --as`, always the same."""

import contextlib
import csv
import io
import json
import os
import sys
from urllib.parse import parse_qsl

import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse

from enterprises.models import Enterprise, SupportAssignment
from projects.models import Project, ProjectProgress
from zone.indicators.models import IndicatorValue
from zone.ledgers.kinds import all_kinds, record_kinds
from zone.merger.models import MergerTask
from zone.models import Event, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
SHEETS = [kind.code for kind in all_kinds().values()]
RECORDS = list(record_kinds())
FIRMS = {"enterprises", "operating-figures", "support", "support-assignments", "service-requests"}
PROJECTS = {"projects", "project-progress", "procedures", "progress"}
# What each role of the demo office may take, of sheets and records together; whoever is not named may take nothing.
MAY = {
    "econ": FIRMS | PROJECTS | {"tech-upgrade"},
    "invest": PROJECTS | {"investment"},
    **dict.fromkeys(("head", "officer", "liaison", "xsq"), PROJECTS | {"enterprises", "tech-upgrade", "investment"}),
    "stats": {"enterprises", "operating-figures", "indicators", "indicator-values", "indicator-targets"},
    "merger": {"merger", "merger-tasks"},
    **{name: set() for name in ("leader", "deputy", "supervisor", "sysadmin", "secadmin", "auditor")},
}


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setenv("ZONE_TODAY", "2016-07-05")


@pytest.fixture
def person(client):
    def sign_in(username: str):
        client.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def taken(what: str, *options: str) -> list[dict]:
    out = io.StringIO()
    call_command("export_ledger", what, "--format", "json", *options, stdout=out)
    return json.loads(out.getvalue())


def refusal(what: str, username: str, tmp_path) -> str:
    """The sentence on standard error; nothing where the export is written."""
    err, path = io.StringIO(), tmp_path / "out"
    path.unlink(missing_ok=True)
    with contextlib.suppress(SystemExit):
        call_command("export_ledger", what, "--as", username, "--output", str(path), stderr=err)
    assert path.exists() is not bool(err.getvalue())
    return err.getvalue().strip()


@pytest.mark.parametrize("username", MAY)
def test_the_command_gives_what_the_rights_allow(tmp_path, username):
    refused = {what: refusal(what, username, tmp_path) for what in dict.fromkeys([*SHEETS, *RECORDS])}
    assert {what for what, sentence in refused.items() if not sentence} == MAY[username]
    assert all(len(sentence.splitlines()) <= 1 for sentence in refused.values())


def test_a_refusal_is_one_sentence_and_ends_with_two(capsys):
    with pytest.raises(SystemExit, match="2"):
        call_command("export_ledger", "projects", "--as", "supervisor")
    assert capsys.readouterr() == ("", "您没有导出项目的权限。\n")


def test_of_projects_those_of_the_kinds_that_one_may_export(tmp_path):
    kinds = {username: {row["kind"] for row in taken("projects", "--as", username)} for username in ("econ", "invest", "head")}
    assert (kinds["econ"], kinds["invest"]) == ({"tech_upgrade"}, {"investment"})
    mine = ProjectProgress.objects.filter(project__kind="investment")
    assert len(taken("project-progress", "--as", "invest")) == mine.count() < ProjectProgress.objects.count()


def test_whoever_sees_a_part_gets_that_part(tmp_path):
    head = User.objects.get(username="head")
    seen = Project.objects.visible_to(head)
    assert {row["name"] for row in taken("projects", "--as", "head")} == set(seen.values_list("name", flat=True))
    assert 0 < seen.count() < Project.objects.count()
    path = tmp_path / "out.xlsx"
    call_command("export_ledger", "progress", "--as", "head", "--output", str(path))
    names = {row[2].value for row in openpyxl.load_workbook(path).active.iter_rows(min_row=4) if isinstance(row[0].value, int)}
    assert names
    assert names <= set(seen.values_list("name", flat=True))


# The directory of firms is open to the officer; of the rest each sees a part.
FILES = [("officer", Project, True), ("xsq", Project, True), ("officer", Enterprise, False), ("xsq", Enterprise, True)]


@pytest.mark.parametrize(("username", "model", "is_part"), FILES)
def test_a_list_of_staff_goes_out_with_the_rows_that_it_shows(person, username, model, is_part):
    address = {Project: "/projects/", Enterprise: "/enterprises/"}[model]
    answer = person(username).get(address, {"format": "csv"})
    heads, *lines = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
    seen = model.objects.visible_to(User.objects.get(username=username))
    assert sorted(line[0] for line in lines) == sorted(seen.values_list("name", flat=True)) != []
    assert (seen.count() < model.objects.count()) is is_part
    assert [head for head in heads if "产值" in head or "增速" in head or "电话" in head] == []


@pytest.mark.parametrize("username", ["officer", "liaison", "head", "xsq"])
def test_staff_take_out_no_figures_and_no_whole_phone_number(person, tmp_path, settings, username):
    """Neither in the office's table nor in the records, though the officer may look at both on the page."""
    settings.DATA_DIR, path = tmp_path / "data", tmp_path / "list.xlsx"
    phone = Enterprise.objects.visible_to(User.objects.get(username=username)).exclude(contact_phone="").values("contact_phone")[0]
    path.write_bytes(b"".join(person(username).get("/enterprises/", {"format": "office"}).streaming_content))
    cells = {str(cell.value) for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row if cell.value}
    assert [word for word in ("联系电话", "主营业务收入", "工业总产值", phone["contact_phone"]) if word in cells] == []
    assert {row["contact_phone"] for row in taken("enterprises", "--as", username)} == {None}
    assert any(row["contact_phone"] for row in taken("enterprises", "--as", "econ"))


def test_without_an_account_everything_goes_out_and_the_trail_says_so(person):
    assert len(taken("projects")) == Project.objects.count()
    event = Event.objects.filter(kind=Event.Kind.EXPORTED).latest("pk")
    assert (event.user, event.detail["rights"]) == (None, "all")
    assert "全部（后台命令，未指定账号）" in person("auditor").get(reverse("zone:event-list")).content.decode()
    taken("projects", "--as", "econ")
    event = Event.objects.filter(kind=Event.Kind.EXPORTED).latest("pk")
    assert (event.username, "rights" in event.detail) == ("econ", False)


def test_every_table_and_record_says_who_may_take_it():
    rights = {right for kind in all_kinds().values() for right in kind.office.export_rights}
    rights |= {right for resource in record_kinds().values() for right in resource.export_rights}
    assert all(kind.office.export_rights for kind in all_kinds().values())
    assert all(resource.export_rights for resource in record_kinds().values())
    econ, invest, stats, merger = (User.objects.get(username=name) for name in ("econ", "invest", "stats", "merger"))
    assert {right for user in (econ, invest, stats, merger) for right in rights if user.has_perm(right)} == rights


# Lists with their own columns

EXPORTS = [
    ("econ", "/enterprises/"),
    ("econ", "/enterprises/supports/"),
    ("econ", "/enterprises/requests/"),
    ("econ", "/projects/?kind=tech_upgrade"),
    ("merger", "/merger/"),
    ("stats", "/indicators/"),
    ("stats", "/indicators/targets/"),
]


@pytest.mark.parametrize(("username", "address"), EXPORTS)
def test_a_list_goes_out_in_plain_text_and_numbers(person, username, address):
    """What the page marks (overdue, cannot be checked) is no markup in a file."""
    client = person(username)
    shown = client.get(address)
    answer = client.get(address, {"format": "csv"} | dict(parse_qsl(address.partition("?")[2])))
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len(lines) == shown.context["page"].total + 1
    assert lines[0] == [str(head["label"]) for head in shown.context["heads"]]
    assert [cell for line in lines for cell in line if "<" in cell] == []


def test_a_time_limit_and_a_growth_are_typed(person, tmp_path):
    path = tmp_path / "list.xlsx"
    for username, address, head, kind in (
        ("merger", "/merger/", "办理时限", "d"),
        ("econ", "/enterprises/requests/", "办理时限", "d"),
        ("stats", "/indicators/targets/", "目标增速（%）", "n"),
    ):
        path.write_bytes(b"".join(person(username).get(address, {"format": "xlsx"}).streaming_content))
        rows = list(openpyxl.load_workbook(path).active.iter_rows())
        column = [cell.value for cell in rows[0]].index(head)
        assert {row[column].data_type for row in rows[1:] if row[column].value is not None} == {kind}


# The back office

LISTS = [
    ("econ", Enterprise, {"operating_state__exact": "normal"}, "enterprises", "导出", {}),
    ("econ", SupportAssignment, {}, "support", "导出", None),  # a row for each request of the firm
    ("econ", Project, {"stage__exact": "under_construction"}, "tech-upgrade", "导出技改项目表", {"kind": "tech_upgrade"}),
    ("invest", Project, {}, "investment", "导出招商引资项目调度表", {"kind": "investment"}),
    ("econ", ProjectProgress, {"period": "2016-05"}, "progress", "导出有权导出的部分", {"project__kind": "tech_upgrade"}),
    ("merger", MergerTask, {"state__exact": "behind"}, "merger", "导出", {}),
    ("stats", IndicatorValue, {}, "indicators", "导出", {}),
]


@pytest.mark.parametrize(("username", "model", "filters", "kind", "said", "among"), LISTS)
def test_a_list_of_the_back_office_gives_its_rows(person, tmp_path, settings, username, model, filters, kind, said, among):
    client = person(username)
    settings.DATA_DIR = tmp_path / "data"
    shown = client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"), filters)
    address, words = shown.context["exports"][0]
    assert words == said
    assert f'href="{address.replace("&", "&amp;")}"' in shown.content.decode()
    path, told = tmp_path / "list.xlsx", tmp_path / "answer.json"
    path.write_bytes(b"".join(client.get(address).streaming_content))
    with pytest.raises(SystemExit):
        call_command("import_ledger", kind, str(path), "--json", str(told))
    answer = json.loads(told.read_text())
    assert (answer["new"], answer["changed"]) == (0, 0)
    if among is not None:
        wanted = model.objects.visible_to(User.objects.get(username=username)).filter(**filters, **among)
        assert answer["rows_read"] == wanted.count() > 0
    assert Event.objects.filter(kind=Event.Kind.EXPORTED, subject=kind, username=username).exists()


def test_the_back_office_offers_no_more_than_the_rights(person):
    stats = person("stats")
    for model in ("enterprises_supportassignment", "projects_project", "merger_mergertask"):
        assert stats.get(reverse(f"admin:{model}_office_table", args=["support"])).status_code == 403
    econ = person("econ")
    assert econ.get(reverse("admin:projects_project_office_table", args=["investment"])).status_code == 403
    assert econ.get(reverse("admin:projects_project_office_table", args=["enterprises"])).status_code == 403
    assert econ.get(reverse("admin:projects_projectprogress_changelist")).context["exports"] == []
    answer = econ.get(reverse("admin:enterprises_enterprise_office_table", args=["enterprises"]), {"nothing__such": "1"})
    assert answer.status_code in (302, 400)


# Standard output that is closed before the end


@pytest.mark.parametrize("options", [("projects",), ("projects", "--format", "csv"), ("enterprises", "--format", "xlsx")])
def test_a_reader_who_has_seen_enough_ends_it_quietly(monkeypatch, options):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as out:
        monkeypatch.setattr(sys, "stdout", out)
        call_command("export_ledger", *options)
        monkeypatch.undo()
    assert Event.objects.filter(kind=Event.Kind.EXPORTED, subject=options[0]).exists()
