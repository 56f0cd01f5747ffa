"""我的待办 of the merger: the tasks that somebody leads or keeps are told two weeks before their last day, until they are done."""

from datetime import date

import pytest
from django.urls import reverse

from tests.config.test_overview import signed_in
from tests.factories import DepartmentFactory
from tests.projects.pages import ROW, counts, text, total
from zone.merger.models import MergerTask
from zone.models import Post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
TODO = reverse("todo")
State = MergerTask.State


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-05")


def task(number: int, due_by: date | None = date(2016, 7, 4), **fields) -> MergerTask:
    return MergerTask.objects.create(plan="营委发〔2015〕4号", number=number, title=f"任务{number}", due_by=due_by, **fields)


def told(client) -> list[str]:
    """The titles of the tasks that wait for him."""
    rows = ROW.findall(text(client.get(TODO)))
    return [f"任务{number}" for number in range(10) if any(f">任务{number}</a>" in row for row in rows)]


def test_the_office_that_keeps_the_tasks_follows_up_all_that_are_late_or_near():
    body = DepartmentFactory(name="财政局")
    task(1, lead_department=body, progress_note="基地尚余2宗")
    task(2, date(2016, 7, 19))
    task(3, date(2016, 7, 20))
    task(4, None)
    task(5, state=State.DONE)
    task(6, state=State.CLOSED)
    office = signed_in("merger")
    assert told(office) == ["任务1", "任务2"]
    page = office.get(TODO)
    late, near = ROW.findall(text(page))
    assert ("三区整合任务" in late, "财政局：基地尚余2宗" in late, "逾期1天" in late, "查看" in late) == (True,) * 4
    assert ("剩10个工作日" in near or "工作日历" in near, "责任人未定" in near) == (True, True)
    assert (total(page), dict(counts(page))[f"{TODO}?span=overdue"], dict(counts(page))[f"{TODO}?span=rest"]) == (2, 1, 1)
    assert [total(office.get(address)) for address, _number in counts(page)] == [number for _address, number in counts(page)]
    assert dict(counts(office.get(reverse("home"))))[TODO] == 2


@pytest.mark.parametrize("role", ["leader", "deputy", "head", "liaison", "officer", "econ", "supervisor"])
def test_others_are_told_of_the_tasks_that_they_lead(role):
    own, other = DepartmentFactory(), DepartmentFactory()
    client = signed_in(role)
    Post.objects.create(user=client.user, department=own, title="职务")
    task(1, lead_leader=client.user, lead_department=other)
    task(2, lead_department=own)
    task(3, lead_department=other, supporting_departments=[own.name], supporting_key=f"|{own.name}|")
    answers_for_others = role in ("deputy", "head", "liaison")
    assert told(client) == (["任务1", "任务2"] if answers_for_others else ["任务1"])
    assert ("责任人未定" in text(client.get(TODO))) == answers_for_others


def test_a_task_that_is_done_waits_no_more():
    office, one = signed_in("merger"), task(1)
    assert told(office) == ["任务1"]
    one.state = State.DONE
    one.save()
    assert told(office) == []
