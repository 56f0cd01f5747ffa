"""进度总览: every count equals the list behind it, for every role; goals, months, exceptions, scope."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from enterprises.models import SizeStatus
from projects import standing
from projects.models import BoardLine, Project, ProjectMonth, Stage
from projects.reporting.board import Lights, live_board
from projects.reporting.named_months import better, worse
from projects.reporting.overview import Seen, year_projects
from projects.reporting.worst import asking, ways, worst
from tests.factories import DepartmentFactory, EnterpriseFactory, ProjectFactory, UserFactory
from tests.projects.pages import counts, names, text, total
from tests.projects.scene import Scene, plan, report, tech
from zone.models import Portfolio, Post, Setting

OVERVIEW = reverse("overview")
TAG = re.compile(r"<[^>]+>")
READERS = ["leader", "deputy", "supervisor", "econ", "invest", "stats", "head", "district"]
SCOPES = ["leader", "deputy", "head", "district"]  # the bureaux and the supervision office see the whole zone, as the leader does


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


def cells(page: str) -> dict[str, str]:
    """The first line of the page, of technical upgrades, by the heads of its columns."""
    row = page[page.index("<tbody>") :].split("</tr>")[0]
    found = re.findall(r'<td class="(?:number|wide gauge)" data-label="([^"]+)"[^>]*>(.*?)</td>', row, re.DOTALL)
    return {head: re.sub(r"<[^>]+>", "", cell).strip() for head, cell in found}


def setting(key, value):
    Setting.objects.create(key=key, value=Decimal(value))


@pytest.mark.django_db
@pytest.mark.parametrize("role", SCOPES)
def test_overview_counts_equal_the_lists_behind_them(roles, role):
    scene = Scene()
    setting("still_days", 60)
    EnterpriseFactory(is_above_scale=True)
    client = placed(role, scene)
    promised = {}
    for query, least in (("", 14), ("?kind=investment", 14), ("?period=2016-05", 10)):
        found = counts(client.get(OVERVIEW + query))
        assert len(found) >= least
        promised |= dict.fromkeys(found, query)
    wrong = [(query, address, number) for (address, number), query in promised.items() if total(client.get(address)) != number]
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
    client = signed_in("leader")
    page = text(client.get(OVERVIEW))
    said = re.search(r'计划内项目：目标 25，现有 <a href="([^"]+)" data-count="3">3</a> 个，还差 22 个', page)
    assert 'data-total="3"' in text(client.get(unescape(said[1])))
    assert "计划投资：目标 15.00，现有 6.00 亿元，还差 9.00 亿元" in page
    line = cells(page)
    assert line["年度计划"] == "6.00"
    assert (line["1—6月完成"], line["完成率%"], line["时序%"]) == ("2.10", "35.0", "50.0")
    assert "低于时序 15.0 个百分点</a>" in page
    assert (line["剩余6个月需月均"], line["至今月均"]) == ("0.65", "0.35")


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
    line = cells(text(signed_in("leader").get(OVERVIEW)))
    assert (line["6月完成"], line["比5月"]) == ("1.20", "")


@pytest.mark.django_db
def test_overview_sets_the_month_beside_the_one_before(roles):
    project = tech(annual_plan=Decimal(100_000))
    for period, ytd in (("2016-04", 10_000), ("2016-05", 30_000), ("2016-06", 42_000)):
        report(project, period, ytd)
    page = text(signed_in("leader").get(OVERVIEW))
    assert (cells(page)["6月完成"], cells(page)["比5月"]) == ("1.20", "▼0.80")
    assert 'title="5月完成 2.00"' in page


@pytest.mark.django_db
def test_overview_in_january_compares_with_nothing(roles, day):
    day("2016-02-05")
    project = tech(annual_plan=Decimal(100_000))
    report(project, "2015-12", 90_000)
    report(project, "2016-01", 5_000)
    line = cells(text(signed_in("leader").get(OVERVIEW)))
    assert (line["1月完成"], line["比12月"]) == ("0.50", "")


@pytest.mark.django_db
def test_overview_says_which_first_reports_the_month_leaves_out(roles):
    report(tech(annual_plan=Decimal(100_000)), "2016-06", 8_200)
    page = text(signed_in("leader").get(OVERVIEW))
    assert cells(page)["6月完成"] == "0.00"
    assert "另有1个项目上月没有报数，1月以来累计 0.82 亿元，不计入6月" in TAG.sub("", page)


@pytest.mark.django_db
def test_overview_says_how_the_schedule_is_worked_out(roles):
    plan(tech(annual_plan=Decimal(1200)), m04=600, m05=300, m06=300)
    page = text(signed_in("leader").get(OVERVIEW))
    assert "按月度计划累计" in page
    assert "技改项目：由此得出 100.0%；若平均安排则为 50.0%。" in page


@pytest.mark.django_db
def test_overview_of_a_past_month_uses_the_reports_of_that_time(roles):
    project = tech(annual_plan=Decimal(100_000))
    report(project, "2016-03", 10_000)
    report(project, "2016-06", 42_000)
    page = text(signed_in("leader").get(f"{OVERVIEW}?period=2016-03"))
    assert "截至2016年3月" in page
    assert (cells(page)["1—3月完成"], cells(page)["剩余9个月需月均"]) == ("1.00", "1.00")


@pytest.mark.django_db
def test_overview_of_a_past_month_leaves_out_what_is_known_of_today_only(roles):
    Scene()
    setting("still_days", 60)
    client = signed_in("leader")
    of_today = ("逾期未开工", "逾期未完工", "60天没有进展", "按项目环节", "规上企业 <a")
    now, past = text(client.get(OVERVIEW)), text(client.get(f"{OVERVIEW}?period=2016-05"))
    assert [words in now for words in of_today] == [True] * 5
    assert [words in past for words in of_today] == [False] * 5
    assert ("看最新月份" in now, "看最新月份" in past) == (False, True)


@pytest.mark.django_db
def test_overview_counts_by_unit_who_stands_still_and_who_is_due_within_a_week(roles):
    Scene()
    client = signed_in("leader")
    assert "没有进展" not in text(client.get(OVERVIEW))
    setting("still_days", 60)
    page, past = client.get(OVERVIEW), text(client.get(f"{OVERVIEW}?period=2016-05"))
    found = counts(page)
    department = Project.objects.filter(department__name="经济发展局").first().department_id
    still = [number for address, number in found if "still=60" in address and f"department={department}&" in address]
    assert still == [Project.objects.filter(department=department, plan_year=2016).still_since(date(2016, 5, 6)).count()] != [0]
    due = [number for address, number in found if "due=7" in address]
    assert due == [Project.objects.filter(plan_year=2016).due_between(date(2016, 7, 5), date(2016, 7, 12)).count()] != [0]
    assert "7天内到期" in text(page)
    assert ("没有进展" in past, "天内到期" in past) == (False, False)


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
def test_overview_names_who_is_responsible_and_how_many_more(roles):
    for number in range(5):
        officer = UserFactory(name="王立新") if number else None
        due = date(2016, 5, 1 + number)
        project = tech(name=f"晚{number}", stage=Stage.PRE_CONSTRUCTION, planned_start_by=due, officer=officer, officer_name="李工")
        report(project, "2016-06", 0)
    page = text(signed_in("leader").get(OVERVIEW))
    assert '逾期65天</span> <span class="who">李工</span>' in page
    assert page.count('天</span> <span class="who">王立新</span>') == 2
    assert "另2个</a>" in page


@pytest.mark.django_db
def test_overview_counts_who_entered_and_left_the_scale_list_this_year(roles):
    for first, last in ((date(2016, 3, 1), None), (date(2015, 3, 1), date(2016, 5, 31)), (None, date(2015, 12, 31)), (None, None)):
        SizeStatus.objects.create(enterprise=EnterpriseFactory(is_above_scale=last is None), valid_from=first, valid_to=last)
    setting("goal.above_scale", 10)
    setting("goal.above_scale_new", 4)
    client = signed_in("leader")
    answer = client.get(OVERVIEW)
    page = text(answer)
    assert "今年入规 1 户，退规 2 户" in TAG.sub("", page)
    assert ">全年目标新增 4 户</li>" in page
    lists = {address: number for address, number in counts(answer) if "_scale=2016" in address}
    assert (sorted(lists.values()), {address: total(client.get(address)) for address in lists}) == ([1, 2], lists)
    assert 'above_scale=no"' in page
    assert ">还差 8 户</a>" in page


@pytest.mark.django_db
@pytest.mark.parametrize("month", ["", "2016-05"])
def test_overview_opens_the_projects_of_which_the_month_is_not_known(roles, month):
    gone_before, gone_now = tech(), tech()
    for project, period in ((gone_before, "2016-05"), (gone_now, "2016-06")):
        report(project, "2016-03", 50)
        report(project, period, 350)
    report(tech(stage=Stage.TERMINATED), month or "2016-06", 350)
    client = signed_in("leader")
    answer = client.get(OVERVIEW, {"period": month} if month else {})
    assert "另有1个项目上月没有报数" in TAG.sub("", text(answer))
    ((address, number),) = [(address, number) for address, number in counts(answer) if "unplaced=" in address]
    page = client.get(address)
    assert (names(page), total(page)) == ([gone_before.name if month else gone_now.name], number)
    assert "已报本月、未报上月" in text(page)


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
    assert found[f"{address}?kind=investment&alive=no"] == 1


@pytest.mark.django_db
def test_overview_takes_at_most_twenty_statements_for_any_number_of_projects(roles, django_assert_max_num_queries):
    setting("still_days", 60)
    leader = signed_in("leader")
    scene = Scene()
    leader.get(OVERVIEW)
    cache.clear()
    with django_assert_max_num_queries(20) as few:
        leader.get(OVERVIEW)
    for number in range(30):
        report(tech(leader=UserFactory(), department=DepartmentFactory(), district=scene.xsq), "2016-06", number)
    cache.clear()
    with django_assert_max_num_queries(20) as many:
        leader.get(OVERVIEW)
    assert len(many) == len(few)


@pytest.mark.django_db
def test_overview_without_any_project_still_stands(roles):
    response = signed_in("leader").get(OVERVIEW)
    assert response.status_code == 200
    assert "本年度没有计划。" in text(response)


def placed_in_a_bureau(role, scene):
    """Somebody whose department belongs to a district: of its projects he sees those that lie there."""
    client = signed_in(role)
    scene.econ.district = scene.xsq
    scene.econ.save()
    Post.objects.create(user=client.user, department=scene.econ, title="职务")
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?kind=investment"])
@pytest.mark.parametrize("place", [placed, placed_in_a_bureau])
@pytest.mark.parametrize("role", SCOPES)
def test_overview_says_the_same_whichever_way_it_is_asked_for(roles, monkeypatch, role, place, query):
    scene = Scene()
    setting("still_days", 60)
    client = place(role, scene)
    for number, department in enumerate([scene.econ, scene.trade, None] * 4):
        mine = {"officer": client.user} if number % 2 else {"leader": client.user}
        fields = {"district": [scene.xsq, scene.gxq][number // 6], "kind": Project.Kind.values[number // 3 % 2], "plan_year": 2016}
        report(ProjectFactory(department=department, annual_plan=Decimal(700), **fields, **mine), "2016-06", 30 * number)
    kept = text(client.get(OVERVIEW + query)).split("<main", 1)[1]
    cache.clear()
    seen = year_projects(Project.objects.visible_to(client.user), year=2016) | Project.objects.visible_to(client.user).filter(
        stage="terminated"
    )
    counted = {"on": date(2016, 7, 5), "still_days": 60}
    monkeypatch.setattr("projects.reporting.worst.MANY", 1)
    monkeypatch.setattr("projects.reporting.overview.kept_board", lambda lines, besides, **asked: live_board(seen, **asked, **counted))
    assert text(client.get(OVERVIEW + query)).split("<main", 1)[1] == kept


@pytest.mark.django_db
def test_overview_of_the_whole_zone_takes_few_statements(roles, django_assert_max_num_queries):
    Scene()
    setting("still_days", 60)
    client = signed_in("leader")
    client.get(OVERVIEW)
    cache.clear()
    with django_assert_max_num_queries(20):
        client.get(OVERVIEW)


def named_of(projects, numbers, *, most):
    """The names that the page prints of these projects, by what is the matter."""
    seen = Seen(projects, projects, BoardLine.objects.none(), Project.objects.none())
    asked = {"kind": "tech_upgrade", "period": "2016-06", "on": date(2016, 7, 5), "still_days": None, "most": most}
    return {
        code: [month.project.name for month in months] for code, months in worst(asking(seen, ways(numbers), **asked), "2016-06").items()
    }


@pytest.mark.django_db
def test_months_are_named_by_what_became_of_their_light():
    lights = {
        "变差": ("red", "green", 30, 50),
        "差得更多": ("red", "yellow", 10, 50),
        "好转": ("yellow", "red", 40, 50),
        "转黄": ("yellow", "green", 35, 50),
        "不变": ("red", "red", 20, 50),
        "未报": ("grey", "green", None, 50),
    }
    projects = {name: tech(name=name) for name in lights}
    standing.ensure("2016-06", on=date(2016, 7, 5))
    for name, (light, before, completion, schedule) in lights.items():
        months = ProjectMonth.objects.filter(project=projects[name], period="2016-06")
        months.update(light=light, light_before=before, completion=completion, schedule=schedule)
    line = live_board(Project.objects.all(), period="2016-06", on=date(2016, 7, 5), still_days=None).total("tech_upgrade")
    assert (line.lights, line.worse, line.better) == (Lights(yellow=2, red=3, grey=1), 3, 1)
    named = named_of(Project.objects.all(), {"red": 3, "worse": 3, "still": 0}, most=2)
    assert (named["red"], named["worse"], named["still"]) == (["差得更多", "不变"], ["转黄"], [])
    seen = {"projects": Project.objects.all(), "period": "2016-06"}
    assert [month.project.name for month in worse(**seen, most=9)] == ["差得更多", "变差", "转黄"]
    assert [month.project.name for month in better(**seen, most=9)] == ["好转"]
    none = {**seen, "projects": Project.objects.filter(name="好转")}
    assert worse(**none, most=2) == []
    assert not any(named_of(none["projects"], {"red": 3, "worse": 3}, most=2).values())


@pytest.mark.django_db
def test_the_worst_stand_first_and_what_is_not_known_of_behind():
    known = [
        ("无数据", None, None, None),
        ("刚到期", 0, None, 50),
        ("逾期落后", 3, 10, 50),
        ("落后", None, 20, 50),
        ("逾期", 3, 40, 50),
        ("超前", None, 60, 50),
    ]
    projects = {name: tech(name=name) for name, *_ in known}
    standing.ensure("2016-06", on=date(2016, 7, 5))
    for name, overdue, completion, schedule in known:
        months = ProjectMonth.objects.filter(project=projects[name], period="2016-06")
        months.update(light="red", months_overdue=overdue, completion=completion, schedule=schedule)
    assert named_of(Project.objects.all(), {"red": 6}, most=9)["red"] == ["逾期落后", "逾期", "刚到期", "落后", "超前", "无数据"]
