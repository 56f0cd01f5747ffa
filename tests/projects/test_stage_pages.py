"""进入下一环节 as a page: what it shows, what it keeps, who may use it."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.models import Project, Stage, StageEvent
from tests.factories import ProjectFactory, UserFactory
from tests.projects.pages import text
from tests.projects.papers import paper
from zone.models import Attachment, Receipt

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture(autouse=True)
def _fixed_day(day, settings, tmp_path):
    day("2016-07-05")
    settings.MEDIA_ROOT = tmp_path


def signed_in(*roles, **fields):
    client = Client()
    client.user = UserFactory(roles=roles, **fields)
    client.force_login(client.user)
    return client


@pytest.fixture
def invest(roles):
    return signed_in("invest", work_phone="0417-2800002")


@pytest.fixture
def officer(roles):
    return signed_in("officer")


@pytest.fixture
def project(officer):
    project = ProjectFactory(
        kind="investment",
        stage=Stage.NEGOTIATING,
        stage_since=date(2016, 6, 2),
        officer=officer.user,
        lead_source="大连招商分局",
        contact_name="陈总",
        first_contact_on=date(2016, 1, 4),
    )
    StageEvent.objects.create(project=project, stage=Stage.NEGOTIATING, entered_on=date(2016, 6, 2))
    return project


def addresses(project) -> tuple[str, str]:
    return reverse("projects:stage-gate", args=[project.pk]), reverse("projects:project-stage", args=[project.pk])


def opened(client, project, **changes) -> dict:
    page = client.get(addresses(project)[0])
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields if not name.startswith("upload_")}
    return data | {"_version": page.context["version"], "_receipt": str(page.context["receipt"])} | changes


def scan(name="合同.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG)


CONTRACT = {"agreement_kind": "contract", "agreed_investment": "26000", "entered_on": "2016-07-01"}


def test_the_gate_names_all_that_is_missing_and_shows_what_is_there(officer, project):
    page = officer.get(addresses(project)[0])
    assert page.context["lacking"] == ["协议性质", "协议投资额", "合同扫描件"]
    assert [field.name for field in page.context["lacking_fields"]] == ["agreement_kind", "agreed_investment"]
    assert [field.name for field in page.context["known_fields"]] == ["lead_source", "contact_name", "first_contact_on"]
    assert "已签订正式合同。框架协议、意向协议不算签约。" in text(page)
    assert "进入本环节第34天" in text(page)
    assert text(page).count("场地平整、拆迁、临时道路不算开工") == 1


def test_one_submit_saves_facts_evidence_and_stage_once(officer, project):
    address = addresses(project)[1]
    data = opened(officer, project, **CONTRACT)
    answers = [officer.post(address, data | {"upload_paper_signed": scan()}) for _turn in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    project.refresh_from_db()
    assert (project.stage, project.signed_on, project.agreed_investment, project.version) == ("signed", date(2016, 7, 1), 26000, 2)
    event = project.stage_events.get(stage="signed")
    assert [file.name for file in event.attachments.all()] == ["合同.png"]
    page = text(officer.get(project.get_absolute_url()))
    assert "现处于：签约" in page
    assert re.search(r'<th scope="row">签约</th>.*?2016-07-01.*?>5<.*?合同\.png', page)


def test_what_is_filled_in_stays_when_the_gate_does_not_open(officer, project):
    data = opened(officer, project, agreed_investment="26000", entered_on="2016-07-06", note="写了很久的说明")
    answer = officer.post(addresses(project)[1], data | {"upload_paper_signed": scan()})
    form = answer.context["form"]
    assert (answer.status_code, sorted(form.errors)) == (422, ["agreement_kind", "entered_on"])
    assert (form["agreed_investment"].value(), form["note"].value()) == ("26000", "写了很久的说明")
    kept = Attachment.objects.get()
    assert form["chosen_paper_signed"].value() == str(kept.pk)
    assert "以下材料已收下" in text(answer)
    assert Project.objects.get().stage == Stage.NEGOTIATING
    again = data | CONTRACT | {"chosen_paper_signed": str(kept.pk)}
    assert officer.post(addresses(project)[1], again).status_code == 302
    assert Attachment.objects.count() == 1


def test_a_file_that_is_no_picture_is_said_at_its_field(officer, project):
    upload = SimpleUploadedFile("合同.jpg", b"<html><script>1</script></html>")
    answer = officer.post(addresses(project)[1], opened(officer, project, **CONTRACT) | {"upload_paper_signed": upload})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["upload_paper_signed"])
    assert (Project.objects.get().stage, Attachment.objects.count()) == (Stage.NEGOTIATING, 0)


def test_only_what_is_filled_in_can_be_saved(officer, project):
    changes = {"agreement_kind": "framework", "agreed_investment": "18000", "note": "正式合同8月签", "_only_save": "1"}
    answer = officer.post(addresses(project)[1], opened(officer, project, **changes), follow=True)
    project.refresh_from_db()
    assert (project.stage, project.agreement_kind, project.agreed_investment, project.signed_on) == (
        "negotiating",
        "framework",
        18000,
        None,
    )
    assert "已保存：协议性质、协议投资额（万元）。项目仍在原环节。" in text(answer)
    assert answer.context["form"]["note"].value() == "正式合同8月签"
    assert answer.context["lacking"] == ["合同扫描件"]
    moved = officer.post(addresses(project)[1], opened(officer, project) | {"upload_paper_signed": scan()})
    assert list(moved.context["form"].errors) == ["agreement_kind"]


def test_a_negative_amount_or_a_wrong_code_is_not_saved_either(officer, project):
    answer = officer.post(addresses(project)[1], opened(officer, project, agreed_investment="-5", _only_save="1"))
    assert (answer.status_code, answer.context["form"].errors["agreed_investment"]) == (422, ["金额不能为负数。"])
    Project.objects.update(stage=Stage.SIGNED)
    answer = officer.post(addresses(project)[1], opened(officer, project, company_code="91210800000001011X", _only_save="1"))
    assert list(answer.context["form"].errors) == ["company_code"]


def test_two_people_at_one_gate_see_both_values(officer, invest, project):
    mine = opened(officer, project, **CONTRACT)
    other = opened(invest, project, agreement_kind="intent", agreed_investment="100", _only_save="1")
    assert invest.post(addresses(project)[1], other).status_code == 302
    answer = officer.post(addresses(project)[1], mine | {"upload_paper_signed": scan()})
    assert answer.status_code == 409
    rows = [[str(cell) for cell in row] for row in answer.context["comparison"]]
    assert ["协议投资额（万元）", "（空）", "100", "26,000", "True"] in rows
    assert 'data-label="您填写的">26,000</td>' in answer.content.decode()
    form = answer.context["form"]
    assert (form["agreed_investment"].value(), answer.context["version"]) == ("26000", 2)
    kept = form["chosen_paper_signed"].value()
    again = mine | {"_version": 2, "chosen_paper_signed": kept}
    assert officer.post(addresses(project)[1], again).status_code == 302


def test_a_stage_entered_by_somebody_else_meanwhile_is_said(officer, invest, project):
    mine = opened(officer, project, **CONTRACT, note="我写的")
    invest.post(addresses(project)[1], opened(invest, project, **CONTRACT) | {"upload_paper_signed": scan()})
    answer = officer.post(addresses(project)[1], mine)
    assert answer.status_code == 409
    assert "项目现处于：签约，不能进入所选环节。" in text(answer)
    assert "我写的" in text(answer)


def test_what_was_typed_comes_back_after_the_session_ended(officer, project):
    mark = officer.get(addresses(project)[0]).context["owner_mark"]
    data = opened(officer, project, agreed_investment="26000", note="写了很久", _owner=mark)
    officer.logout()
    assert officer.post(addresses(project)[1], data).status_code == 302
    kept = officer.session["kept_text"]
    officer.force_login(officer.user)
    session = officer.session
    session["kept_text"] = kept
    session.save()
    page = officer.get(addresses(project)[0])
    assert (page.context["form"]["note"].value(), page.context["form"]["agreed_investment"].value()) == ("写了很久", "26000")
    assert (page.context["kept"], page.context["version"]) == (True, 1)


@pytest.mark.parametrize(("role", "status"), [("leader", 403), ("econ", 403), ("supervisor", 403), ("liaison", 404)])
def test_who_may_not_edit_reads_what_is_missing_and_whom_to_ask(roles, invest, project, role, status):
    reader = signed_in(role)
    page = reader.get(addresses(project)[0])
    assert reader.post(addresses(project)[1], {}).status_code == status
    if status == 404:
        assert page.status_code == 404
        return
    assert (page.context["may_step"], page.context["lacking"]) == (False, ["协议性质", "协议投资额", "合同扫描件"])
    assert [person.name for person in page.context["asked"]] == [project.officer.name, invest.user.name]
    assert "0417-2800002" in text(page)
    assert 'name="_only_save"' not in text(page)


def test_an_officer_is_told_whom_to_ask_for_a_way_back(officer, invest, project):
    page = officer.get(addresses(project)[0], {"stage": "lead"})
    assert (page.context["may_step"], [person.name for person in page.context["asked"]]) == (False, [invest.user.name])
    assert invest.get(addresses(project)[0], {"stage": "lead"}).context["may_step"] is True


def test_a_way_back_needs_the_right_and_a_reason(officer, invest, project):
    back = {"stage": "lead", "entered_on": "2016-07-04"}
    answer = officer.post(addresses(project)[1], opened(officer, project, **back, note="误报"))
    assert (answer.status_code, Project.objects.get().stage) == (422, Stage.NEGOTIATING)
    answer = invest.post(addresses(project)[1], opened(invest, project, **back))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["note"])
    assert invest.post(addresses(project)[1], opened(invest, project, **back, note="误报")).status_code == 302


def test_a_form_without_version_or_receipt_is_refused(officer, project):
    for data in ({"stage": "signed"}, opened(officer, project, _version=""), opened(officer, project, _receipt="x")):
        assert officer.post(addresses(project)[1], data).status_code == 400
    assert officer.get(addresses(project)[1]).url == addresses(project)[0]


def event_of(project) -> StageEvent:
    return project.stage_events.order_by("-pk").first()


def test_the_day_is_corrected_on_its_page_once(officer, project):
    address = reverse("projects:stage-day", args=[project.pk, event_of(project).pk])
    page = officer.get(address)
    data = {"entered_on": "2016-06-03", "reason": "", "_version": page.context["version"], "_receipt": str(page.context["receipt"])}
    refused = officer.post(address, data)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
    for _turn in range(2):
        assert officer.post(address, data | {"reason": "以纪要为准"}).status_code == 302
    shown = text(officer.get(project.get_absolute_url()))
    assert "“在谈”日期 2016-06-02 → 2016-06-03（以纪要为准）" in shown
    assert Project.objects.get().version == 2
    stale = officer.post(address, data | {"reason": "再改", "_receipt": "00000000-0000-4000-8000-000000000001", "entered_on": "2016-06-04"})
    assert stale.status_code == 409
    assert "本环节登记的日期是 2016-06-03" in text(stale)


def test_a_stage_is_taken_back_by_the_bureau_once(officer, invest, project):
    invest.post(addresses(project)[1], opened(invest, project, **CONTRACT) | {"upload_paper_signed": scan()})
    event = event_of(project)
    address = reverse("projects:stage-back", args=[project.pk, event.pk])
    assert officer.get(address).status_code == 403
    page = invest.get(address)
    data = {"reason": "合同未盖章", "_version": page.context["version"], "_receipt": str(page.context["receipt"])}
    for _turn in range(2):
        assert invest.post(address, data).status_code == 302
    project.refresh_from_db()
    assert (project.stage, project.signed_on) == ("negotiating", None)
    assert "撤回“签约”（原登记 2016-07-01）（合同未盖章）" in text(officer.get(project.get_absolute_url()))
    assert Receipt.objects.filter(user=invest.user).count() == 2
    other = ProjectFactory(kind="investment")
    assert invest.get(reverse("projects:stage-day", args=[other.pk, event_of(project).pk])).status_code == 404


def test_pages_ask_as_often_for_many_stages_as_for_one(officer, project):
    def asked(address) -> int:
        officer.get(address)
        with CaptureQueriesContext(connection) as found:
            assert officer.get(address).status_code == 200
        return len(found)

    event_of(project).attachments.add(paper(project, officer.user))
    pages = (addresses(project)[0], project.get_absolute_url())
    first = [asked(address) for address in pages]
    for _turn in range(12):
        event = StageEvent.objects.create(project=project, stage=Stage.NEGOTIATING, entered_on=date(2016, 6, 3))
        event.attachments.add(paper(project, officer.user))
    assert [asked(address) for address in pages] == first


def test_the_list_finds_who_waits_longest(officer, project):
    ProjectFactory(kind="investment", officer=officer.user, stage_since=date(2016, 7, 4), name="新到")
    address = reverse("projects:project-list")
    page = text(officer.get(address, {"in_stage": "34", "sort": "in_stage"}))
    assert "在本环节已满34天" in page
    assert (project.name in page, "新到" in page) == (True, False)


def test_the_edit_form_says_what_the_stage_still_lacks(officer, project):
    Project.objects.update(stage=Stage.SIGNED)
    page = text(officer.get(reverse("projects:project-update", args=[project.pk])))
    assert page.count("“签约”环节尚缺此项") == 3
    page = text(officer.get(project.get_absolute_url()))
    assert "本环节尚缺：协议性质、协议投资额、签约日期" in page
