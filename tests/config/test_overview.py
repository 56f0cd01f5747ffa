"""进度总览: every count equals the list behind it, for every role; goals, months, exceptions, scope."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import Project, Stage
from tests.factories import DepartmentFactory, EnterpriseFactory, ProjectFactory, UserFactory
from tests.projects.pages import counts, text, total
from tests.projects.scene import Scene, report, tech
from zone.models import Portfolio, Post, Setting

OVERVIEW = reverse("overview")
READERS = ["leader", "deputy", "supervisor", "econ", "invest", "stats", "head", "district"]


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-05")


def signed_in(*roles, **fields):
    client = Client()
    client.user = UserFactory(roles=roles, **fields)
    client.force_login(client.user)
    return client


def placed(role, scene):
    """Somebody with this role and its usual post."""
    client = signed_in(role)
    department = {"district": scene.west, "head": scene.econ}.get(role, scene.trade)
    Post.objects.create(user=client.user, department=department, title="职务")
    if role == "deputy":
        Portfolio.objects.create(user=client.user, department=scene.econ)
    return client


def setting(key, value):
    Setting.objects.create(key=key, value=Decimal(value))


@pytest.mark.django_db
@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("query", ["", "?kind=investment", "?period=2016-05"])
def test_overview_counts_equal_the_lists_behind_them(roles, role, query):
    scene = Scene()
    setting("still_days", 60)
    EnterpriseFactory(is_above_scale=True)
    client = placed(role, scene)
    found = counts(client.get(OVERVIEW + query))
    assert len(found) > 20
    wrong = [(address, number, listed) for address, number in found if (listed := total(client.get(address))) != number]
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["officer", "liaison", "merger", "sysadmin", "secadmin", "auditor"])
def test_overview_is_closed_to_roles_without_the_right(roles, role):
    assert signed_in(role).get(OVERVIEW).status_code == 403


@pytest.mark.django_db
def test_overview_sets_the_goals_against_plan_and_schedule(roles):
    setting("goal.tech_upgrade_projects", 25)
    setting("goal.tech_upgrade_investment", 150_000)
    for number in range(3):
        report(tech(annual_plan=Decimal(20_000)), "2016-06", 6_000 + number * 1_000)
    page = text(signed_in("leader").get(OVERVIEW))
    assert "计划内项目：目标 25，现有 3 个，还差 22 个" in page
    assert "计划投资：目标 15.00，现有 6.00 亿元，还差 9.00 亿元" in page
    assert "计划 6.00" in page
    assert "1—6月完成 2.10" in page
    assert "<strong>35.0%</strong>" in page
    assert "时序 50.0%" in page
    assert "−15.0 个百分点" in page
    assert "剩余6个月需月均 0.65" in page


@pytest.mark.django_db
def test_overview_of_a_part_shows_no_goal_of_the_whole(roles):
    scene = Scene()
    setting("goal.tech_upgrade_projects", 25)
    setting("goal.above_scale", 290)
    page = text(placed("head", scene).get(OVERVIEW))
    assert ("目标" in page, "经济发展局" in page, "全区" in page) == (False, True, False)


@pytest.mark.django_db
def test_overview_says_how_much_moved_since_last_month(roles):
    project = tech(annual_plan=Decimal(100_000))
    report(project, "2016-05", 30_000)
    report(project, "2016-06", 42_000)
    page = text(signed_in("leader").get(OVERVIEW))
    assert "本月完成 1.20（较上月 +12.0 个百分点）" in page


@pytest.mark.django_db
def test_overview_of_a_past_month_uses_the_reports_of_that_time(roles):
    project = tech(annual_plan=Decimal(100_000))
    report(project, "2016-03", 10_000)
    report(project, "2016-06", 42_000)
    page = text(signed_in("leader").get(f"{OVERVIEW}?period=2016-03"))
    assert "截至2016年3月" in page
    assert "1—3月完成 1.00" in page
    assert "剩余9个月需月均 1.00" in page


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["period=2016-07", "period=abc", "period=2030-01", "kind=road"])
def test_overview_says_what_is_wrong_with_the_address(roles, query):
    response = signed_in("leader").get(f"{OVERVIEW}?{query}")
    assert response.status_code == 200
    assert 'class="alert alert-danger" role="alert"' in text(response)
    assert "截至2016年6月" in text(response)


@pytest.mark.django_db
def test_overview_names_the_worst_first(roles):
    for number, due in enumerate([date(2016, 7, 1), date(2016, 5, 1), date(2016, 6, 1), date(2016, 6, 20)]):
        report(tech(name=f"晚开工{number}", stage=Stage.PRE_CONSTRUCTION, planned_start_by=due), "2016-06", 0)
    page = text(signed_in("leader").get(OVERVIEW))
    order = [page.index(words) for words in ("逾期65天", "逾期34天", "逾期15天")]
    assert order == sorted(order)
    assert "晚开工0" not in page


@pytest.mark.django_db
def test_overview_leaves_ended_projects_and_other_years_out(roles):
    tech(stage=Stage.TERMINATED)
    tech(plan_year=2015)
    tech()
    ProjectFactory(kind=Project.Kind.INVESTMENT, stage=Stage.TERMINATED)
    found = dict(counts(signed_in("leader").get(OVERVIEW)))
    address = reverse("projects:project-list")
    assert found[f"{address}?kind=tech_upgrade&alive=yes&plan_year=2016"] == 1
    assert found[f"{address}?kind=investment&alive=yes"] == 0


@pytest.mark.django_db
def test_overview_takes_at_most_twenty_statements_for_any_number_of_projects(roles, django_assert_max_num_queries):
    setting("still_days", 60)
    leader = signed_in("leader")
    scene = Scene()
    leader.get(OVERVIEW)
    with django_assert_max_num_queries(20) as few:
        leader.get(OVERVIEW)
    for number in range(30):
        report(tech(leader=UserFactory(), department=DepartmentFactory(), district=scene.xsq), "2016-06", number)
    with django_assert_max_num_queries(20) as many:
        leader.get(OVERVIEW)
    assert len(many) == len(few)


@pytest.mark.django_db
def test_overview_without_any_project_still_stands(roles):
    response = signed_in("leader").get(OVERVIEW)
    assert response.status_code == 200
    assert "本年度没有计划。" in text(response)
