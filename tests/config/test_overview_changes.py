"""What needs attention on the overview, and 与上月比较: lights by name with their reason, urging, scope, how many statements."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override as language

from config.overview_boards import catch_up_words
from config.overview_kinds import change_words
from projects import standing
from projects.models import BoardState, Project, Stage
from projects.reminding import remind
from projects.reporting.figures import Figures
from projects.reporting.spread import Spread
from tests.config.test_overview import OVERVIEW, SCOPES, placed, setting, signed_in
from tests.factories import DepartmentFactory, UserFactory
from tests.projects.lights_scene import rule
from tests.projects.pages import counts, text, total
from tests.projects.scene import Scene, report, tech
from zone.models import Portfolio

CHANGES = reverse("overview-changes")
ON = date(2016, 7, 5)


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-05")
    with language("zh-hans"):
        yield


def turned(name, *, may, june, **fields):
    """A technical upgrade of 12,000 (万元) with what it had done by the end of two months."""
    project = tech(name=name, annual_plan=Decimal(12_000), stage=Stage.UNDER_CONSTRUCTION, **fields)
    report(project, "2016-04", 0)
    report(project, "2016-05", may)
    report(project, "2016-06", june)
    return project


@pytest.mark.django_db
@pytest.mark.parametrize("role", SCOPES)
def test_counts_of_lights_equal_the_lists_behind_them(roles, role):
    rule()
    scene = Scene()
    setting("still_days", 60)
    reader = placed(role, scene)
    ended = tech(name="已竣工", department=scene.econ, district=scene.gxq, officer=reader.user, leader=reader.user)
    standing.ensure_year("2016-06", on=ON)
    Project.objects.filter(pk=ended.pk).update(stage=Stage.COMPLETED)  # owed nothing since, whatever it did not report
    standing.refresh([ended.pk], on=ON)
    promised = {}
    for address in (OVERVIEW, f"{OVERVIEW}?period=2016-05", CHANGES, f"{CHANGES}?kind=investment", f"{CHANGES}?period=2016-05"):
        found = counts(reader.get(address))
        assert len(found) > 2
        promised |= dict.fromkeys(found, address)
    wrong = [(address, where, number) for (where, number), address in promised.items() if total(reader.get(where)) != number]
    assert wrong == []


@pytest.mark.django_db
def test_red_lights_are_named_with_their_reason_and_can_be_urged(roles):
    rule()
    turned("转红", may=2400, june=2000, officer=UserFactory(name="李工"), department=DepartmentFactory(name="经济发展局"))
    turned("好转", may=1000, june=4000)
    page = text(signed_in("supervisor").get(OVERVIEW))
    assert re.search(r"黄灯</span>\s+→ <span class=\"light light-red\">红灯", page)
    assert "完成率16.7%，时序50.0%，低33.3个百分点（超过30个百分点为红灯）" in page
    assert '<span class="who">经济发展局 李工</span>' in page
    assert page.count('<span class="remind no-print">') == 1
    assert "催办" not in text(signed_in("stats").get(OVERVIEW)).split("<main", 1)[1]


@pytest.mark.django_db
def test_changes_name_whose_light_turned_with_the_reason(roles):
    rule()
    turned("转红", may=2400, june=2000)
    turned("好转", may=1000, june=4000)
    turned("不变", may=5000, june=6000)
    page = text(signed_in("leader").get(CHANGES))
    worse, better = page.index("<h3>比上月变差"), page.index("<h3>比上月变好")
    assert worse < page.index(">转红</a>") < better < page.index(">好转</a>")
    assert ">不变</a>" not in page
    assert "2016年6月与5月比较" in page
    assert "▼0.48" in page


@pytest.mark.django_db
def test_lights_of_the_month_before_open_the_list_of_that_month(roles):
    rule()
    turned("转绿", may=3_000, june=6_000)
    page = signed_in("leader").get(CHANGES)
    before = {number for where, number in counts(page) if "light=yellow" in where and "period=2016-05" in where}
    assert before == {1}


@pytest.mark.django_db
def test_changes_of_january_compare_with_nothing(roles, day):
    day("2016-02-05")
    report(tech(annual_plan=Decimal(100_000)), "2016-01", 5_000)
    page = text(signed_in("leader").get(CHANGES))
    assert ("1月不作比较：上年12月属于上年计划。" in page, "<table" in page) == (True, False)


@pytest.mark.django_db
def test_changes_say_that_no_light_turned(roles):
    turned("不变", may=5000, june=6000)
    assert "与5月末相比，没有项目变差或变好。" in text(signed_in("leader").get(CHANGES))


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["officer", "liaison", "merger", "sysadmin", "secadmin", "auditor"])
def test_changes_are_closed_to_roles_without_the_right(roles, role):
    assert signed_in(role).get(CHANGES).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("address", [OVERVIEW, CHANGES])
def test_an_empty_scope_says_why_and_whose_it_is(roles, address):
    scene = Scene()
    head = placed("head", scene)
    head.user.posts.update(department=DepartmentFactory(name="统计中心"))
    page = text(head.get(address))
    assert "您的范围（统计中心）内没有列入2016年计划的技改项目。" in page
    assert "经济发展局" not in page


@pytest.mark.django_db
def test_urged_and_not_answered_is_counted_with_its_list(roles):
    project = turned("转红", may=2400, june=2000, officer=UserFactory())
    supervisor = signed_in("supervisor")
    assert "已催办未回复" not in text(supervisor.get(OVERVIEW))
    remind(project=project, by=supervisor.user, asked=project.officer, department=None, text="请报送", due_on=ON)
    found = dict(counts(supervisor.get(OVERVIEW)))
    address = f"{reverse('supervision:reminder-list')}?state=open"
    assert (found[address], total(supervisor.get(address))) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["leader", "deputy", "head", "district"])
@pytest.mark.parametrize("address", [OVERVIEW, CHANGES])
def test_statements_are_few_and_grow_with_nothing(roles, role, address, django_assert_max_num_queries):
    rule()
    setting("still_days", 60)
    scene = Scene()
    reader = placed(role, scene)
    if role == "deputy":
        Portfolio.objects.create(user=reader.user, department=scene.trade)
    turned("转红", may=2400, june=2000, department=scene.econ, district=scene.xsq)
    reader.get(address)
    BoardState.objects.update(stamp=1)  # so that nothing of the page is kept
    with django_assert_max_num_queries(20) as few:
        reader.get(address)
    for number in range(30):
        turned(f"转红{number}", may=2400, june=2000, leader=UserFactory(), department=scene.econ, district=scene.xsq)
    standing.refresh(None, on=ON)
    with django_assert_max_num_queries(20) as many:
        reader.get(address)
    assert len(many) <= len(few)


@pytest.mark.parametrize(
    ("done", "before", "words"),
    [(4200, 15_500, "▼1.13"), (15_500, 4200, "▲1.13"), (4200, 4249, "持平"), (0, 0, "持平")],
)
def test_the_change_is_the_difference_of_what_is_printed(done, before, words):
    figures = Figures(Spread(6), done_in_month=Decimal(done), done_month_before=Decimal(before), known_month_before=1)
    assert change_words(figures) == words
    assert change_words(Figures(Spread(6), done_in_month=Decimal(done))) == ""


@pytest.mark.parametrize(
    ("month", "plan", "done", "words"),
    [(6, 12_000, 6000, "0.10"), (6, 12_000, 11_990, "<0.01"), (6, 12_000, 12_500, "已完成"), (12, 12_000, 6000, ""), (6, 0, 0, "")],
)
def test_the_pace_that_is_needed_says_where_nothing_is(month, plan, done, words):
    assert catch_up_words(Figures(Spread(month), plan=Decimal(plan), done=Decimal(done))) == words


@pytest.mark.django_db
def test_overview_says_what_it_cannot_filter_by(roles):
    leader = signed_in("leader")
    for page in (reverse("overview"), reverse("overview-changes")):
        assert "本页没有“departement”这一筛选条件。" in text(leader.get(f"{page}?departement=3"))
        assert "筛选条件。" not in text(leader.get(f"{page}?period=2016-05&kind=investment"))
