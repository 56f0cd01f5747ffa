"""The import centre as people use it."""

import re
from functools import partial
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from enterprises.models import Enterprise
from tests.factories import UserFactory
from tests.ledgers.conftest import HEADER, ROWS
from tests.ledgers.test_rules import PLAN_TITLE
from tests.ledgers.test_samples import CORRECTION, LEDGER, PLAN, SAMPLES
from tests.sheets import make_ole, make_xlsx
from tests.threads import at_once
from zone.ledgers.findings import shown
from zone.ledgers.folders import folder_of, root
from zone.ledgers.kinds import all_kinds
from zone.ledgers.models import ImportBatch
from zone.ledgers.preview_page import LISTS
from zone.ledgers.refused import sentence
from zone.lib.refusals import UNSAFE
from zone.models import Event


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
    for name in LISTS:
        count = preview.counts[name]
        page = econ_client.get(batch.get_absolute_url(), {"show": name})
        assert (page.content.decode().count("data-row"), page.context["preview"].total) == (count, count)


def test_counts_of_past_imports_open_their_rows_while_these_are_kept(econ_client, desk):
    wrong = [3, "营口庚子电子商务有限公司", "91210800000006111X", "高新区", "很多", 1, "是", None]
    upload(econ_client, desk.sheet(*ROWS, wrong))
    batch = ImportBatch.objects.get()
    links = [f'<a href="{batch.get_absolute_url()}?show={show}" data-count="{count}">' for show, count in (("new", 2), ("rejected", 1))]

    centre = econ_client.get(reverse("ledgers:import-centre")).content.decode()
    assert [centre.count(link) for link in links] == [1, 1]
    assert centre.count("?show=") == 2  # nothing is counted by the other two

    ImportBatch.objects.update(wiped_at=batch.uploaded_at)
    assert "?show=" not in econ_client.get(reverse("ledgers:import-centre")).content.decode()


def test_figures_stand_to_the_right_and_names_and_codes_to_the_left(econ_client, desk):
    upload(econ_client, desk.sheet(*ROWS))
    page = econ_client.get(ImportBatch.objects.get().get_absolute_url())
    table = page.context["preview"].table
    assert [column["header"] for column, is_number in table.heads if is_number] == ["1-3月主营业务收入", "从业人员"]
    assert [cell.new for cell in table.rows[0].cells if cell.is_number] == ["2,960", "215"]
    assert page.content.decode().count('class="number"') == 2 * (1 + len(ROWS))


def test_totals_that_differ_are_written_as_figures_are(econ_client, desk):
    upload(econ_client, desk.sheet(*ROWS, ["合计", "2户", None, None, 5000, 303, None, None]))
    address = ImportBatch.objects.get().get_absolute_url()
    page = econ_client.get(address, {"show": "totals"})
    assert [(row["printed"], row["computed"], row["difference"]) for row in page.context["preview"].rows] == [("5,000", "5,110", "−110")]
    printed = '<td class="number" data-label="表内合计">5,000</td>'
    assert printed in page.content.decode()
    first = econ_client.get(address).content.decode()
    assert first.index("合计不符</h2>") < first.index(printed) < first.index('id="list-heading"')


def test_from_one_day_to_another_stands_with_a_dash(econ_client, desk):
    header = ["序号", "企业名称", "项目名称", "建设起止年限", "总投资"]
    desk.save(desk.sheet(*ROWS))
    upload(econ_client, desk.sheet([1, ROWS[0][1], "加工中心", "2015-2016", 1000], header=header, title=PLAN_TITLE), kind="tech-upgrade")
    page = econ_client.get(ImportBatch.objects.latest("pk").get_absolute_url())
    (row,) = page.context["preview"].rows
    assert {cell.label: cell.new for cell in row.cells}["建设起止年限"] == "2015年—2016年"


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
    row = page.context["preview"].rows[0]
    assert [(cell.label, cell.old, cell.new) for cell in row.cells] == [
        ("企业名称", None, ROWS[0][1]),
        ("统一社会信用代码", None, ROWS[0][2]),
        ("所属区域", "高新区", "西市区"),
        ("1-3月主营业务收入", "2,960", "3,000"),
        ("从业人员", None, "215"),
        ("是否规上", None, "是"),
        ("备注", "老厂", "新厂"),
    ]
    assert row.others == []
    assert '<td data-label="备注"><del>老厂</del> → <ins>新厂</ins></td>' in page.content.decode()


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
    probes = Event.objects.filter(kind=Event.Kind.OUT_OF_SCOPE)
    assert (codes, Enterprise.objects.count(), probes.count()) == ([404, 404, 404, 404], 0, 4)


def test_kind_without_the_right_is_refused(client, house, desk):
    stats = UserFactory(username="stats", roles=["stats"])
    client.force_login(stats)
    upload(client, SAMPLES / PLAN)
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.refusal["code"]) == ("refused", "no_right")
    assert client.get(batch.get_absolute_url()).context["refusal"] == "您没有导入技改项目表的权限。"
    assert client.post(reverse("ledgers:batch-commit", args=[batch.pk]), {"rows": "all"}).status_code in (403, 404)
    assert Enterprise.objects.count() == 0


def test_whoever_may_import_nothing_yet_is_told_whom_to_ask(client, house, desk):
    looker = UserFactory(username="looker")
    looker.user_permissions.add(Permission.objects.get(codename="view_importbatch", content_type__app_label="ledgers"))
    client.force_login(looker)
    page = client.get(reverse("ledgers:import-centre"))
    assert page.status_code == 200
    assert "您的账号目前还不能导入任何一种表格；如确有需要，请联系负责授权的安全管理员。" in page.content.decode()
    assert ('type="file"' in page.content.decode(), "上传" in page.content.decode()) == (False, False)
    assert upload(client, desk.sheet(*ROWS)).status_code == 403
    assert ImportBatch.objects.count() == 0


def test_an_upload_without_a_file_is_refused(econ_client):
    assert econ_client.post(reverse("ledgers:import-centre")).status_code == 400


def test_a_file_handed_in_again_lands_on_its_preview(econ_client, desk):
    path = desk.sheet(*ROWS)
    first, second = upload(econ_client, path), upload(econ_client, path)
    assert first["Location"] == second["Location"]
    batch = ImportBatch.objects.get()
    assert [entry.name for entry in root().iterdir()] == [batch.folder]
    assert upload(econ_client, path, unit="千元")["Location"] != first["Location"]  # something else was said about it
    econ_client.post(reverse("ledgers:batch-commit", args=[batch.pk]), {"rows": "all"})
    assert upload(econ_client, path)["Location"] != first["Location"]  # what has been saved is another hand-in


def test_a_file_handed_in_again_is_read_again(econ_client, desk):
    address = upload(econ_client, SAMPLES / PLAN)["Location"]
    assert econ_client.get(address).context["batch"].rows_rejected == 6  # its firms are not here yet
    desk.save(SAMPLES / LEDGER, good_rows_only=True)
    desk.save(SAMPLES / CORRECTION, good_rows_only=True)
    assert upload(econ_client, SAMPLES / PLAN)["Location"] == address
    batch = econ_client.get(address).context["batch"]
    assert (batch.rows_new, batch.rows_rejected) == (5, 1)


@pytest.mark.django_db(transaction=True)
def test_a_file_handed_in_twice_at_once_is_one(econ, desk):
    path, clients = desk.sheet(*ROWS), [Client(), Client()]
    for client in clients:
        client.force_login(econ)
    answers = at_once(*(partial(upload, client, path) for client in clients))
    batch = ImportBatch.objects.get()
    assert [answer["Location"] for answer in answers] == [batch.get_absolute_url()] * 2
    assert (batch.state, [entry.name for entry in root().iterdir()]) == ("previewed", [batch.folder])


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


def test_a_picture_is_told_to_be_one_and_what_is_wanted_instead(econ_client, tmp_path):
    picture = tmp_path / "台账.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    upload(econ_client, picture)
    page = econ_client.get(ImportBatch.objects.get().get_absolute_url())
    assert page.context["refusal"] == "文件是图片（PNG），无法读取其中的表格。请上传原始表格（.xlsx、.xls 或 .csv）。"


def test_what_is_unsafe_about_a_file_is_told_in_chinese():
    told = [sentence("unsafe", {"detail": detail}) for detail in UNSAFE]
    assert told[0] == "文件的打包方式不安全（内部文件过多），没有打开。请用 Excel 或 WPS 打开，另存为新的 .xlsx 后上传。"
    assert [text for text in told if set(re.findall("[A-Za-z]+", text)) != {"Excel", "WPS", "xlsx"}] == []


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


def test_sheet_without_a_good_row_says_why_nothing_can_be_saved(econ_client, desk):
    wrong = [3, "营口庚子电子商务有限公司", "91210800000006111X", "高新区", "很多", 1, "是", None]
    upload(econ_client, desk.sheet(wrong))
    page = econ_client.get(ImportBatch.objects.get().get_absolute_url()).content.decode()
    assert ("目前没有可导入的行：每一行都有错误" in page, 'name="rows"' in page) == (True, False)


def test_good_rows_are_saved_with_a_message_that_leads_back(econ_client, desk):
    wrong = [3, "营口庚子电子商务有限公司", "91210800000006111X", "高新区", "很多", 1, "是", None]
    upload(econ_client, desk.sheet(*ROWS, wrong))
    batch = ImportBatch.objects.get()
    page = econ_client.get(batch.get_absolute_url())
    assert [finding.column for finding, *_words in page.context["preview"].first_errors] == ["C", "E"]
    assert "保存无误的 2 行" in page.content.decode()
    answer = econ_client.post(reverse("ledgers:batch-commit", args=[batch.pk]), {"rows": "good"})
    told = [str(message) for message in econ_client.get(answer["Location"]).context["messages"]]
    assert told == [f'已保存 2 行，另有 1 行有误：<a href="{batch.get_absolute_url()}?show=errors">去更正</a>']
    after = econ_client.get(batch.get_absolute_url()).content.decode()
    assert '<h2 id="counts-heading">结果</h2>' in after
    assert '<li aria-current="step">4 完成 ✓</li>' in after


def test_columns_say_what_they_were_understood_as(econ_client, desk):
    header = [*HEADER[:4], "3月主营业务收入", *HEADER[5:], "厂长血型"]
    upload(econ_client, desk.sheet([*ROWS[0], "A"], header=header))
    preview = econ_client.get(ImportBatch.objects.get().get_absolute_url()).context["preview"]
    understood = {column["header"]: labels for column, labels in preview.columns}
    assert (understood["所属区域"], understood["序号"], understood["3月主营业务收入"]) == (["所属区"], [], [])
    assert preview.understood["unmapped"][-1] == {"column": "I", "header": "厂长血型"}


@pytest.mark.parametrize(
    ("title", "header", "row"),
    [
        ("2016年1-3月主要经济指标完成情况表", HEADER, ROWS[0]),
        ("食堂用餐登记", ["日期", "人数", "菜品"], ["3月1日", 12, "豆腐"]),
        ("设备报价单", ["序号", "名称", "型号", "单价", "数量"], [1, "车床", "CA6140", 2, 3]),
    ],
)
def test_unknown_sheet_is_not_judged_as_the_nearest_kind(econ_client, desk, title, header, row):
    upload(econ_client, desk.sheet(row, header=header, title=[title]))
    batch = ImportBatch.objects.get()
    page = econ_client.get(batch.get_absolute_url())
    known = "、".join(str(all_kinds()[code].label) for code in ("enterprises", "support", "tech-upgrade", "progress"))
    assert (batch.state, page.context["refusal"]) == ("refused", f"认不出这是哪种表；目前能导入：{known}。")


def test_refused_file_is_uploaded_anew_and_stands_apart(econ_client, tmp_path):
    path = tmp_path / "坏了.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"x" * 300)
    upload(econ_client, path)
    batch = ImportBatch.objects.get()
    page = econ_client.get(batch.get_absolute_url()).content.decode()
    assert (page.count(reverse("ledgers:batch-read", args=[batch.pk])), page.count("重新上传")) == (0, 1)
    centre = econ_client.get(reverse("ledgers:import-centre"))
    assert (centre.context["pager"].total, centre.context["batches"], centre.context["refused_total"]) == (0, [], 1)
    econ_client.post(reverse("ledgers:batch-read", args=[batch.pk]), {"kind": "enterprises"})
    batch.refresh_from_db()
    assert batch.state == "refused"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (9.1210811000003e17, "9.12108E+17"),
        (912108110000030000, "9.12108E+17"),
        (8.0, "8"),
        (2960.5, "2960.5"),
        (13898712345, "13898712345"),
        (-3.0, "-3"),
    ],
)
def test_value_is_shown_as_excel_shows_it(value, words):
    assert shown(value) == words


def test_back_office_says_the_kind_in_words(client, desk, house):
    admin = UserFactory(username="admin1", roles=["admin", "econ"], is_staff=True)
    desk.read(desk.sheet(*ROWS), "auto", by=admin)
    client.force_login(admin)
    page = client.get(reverse("admin:ledgers_importbatch_changelist")).content.decode()
    assert '<td class="field-kind_shown">企业台账</td>' in page
