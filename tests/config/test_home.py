"""The start page: every count equals its list, what waits is named, and an administrator learns what he is here for."""

from datetime import date

import pytest
from django.urls import reverse

from enterprises.models import SupportAssignment
from projects.models import Stage
from tests.config.test_overview import READERS, placed, setting, signed_in
from tests.factories import DepartmentFactory, EnterpriseFactory, UserFactory
from tests.projects.pages import counts, text, total
from tests.projects.scene import Scene, report, tech
from zone.merger.models import MergerTask

HOME = reverse("home")


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-05")


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*READERS, "officer", "liaison"])
def test_home_counts_equal_the_lists_behind_them(roles, role):
    scene = Scene()
    setting("still_days", 60)
    EnterpriseFactory(is_above_scale=True)
    client = placed(role, scene)
    found = counts(client.get(HOME))
    expected = 8 if role in ("leader", "supervisor", "econ", "invest", "stats") else 7 if role == "officer" else 5
    assert len([address for address, _number in found if not address.startswith(reverse("todo"))]) == expected
    assert [(address, number) for address, number in found if total(client.get(address)) != number] == []


@pytest.mark.django_db
def test_home_names_what_is_late_silent_and_due_soon(roles):
    officer = UserFactory(name="王立新")
    tech(name="晚开工", stage=Stage.PRE_CONSTRUCTION, planned_start_by=date(2016, 6, 1), officer=officer)
    tech(name="晚竣工", stage=Stage.STARTED, planned_finish_by=date(2016, 6, 25), officer_name="李工", moved_on=date(2016, 6, 29))
    report(tech(name="将竣工", stage=Stage.STARTED, planned_finish_by=date(2016, 7, 19), officer=officer), "2016-06", 0)
    report(tech(name="还早", stage=Stage.STARTED, planned_finish_by=date(2016, 7, 20)), "2016-06", 0)
    page = text(signed_in("leader").get(HOME))
    assert "<b>未开工，逾期34天</b><span>王立新</span>" in page
    assert "<b>未竣工，逾期10天</b><span>李工</span>" in page
    assert "<b>最近进展6天前</b><span>李工</span>" in page
    assert "<b>应于2016-07-19前竣工</b><span>王立新</span>" in page
    assert "还早" not in page


@pytest.mark.django_db
def test_home_counts_what_has_not_ended(roles):
    tech(stage=Stage.TERMINATED)
    tech()
    found = dict(counts(signed_in("leader").get(HOME)))
    assert found[f"{reverse('projects:project-list')}?kind=tech_upgrade&alive=yes"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "found"), [("merger", [2, 1]), ("leader", [2, 1]), ("officer", [])])
def test_home_counts_the_tasks_of_the_merger_for_whoever_has_a_part_in_them(roles, role, found):
    for number, due_by in enumerate((date(2016, 7, 4), date(2016, 7, 5)), 1):
        MergerTask.objects.create(plan="营委发〔2015〕4号", number=number, title=f"任务{number}", due_by=due_by)
    client = signed_in(role)
    shown = [(address, number) for address, number in counts(client.get(HOME)) if address.startswith(reverse("merger:task-list"))]
    assert [number for _address, number in shown] == found
    assert [number for address, number in shown if total(client.get(address)) != number] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("sysadmin", "您管理账号、任职、部门、区划、日历和参数。"),
        ("secadmin", "您授予和收回账号的角色，不修改账号本身。"),
        ("auditor", "您查阅审计记录：谁在何时登录、查看、导出和修改了什么。"),
    ],
)
def test_home_tells_an_administrator_what_he_is_here_for(roles, role, words):
    page = text(signed_in(role).get(HOME))
    assert words in page
    assert ("需要关注" in page, "data-count" in page) == (False, False)


@pytest.mark.django_db
def test_home_takes_the_same_statements_for_any_number_of_projects(roles, django_assert_max_num_queries):
    leader = signed_in("leader")
    Scene()
    leader.get(HOME)
    with django_assert_max_num_queries(21) as few:
        leader.get(HOME)
    for number in range(20):
        tech(officer=UserFactory(), stage=Stage.PRE_CONSTRUCTION, planned_start_by=date(2016, 6, 1 + number))
    with django_assert_max_num_queries(21) as many:
        leader.get(HOME)
    assert len(many) == len(few)


@pytest.mark.django_db
def test_home_counts_supported_firms_only_for_whoever_may_see_assignments(roles):
    merger, officer = signed_in("merger"), signed_in("officer")
    for client in (merger, officer):
        SupportAssignment.objects.create(enterprise=EnterpriseFactory(), year=2016, officer=client.user, department=DepartmentFactory())
    assert "我包扶的" not in text(merger.get(HOME))
    assert dict(counts(officer.get(HOME)))[f"{reverse('enterprises:enterprise-list')}?officer={officer.user.pk}"] == 1
