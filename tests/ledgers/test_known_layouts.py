"""What people say of the columns of a sheet: read so at once, remembered for the next sheet with the same header, forgotten again."""

import shutil

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from enterprises.models import OperatingFigure
from tests.factories import UserFactory
from tests.ledgers.conftest import ROWS
from tests.ledgers.grids import LEFT, UP, draw, wide
from tests.ledgers.test_pages import upload
from tests.sent_form import sent_form
from zone.ledgers.folders import folder_of
from zone.ledgers.heads import heads_in
from zone.ledgers.models import ImportBatch, KnownLayout
from zone.lib.mapped_header import header_digest
from zone.lib.vocabulary import BESIDE

HEADER = ["序号", "户名", "统一社会信用代码", "所属区域", "1-3月销货额", "从业人员", "是否规上", "工会主席"]
FIRST, SECOND = ROWS
JUNE = ["营口国家高新区企业台账（2016年1-6月）", "填报单位：经济发展局        单位：万元"]


@pytest.fixture
def econ_client(client, econ):
    client.force_login(econ)
    return client


def header(months: str) -> list[str]:
    return [*HEADER[:4], f"{months}月销货额", *HEADER[5:]]


def newest() -> ImportBatch:
    return ImportBatch.objects.latest("pk")


def held(batch: ImportBatch) -> dict[str, str]:
    """Letter → what the column was understood as."""
    return {head.letter: head.field for head in heads_in(folder_of(batch)).columns}


def say(client, batch: ImportBatch, **said: str):
    """Send the form of the columns: as it stands, but for what is said."""
    heads = heads_in(folder_of(batch))
    form = {head.letter: head.field or BESIDE for head in heads.columns}
    return client.post(reverse("ledgers:batch-columns", args=[batch.pk]), {"digest": heads.digest, **form, **said})


@pytest.fixture
def mapped(econ_client, desk):
    """A sheet of which a person has said what its columns hold."""
    upload(econ_client, desk.sheet(FIRST, header=HEADER), kind="enterprises")
    assert say(econ_client, newest(), B="name", E="principal_revenue").status_code == 302
    return newest()


def test_sheet_without_a_word_for_its_names_shows_its_columns(econ_client, desk):
    upload(econ_client, desk.sheet(FIRST, header=HEADER), kind="enterprises")
    page = econ_client.get(newest().get_absolute_url())
    assert page.context["refusal"] == "这不是企业台账：缺少“企业名称”列。"
    rows = {head.letter: (head.header, head.values, field.value()) for head, field in page.context["columns"].rows()}
    assert rows["B"] == ("户名", (FIRST[1],), BESIDE)
    assert rows["F"] == ("从业人员", ("215",), "employees")
    assert [head.letter for head in page.context["columns"].unknown] == ["B", "E", "H"]
    assert '<details class="panel" id="columns" open>' in page.content.decode()


def test_sheet_of_no_kind_said_is_told_what_it_looks_like_and_its_columns_can_be_said_at_once(econ_client, desk):
    upload(econ_client, desk.sheet(FIRST, header=HEADER))
    page = econ_client.get(newest().get_absolute_url())
    assert page.context["refusal"] == "这张表像是企业台账，但没有认出“企业名称”列：可能缺这一列，也可能表头用了别的叫法。请说明是哪一列。"
    assert '<details class="panel" id="columns" open>' in page.content.decode()
    assert say(econ_client, newest(), B="name", E="principal_revenue").status_code == 302
    assert (newest().kind, newest().state, newest().rows_new) == ("enterprises", "previewed", 1)


def test_title_of_a_kind_over_a_header_that_nobody_knows_is_enough(econ_client, tmp_path):
    rows = [wide("营口高新区规上企业台账", 4), ["户头", "号码", "片", "人头"], [FIRST[1], FIRST[2], "高新区", 215]]
    upload(econ_client, draw(tmp_path / "怪表.xlsx", *rows))
    assert newest().refusal == {"code": "looks_like", "params": {"kind": "企业台账", "missing": "企业名称"}}
    say(econ_client, newest(), A="name", B="credit_code", C="district", D="employees")
    assert (newest().kind, newest().state, newest().rows_new) == ("enterprises", "previewed", 1)


def test_kind_that_is_not_ones_own_is_not_named(client, desk):
    client.force_login(UserFactory(username="invest", roles=["invest"]))
    upload(client, desk.sheet(FIRST, header=HEADER))
    page = client.get(newest().get_absolute_url())
    assert (newest().refusal["code"], page.context["columns"]) == ("unrecognised", None)


def test_what_is_said_of_the_columns_is_read_at_once(econ_client, mapped):
    assert (mapped.state, mapped.rows_new, held(mapped)["H"]) == ("previewed", 1, BESIDE)
    econ_client.post(reverse("ledgers:batch-commit", args=[mapped.pk]), {"rows": "all"})
    figure = OperatingFigure.objects.get()
    assert (figure.enterprise.name, figure.period, figure.principal_revenue) == (FIRST[1], "2016-03", 2960)


def test_next_month_there_is_nothing_to_say(econ_client, desk, mapped):
    upload(econ_client, desk.sheet(SECOND, header=header("1-6"), title=JUNE, name="六月.xlsx"), kind="auto")
    batch = newest()
    assert (batch.kind, batch.state, batch.period, batch.rows_new) == ("enterprises", "previewed", "2016-06", 1)
    page = econ_client.get(batch.get_absolute_url())
    assert page.context["columns"].unknown == []
    assert "按上次的列对应读取" in page.content.decode()
    econ_client.post(reverse("ledgers:batch-commit", args=[batch.pk]), {"rows": "all"})
    assert list(OperatingFigure.objects.values_list("period", "principal_revenue")) == [("2016-06", 2150)]


def test_columns_in_another_order_are_the_same_header(econ_client, desk, mapped):
    turned = [HEADER[1], HEADER[0], *HEADER[2:]]
    upload(econ_client, desk.sheet([FIRST[1], FIRST[0], *FIRST[2:]], header=turned, name="换列.xlsx"), kind="enterprises")
    assert (held(newest())["A"], held(newest())["B"]) == ("name", "serial")


def test_one_more_column_is_another_header(econ_client, desk, mapped):
    upload(econ_client, desk.sheet([*FIRST, "x"], header=[*HEADER, "新列"], name="加列.xlsx"), kind="enterprises")
    assert newest().refusal["code"] == "not_this_kind"


def test_the_command_reads_so_too(desk, mapped, tmp_path, capsys):
    path = desk.sheet(SECOND, header=header("1-6"), title=JUNE, name="六月.xlsx")
    with pytest.raises(SystemExit) as ended:
        call_command("import_ledger", "auto", str(path), "--json", str(tmp_path / "out.json"))
    assert ended.value.code == 0
    assert '"principal_revenue": 2150' in (tmp_path / "out.json").read_text(encoding="utf-8")


def test_a_colleague_reads_so_too_and_sees_who_said_it(client, desk, mapped):
    client.force_login(UserFactory(username="stats", name="统计员", roles=["stats"]))
    upload(client, desk.sheet(SECOND, header=HEADER, name="统计.xlsx"))
    page = client.get(newest().get_absolute_url())
    assert (newest().rows_new, page.context["layout"].said_by.username) == (1, "econ")


def test_forgotten_columns_are_read_by_their_words_again(econ_client, mapped):
    econ_client.post(reverse("ledgers:batch-forget", args=[mapped.pk]))
    mapped.refresh_from_db()
    assert (mapped.state, mapped.refusal["code"], KnownLayout.objects.count()) == ("refused", "not_this_kind", 0)
    past = [(row.history_type, row.history_user.username) for row in KnownLayout.history.all()]
    assert past == [("-", "econ"), ("+", "econ")]
    page = econ_client.post(reverse("ledgers:batch-forget", args=[mapped.pk]), follow=True)
    assert "没有记住这个表头的列对应" in page.content.decode()


def test_columns_can_be_said_otherwise_later(econ_client, mapped):
    say(econ_client, mapped, E="taxes_paid")
    assert (held(newest())["E"], KnownLayout.objects.count(), KnownLayout.history.count()) == ("taxes_paid", 1, 2)
    say(econ_client, newest(), F=BESIDE)
    assert KnownLayout.objects.get().fields == {"户名": "name", "~销货额": "taxes_paid", "工会主席": BESIDE, "从业人员": BESIDE}


def told(answer) -> str:
    form = answer.context["columns"]
    return " ".join([*form.non_field_errors(), *(error for name, errors in form.errors.items() if name != "__all__" for error in errors)])


def test_two_columns_for_one_figure_are_refused_and_nothing_is_lost(econ_client, desk):
    upload(econ_client, desk.sheet(FIRST, header=HEADER), kind="enterprises")
    answer = say(econ_client, newest(), B="name", H="employees")
    assert (answer.status_code, KnownLayout.objects.count()) == (400, 0)
    assert told(answer) == "F列（从业人员）已对应“从业人员”，同一项只能对应一列。"
    assert answer.context["columns"]["B"].value() == "name"


def test_two_months_of_one_figure_are_two(econ_client, desk):
    two = [*HEADER[:4], "2015年销货额", "1-3月销货额"]
    upload(econ_client, desk.sheet([*FIRST[:4], 9000, 2960], header=two), kind="enterprises")
    say(econ_client, newest(), B="name", E="principal_revenue", F="principal_revenue")
    econ_client.post(reverse("ledgers:batch-commit", args=[newest().pk]), {"rows": "all"})
    figures = OperatingFigure.objects.order_by("period").values_list("period", "principal_revenue")
    assert list(figures) == [("2015-12", 9000), ("2016-03", 2960)]


def test_one_without_a_time_beside_one_of_the_sheets_own_month_is_refused_at_its_place(econ_client, desk):
    twins = [*HEADER[:4], "1-3月销货额", "销货额"]
    upload(econ_client, desk.sheet([*FIRST[:4], 2960, 9000], header=twins), kind="enterprises")
    answer = say(econ_client, newest(), B="name", E="principal_revenue", F="principal_revenue")
    assert (answer.status_code, KnownLayout.objects.count()) == (400, 0)
    assert answer.context["columns"].errors == {"F": ["E列（1-3月销货额）已对应“主营业务收入”，同一项只能对应一列。"]}
    assert say(econ_client, newest(), B="name", E="principal_revenue", F="gross_output").status_code == 302


def test_a_required_field_without_a_column_is_refused(econ_client, desk):
    upload(econ_client, desk.sheet(FIRST, header=HEADER), kind="enterprises")
    answer = say(econ_client, newest(), E="principal_revenue")
    assert (answer.status_code, told(answer)) == (400, "还没有选哪一列是“企业名称”，没有它不能读取。")


def test_columns_of_a_header_that_was_read_otherwise_meanwhile_are_refused(econ_client, desk):
    upload(econ_client, desk.sheet(FIRST, header=HEADER), kind="enterprises")
    answer = say(econ_client, newest(), B="name", digest="0" * 64)
    assert (answer.status_code, KnownLayout.objects.count()) == (400, 0)


def test_header_that_nobody_knows_is_mapped_where_it_is_said_to_stand(econ_client, desk, tmp_path):
    rows = [wide("户头一览", 4), ["甲", "乙", "丙", "丁"], ["户头", "号码", "片", "人头"], [FIRST[1], FIRST[2], "高新区", 215]]
    upload(econ_client, draw(tmp_path / "怪表.xlsx", *rows), kind="enterprises")
    assert newest().refusal["code"] == "no_header"
    econ_client.post(reverse("ledgers:batch-read", args=[newest().pk]), {"kind": "enterprises", "header_row": "3", "header_rows": "1"})
    assert heads_in(folder_of(newest())).row == 3
    say(econ_client, newest(), A="name", B="credit_code", C="district", D="employees")
    assert (newest().state, newest().rows_new) == ("previewed", 1)
    upload(econ_client, draw(tmp_path / "怪表二.xlsx", *rows, [SECOND[1], SECOND[2], "西市区", 88]))
    assert (newest().state, newest().rows_new) == ("previewed", 2)


def test_header_of_two_rows_is_known_again(econ_client, tmp_path):
    rows = [
        wide("规上企业台账（2016年1-3月）", 5),
        ["户名", "统一社会信用代码", "所属区域", "经营", LEFT],
        [UP, UP, UP, "卖了多少", "人"],
        [FIRST[1], FIRST[2], "高新区", 2960, 215],
    ]
    upload(econ_client, draw(tmp_path / "两行.xlsx", *rows), kind="enterprises")
    heads = heads_in(folder_of(newest()))
    assert (heads.row, heads.rows, heads.columns[3].header) == (2, 2, "经营/卖了多少")
    say(econ_client, newest(), A="name", D="principal_revenue", E="employees")
    assert (newest().state, newest().rows_new) == ("previewed", 1)
    upload(econ_client, draw(tmp_path / "又两行.xlsx", *rows, [SECOND[1], SECOND[2], "西市区", 100, 88]))
    assert (newest().state, newest().rows_new) == ("previewed", 2)


def test_columns_that_were_said_as_the_session_ended_stand_there_again(econ_client, econ, desk):
    upload(econ_client, desk.sheet(FIRST, header=HEADER), kind="enterprises")
    page, told = newest().get_absolute_url(), "您填写的内容已恢复在这里"
    form = sent_form(econ_client.get(page).content.decode())
    econ_client.logout()
    econ_client.post(reverse("ledgers:batch-columns", args=[newest().pk]), form | {"B": "name", "E": "principal_revenue"})
    econ_client.force_login(econ)
    again = econ_client.get(page)
    typed = sent_form(again.content.decode())
    assert (typed["B"], typed["E"], again.context["is_about_columns"], told in again.content.decode()) == (
        "name",
        "principal_revenue",
        True,
        True,
    )
    assert told not in econ_client.get(page).content.decode()


def test_row_without_a_header_is_named(econ_client, desk):
    upload(econ_client, desk.sheet(FIRST, header=HEADER), kind="enterprises")
    econ_client.post(reverse("ledgers:batch-read", args=[newest().pk]), {"kind": "enterprises", "header_row": "900"})
    page = econ_client.get(newest().get_absolute_url())
    assert page.context["refusal"] == "工作表“Sheet1”的第900行没有表头。"


def test_somebody_elses_columns_do_not_exist(client, mapped):
    client.force_login(UserFactory(username="other", roles=["econ"]))
    codes = [client.post(reverse(name, args=[mapped.pk])).status_code for name in ("ledgers:batch-columns", "ledgers:batch-forget")]
    assert (codes, KnownLayout.objects.count()) == ([404, 404], 1)


@pytest.mark.parametrize("name", ["ledgers:batch-columns", "ledgers:batch-forget", "ledgers:batch-read"])
@pytest.mark.parametrize(
    ("wiped_at", "told"), [(None, "这次导入的文件已不在本机，请重新上传。"), (timezone.now(), "文件已过保存期限并被清除，请重新上传。")]
)
def test_upload_that_is_gone_is_said(econ_client, mapped, name, wiped_at, told):
    shutil.rmtree(folder_of(mapped))
    ImportBatch.objects.update(wiped_at=wiped_at)
    page = econ_client.post(reverse(name, args=[mapped.pk]), {"kind": "enterprises"}, follow=True)
    assert (page.status_code, page.context["gone"], KnownLayout.objects.count()) == (200, told, 1)
    assert told in [str(message) for message in page.context["messages"]]


def test_the_same_file_again_after_its_folder_was_lost_is_read_anew(econ_client, desk, mapped):
    shutil.rmtree(folder_of(mapped))
    upload(econ_client, desk.sheet(FIRST, header=HEADER), kind="enterprises")
    assert (newest() == mapped, newest().state, newest().rows_new) == (False, "previewed", 1)


def test_whoever_lost_the_right_to_the_kind_says_nothing_of_it(econ_client, econ, mapped):
    econ.groups.clear()
    econ.user_permissions.add(*econ.user_permissions.model.objects.filter(codename__in=["view_importbatch", "import_progress"]))
    page = econ_client.get(mapped.get_absolute_url())
    assert page.context["columns"] is None
    assert econ_client.post(reverse("ledgers:batch-forget", args=[mapped.pk])).status_code == 403


def test_header_explained_before_units_without_brackets_were_words_no_more_is_still_known(econ_client, desk):
    """Its words and digest as they were kept then."""
    own = [*HEADER[:4], "1-3月销货额万元", *HEADER[5:7], "工会会员数（人）"]
    upload(econ_client, desk.sheet(FIRST, header=own), kind="enterprises")
    say(econ_client, newest(), B="name", E="principal_revenue")
    words = ["序号", "户名", "统一社会信用代码", "所属区域", "~销货额万元", "从业人员", "是否规上", "工会会员数"]
    former = {"digest": header_digest(words), "fields": {"户名": "name", "~销货额万元": "principal_revenue"}}
    KnownLayout.objects.update(**former)
    upload(econ_client, desk.sheet(SECOND, header=own, name="二.xlsx"), kind="enterprises")
    assert newest().state == "refused"
    call_command("load_reference", verbosity=0)
    upload(econ_client, desk.sheet(SECOND, header=own, name="三.xlsx"), kind="enterprises")
    assert (newest().state, held(newest())["E"]) == ("previewed", "principal_revenue")
    assert KnownLayout.objects.get().digest != former["digest"]


def test_header_that_no_former_rule_explains_stays_as_it_is(mapped):
    KnownLayout.objects.update(digest="0" * 64)
    call_command("load_reference", verbosity=0)
    assert KnownLayout.objects.get().digest == "0" * 64
