"""A sheet that came before: known again by what was read of it, told to whoever imports its kind, and changing nothing."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from enterprises.models import Enterprise
from tests.factories import UserFactory
from tests.ledgers.conftest import HEADER, ROWS
from tests.ledgers.test_pages import upload
from tests.sheets import make_csv
from zone.ledgers.models import ImportBatch
from zone.ledgers.views import imports


@pytest.fixture
def colleague(house):
    return UserFactory(username="econ2", name="钱某", roles=["econ"])


def page_of(client, batch: ImportBatch):
    return client.get(batch.get_absolute_url())


def test_same_sheet_saved_anew_is_known_and_changes_nothing(client, desk, econ):
    client.force_login(econ)
    first = desk.save(desk.sheet(*ROWS), by=econ)
    resaved = desk.sheet(*ROWS, name="另存.xlsx", hidden_columns=["A"], others={"底稿": [[1]]})
    upload(client, resaved)
    again = ImportBatch.objects.latest("pk")
    assert (again.sha256 != first.sha256, again.content == first.content) == (True, True)
    page = page_of(client, again)
    assert (page.context["earlier"], first.get_absolute_url() in page.content.decode()) == (first, True)
    assert f"同样内容的表格已由{econ.name}于" in page.content.decode()
    history = Enterprise.history.count()
    client.post(reverse("ledgers:batch-commit", args=[again.pk]), {"rows": "all"})
    again.refresh_from_db()
    assert (again.state, again.rows_unchanged, Enterprise.history.count()) == ("committed", 2, history)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(lambda desk: desk.sheet([*ROWS[0][:7], "新厂"], ROWS[1]), id="a cell"),
        pytest.param(lambda desk: desk.sheet(*ROWS, header=[*HEADER[:4], "1-2月主营业务收入", *HEADER[5:]]), id="a heading"),
        pytest.param(lambda desk: desk.sheet(*ROWS, title=["营口国家高新区企业台账（2016年1-4月）", "单位：万元"]), id="the month"),
        pytest.param(lambda desk: desk.sheet(*ROWS, title=["营口国家高新区企业台账（2016年1-3月）", "单位：千元"]), id="the unit"),
        pytest.param(lambda desk: desk.sheet(ROWS[0]), id="a row less"),
        pytest.param(lambda desk: desk.sheet(*reversed(ROWS)), id="another order"),
    ],
)
def test_a_sheet_that_says_something_else_is_another(client, desk, econ, other):
    client.force_login(econ)
    desk.save(desk.sheet(*ROWS), by=econ)
    batch = desk.read(other(desk), by=econ)
    assert page_of(client, batch).context["earlier"] is None


def test_what_was_not_saved_or_was_undone_did_not_come_before(client, desk, econ):
    client.force_login(econ)
    desk.read(desk.sheet(*ROWS), by=econ)
    undone = desk.save(desk.sheet(*ROWS), by=econ)
    client.post(reverse("ledgers:batch-undo", args=[undone.pk]))
    assert page_of(client, desk.read(desk.sheet(*ROWS), by=econ)).context["earlier"] is None


def test_a_colleague_is_told_who_brought_it_and_led_to_its_records(client, desk, econ, colleague):
    first = desk.save(desk.sheet(*ROWS), by=econ)
    client.force_login(colleague)
    upload(client, desk.sheet(*ROWS))
    text = page_of(client, ImportBatch.objects.latest("pk")).content.decode()
    records = f"{reverse('enterprises:enterprise-list')}?batch={first.pk}"
    assert (f"已由{econ.name}于" in text, records in text, first.get_absolute_url() in text) == (True, True, False)
    assert 'data-total="2"' in client.get(records).content.decode()
    assert page_of(client, first).status_code == 404


@pytest.mark.parametrize("rights", [("view_importbatch", "reach_zone"), ("view_importbatch", "import_enterprises")], ids=["kind", "reach"])
def test_whoever_may_not_import_the_kind_or_sees_a_part_hears_nothing(client, desk, econ, rights):
    first = desk.save(desk.sheet(*ROWS, name="别人的.xlsx"), by=econ)
    other = UserFactory(username="other")
    other.user_permissions.set(Permission.objects.filter(codename__in=rights))
    batch = desk.read(desk.sheet(*ROWS), by=None)
    ImportBatch.objects.filter(pk=batch.pk).update(uploaded_by=other)
    client.force_login(other)
    assert (page_of(client, batch).status_code, page_of(client, batch).context["earlier"]) == (200, None)
    assert first.file_name not in client.get(reverse("ledgers:import-centre")).content.decode()


def test_list_says_who_brought_each_sheet(client, desk, econ, colleague, monkeypatch):
    monkeypatch.setattr(imports, "ROWS", 2)
    kept_to_himself = desk.read(desk.sheet(ROWS[1], name="未存.xlsx"), by=colleague)
    theirs = desk.save(desk.sheet(*ROWS, name="同事.xlsx"), by=colleague)
    desk.save(make_csv(desk.folder / "命令.csv", HEADER, ROWS[0]), district="GXQ", period="2016-03")
    desk.read(desk.sheet(ROWS[0], name="自己.xlsx"), by=econ)
    client.force_login(econ)
    first, second = (client.get(reverse("ledgers:import-centre"), {"page": number}) for number in (1, 2))
    assert [batch.file_name for batch, _label, _own in first.context["batches"]] == ["自己.xlsx", "命令.csv"]
    assert [(batch.file_name, own) for batch, _label, own in second.context["batches"]] == [("同事.xlsx", False)]
    text = second.content.decode()
    assert ('data-label="上传人" class="short">钱某</td>' in text, theirs.get_absolute_url() in text) == (True, False)
    assert ('data-total="3"' in text, kept_to_himself.file_name in text) == (True, False)
    assert ">命令行</td>" in first.content.decode()
