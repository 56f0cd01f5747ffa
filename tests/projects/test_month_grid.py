"""The page 月度填报 as a plain form, and what its script asks."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.models import ProgressDraft, ProjectProgress
from projects.month_row import CELLS
from tests.factories import DepartmentFactory, ProjectFactory, UserFactory
from tests.projects.pages import counts, text, total
from tests.projects.scene import report
from zone.models import Period, Post

pytestmark = pytest.mark.django_db
GRID, DRAFT = "/projects/month/", "/projects/month/draft/"
FIELD = re.compile(r'<(?:input|textarea|select)[^>]*name="([^"]+)"')
HTML = b"<html><script>alert(1)</script></html>"


@pytest.fixture(autouse=True)
def _fixed_day(day, settings, tmp_path):
    day("2016-07-05")
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def officer(roles):
    return UserFactory(name="王某", roles=["officer"])


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def project_of(officer, **fields):
    project = ProjectFactory(**{"plan_year": 2016, "annual_plan": Decimal(5200), "officer": officer, **fields})
    report(project, "2016-05", "2600", physical_progress="设备到货", invest_month=Decimal(400))
    return project


def row_of(project, version=0, **cells) -> dict[str, str]:
    """The fields of one row as a browser sends them, words as carried."""
    found = {**dict.fromkeys(CELLS, ""), "physical_progress": "设备到货", **cells}
    return {"row": [f"{project.pk}:{version}"], **{f"{name}-{project.pk}": value for name, value in found.items()}}


def form(*rows, act="all", **more) -> dict:
    together = {"act": act, "_receipt": str(uuid4()), "row": [each for row in rows for each in row["row"]]}
    for row in rows:
        together |= {name: value for name, value in row.items() if name != "row"}
    return together | more


def test_page_shows_last_month_and_leaves_the_figures_empty(signed_in, officer):
    project = project_of(officer)
    page = text(signed_in.get(GRID))
    assert "填报期 6月25日—7月5日（今天截止）" in page
    assert f'data-project="{project.pk}" data-base="2600"' in page
    assert f'name="invest_month-{project.pk}" value="" placeholder=""' in page
    assert re.search(r'class="cell carried" name="physical_progress-\d+"[^>]*>\n设备到货</textarea>', page)
    assert re.search(r"<td class=\"number\" data-label=\"年度计划\">5,200</td>", page)


def test_after_a_missed_month_the_funds_of_the_last_report_stand_in_grey(signed_in, officer):
    project = ProjectFactory(plan_year=2016, officer=officer)
    report(project, "2016-04", "2000", funds_in_place=Decimal(3090))
    assert f'name="funds_in_place-{project.pk}" value="" placeholder="3,090"' in text(signed_in.get(GRID))


def test_page_carries_every_cell_that_is_read(signed_in, officer):
    project = project_of(officer)
    fields = set(FIELD.findall(text(signed_in.get(GRID))))
    assert {f"{name}-{project.pk}" for name in CELLS} | {"row", f"file-{project.pk}", "_receipt", "_owner"} <= fields


def test_browser_refuses_a_file_at_the_size_the_office_set(signed_in, settings):
    settings.ATTACHMENT_MAX_BYTES = 2_700_000
    words = signed_in.get(GRID).context["script_words"]
    assert (words["limit"], words["limitBytes"]) == ("2.5", 2_700_000)


def test_grid_is_handed_in_as_a_plain_form(signed_in, officer):
    first, second, wrong = (project_of(officer) for _each in range(3))
    rows = row_of(first, invest_month="500"), row_of(second, is_unchanged="on"), row_of(wrong, invest_ytd="2,500")
    page = text(signed_in.post(GRID, form(*rows), follow=True))
    assert "已提交 2 个项目。" in page
    assert "1 个项目没有提交" in page
    assert "累计 2,500 小于上月 2,600：如为更正请选择原因。" in page
    assert f'name="invest_ytd-{wrong.pk}" value="2,500"' in page
    assert re.search(rf'name="invest_ytd-{wrong.pk}"[^>]*aria-invalid="true" aria-describedby="said-{wrong.pk}"', page)
    assert dict(ProjectProgress.objects.filter(period="2016-06").values_list("project", "invest_ytd")) == {first.pk: 3100, second.pk: 2600}


def test_handing_in_a_page_says_how_many_drafts_wait_on_the_others(signed_in, officer, monkeypatch):
    projects = [project_of(officer) for _each in range(4)]
    assert "全部提交" in text(signed_in.get(GRID))
    signed_in.post(GRID, form(*(row_of(project, invest_month="5") for project in projects[1:]), act="draft"))
    ProjectProgress.objects.create(project=projects[3], period="2016-06", state="confirmed")
    monkeypatch.setattr("projects.views.month_grid.PAGE", 2)
    page = text(signed_in.get(GRID))
    assert ("提交本页" in page, "全部提交" in page) == (True, False)
    page = text(signed_in.post(GRID, form(*(row_of(project, invest_month="5") for project in projects[:2])), follow=True))
    assert "已提交 2 个项目。" in page
    assert "其他页还有 1 份草稿未提交。" in page
    page = text(signed_in.post(GRID, form(row_of(projects[2], invest_month="5")), follow=True))
    assert "草稿未提交" not in page


def test_one_row_is_handed_in_while_the_others_stay_drafts(signed_in, officer):
    first, second = project_of(officer), project_of(officer)
    rows = row_of(first, invest_month="500"), row_of(second, invest_month="7")
    signed_in.post(GRID, form(*rows, act=f"row-{first.pk}"))
    assert ProjectProgress.objects.filter(period="2016-06").values_list("project", flat=True).get() == first.pk
    assert ProgressDraft.objects.get().project == second


def test_same_form_sent_twice_saves_once(signed_in, officer):
    sent = form(row_of(project_of(officer), invest_month="500"))
    signed_in.post(GRID, sent)
    page = text(signed_in.post(GRID, sent, follow=True))
    assert "没有重复保存" in page
    assert ProjectProgress.objects.get(period="2016-06").version == 1


def test_filled_row_shows_its_figure_and_goes_on_computing_the_sum(signed_in, officer):
    project = project_of(officer)
    signed_in.post(GRID, form(row_of(project, invest_month="500")))
    page = text(signed_in.get(GRID))
    assert f'name="invest_month-{project.pk}" value="500"' in page
    assert f'name="invest_ytd-{project.pk}" value="" placeholder="3,100"' in page
    assert '<span class="by">王某</span>' in page


@pytest.mark.parametrize(("state", "words"), [("returned", "已退回"), ("confirmed", "已审核")])
def test_a_reviewed_row_says_who_reviewed_it_and_when(signed_in, officer, state, words):
    project = project_of(officer)
    signed_in.post(GRID, form(row_of(project, invest_month="500")))
    reviewed = {"state": state, "reviewed_by": UserFactory(name="尤某"), "reviewed_at": datetime(2016, 7, 3, 9, tzinfo=UTC)}
    ProjectProgress.objects.filter(project=project, period="2016-06").update(**reviewed)
    page = text(signed_in.get(GRID))
    assert f"{words} 7月3日" in page
    assert ('<span class="by">尤某</span>' in page, '<span class="by">王某</span>' in page) == (True, False)


def test_counts_open_the_rows_that_they_count(signed_in, officer):
    done, returned, typed, _empty = (project_of(officer) for _each in range(4))
    signed_in.post(GRID, form(row_of(done, invest_month="1"), row_of(returned, invest_month="1")))
    ProjectProgress.objects.filter(project=returned, period="2016-06").update(state="returned", review_note="形象进度请写具体")
    signed_in.post(GRID, form(row_of(typed, invest_month="1"), act="draft"))
    page = signed_in.get(GRID)
    own = [(address, number) for address, number in counts(page) if address.startswith(GRID)]
    assert sorted(number for _address, number in own) == [1, 1, 1, 3, 4]
    for address, number in own:
        assert total(signed_in.get(address)) == number
    assert "已退回：形象进度请写具体" in text(page)


def test_second_of_two_sees_both_values_at_the_cell(signed_in, client, officer):
    liaison, department = UserFactory(name="朱某", roles=["liaison"]), DepartmentFactory()
    Post.objects.create(user=liaison, department=department)
    project = project_of(officer, department=department)
    client.force_login(liaison)
    client.post(GRID, form(row_of(project, invest_month="500")))
    client.force_login(officer)
    page = text(client.post(GRID, form(row_of(project, invest_month="700")), follow=True))
    assert "朱某 填的是：500" in page
    assert f'name="invest_month-{project.pk}" value="700"' in page
    assert "朱某 代 王某" in page
    client.post(GRID, form(row_of(project, version=1, invest_month="700")))
    assert ProjectProgress.objects.get(period="2016-06").invest_month == 700


@pytest.mark.parametrize(
    ("name", "content", "said"), [("现场.jpg", HTML, "文件内容不是 jpg 格式"), ("现场.jpg", b"\xff\xd8\xff" + bytes(20 << 20), "10 MB")]
)
def test_file_that_is_refused_is_said_at_its_row_and_the_figures_stay(signed_in, officer, name, content, said):
    project = project_of(officer)
    sent = form(row_of(project, invest_month="500"), **{f"file-{project.pk}": SimpleUploadedFile(name, content)})
    page = text(signed_in.post(GRID, sent, follow=True))
    assert said in page[page.index(f'id="said-{project.pk}"') :]
    assert f'name="invest_month-{project.pk}" value="500"' in page


def test_photo_is_handed_in_with_its_row_and_fetched_by_who_sees_the_project(signed_in, client, officer):
    project = project_of(officer)
    photo = SimpleUploadedFile("现场.png", b"\x89PNG\r\n\x1a\n" + bytes(20))
    signed_in.post(GRID, form(row_of(project, invest_month="500"), **{f"file-{project.pk}": photo}))
    address = re.search(rf"/projects/{project.pk}/month-files/\d+/", text(signed_in.get(GRID)))[0]
    answer = signed_in.get(address)
    assert (answer.status_code, answer["Content-Disposition"].partition(";")[0]) == (200, "attachment")
    assert f'href="{address}" download>现场.png</a>' in text(
        signed_in.get(project.progress.get(attachments__isnull=False).get_absolute_url())
    )
    client.force_login(UserFactory(roles=["officer"]))
    assert client.get(address).status_code == 404


def test_draft_answers_with_what_is_wrong_and_takes_files(signed_in, officer):
    project = project_of(officer)
    photo = SimpleUploadedFile("凭证.png", b"\x89PNG\r\n\x1a\n" + bytes(20))
    sent = row_of(project, invest_ytd="2500") | {f"file-{project.pk}": photo}
    told = signed_in.post(f"{DRAFT}?period=2016-06", sent).json()["rows"][str(project.pk)]
    assert (told["kept"], told["wants_reason"]) == (True, True)
    assert told["said"] == [["invest_ytd", "1—6月累计：累计 2,500 小于上月 2,600：如为更正请选择原因。"]]
    assert [name for _pk, name in told["files"]] == ["凭证.png"]


def test_file_of_a_draft_is_taken_back(signed_in, officer):
    project = project_of(officer)
    photo = SimpleUploadedFile("凭证.png", b"\x89PNG\r\n\x1a\n" + bytes(20))
    pk = signed_in.post(DRAFT, row_of(project) | {f"file-{project.pk}": photo}).json()["rows"][str(project.pk)]["files"][0][0]
    page = text(signed_in.post(GRID, form(row_of(project, invest_month="3"), act=f"drop-{project.pk}-{pk}"), follow=True))
    assert "凭证.png" not in page
    assert f'name="invest_month-{project.pk}" value="3"' in page


def test_file_that_is_handed_in_is_withdrawn_until_the_report_is_confirmed(signed_in, client, officer):
    project = project_of(officer)
    photos = [SimpleUploadedFile(name, b"\x89PNG\r\n\x1a\n" + bytes(length)) for name, length in (("错照片.png", 20), ("现场.png", 30))]
    signed_in.post(GRID, form(row_of(project, invest_month="500"), **{f"file-{project.pk}": photos}))
    own = project.progress.get(period="2016-06")
    wrong, right = own.attachments.order_by("pk")
    row = row_of(project, version=1, invest_month="500")
    page = text(signed_in.post(GRID, form(row, act=f"drop-{project.pk}-{wrong.pk}"), follow=True))
    assert (f"{right.pk}/" in page, "错照片.png" in page) == (True, False)
    own.refresh_from_db()
    assert (list(own.attachments.all()), own.version, own.state, own.invest_month) == ([right], 2, "submitted", 500)
    history = text(signed_in.get(own.get_absolute_url()))
    assert "撤回附件：错照片.png" in history[history.index('class="timeline"') :]
    stranger = Client()
    stranger.force_login(UserFactory(roles=["officer"]))
    assert stranger.post(GRID, form(row, act=f"drop-{project.pk}-{right.pk}")).status_code == 403
    ProjectProgress.objects.filter(pk=own.pk).update(state="confirmed")
    page = text(signed_in.post(GRID, form(row, act=f"drop-{project.pk}-{right.pk}"), follow=True))
    assert "已审核，不能再改" in page
    assert f'value="drop-{project.pk}-{right.pk}"' not in page
    assert own.attachments.count() == 1


def test_what_was_typed_when_the_session_ended_stands_there_after_signing_in(client, officer):
    project = project_of(officer)
    client.force_login(officer)
    mark = re.search(r'name="_owner" value="([^"]+)"', text(client.get(GRID)))[1]
    client.session.flush()
    client.cookies.clear()
    client.post(GRID, form(row_of(project, invest_month="500"), _owner=mark))
    # Signing in keeps the session's text.
    session = client.session
    kept = session["kept_text"]
    client.force_login(officer)
    session = client.session
    session["kept_text"] = kept
    session.save()
    page = text(client.get(GRID))
    assert "登录过期前填写的内容已回到各行" in page
    assert f'name="invest_month-{project.pk}" value="500"' in page


def test_locked_month_is_shown_and_takes_nothing(signed_in, officer):
    project_of(officer)
    Period.objects.create(month="2016-06", status=Period.Status.LOCKED, changed_by=officer)
    page = text(signed_in.get(GRID))
    assert "王某" in page
    assert "readonly" in page
    assert "全部提交" not in page
    assert "（已锁定）" in page
    assert "截止）" not in page


def test_state_of_a_closed_row_leads_to_what_was_reported(signed_in, officer):
    filed = report(project_of(officer), "2016-06", "3000", state="confirmed")
    page = text(signed_in.get(f"{GRID}?show=reported"))
    assert f'data-state><a href="{filed.get_absolute_url()}">已审核' in page


def test_confirmed_row_shows_what_was_confirmed_and_what_was_left_over_until_it_is_discarded(signed_in, officer):
    project, other = project_of(officer), project_of(officer)
    signed_in.post(GRID, form(row_of(project, invest_month="300")))
    signed_in.post(GRID, form(row_of(project, version=1, invest_month="777"), row_of(other, invest_month="5"), act="draft"))
    ProjectProgress.objects.filter(project=project, period="2016-06").update(state="confirmed")
    page = signed_in.get(GRID)
    assert re.search(rf'name="invest_month-{project.pk}" value="300" placeholder="300"[^>]* readonly', text(page))
    assert f'name="invest_ytd-{project.pk}" value="" placeholder="2,900"' in text(page)
    assert "审核时您还有未提交的内容：本月完成：777" in text(page)
    assert dict(counts(page))[f"{GRID}?show=draft"] == total(signed_in.get(f"{GRID}?show=draft")) == 1
    sent = form(row_of(project, version=1, invest_month="300"), row_of(other, invest_month="5"))
    for act in ("draft", "all"):
        signed_in.post(GRID, {**sent, "act": act})
        assert ProgressDraft.objects.get(project=project).cells["invest_month"] == "777"
    page = text(signed_in.post(GRID, {**sent, "act": f"forget-{project.pk}"}, follow=True))
    assert "777" not in page
    assert not ProgressDraft.objects.exists()


def test_draft_left_over_in_a_locked_month_is_no_open_work_but_stays_to_be_read(signed_in, officer):
    typed, returned, empty = project_of(officer), project_of(officer), project_of(officer)
    report(returned, "2016-06", "3000", state="returned", review_note="与监理月报不一致")
    rows = [row_of(typed, invest_month="777"), row_of(returned, version=1, invest_month="888")]
    signed_in.post(GRID, form(*rows, act="draft"))
    assert dict(counts(signed_in.get(GRID)))[f"{GRID}?show=draft"] == 2
    lock = Period.objects.create(month="2016-06", status=Period.Status.LOCKED, changed_by=officer)
    page = text(signed_in.get(GRID))
    states = re.findall(r'<tbody class="project is-(\w+)" data-project="(\d+)".*?data-state>(.*?)</span>', page, re.DOTALL)
    shown = {int(pk): (state, re.sub("<[^>]+>", "", words)) for state, pk, words in states}
    assert shown == {typed.pk: ("open", "未报（已锁定）"), returned.pk: ("returned", "已退回"), empty.pk: ("open", "未报（已锁定）")}
    for amount in ("777", "888"):
        assert f"本月锁定时您还有未提交的内容：本月完成：{amount}" in page
        assert f'value="{amount}"' not in page
    assert (total(signed_in.get(f"{GRID}?show=draft")), f"{GRID}?show=draft" in dict(counts(signed_in.get(GRID)))) == (0, False)
    lock.status = Period.Status.OPEN
    lock.save()
    assert f'name="invest_month-{typed.pk}" value="777"' in text(signed_in.get(GRID))


def test_what_is_left_over_in_a_locked_month_goes_only_when_it_is_discarded(signed_in, officer):
    one, other = project_of(officer), project_of(officer)
    signed_in.post(GRID, form(row_of(one, invest_month="777"), row_of(other, invest_month="888"), act="draft"))
    Period.objects.create(month="2016-06", status=Period.Status.LOCKED, changed_by=officer)
    for act in ("draft", "all"):
        page = text(signed_in.post(GRID, form(row_of(one), row_of(other), act=act), follow=True))
        assert {draft.cells["invest_month"] for draft in ProgressDraft.objects.all()} == {"777", "888"}
        assert "其他页还有" not in page
    signed_in.post(GRID, form(row_of(one), row_of(other), act=f"forget-{one.pk}"))
    assert [draft.project for draft in ProgressDraft.objects.all()] == [other]


def test_month_to_come_says_when_it_opens(signed_in, officer):
    project_of(officer)
    assert "还没有到填报期，7月25日开放" in text(signed_in.get(f"{GRID}?period=2016-07"))


def test_empty_grid_says_when_the_next_one_opens(signed_in):
    assert "本月没有待填报项目；下一次填报期 7月25日开放。" in text(signed_in.get(GRID))


@pytest.mark.parametrize("address", ["?period=2016-13", "?period=x", "?period=9999-12", "?period=0000-01", "?whose=all", "?show=all"])
def test_address_that_means_nothing_is_not_found(signed_in, address):
    assert signed_in.get(GRID + address).status_code == 404


def test_liaison_with_projects_of_his_own_chooses(client, roles):
    liaison, department = UserFactory(roles=["liaison"]), DepartmentFactory()
    Post.objects.create(user=liaison, department=department)
    client.force_login(liaison)
    project_of(None, department=department)
    assert "填报范围" not in text(client.get(GRID))
    project_of(liaison, department=department)
    assert total(client.get(GRID)) == 2
    assert total(client.get(f"{GRID}?whose=mine")) == 1


def test_what_a_person_types_is_markup_nowhere(signed_in, officer):
    project = project_of(officer, name="<b>项目</b>")
    page = text(signed_in.post(GRID, form(row_of(project, physical_progress="</textarea><script>x</script>"), act="draft"), follow=True))
    assert "<b>项目" not in page
    assert "<script>x" not in page


def test_why_a_report_was_returned_stays_while_one_types(signed_in, officer):
    project = project_of(officer)
    report(project, "2016-06", "3000", state="returned", review_note="与监理月报不一致")
    shown = "已退回：与监理月报不一致"
    assert shown in text(signed_in.get(GRID))
    answer = signed_in.post(DRAFT, row_of(project, version=1, invest_month="300")).json()["rows"][str(project.pk)]
    assert ["returned", shown] in answer["said"]
    assert shown in text(signed_in.get(GRID))


@pytest.mark.parametrize("method", ["get", "post"])
def test_statements_do_not_grow_with_rows(signed_in, officer, method):
    def statements(count: int) -> int:
        projects = [project_of(officer, moved_on=date(2016, 6, 1)) for _each in range(count)]
        sent = form(*(row_of(project, invest_month="5") for project in projects))
        signed_in.post(GRID, {**sent, "act": "draft"})  # drafts are judged as the grid is opened
        signed_in.get(GRID)
        with CaptureQueriesContext(connection) as asked:
            signed_in.get(GRID) if method == "get" else signed_in.post(GRID, sent)
        return len(asked)

    assert statements(1) == statements(30)


def test_menu_marks_the_nearest_entry_only(signed_in):
    page = text(signed_in.get(reverse("projects:month-grid")))
    assert re.findall(r'<a href="([^"]+)" aria-current="page">', page[: page.index("</nav>")]) == [GRID]
