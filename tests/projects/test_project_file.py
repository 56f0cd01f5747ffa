import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from projects.models import Project, Stage, StageEvent
from tests.factories import DepartmentFactory, DistrictFactory, EnterpriseFactory, UserFactory
from tests.projects.lights_scene import rule
from tests.projects.pages import text
from tests.projects.scene import report, tech
from zone.models import Attachment, Event, Precision


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-05")


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def signed_in(*roles, **fields):
    client = Client()
    client.user = UserFactory(roles=roles, **fields)
    client.force_login(client.user)
    return client


@pytest.fixture
def econ(roles):
    return signed_in("econ")


@pytest.fixture
def officer(roles):
    return signed_in("officer")


def edit(project):
    return reverse("projects:project-update", args=[project.pk])


def opened(client, address, **changes):
    """What a browser would send after opening the form and changing some fields."""
    page = text(client.get(address))
    data = {}
    for tag in re.findall(r"<input[^>]*>", page):
        found = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        is_off = found.get("type") == "checkbox" and " checked" not in tag
        if "name" in found and not is_off and found["name"] != "csrfmiddlewaretoken":
            data[found["name"]] = found.get("value", "on" if found.get("type") == "checkbox" else "")
    for name, options in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        data[name] = next(iter(re.findall(r'<option value="([^"]*)" selected', options)), "")
    for name, value in re.findall(r'<textarea name="(\w+)"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL):
        data[name] = value
    data.pop("q", None)
    return data | changes


@pytest.mark.django_db
def test_project_file_shows_months_stages_people_and_history(econ):
    officer = UserFactory(name="李工", work_phone="0417-2800001", mobile="13900000001")
    project = tech(
        name="隧道窑节能", annual_plan=Decimal(1200), officer=officer, leader_name="原文领导", planned_finish_by=date(2016, 7, 3)
    )
    told = report(project, "2016-05", 100, physical_progress="窑体砌筑")
    StageEvent.objects.create(project=project, stage=Stage.STARTED, entered_on=date(2016, 3, 1))
    StageEvent.objects.create(project=project, stage=Stage.UNDER_CONSTRUCTION, entered_on=date(2016, 4, 1))
    project.name = "隧道窑节能改造"
    project.save()
    page = text(econ.get(project.get_absolute_url()))
    assert "未按期完工，逾期2天" in page
    assert "低于时序 41.7 个百分点" in page
    assert 'href="tel:0417-2800001"' in page
    assert 'href="tel:13900000001"' in page
    assert "原文领导" in page
    assert '<span class="old">隧道窑节能</span> → 隧道窑节能改造' in page
    stages = re.findall(r'<th scope="row">(在建|开工)</th>.*?class="number"[^>]*>(\d+)<', page)
    assert stages == [("在建", "96"), ("开工", "31")]  # today counts
    assert (page.count('class="quiet">未报送<'), page.count('class="light light-grey">未报送<')) == (5, 5)
    assert re.findall(r'<th scope="row"><a href="([^"]+)">(2016年\d+月)</a>', page) == [(told.get_absolute_url(), "2016年5月")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("winter", "gap", "light"),
    [
        ("", "低于时序 25.0 个百分点", "时序50.0%，低25.0个百分点"),
        ("1,2,3,11,12", "低于时序 17.9 个百分点", "时序42.9%（不计冬季月份），低17.9个百分点"),
    ],
)
def test_the_schedule_on_the_page_of_a_project_is_that_of_its_light(econ, winter, gap, light):
    rule(winter_months=winter)
    project = tech(annual_plan=Decimal(700))
    report(project, "2016-06", 175)
    page = text(econ.get(project.get_absolute_url()))
    assert (gap in page, light in page) == (True, True)


@pytest.mark.django_db
def test_a_returned_month_shows_its_figures_as_returned_and_draws_none(econ):
    project = tech()
    report(project, "2016-05", 1477)
    report(project, "2016-06", 2450, invest_month=Decimal(973), state="returned")
    page = econ.get(project.get_absolute_url())
    assert '<span class="quiet">973 已退回</span>' in text(page)
    assert '<span class="quiet">2,450 已退回</span>' in text(page)
    assert page.context["chart"]["series"][0]["values"][4:6] == [1477, None]


def test_project_file_keeps_mobile_numbers_from_those_without_the_right(roles):
    project = tech(officer=UserFactory(work_phone="0417-2800001", mobile="13900000001"))
    page = text(signed_in("stats").get(project.get_absolute_url()))
    assert ("13900000001" in page, "0417-2800001" in page) == (False, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "kind", "status"),
    [
        ("econ", "tech_upgrade", 200),
        ("econ", "investment", 403),
        ("invest", "investment", 200),
        ("invest", "tech_upgrade", 403),
        ("leader", "tech_upgrade", 403),
    ],
)
def test_project_edit_belongs_to_the_bureau_of_the_kind(roles, role, kind, status):
    project = tech(kind=kind)
    client = signed_in(role)
    assert client.get(edit(project)).status_code == status
    assert client.get(reverse("projects:project-create", args=[kind])).status_code == status


@pytest.mark.django_db
def test_project_create_form_of_no_kind_is_not_found(econ):
    assert econ.get(reverse("projects:project-create", args=["road"])).status_code == 404


@pytest.mark.django_db
def test_project_edit_writes_only_what_changed(econ):
    project = tech(name="旧名", planned_finish_on=date(2016, 10, 1), planned_finish_precision=Precision.MONTH)
    data = opened(econ, edit(project), name="新名称", planned_finish_precision="quarter")
    assert econ.post(edit(project), data).status_code == 302
    project.refresh_from_db()
    assert (project.name, project.name_key, project.planned_finish_by, project.version) == ("新名称", "新名称", date(2016, 12, 31), 2)
    assert "xmc" in project.search_text.split()
    assert project.moved_on == date(2016, 6, 30)
    assert project.history.first().history_user == econ.user


@pytest.mark.django_db
def test_project_edit_that_changes_nothing_writes_nothing(econ):
    project = tech(enterprise=EnterpriseFactory(), department=DepartmentFactory())
    econ.post(edit(project), opened(econ, edit(project)))
    assert (Project.objects.get().version, project.history.count()) == (1, 1)


@pytest.mark.django_db
def test_project_edit_of_two_people_shows_both_values(econ):
    project = tech(name="原名")
    mine = opened(econ, edit(project), name="我的名称")
    other = signed_in("econ", name="同事")
    other.post(edit(project), opened(other, edit(project), name="同事的名称", remarks="同事备注"))
    answer = econ.post(edit(project), mine)
    assert answer.status_code == 409
    cells = "".join(f"<td[^>]*>{name}</td>" for name in ("原名", "同事的名称", "我的名称"))
    assert re.search(f'<tr class="differs"><th[^>]*>项目</th>{cells}', text(answer))
    project.refresh_from_db()
    assert (project.name, project.remarks) == ("同事的名称", "同事备注")


@pytest.mark.django_db
def test_project_edit_by_the_officer_leaves_assignment_and_plan_alone(officer):
    leader = UserFactory()
    project = tech(officer=officer.user, leader=leader, annual_plan=Decimal(1200))
    page = text(officer.get(edit(project)))
    assert [name for name in ("annual_plan", "leader", "department", "officer", "code") if f'name="{name}"' in page] == []
    data = opened(officer, edit(project), remarks="补充说明", annual_plan="1", leader="", officer="")
    assert officer.post(edit(project), data).status_code == 302
    project.refresh_from_db()
    assert (project.remarks, project.annual_plan, project.leader, project.officer) == ("补充说明", Decimal(1200), leader, officer.user)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"enterprise": "没有这家公司"}, "没有这个名称的企业"),
        ({"total_investment": "980", "equipment_investment": "1200"}, "设备投资大于总投资：请核对这两个数。"),
        ({"total_investment": "-5"}, "金额不能为负数。"),
        ({"annual_plan": "100", "plan_year": ""}, "请写明是哪一年的计划。"),
        ({"planned_start_on": "2016-10-01", "planned_finish_on": "2016-09-30"}, "计划完工早于计划开工"),
        ({"planned_start_precision": "month"}, "请填日期，或不选精确程度。"),
        ({"actual_start_on": "2016-07-06"}, "日期晚于今天"),
        ({"actual_start_on": "2016-02-30"}, "请输入有效的日期"),
        ({"name": ""}, "请填写此项。"),
    ],
)
def test_project_edit_says_what_is_wrong_and_keeps_what_was_typed(econ, changes, message):
    project = tech()
    answer = econ.post(edit(project), opened(econ, edit(project), remarks="写了很久的备注", **changes))
    assert answer.status_code == 422
    assert message in text(answer)
    assert "写了很久的备注" in text(answer)
    assert Project.objects.get().version == 1


@pytest.mark.django_db
def test_project_create_sent_twice_saves_once(econ):
    enterprise, district = EnterpriseFactory(name="营口甲辰机械有限公司"), DistrictFactory()
    address = reverse("projects:project-create", args=["tech_upgrade"])
    data = opened(econ, address, name="数控加工中心", enterprise="营口甲辰机械有限公司", district=str(district.pk), stage="reserve")
    first, second = econ.post(address, data), econ.post(address, data)
    project = Project.objects.get()
    assert (first.url, second.url) == (project.get_absolute_url(), project.get_absolute_url())
    assert (project.code, project.enterprise, project.kind, project.stage) == ("JG-2016-001", enterprise, "tech_upgrade", "reserve")


PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.mark.django_db
def test_evidence_is_handed_in_by_editors_and_fetched_by_readers(econ):
    project = tech()
    answer = econ.post(reverse("projects:evidence-add", args=[project.pk]), {"file": SimpleUploadedFile("开工照片.png", PNG)}, follow=True)
    assert "开工照片.png" in text(answer)
    address = reverse("projects:evidence-download", args=[project.pk, Attachment.objects.get().pk])
    leader = signed_in("leader")
    fetched = leader.get(address)
    assert (b"".join(fetched.streaming_content), fetched["Content-Disposition"].partition(";")[0]) == (PNG, "attachment")
    assert Event.objects.filter(kind=Event.Kind.DOWNLOADED, user=leader.user).count() == 1
    assert signed_in("officer").get(address).status_code == 404
    other = tech()
    assert leader.get(reverse("projects:evidence-download", args=[other.pk, Attachment.objects.get().pk])).status_code == 404


@pytest.mark.django_db
def test_evidence_handed_in_twice_is_kept_once_for_each_project(econ):
    project, other = tech(), tech()
    for place in (project, project, other):
        upload = SimpleUploadedFile("开工照片.png", PNG)
        page = econ.post(reverse("projects:evidence-add", args=[place.pk]), {"file": upload}, follow=True)
        if place == project:
            last = text(page)
    assert "“开工照片.png”已在附件中" in last
    assert (project.attachments.count(), other.attachments.count(), Attachment.objects.count()) == (1, 1, 2)
    handed_in = Event.objects.filter(kind=Event.Kind.HANDED_IN, user=econ.user, subject="开工照片.png")
    assert sorted(event.detail["attachment"] for event in handed_in) == sorted(Attachment.objects.values_list("pk", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "status"), [("leader", 403), ("supervisor", 403), ("officer", 404), ("sysadmin", 403)])
def test_evidence_is_not_taken_from_readers(roles, role, status):
    project = tech()
    answer = signed_in(role).post(reverse("projects:evidence-add", args=[project.pk]), {"file": SimpleUploadedFile("a.png", PNG)})
    assert answer.status_code == status
    assert Attachment.objects.count() == 0


@pytest.mark.django_db
def test_evidence_that_is_not_what_it_says_is_refused(econ):
    project = tech()
    address = reverse("projects:evidence-add", args=[project.pk])
    page = text(econ.post(address, {"file": SimpleUploadedFile("照片.jpg", b"<html><script>1</script></html>")}, follow=True))
    assert "alert-error" in page
    assert "请先选择文件。" in text(econ.post(address, {}, follow=True))
    assert Attachment.objects.count() == 0


@pytest.mark.django_db
def test_project_form_shows_amounts_as_people_type_them(econ):
    project = tech(total_investment=Decimal("2400.0000"), equipment_investment=Decimal("1500.5000"))
    page = text(econ.get(edit(project)))
    shown = [re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("total_investment", "equipment_investment")]
    assert shown == ["2400", "1500.5"]


@pytest.mark.django_db
def test_a_month_in_which_nothing_was_owed_is_not_called_missing_and_no_empty_chart_is_drawn(econ):
    project = tech(kind=Project.Kind.INVESTMENT, stage=Stage.PLANNING, plan_year=None, annual_plan=None, investor="")
    StageEvent.objects.create(project=project, stage=Stage.PLANNING, entered_on=date(2016, 3, 30))
    page = text(econ.get(project.get_absolute_url()))
    assert (page.count(">未报送<"), page.count(">未评灯<")) == (0, 6)
    assert ("data-chart" in page, "本年度还没有计划和完成投资的数据。" in page) == (False, True)
    assert f"{project.district} · 最近进展" in page


@pytest.mark.django_db
def test_months_called_missing_are_those_whose_light_is_grey(econ):
    project = tech(stage=Stage.UNDER_CONSTRUCTION)
    report(project, "2016-05", 100)
    page = text(econ.get(project.get_absolute_url()))
    missing = re.findall(r'<th scope="row">(2016年\d月)</th>(?:(?!</tr>).)*class="quiet">未报送<', page)
    grey = re.findall(r'<th scope="row">(2016年\d月)</th>(?:(?!</tr>).)*light-grey', page, re.DOTALL)
    assert missing == sorted(grey) == ["2016年1月", "2016年2月", "2016年3月", "2016年4月", "2016年6月"]


@pytest.mark.django_db
def test_a_form_has_no_heading_without_fields(roles):
    forms = [(signed_in("econ"), "tech_upgrade"), (signed_in("invest"), "investment")]
    pages = [text(client.get(reverse("projects:project-create", args=[kind]))) for client, kind in forms]
    assert [re.findall(r"<legend>[^<]*</legend>\s*<div class=\"fields\">\s*</div>", page) for page in pages] == [[], []]
    assert ["<legend>投资方与协议</legend>" in page for page in pages] == [False, True]
