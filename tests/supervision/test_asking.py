"""催办 and 批示: sent, seen by whom they ask and nobody else, answered once, the answer read; entered for a leader and shown so."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from projects.models import Stage
from projects.reminding import instruct, recipients, remind, reminder_text
from tests.config.test_overview import signed_in
from tests.factories import DepartmentFactory, UserFactory
from tests.projects.pages import text, total
from tests.projects.scene import report, tech
from zone.models import Period, Post
from zone.supervision.actions import answer, take_note
from zone.supervision.models import Instruction, Reminder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-05")


@pytest.fixture
def econ_office():
    return DepartmentFactory(name="经济发展局")


@pytest.fixture
def officer(econ_office):
    client = signed_in("officer", name="赵文博")
    Post.objects.create(user=client.user, department=econ_office, title="科员")
    return client


@pytest.fixture
def supervisor():
    client = signed_in("supervisor", name="吕己正")
    Post.objects.create(user=client.user, department=DepartmentFactory(name="督查室"), title="主任")
    return client


@pytest.fixture
def project(officer, econ_office):
    return tech(name="数控加工中心", officer=officer.user, department=econ_office, stage=Stage.UNDER_CONSTRUCTION)


def sent(client, address, **fields):
    return client.post(address, {"_receipt": str(uuid4()), "to": "0", "text": "请报送进展", **fields})


def test_the_text_is_built_from_what_presses_most(project, supervisor):
    by, on = supervisor.user, date(2016, 7, 5)
    said = reminder_text(project, to="赵文博同志", by=by, on=on)
    assert said == "赵文博同志：技改项目“数控加工中心”6月进展应于7月5日报送，请今天下班前报送。——督查室"
    assert "应于7月5日报送（逾期3天）" in reminder_text(project, to="赵文博同志", by=by, on=date(2016, 7, 8))
    report(project, "2016-06", 1)
    project.planned_finish_by = date(2016, 7, 1)
    project.save()
    said = reminder_text(project, to="赵文博同志", by=by, on=on)
    assert "应于2016-07-01前竣工，至今未竣工（逾期4天），请说明原因和竣工时间" in said


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("累计数与上月不衔接", "6月月报已退回（原因：累计数与上月不衔接），请核对后重报"),
        ("", "6月月报已退回（原因：未写明原因），请核对后重报"),
    ],
)
def test_a_report_that_was_sent_back_is_asked_for_with_its_reason(project, supervisor, note, said):
    report(project, "2016-06", 1, state="returned", review_note=note)
    words = reminder_text(project, to="赵文博同志", by=supervisor.user, on=date(2016, 7, 8))
    assert words == f"赵文博同志：技改项目“数控加工中心”{said}。——督查室"


def test_an_earlier_month_that_was_sent_back_is_told_beside_the_one_that_is_owed(project, supervisor):
    report(project, "2016-05", 1, state="returned", review_note="漏报")
    asked = {"to": "赵文博同志", "by": supervisor.user, "on": date(2016, 7, 5)}
    assert "5月月报已退回（原因：漏报），请核对后重报；另外，6月进展应于7月5日报送，请今天下班前报送" in reminder_text(project, **asked)
    report(project, "2016-06", 2)
    assert "5月月报已退回（原因：漏报），请核对后重报。" in reminder_text(project, **asked)


def test_what_a_lock_keeps_from_being_handed_in_is_not_asked_for(project, supervisor):
    report(project, "2016-05", 1, state="returned", review_note="漏报")
    for month in ("2016-05", "2016-06"):
        Period.objects.create(month=month, status=Period.Status.LOCKED)
    words = reminder_text(project, to="赵文博同志", by=supervisor.user, on=date(2016, 7, 5))
    assert ("退回" in words, "6月" in words) == (False, False)


def test_a_reminder_goes_to_the_officer_and_comes_back_answered(project, supervisor, officer):
    address = reverse("projects:project-remind", args=[project.pk])
    page = text(supervisor.get(address))
    assert ("赵文博（责任人）" in page, "——督查室" in page, "复制文字" in page) == (True, True, True)
    answered = sent(supervisor, address, due_on="2016-07-05")
    reminder = Reminder.objects.get()
    assert answered["Location"] == reminder.get_absolute_url()
    assert (reminder.asked, reminder.given_by, reminder.history.get().history_user) == (officer.user, supervisor.user, supervisor.user)

    todo = text(officer.get(reverse("todo")))
    assert ("吕己正：请报送进展" in todo, "今天截止" in todo) == (True, True)
    replied = officer.post(reminder.get_absolute_url(), {"words": "今天下午报送", "_version": "1"})
    assert replied.status_code == 302
    assert "请报送进展" not in text(officer.get(reverse("todo")))

    assert "赵文博：今天下午报送" in text(supervisor.get(reverse("todo")))
    supervisor.post(reverse("supervision:reminder-noted", args=[reminder.pk]))
    assert total(supervisor.get(reverse("todo"))) == 0
    reminder.refresh_from_db()
    assert (reminder.version, reminder.noted_by, reminder.history.count()) == (3, supervisor.user, 3)


@pytest.mark.parametrize(("to", "begins"), [("0", "赵文博同志"), ("1", "经济发展局"), ("2", "分管甲同志")])
def test_a_text_that_nobody_touched_begins_with_whoever_is_asked(project, supervisor, to, begins):
    project.leader = UserFactory(name="分管甲")
    project.save()
    address = reverse("projects:project-remind", args=[project.pk])
    page = supervisor.get(address)
    offered = page.context["form"].initial["text"]
    assert "data-salutations" in text(page)
    sent(supervisor, address, to=to, text=offered)
    assert Reminder.objects.get().text == begins + offered.removeprefix("赵文博同志")


def test_a_text_that_somebody_wrote_stays_as_it_is(project, supervisor):
    sent(supervisor, reverse("projects:project-remind", args=[project.pk]), to="1", text="赵文博同志：请与经济发展局会商")
    assert Reminder.objects.get().text == "赵文博同志：请与经济发展局会商"


def test_the_leader_and_the_office_that_entered_it_read_the_answer_each_for_himself(project, supervisor, officer):
    leader = signed_in("leader", name="赵甲明")
    given = {"asked": officer.user, "text": "抓紧", "given_on": date(2016, 7, 5), "given_by": leader.user}
    instruction = instruct(project=project, by=supervisor.user, **given)
    answer(matter=instruction, words="本周封顶", opened_version=1, by=officer.user)

    def read(client):
        client.post(reverse("supervision:instruction-noted", args=[instruction.pk]))
        return ["本周封顶" in text(each.get(reverse("todo"))) for each in (supervisor, leader)]

    assert (read(supervisor), read(leader)) == ([False, True], [False, False])
    page = text(supervisor.get(instruction.get_absolute_url()))
    assert ("赵甲明 2" in page, "吕己正 2" in page) == (True, True)


def test_the_form_in_place_answers_as_a_part_and_keeps_what_was_typed(project, supervisor):
    address = reverse("projects:project-remind", args=[project.pk])
    in_place = {"headers": {"HX-Request": "true"}}
    assert "<html" not in text(supervisor.get(address, **in_place))
    fields = {"_receipt": str(uuid4()), "to": "0", "text": "写了很久的话", "due_on": "2016-07-04"}
    refused = supervisor.post(address, fields, **in_place)
    assert ("写了很久的话" in text(refused), "要求答复日期已经过去" in text(refused), Reminder.objects.count()) == (True, True, 0)
    taken = supervisor.post(address, {**fields, "due_on": ""}, **in_place)
    again = supervisor.post(address, {**fields, "due_on": ""}, **in_place)
    assert ("已催办" in text(taken), "已催办" in text(again), Reminder.objects.count()) == (True, True, 1)


def test_urging_again_says_how_often_and_when_last(project, supervisor):
    address = reverse("projects:project-remind", args=[project.pk])
    for _time in range(2):
        sent(supervisor, address)
    assert "已催办2次，最近一次" in text(supervisor.get(address))
    listed = text(supervisor.get(reverse("supervision:reminder-list")))
    assert ("第1次催办" in listed, "第2次催办" in listed) == (True, True)
    panel = text(supervisor.get(project.get_absolute_url()))
    assert ("第2次催办" in panel, "未答复" in panel) == (True, True)


def test_english_counts_once_and_keeps_its_brackets(project, supervisor, officer):
    address, english = reverse("projects:project-remind", args=[project.pk]), {"headers": {"Accept-Language": "en"}}
    for told in ("Urged 1 time so far, last on", "Urged 2 times so far, last on"):
        sent(supervisor, address)
        assert told in text(supervisor.get(address, **english))
    answer(matter=Reminder.objects.first(), words="好", opened_version=1, by=officer.user)
    page = text(supervisor.get(project.get_absolute_url(), **english))
    assert ("Answer (赵文博 2" in page, "（赵文博" in page) == (True, False)
    assert "答复（赵文博 2" in text(supervisor.get(project.get_absolute_url()))


def test_an_instruction_is_entered_for_the_leader_and_shown_so(project, supervisor, officer):
    leader = UserFactory(name="赵甲明", roles=["leader"])
    address = reverse("projects:project-instruct", args=[project.pk])
    assert "赵甲明" in text(supervisor.get(address))
    answered = sent(supervisor, address, given_by=str(leader.pk), given_on="2016-07-04", due_on="2016-07-15")
    instruction = Instruction.objects.get()
    assert answered["Location"] == instruction.get_absolute_url()
    assert (instruction.given_by, instruction.entered_by) == (leader, supervisor.user)
    assert "赵甲明（吕己正代录）" in text(officer.get(instruction.get_absolute_url()))
    assert "剩" in text(officer.get(reverse("todo"))) or "尚未导入" in text(officer.get(reverse("todo")))
    refused = sent(supervisor, address, given_by=str(officer.user.pk), given_on="2016-07-04")
    assert (refused.status_code, Instruction.objects.count()) == (422, 1)


def test_a_leader_gives_his_own_instruction_and_nobody_elses(project):
    leader = UserFactory(roles=["leader"])
    instruction = instruct(project=project, by=leader, asked=project.officer, text="抓紧", given_on=date(2016, 7, 5))
    assert (instruction.given_by, instruction.entered_by) == (leader, leader)
    with pytest.raises(PermissionDenied):
        instruct(project=project, by=project.officer, asked=leader, text="抓紧", given_on=date(2016, 7, 5))
    with pytest.raises(ValidationError):
        instruct(project=project, by=leader, asked=project.officer, text="抓紧", given_on=date(2016, 7, 6))
    with pytest.raises(PermissionDenied):
        remind(project=project, by=leader, given_by=UserFactory(), asked=project.officer, text="请报送")


def test_neither_leaks(project, supervisor, officer, econ_office):
    reminder = remind(project=project, by=supervisor.user, asked=officer.user, department=econ_office, text="请报送进展")
    head, liaison, econ = signed_in("head"), signed_in("liaison"), signed_in("econ")
    stranger = signed_in("head")
    for client, office in ((head, econ_office), (liaison, econ_office), (stranger, DepartmentFactory())):
        Post.objects.create(user=client.user, department=office, title="职务")
    pages = [reminder.get_absolute_url(), reverse("supervision:reminder-list"), reverse("todo"), project.get_absolute_url()]
    told = {
        name: ["请报送进展" in text(client.get(page)) for page in pages]
        for name, client in {"head": head, "liaison": liaison, "econ": econ, "stranger": stranger, "officer": officer}.items()
    }
    assert told == {
        "head": [True] * 4,
        "liaison": [True] * 4,
        "econ": [False] * 4,
        "stranger": [False] * 4,
        "officer": [True] * 4,
    }
    assert econ.get(reminder.get_absolute_url()).status_code == 404
    assert "赵文博" in text(head.get(reverse("todo")))


def test_of_two_who_answer_the_second_learns_of_it(project, supervisor, officer, econ_office):
    reminder = remind(project=project, by=supervisor.user, asked=officer.user, department=econ_office, text="请报送进展")
    liaison = signed_in("liaison", name="朱甲敏")
    Post.objects.create(user=liaison.user, department=econ_office, title="内勤")
    assert liaison.post(reminder.get_absolute_url(), {"words": "已报", "_version": "1"}).status_code == 302
    late = officer.post(reminder.get_absolute_url(), {"words": "我写的话", "_version": "1"})
    assert (late.status_code, "我写的话" in text(late), "朱甲敏" in text(late)) == (409, True, True)
    reminder.refresh_from_db()
    assert (reminder.answer, reminder.answered_by) == ("已报", liaison.user)


def test_an_answer_needs_words_and_a_right(project, supervisor, officer):
    reminder = remind(project=project, by=supervisor.user, asked=officer.user, text="请报送进展")
    assert officer.post(reminder.get_absolute_url(), {"words": " ", "_version": "1"}).status_code == 422
    with pytest.raises(PermissionDenied):
        answer(matter=reminder, words="好", opened_version=1, by=supervisor.user)
    with pytest.raises(ValidationError):
        answer(matter=reminder, words="长" * 501, opened_version=1, by=officer.user)
    with pytest.raises(PermissionDenied):
        take_note(matter=reminder, by=officer.user)
    take_note(matter=reminder, by=supervisor.user)
    reminder.refresh_from_db()
    assert reminder.noted_at is None


def test_nobody_is_asked_who_is_not_named(supervisor):
    project = tech(name="没有责任人")
    assert recipients(project, by=supervisor.user) == []
    page = text(supervisor.get(reverse("projects:project-remind", args=[project.pk])))
    assert "本项目没有可以催办的对象" in page


@pytest.mark.parametrize(("state", "number"), [("", 3), ("open", 2), ("overdue", 1), ("answered", 1)])
def test_lists_are_filtered_by_state(project, supervisor, officer, state, number):
    one, _two, late = (remind(project=project, by=supervisor.user, asked=officer.user, text="请报送") for _time in range(3))
    answer(matter=one, words="好", opened_version=1, by=officer.user)
    Reminder.objects.filter(pk=late.pk).update(due_on=date(2016, 7, 4))
    assert total(supervisor.get(f"{reverse('supervision:reminder-list')}?state={state}")) == number


def test_lists_take_the_same_statements_for_any_number_of_rows(project, supervisor, officer, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = reverse("supervision:reminder-list")
    remind(project=project, by=supervisor.user, asked=officer.user, text="请报送")
    supervisor.get(address)
    with CaptureQueriesContext(connection) as few:
        supervisor.get(address)
    for _time in range(20):
        remind(project=project, by=supervisor.user, asked=officer.user, text="请报送")
    with django_assert_num_queries(len(few)):
        supervisor.get(address)


@pytest.mark.parametrize("role", ["officer", "liaison"])
def test_who_may_not_take_a_step_asks_the_bureau_from_the_gate(project, officer, econ_office, role):
    econ, asking = signed_in("econ", name="尤丙铭"), officer
    if role == "liaison":
        asking = signed_in("liaison", name="朱甲敏")
        Post.objects.create(user=asking.user, department=econ_office, title="内勤")
    gate = text(asking.get(reverse("projects:stage-gate", args=[project.pk])))
    back = f"{reverse('projects:stage-gate', args=[project.pk])}?stage=planning"
    assert (back in gate, "（由主管部门办理）" in gate) == (True, True)
    ask = f"{reverse('projects:project-remind', args=[project.pk])}?stage=planning"
    step = text(asking.get(back))
    assert (ask in step, "提请主管部门" in step, "尤丙铭" in step) == (True, True, True)

    form = text(asking.get(ask))
    assert "尤丙铭同志：技改项目“数控加工中心”现处于“在建”，需调整为“谋划”，请核实后办理。——经济发展局" in form
    assert ("尤丙铭（主管部门）" in form, "赵文博（责任人）" in form) == (True, False)
    asking.post(ask, {"_receipt": str(uuid4()), "to": "0", "text": "请调整为谋划", "due_on": ""})
    reminder = Reminder.objects.get()
    assert (reminder.asked, reminder.department, reminder.given_by) == (econ.user, None, asking.user)
    assert reminder.address == back
    assert "请调整为谋划" in text(econ.get(reverse("todo")))


def test_who_may_ask_the_bureau_alone_asks_nobody_else_and_about_his_own_projects(project, officer, econ_office):
    econ = signed_in("econ").user
    other = tech(officer=UserFactory(), leader=officer.user)
    assert officer.get(reverse("projects:project-remind", args=[other.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        remind(project=project, by=officer.user, text="请办", asked=UserFactory())
    with pytest.raises(PermissionDenied):
        remind(project=project, by=officer.user, text="请办", department=econ_office)
    assert remind(project=project, by=officer.user, text="请办", asked=econ).asked == econ
    assert "催办" not in text(officer.get(reverse("projects:project-list"))).split("<table")[1]


def test_the_list_urges_from_the_row(project, supervisor):
    page = text(supervisor.get(reverse("projects:project-list")))
    assert reverse("projects:project-remind", args=[project.pk]) in page
    assert f'{project.get_absolute_url()}#lights" title="未报送">未报送</a>' in page


def test_each_of_the_two_lists_opens_the_other(supervisor):
    lists = [reverse("supervision:reminder-list"), reverse("supervision:instruction-list")]
    for here, other in (lists, lists[::-1]):
        assert f'href="{other}"' in text(supervisor.get(here))
