"""Who reported a month and who is responsible for the project are told in 我的待办 that somebody else corrected it, until they read it."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from projects import standing
from projects.models import Duty, Project, ProjectProgress
from projects.review import send_back
from tests.config.test_overview import signed_in
from tests.factories import DepartmentFactory, DistrictFactory, UserFactory
from tests.projects.pages import ROW, counts, text, total
from tests.projects.reporting import report_month
from tests.projects.scene import report, tech
from tests.projects.test_corrections import correct
from zone.models import Post

pytestmark = pytest.mark.django_db
TODO, TOLD = reverse("todo"), f"{reverse('todo')}?what=corrected"


@pytest.fixture(autouse=True)
def _fixed_day(day, roles):
    day("2016-07-05")


@pytest.fixture
def officer():
    return signed_in("officer", name="李丁松")


@pytest.fixture
def econ():
    return UserFactory(name="尤丙铭", roles=["econ"])


@pytest.fixture
def made(officer):
    project = tech(name="数控加工中心", officer=officer.user)
    return report(project, "2016-06", 600, recorded_by=officer.user, state=ProjectProgress.State.CONFIRMED)


def noted(row) -> str:
    return reverse("projects:progress-noted", args=[row.pk])


def told() -> set[int]:
    return set(Duty.objects.filter(asks=Duty.Asks.CORRECTED).values_list("officer", flat=True))


def test_it_is_told_until_it_is_read(officer, econ, made):
    correct(made, by=econ, invest_ytd=Decimal(660), difference_note="发票重复")
    page = officer.get(TODO)
    (line,) = ROW.findall(text(page))
    for words in (
        "6月填报已更正",
        "数控加工中心",
        "尤丙铭：发票重复",
        "今天收到",
        "已阅",
        f'href="{made.get_absolute_url()}"',
        noted(made),
    ):
        assert words in line
    assert [total(officer.get(address)) for address, _number in counts(page) if "span" in address] == [0, 0, 1]
    report_page = text(officer.get(made.get_absolute_url()))
    assert ("尤丙铭于2016-07-05更正了本月填报" in report_page, "600" in report_page, "660" in report_page) == (True, True, True)
    assert officer.post(noted(made)).url == TODO
    assert (total(officer.get(TODO)), told(), "更正了本月填报" in text(officer.get(made.get_absolute_url()))) == (0, set(), False)


def test_who_reported_and_who_is_responsible_each_read_it_for_themselves(officer, econ, made):
    liaison = UserFactory(roles=["liaison"])
    Post.objects.create(user=liaison, department=DepartmentFactory())
    ProjectProgress.objects.filter(pk=made.pk).update(recorded_by=liaison, recorded_for=officer.user)
    correct(made, by=econ, invest_ytd=Decimal(660))
    assert told() == {liaison.pk, officer.user.pk}
    officer.post(noted(made))
    assert told() == {liaison.pk}


@pytest.mark.parametrize("by_whom", ["recorded", "responsible"])
def test_whoever_corrects_it_himself_is_not_told(officer, econ, made, by_whom):
    if by_whom == "recorded":
        ProjectProgress.objects.filter(pk=made.pk).update(recorded_by=econ)
    else:
        Project.objects.filter(pk=made.project_id).update(officer=econ)
    correct(made, by=econ, invest_ytd=Decimal(660))
    assert told() == {officer.user.pk}


def test_nobody_is_told_of_a_report_that_nobody_stands_for(econ):
    correct(report(tech(), "2016-06", 600, state=ProjectProgress.State.CONFIRMED), by=econ, invest_ytd=Decimal(660))
    assert told() == set()


def test_a_second_correction_is_told_once_with_the_newest_words(officer, econ, made, day):
    correct(made, by=econ, invest_ytd=Decimal(660), difference_note="第一次")
    officer.get(TODO)
    day("2016-07-06")
    correct(made, by=UserFactory(name="何戊清", roles=["econ"]), version=2, invest_ytd=Decimal(670), difference_note="第二次")
    (line,) = ROW.findall(text(officer.get(TODO)))
    assert ("何戊清：第二次" in line, "第一次" in line, "todo-new" in line) == (True, False, True)


def test_working_out_the_duties_anew_neither_drops_nor_repeats_it(officer, econ, made):
    correct(made, by=econ, invest_ytd=Decimal(660))  # before anybody has looked
    standing.duties.ensure("2016-06")
    report_month(made.project, officer.user, period="2016-05", ytd="500", reason="revision")
    standing.refresh(None, on=date(2016, 7, 5))
    standing.duties.ensure("2016-07")
    (row,) = Duty.objects.filter(asks=Duty.Asks.CORRECTED)
    assert (row.officer, row.source, row.period, row.recorded_by) == (officer.user, made.pk, "2016-06", econ)


def test_a_report_that_is_gone_tells_nothing(officer, econ, made):
    correct(made, by=econ, invest_ytd=Decimal(660))
    standing.duties.ensure("2016-06")
    made.delete()
    standing.refresh([made.project_id], on=date(2016, 7, 5), since="2016-06")
    assert (told(), total(officer.get(TOLD))) == (set(), 0)


def test_who_sees_the_project_no_longer_is_told_nothing(officer, econ, made):
    correct(made, by=econ, invest_ytd=Decimal(660))
    Project.objects.filter(pk=made.project_id).update(officer=None, department=DepartmentFactory(), district=DistrictFactory(code="XSQ"))
    assert (total(officer.get(TODO)), officer.post(noted(made)).status_code) == (0, 404)


def test_nobody_else_is_told_and_nobody_reads_it_for_another(officer, econ, made):
    head = signed_in("head")
    department = DepartmentFactory()
    Post.objects.create(user=head.user, department=department)
    Project.objects.filter(pk=made.project_id).update(department=department)
    correct(made, by=econ, invest_ytd=Decimal(660))
    assert total(head.get(TOLD)) == 0
    assert (head.post(noted(made)).url, told()) == (TODO, {officer.user.pk})
    assert officer.get(noted(made)).status_code == 405


def test_a_report_that_is_returned_is_told_as_that_alone(officer, made):
    ProjectProgress.objects.filter(pk=made.pk).update(state=ProjectProgress.State.SUBMITTED)
    send_back(reports={made.pk: 1}, by=UserFactory(roles=["econ"]), reason="与台账不符")
    assert told() == set()
