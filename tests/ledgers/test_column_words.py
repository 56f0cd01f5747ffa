"""Words for columns that an office adds to those that the house knows by itself."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories import UserFactory
from tests.ledgers.conftest import ROWS
from zone.ledgers.folders import folder_of
from zone.ledgers.heads import heads_in
from zone.ledgers.models import ColumnWord

HEADER = ["序号", "户名", "统一社会信用代码", "所属区域", "1-3月销货额", "从业人员", "是否规上", "备注"]
LIST, ADD = reverse("admin:ledgers_columnword_changelist"), reverse("admin:ledgers_columnword_add")


@pytest.fixture
def econ_client(client, house):
    client.force_login(UserFactory(username="econ", roles=["econ"], is_staff=True))
    return client


def add(client, word: str, meaning: str = "enterprises name"):
    return client.post(ADD, {"meaning": meaning, "word": word, "is_in_use": "on", "_receipt": str(uuid4())})


def refusals(answer) -> list[str]:
    return [error for errors in answer.context["adminform"].errors.values() for error in errors]


def test_a_word_that_is_added_is_read_at_the_next_upload(econ_client, desk):
    path = desk.sheet(ROWS[0], header=HEADER)
    assert desk.read(path).refusal["code"] == "not_this_kind"
    assert add(econ_client, "户名").status_code == 302
    add(econ_client, "销货额", "enterprises principal_revenue")
    batch = desk.read(path, kind="auto")
    assert (batch.state, batch.rows_new) == ("previewed", 1)
    figures = desk.answer(batch)["records"]["operating-figures"]
    assert [(figure["period"], figure["principal_revenue"]) for figure in figures] == [("2016-03", 2960)]


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("产值", "“产值”在企业台账中已表示“工业总产值”，不能再表示别的。"),
        (" 產 值（万元） ", "已表示“工业总产值”"),
        ("单位名称", "“单位名称”本来就认作“企业名称”，不必再加。"),
        ("上年同期", "系统自行计算的列"),
        ("★", "请照表头的写法填写。"),
    ],
)
def test_a_word_that_means_something_already_is_refused(econ_client, word, told):
    answer = add(econ_client, word)
    assert (answer.status_code, ColumnWord.objects.count()) == (200, 0)
    assert told in " ".join(refusals(answer))


def test_a_word_of_the_list_cannot_mean_two_fields_until_it_is_put_out_of_use(econ_client):
    add(econ_client, "户名")
    assert "“户 名”在企业台账中已表示“企业名称”" in refusals(add(econ_client, "户 名", "enterprises remarks"))[0]
    assert add(econ_client, "户名", "tech-upgrade enterprise").status_code == 302
    word = ColumnWord.objects.get(kind="enterprises")
    address = reverse("admin:ledgers_columnword_change", args=[word.pk])
    assert econ_client.post(address, {"opened_version": word.version, "word": "户名"}).status_code == 302
    assert add(econ_client, "户名", "enterprises remarks").status_code == 302
    word.refresh_from_db()
    again = econ_client.post(address, {"opened_version": word.version, "word": "户名", "is_in_use": "on"})
    assert "“户名”在企业台账中已表示“备注”" in refusals(again)[0]
    assert [(row.history_type, row.is_in_use) for row in word.history.all()] == [("~", False), ("+", True)]


def test_a_word_can_be_put_right_and_its_meaning_stays(econ_client):
    add(econ_client, "户名")
    word = ColumnWord.objects.get()
    address = reverse("admin:ledgers_columnword_change", args=[word.pk])
    assert "企业台账 · 企业名称" in econ_client.get(address).content.decode()
    econ_client.post(address, {"opened_version": word.version, "is_in_use": "on", "word": "他名", "meaning": "enterprises remarks"})
    word.refresh_from_db()
    assert (word.word, word.field, word.key, word.version) == ("他名", "name", "他名", 2)


def test_each_adds_words_for_the_sheets_that_he_imports(econ_client, client):
    add(econ_client, "户名")
    client.force_login(UserFactory(username="invest", roles=["invest"], is_staff=True))
    groups = [label for label, _fields in client.get(ADD).context["adminform"].form.fields["meaning"].choices]
    assert groups == ["", "招商引资项目调度表", "项目月度进展表"]
    assert add(client, "户名").status_code == 200
    word = ColumnWord.objects.get()
    assert client.get(reverse("admin:ledgers_columnword_change", args=[word.pk])).status_code == 404
    assert "户名" not in client.get(LIST).content.decode()


def test_word_of_a_field_that_no_longer_is_says_nothing(desk, house):
    ColumnWord.objects.create(kind="enterprises", field="gone", word="户名")
    batch = desk.read(desk.sheet(ROWS[0], header=[HEADER[0], "户名", "企业名称", *HEADER[3:]]))
    assert {head.letter: head.field for head in heads_in(folder_of(batch)).columns}["B"] == ""
