"""我的待办: what waits for whom, by urgency, in words; counted as it is listed; told once, whatever days are skipped."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.commitments import kinds_of, open_count
from projects.models import Light, LightOverride, Project, ProjectMonth, ProjectProgress, Stage
from projects.month_page import counted
from projects.reminding import remind
from tests.config.test_overview import placed, signed_in
from tests.factories import DepartmentFactory, UserFactory
from tests.projects.pages import ROW, counts, text, total
from tests.projects.scene import Scene, report, tech
from zone.models import CalendarDay, Period, Post, Told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
TODO = reverse("todo")
State = ProjectProgress.State
LATER = ("returned", "report_earlier")


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-05")


@pytest.fixture
def officer():
    return signed_in("officer", name="李丁松")


def rows(response) -> list[str]:
    return ROW.findall(text(response))


def quiet(project) -> Project:
    """June has been reported: the project asks for nothing more."""
    report(project, "2016-06", 100)
    return project


@pytest.mark.parametrize("role", ["leader", "deputy", "supervisor", "econ", "invest", "stats", "head", "district", "officer", "liaison"])
def test_every_count_equals_its_list_and_the_menu_the_page(roles, role):
    client = placed(role, Scene())
    page = client.get(TODO)
    found = counts(page)
    assert [(address, number) for address, number in found if total(client.get(address)) != number] == []
    assert open_count(client.user, on=date(2016, 7, 5)) == total(page) == sum(number for address, number in found if "?span=" in address)
    assert dict(counts(client.get(reverse("zone:account")))).get(TODO, 0) == total(page)


def test_the_months_reports_of_one_person_are_one_line_that_opens(officer):
    for number in range(3):
        tech(name=f"未填{number}", officer=officer.user)
    quiet(tech(name="已填", officer=officer.user))
    page = officer.get(TODO)
    (line,) = rows(page)
    assert ("6月进展填报" in line, "1 / 4 个项目已填" in line, "今天截止" in line, total(page)) == (True, True, True, 3)
    opened = officer.get(f"{TODO}?what=report&month=2016-06&owner={officer.user.pk}")
    assert (len(rows(opened)), total(opened), "已填</a>" in text(opened)) == (3, 3, False)
    part = officer.get(f"{TODO}?what=report&month=2016-06&owner={officer.user.pk}", headers={"HX-Request": "true"})
    assert ("<html" in text(part), text(part).count("<li>")) == (False, 3)


def test_on_the_due_day_one_is_on_time_and_the_next_day_late(officer, day, reference):
    tech(officer=officer.user)
    words = {}
    for today in ("2016-07-01", "2016-07-05", "2016-07-06", "2016-07-07"):
        day(today)
        words[today] = [said for said in ("剩2个工作日", "今天截止", "逾期1天", "逾期2天") if said in rows(officer.get(TODO))[0]]
    assert words == {"2016-07-01": ["剩2个工作日"], "2016-07-05": ["今天截止"], "2016-07-06": ["逾期1天"], "2016-07-07": ["逾期2天"]}


def test_a_calendar_that_is_not_loaded_is_said_and_never_guessed(officer, day):
    day("2016-07-01")
    tech(officer=officer.user)
    assert "2016年工作日历尚未导入" in rows(officer.get(TODO))[0]


def test_a_returned_report_comes_back_with_its_reason(officer):
    reviewer = UserFactory(name="秦乙航")
    at = datetime(2016, 7, 4, 3, tzinfo=UTC)
    report(
        tech(name="数控加工中心", officer=officer.user),
        "2016-06",
        100,
        state=State.RETURNED,
        review_note="累计小于上月",
        reviewed_by=reviewer,
        reviewed_at=at,
    )
    page = officer.get(TODO)
    (line,) = rows(page)
    assert ("6月填报被退回" in line, "秦乙航：累计小于上月" in line) == (True, True)
    assert dict(counts(page))[f"{TODO}?what=returned"] == 1


def test_as_many_are_filled_in_as_the_grid_that_the_line_opens_says(officer):
    for state in (None, State.SUBMITTED, State.CONFIRMED, State.RETURNED):
        project = tech(officer=officer.user)
        if state:
            report(project, "2016-06", 100, state=state)
    report(tech(officer=officer.user, stage=Stage.COMPLETED), "2016-06", 100)
    grid = counted(period="2016-06", by=officer.user, whose="", is_locked=False)
    assert (grid["reported"], grid["total"]) == (3, 5)
    assert f"{grid['reported']} / {grid['total']} 个项目已填" in text(officer.get(f"{TODO}?what=report"))


def test_earlier_months_are_asked_for_until_they_are_locked(officer):
    project = quiet(tech(name="补报的", officer=officer.user))
    for month in ("2016-03", "2016-04"):
        ProjectMonth.objects.create(project=project, period=month, owes=True, judged_on=date(2016, 7, 5))
    assert total(officer.get(f"{TODO}?what=report_earlier")) == 2
    Period.objects.create(month="2016-03", status=Period.Status.LOCKED)
    (line,) = rows(officer.get(TODO))
    assert ("补报4月进展" in line, "逾期61天" in line) == (True, True)


def test_a_locked_month_is_not_asked_for_though_it_is_the_newest(officer):
    tech(officer=officer.user)
    assert total(officer.get(f"{TODO}?what=report")) == 1
    Period.objects.create(month="2016-06", status=Period.Status.LOCKED)
    assert total(officer.get(f"{TODO}?what=report")) == 0


@pytest.mark.parametrize("role", ["officer", "district", "liaison", "head", "deputy"])
def test_what_hangs_on_projects_is_that_of_the_projects_in_hand(roles, role):
    """However it is asked for: the same records as by going through the projects one by one."""
    user = placed(role, Scene()).user
    for number, project in enumerate(Project.objects.order_by("pk")):
        if number % 2:
            Project.objects.filter(pk=project.pk).update(officer=user)
        report(project, "2016-04", 50, state=State.RETURNED, reviewed_at=datetime(2016, 7, 4, tzinfo=UTC))
        ProjectMonth.objects.create(project=project, period="2016-03", owes=True, judged_on=date(2016, 7, 5))
        ProjectMonth.objects.create(project=project, period="2016-02", owes=True, is_reported=True, judged_on=date(2016, 7, 5))
    in_hand = [each for each in Project.objects.visible_to(user) if user.reach.departments or each.officer_id == user.pk]
    ended = {Stage.COMPLETED, Stage.IN_PRODUCTION, Stage.TERMINATED}
    parts = {kind.what: kind.parts for kind in kinds_of(user, on=date(2016, 7, 5)) if kind.what in LATER}
    found = {what: sorted(pk for part in own for pk in part.rows.values_list("project", flat=True)) for what, own in parts.items()}
    assert in_hand
    assert found == {
        "returned": sorted(each.pk for each in in_hand),
        "report_earlier": sorted(each.pk for each in in_hand if each.stage not in ended),
    }


def test_planned_days_that_come_or_have_gone_by(officer):
    for name, start in (("逾期的", date(2016, 7, 3)), ("快到的", date(2016, 7, 19)), ("还早的", date(2016, 7, 20))):
        quiet(tech(name=name, officer=officer.user, stage=Stage.PRE_CONSTRUCTION, planned_start_by=start))
    quiet(tech(name="该竣工", officer=officer.user, planned_finish_by=date(2016, 7, 5)))
    listed = rows(officer.get(TODO))
    assert [next(name for name in ("逾期的", "该竣工", "快到的") if name in row) for row in listed] == ["逾期的", "该竣工", "快到的"]
    assert ["进入下一环节" in row for row in listed] == [True] * 3


def test_a_liaison_looks_at_what_the_next_stage_needs(officer):
    office = DepartmentFactory(name="经济发展局")
    liaison, head = (signed_in(role) for role in ("liaison", "head"))
    for client in (liaison, head):
        Post.objects.create(user=client.user, department=office, title="职务")
    project = quiet(tech(officer=officer.user, department=office, planned_finish_by=date(2016, 7, 5)))
    gate = reverse("projects:stage-gate", args=[project.pk])
    assert [f'href="{gate}">查看</a>' in rows(client.get(TODO))[0] for client in (liaison, head)] == [True, False]
    assert "催办" in rows(head.get(TODO))[0]


def test_a_light_set_by_hand_is_told_to_who_set_it_before_it_ends():
    deputy = signed_in("deputy")
    project = quiet(tech(name="人工定灯"))
    fields = {"project": project, "light": Light.GREEN, "reason": "已协调", "approved_by": UserFactory(name="赵甲明")}
    LightOverride.objects.create(entered_by=UserFactory(), valid_from=date(2016, 6, 1), expires_on=date(2016, 7, 8), **fields)
    mine = LightOverride.objects.create(entered_by=deputy.user, valid_from=date(2016, 6, 1), expires_on=date(2016, 7, 12), **fields)
    Project.objects.update(leader=deputy.user)
    assert ["赵甲明" in row for row in rows(deputy.get(TODO))] == [True]
    mine.expires_on = date(2016, 7, 13)
    mine.save()
    assert total(deputy.get(TODO)) == 0


def test_reports_wait_for_whom_they_may_be_confirmed_by():
    office = DepartmentFactory(name="经济发展局")
    head, liaison, econ, invest = (signed_in(role) for role in ("head", "liaison", "econ", "invest"))
    for client in (head, liaison):
        Post.objects.create(user=client.user, department=office, title="职务")
    at = datetime(2016, 7, 2, 3, tzinfo=UTC)
    filed = {"reported_at": at, "recorded_by": liaison.user}
    for number in range(2):
        report(tech(department=office), "2016-06", 100 + number, **filed)
    report(tech(department=office), "2016-06", 1, reported_at=at, recorded_by=head.user)
    report(tech(department=office), "2016-06", 1, reported_at=at, recorded_by=liaison.user, recorded_for=head.user)
    waits = {name: dict(counts(client.get(TODO))).get(f"{TODO}?what=review") for name, client in
             {"head": head, "liaison": liaison, "econ": econ, "invest": invest}.items()}  # fmt: skip
    assert waits == {"head": 2, "liaison": None, "econ": 4, "invest": 0}
    line = rows(head.get(TODO))[0]
    assert ("6月进展审核" in line, "2份待审" in line, "已等3天" in line) == (True, True, True)


def test_whose_it_is_is_shown_to_who_answers_for_others_and_can_be_filtered():
    office = DepartmentFactory(name="经济发展局")
    liaison = signed_in("liaison")
    Post.objects.create(user=liaison.user, department=office, title="内勤")
    for name in ("李某", "王某"):
        tech(officer=UserFactory(name=name), department=office)
    tech(department=office)
    tech(officer=UserFactory(name="外人"), department=DepartmentFactory())
    page = liaison.get(TODO)
    listed = " ".join(rows(page))
    assert [name in listed for name in ("李某", "王某", "责任人未定", "外人")] == [True, True, True, False]
    assert page.context["scope"] == "经济发展局"
    assert total(liaison.get(f"{TODO}?owner=0")) == 1
    stranger = signed_in("officer")
    assert (total(stranger.get(TODO)), "外人" in text(stranger.get(TODO))) == (0, False)


def test_an_empty_page_says_why_and_what_next(officer):
    assert "目前没有等您办理的事项。 下一次填报期7月25日开放。" in text(officer.get(TODO))


@pytest.mark.parametrize("query", ["what=nothing", "owner=x", "span=year", "month=2016-13"])
def test_a_wrong_choice_is_said(officer, query):
    assert "不是本清单的选项" in text(officer.get(f"{TODO}?{query}"))


def test_a_filter_that_the_list_does_not_know_is_said(officer):
    assert "本列表没有“kind”这一筛选条件。" in text(officer.get(f"{TODO}?kind=report"))
    assert "筛选条件。" not in text(officer.get(f"{TODO}?what=report&owner=0&span=week&month=2016-06&page=1"))


def test_what_is_new_is_marked_once_and_a_skipped_day_changes_nothing(officer, day, reference):
    """The report of September is due on 2016-10-05, a day of 国庆: on 2016-10-08, a Saturday that is worked."""
    tech(officer=officer.user)

    def news(today: str) -> bool:
        day(today)
        return "todo-new" in text(officer.get(f"{TODO}?what=report"))

    told = {today: (news(today), news(today)) for today in ("2016-10-01", "2016-10-03", "2016-10-08", "2016-10-09", "2016-10-12")}
    # In time (one working day is left, so it is near), the due day, late: each is news once, however often one looks.
    assert told == {
        "2016-10-01": (True, False),
        "2016-10-03": (False, False),
        "2016-10-08": (True, False),
        "2016-10-09": (True, False),
        "2016-10-12": (False, False),
    }
    occasions = Told.objects.filter(matter__startswith="report:").order_by("pk").values_list("occasion", flat=True)
    assert list(occasions) == ["soon", "due", "overdue"]


def test_whoever_looks_late_is_told_what_holds_then(officer, day, reference):
    tech(officer=officer.user)
    day("2016-10-12")
    for _visit in range(2):
        officer.get(TODO)
    assert list(Told.objects.filter(matter__contains="2016-09").values_list("occasion", flat=True)) == ["overdue"]
    assert CalendarDay.objects.get(day=date(2016, 10, 8)).is_working


def test_answers_lead_the_page_of_who_asked(officer):
    head = signed_in("head")
    project = quiet(tech(officer=officer.user))
    Project.objects.update(leader=head.user)
    reminder = remind(project=project, by=head.user, asked=officer.user, text="请说明", due_on=date(2016, 7, 7))
    officer.post(reminder.get_absolute_url(), {"words": "设备已到", "_version": "1"})
    (line,) = rows(head.get(TODO))
    assert ("设备已到" in line, "已阅" in line) == (True, True)


def test_the_page_takes_the_same_statements_for_any_number_of_lines(officer):
    office = DepartmentFactory()
    head = signed_in("head")
    Post.objects.create(user=head.user, department=office, title="局长")

    def statements() -> int:
        head.get(TODO)
        with CaptureQueriesContext(connection) as asked:
            head.get(TODO)
        return len(asked)

    tech(officer=UserFactory(), department=office, planned_finish_by=date(2016, 7, 1))
    tech(department=office, planned_finish_by=date(2016, 7, 1))
    few = statements()
    for _number in range(20):
        tech(officer=UserFactory(), department=office, planned_finish_by=date(2016, 7, 1))
    assert (statements(), few <= 20) == (few, True)


@pytest.mark.parametrize(("role", "times"), [("officer", 1), ("head", 1), ("leader", 0)])
def test_a_due_day_that_was_not_moved_is_told_once_to_whom_it_concerns(roles, role, times):
    CalendarDay.objects.bulk_create(CalendarDay(day=date(2015, 1, 1) + timedelta(days=n), is_working=True) for n in range(365))
    told = "2016年的工作日历尚未载入，截止日没有顺延。"
    assert text(placed(role, Scene()).get(TODO)).count("截止日没有顺延") == text(signed_in(role).get(TODO)).count(told) == times


def test_a_due_day_that_was_moved_needs_no_word(reference, officer):
    assert "截止日没有顺延" not in text(officer.get(TODO))


def test_a_second_look_writes_nothing_and_holds_nobody_up(officer):
    tech(officer=officer.user)
    asked = []
    for _look in range(2):
        with CaptureQueriesContext(connection) as log:
            officer.get(TODO)
        asked.append([query["sql"].split()[0] for query in log.captured_queries])
    assert ("INSERT" in asked[0], {"INSERT", "BEGIN", "SAVEPOINT"} & set(asked[1])) == (True, set())


def test_what_people_wrote_stands_there_as_text(officer):
    project = tech(name="<b>粗</b>{0}%s", officer=officer.user)
    report(project, "2016-06", 1, state=State.RETURNED, review_note="<i>斜</i>", reviewed_at=datetime(2016, 7, 4, tzinfo=UTC))
    (line,) = rows(officer.get(TODO))
    assert ("&lt;b&gt;粗&lt;/b&gt;{0}%s" in line, "&lt;i&gt;斜&lt;/i&gt;" in line) == (True, True)


@pytest.mark.parametrize("role", ["leader", "deputy", "head", "district", "officer", "stats"])
def test_a_light_set_by_hand_is_seen_with_its_project(roles, role):
    client = placed(role, Scene())
    approver = UserFactory()
    for project in Project.objects.all():
        LightOverride.objects.create(
            project=project,
            light=Light.RED,
            reason="因故",
            approved_by=approver,
            entered_by=approver,
            valid_from=date(2016, 7, 1),
            expires_on=date(2016, 7, 9),
        )
    seen = set(LightOverride.objects.visible_to(client.user).values_list("project", flat=True))
    assert seen == set(Project.objects.visible_to(client.user).values_list("pk", flat=True))
