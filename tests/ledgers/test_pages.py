"""The import centre as people use it."""

from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from enterprises.models import Enterprise
from tests.factories import UserFactory
from tests.ledgers.conftest import ROWS
from tests.sheets import make_ole, make_xlsx
from zone.ledgers.folders import folder_of, root
from zone.ledgers.models import ImportBatch


@pytest.fixture
def econ_client(client, econ):
    client.force_login(econ)
    return client


def upload(client, path, **said):
    file = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(reverse("ledgers:import-centre"), {"kind": "auto", **said, "file": file})


def test_upload_leads_to_its_preview(econ_client, desk):
    answer = upload(econ_client, desk.sheet(*ROWS))
    batch = ImportBatch.objects.get()
    assert answer["Location"] == batch.get_absolute_url()
    page = econ_client.get(batch.get_absolute_url())
    assert (page.context["preview"].show, page.context["preview"].total) == ("new", 2)
    assert [row.label for row in page.context["preview"].rows] == [ROWS[0][1], ROWS[1][1]]
    assert 'data-total="2"' in page.content.decode()


def test_each_count_is_that_of_its_list(econ_client, desk):
    wrong = [3, "营口庚子电子商务有限公司", "91210800000006111X", "高新区", "很多", 1, "是", None]
    upload(econ_client, desk.sheet(*ROWS, wrong))
    batch = ImportBatch.objects.get()
    preview = econ_client.get(batch.get_absolute_url()).context["preview"]
    for name, _word, count in [*preview.row_counts, *preview.other_counts]:
        page = econ_client.get(batch.get_absolute_url(), {"show": name})
        assert (page.content.decode().count("data-row"), page.context["preview"].total) == (count, count)


def test_problem_stands_at_its_cell(econ_client, desk):
    wrong = [1, "营口庚子电子商务有限公司", "91210800000006111X", "高新区", "很多", 1, "是", None]
    upload(econ_client, desk.sheet(wrong))
    page = econ_client.get(ImportBatch.objects.get().get_absolute_url(), {"show": "errors"})
    found = [(finding.row, finding.column, finding.header, finding.value) for finding, *_words in page.context["preview"].rows]
    assert found == [
        (4, "C", "统一社会信用代码", "91210800000006111X"),
        (4, "E", "1-3月主营业务收入", "很多"),
    ]
    assert '<td data-label="怎么改">请对照营业执照核对，有一位写错。</td>' in page.content.decode()


def test_changed_cell_shows_old_and_new(econ_client, desk):
    desk.save(desk.sheet(*ROWS))
    upload(econ_client, desk.sheet([*ROWS[0][:3], "西市区", 3000, 215, "是", "新厂"]))
    page = econ_client.get(ImportBatch.objects.latest("pk").get_absolute_url())
    assert [change[2:] for change in page.context["preview"].rows[0].changes] == [
        ("高新区", "西市区"),
        ("老厂", "新厂"),
        ("2,960", "3,000"),
    ]


def test_saving_leads_to_exactly_these_records(econ_client, desk):
    upload(econ_client, desk.sheet(*ROWS))
    batch = ImportBatch.objects.get()
    answer = econ_client.post(reverse("ledgers:batch-commit", args=[batch.pk]), {"rows": "all"})
    assert answer["Location"] == f"{reverse('enterprises:enterprise-list')}?batch={batch.pk}"
    assert 'data-total="2"' in econ_client.get(answer["Location"]).content.decode()


def test_second_click_saves_nothing_more(econ_client, desk):
    upload(econ_client, desk.sheet(*ROWS))
    address = reverse("ledgers:batch-commit", args=[ImportBatch.objects.get().pk])
    first, second = (econ_client.post(address, {"rows": "all"}) for _click in range(2))
    assert (first["Location"], Enterprise.objects.count(), Enterprise.history.count()) == (second["Location"], 2, 2)


def test_sheet_can_be_read_again_with_a_month(econ_client, desk):
    header = ["序号", "企业名称", "统一社会信用代码", "所属区域", "主营业务收入", "从业人员", "是否规上", "备注"]
    upload(econ_client, desk.sheet(ROWS[0], header=header, title=["企业台账", "单位：万元"]))
    batch = ImportBatch.objects.get()
    assert batch.period == ""
    econ_client.post(reverse("ledgers:batch-read", args=[batch.pk]), {"kind": "enterprises", "period": "2016-05"})
    batch.refresh_from_db()
    assert (batch.period, batch.state) == ("2016-05", "previewed")


def test_somebody_elses_batch_does_not_exist(client, econ_client, desk):
    upload(econ_client, desk.sheet(*ROWS))
    batch = ImportBatch.objects.get()
    client.force_login(UserFactory(username="invest", roles=["invest"]))
    codes = [
        client.get(reverse("ledgers:batch-detail", args=[batch.pk])).status_code,
        client.get(reverse("ledgers:batch-problems", args=[batch.pk])).status_code,
        client.post(reverse("ledgers:batch-read", args=[batch.pk]), {"kind": "auto"}).status_code,
        client.post(reverse("ledgers:batch-commit", args=[batch.pk]), {"rows": "all"}).status_code,
    ]
    assert (codes, Enterprise.objects.count()) == ([404, 404, 404, 404], 0)


def test_kind_without_the_right_is_refused(client, house, desk):
    invest = UserFactory(username="invest", roles=["invest"])
    client.force_login(invest)
    upload(client, desk.sheet(*ROWS))
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.refusal["code"]) == ("refused", "no_right")
    assert client.post(reverse("ledgers:batch-commit", args=[batch.pk]), {"rows": "all"}).status_code in (403, 404)
    assert Enterprise.objects.count() == 0


def test_import_centre_is_for_those_who_import(client, house):
    client.force_login(UserFactory(username="officer", roles=["officer"]))
    assert client.get(reverse("ledgers:import-centre")).status_code == 403


HOSTILE = {
    "空.xlsx": (b"", "empty"),
    "不是表.xlsx": (b"\x00\x01garbage" * 50, None),
    "网页.xls": ("<html><table><tr><td>企业名称</td></tr></table></html>".encode(), "html"),
    "受保护.xlsx": (None, "encrypted"),
    "坏了.xlsx": (b"PK\x03\x04" + b"x" * 300, "damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_one_sentence_and_nothing_stored(econ_client, tmp_path, name):
    content, code = HOSTILE[name]
    path = tmp_path / name
    if content is None:
        make_ole(path, {"EncryptedPackage": b"x" * 600, "EncryptionInfo": b"y" * 100})
    else:
        path.write_bytes(content)
    answer = upload(econ_client, path)
    batch = ImportBatch.objects.get()
    page = econ_client.get(answer["Location"])
    assert (batch.state, page.status_code, Enterprise.objects.count()) == ("refused", 200, 0)
    assert batch.refusal["code"] == code or code is None
    assert page.content.decode().count('role="alert"') == 1


def test_cell_at_the_far_corner_is_refused(econ_client, tmp_path):
    small, far = make_xlsx(tmp_path / "a.xlsx", ["企业名称"], ["甲"]), tmp_path / "远.xlsx"
    with ZipFile(small) as source, ZipFile(far, "w") as target:
        for member in source.namelist():
            data = source.read(member)
            if member.endswith("sheet1.xml"):
                data = data.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
            target.writestr(member, data)
    upload(econ_client, far)
    assert (ImportBatch.objects.get().state, Enterprise.objects.count()) == ("refused", 0)


def test_file_over_the_limit_is_refused_and_not_kept(econ_client, desk, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    upload(econ_client, desk.sheet(*ROWS))
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.refusal["code"], folder_of(batch).exists()) == ("refused", "too_large", False)


def test_name_of_a_file_never_becomes_a_path(econ_client, desk):
    path = desk.sheet(*ROWS)
    file = SimpleUploadedFile("../../恶意.xlsx", path.read_bytes())
    econ_client.post(reverse("ledgers:import-centre"), {"kind": "auto", "file": file})
    batch = ImportBatch.objects.get()
    assert sorted(entry.name for entry in root().iterdir()) == [batch.folder]
    assert "/" not in batch.file_name
    assert (folder_of(batch) / "upload").stat().st_mode & 0o777 == 0o600


def test_problems_come_as_a_file(econ_client, desk):
    upload(econ_client, desk.sheet([1, "=HYPERLINK(1)公司", "91210800000006111X", "高新区", 1, 1, "是", None]))
    batch = ImportBatch.objects.get()
    lines = b"".join(econ_client.get(reverse("ledgers:batch-problems", args=[batch.pk])).streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "程度,行,列,表头,原值,问题,怎么改"
    assert lines[1].startswith("错误,4,C,统一社会信用代码,91210800000006111X,")
