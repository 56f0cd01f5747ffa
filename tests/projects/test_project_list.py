import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects import standing
from projects.models import Project, ProjectMonth, Stage
from projects.naming import search_text
from tests.factories import DepartmentFactory, EnterpriseFactory, ProjectFactory, UserFactory
from tests.projects.pages import names, text, total
from tests.projects.scene import Scene, plan, report, tech
from zone.models import Portfolio, Post

LIST = reverse("projects:project-list")


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-05")


def signed_in(*roles, **fields):
    user = UserFactory(roles=roles, **fields)
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def leader(roles):
    return signed_in("leader")


@pytest.mark.django_db
def test_project_list_shows_figures_against_the_schedule(leader):
    project = tech(name="数控加工中心", annual_plan=Decimal(5200), moved_on=date(2016, 6, 29))
    report(project, "2016-05", 2600)
    report(project, "2016-06", 3100)
    page = text(leader.get(LIST))
    cells = ['class="number">5,200<', 'class="number">3,100<', 'class="number">59.6<', 'class="number">+9.6<', ">6天前<"]
    assert [cell for cell in cells if cell not in page] == []
    assert "1 个项目 · 计划 0.52 亿元 · 1—6月完成 0.31 亿元（59.6%，高于时序 9.6 个百分点）" in page


@pytest.mark.django_db
def test_project_list_tells_no_report_from_nothing_done(leader):
    tech(name="甲")
    report(tech(name="乙"), "2016-06", 0)
    page = text(leader.get(f"{LIST}?sort=name"))
    assert page.count('data-label="完成率（%）" class="number">0.0<') == 1
    assert page.count('data-label="完成率（%）" class="number"><span class="soft" title="本年度还没有报送">—</span>') == 1
    assert page.count('data-label="本年累计完成（万元）" class="number"><span class="soft" title="本年度还没有报送">未报送</span>') == 1


@pytest.mark.django_db
def test_project_list_shows_figures_as_of_a_past_month(leader):
    project = tech(annual_plan=Decimal(1200))
    report(project, "2016-03", 150)
    report(project, "2016-06", 700)
    assert 'class="number">150<' in text(leader.get(f"{LIST}?period=2016-03"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("late=start", ["前期晚", "签约晚"]),
        ("late=finish", ["在建晚", "签约晚"]),
        ("late=any", ["前期晚", "在建晚", "签约晚"]),
        ("stage=signed&stage=pre_construction", ["前期晚", "签约晚"]),
        ("kind=investment", ["签约晚"]),
        ("alive=yes", ["准时", "前期晚", "在建晚", "签约晚"]),
        ("alive=no", ["终止"]),
        ("plan_year=2015", ["在建晚"]),
        ("not_reported=2016-06", ["前期晚", "在建晚"]),
        ("still=60", ["在建晚"]),
        ("officer=none&leader=none&department=none&late=start", ["前期晚", "签约晚"]),
        ("q=zbw", ["在建晚"]),
        ("q=丁酉", ["签约晚"]),
        ("q=ZS-2016-001", ["签约晚"]),
    ],
)
def test_project_list_filters(leader, query, found):
    day = date(2016, 7, 4)
    tech(name="前期晚", stage=Stage.PRE_CONSTRUCTION, planned_start_by=day)
    tech(name="在建晚", planned_finish_by=day, plan_year=2015, moved_on=date(2016, 5, 5), search_text=search_text("在建晚"))
    report(tech(name="准时", planned_finish_by=date(2016, 7, 5)), "2016-06", 10)
    tech(name="终止", stage=Stage.TERMINATED, planned_finish_by=day)
    ProjectFactory(
        name="签约晚",
        kind=Project.Kind.INVESTMENT,
        stage=Stage.SIGNED,
        planned_start_by=day,
        planned_finish_by=day,
        search_text=search_text("签约晚", investor="大连丁酉集团", code="ZS-2016-001"),
    )
    Project.objects.filter(name="在建晚").update(search_text="在建晚 zbw")
    assert sorted(names(leader.get(f"{LIST}?{query}"))) == sorted(found)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["late=soon", "stage=nowhere", "kind=road", "period=2016-13", "still=0", "department=999", "enterprise=999", "batch=1", "colour=red"],
)
def test_project_list_says_what_is_wrong_with_the_address(leader, query):
    tech()
    response = leader.get(f"{LIST}?{query}")
    assert total(response) == 0
    assert 'class="alert alert-danger" role="alert"' in text(response)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("completion", ["低", "高", "无计划"]),
        ("-completion", ["无计划", "高", "低"]),
        ("plan", ["高", "低", "无计划"]),
        ("-moved", ["无计划", "低", "高"]),
        ("finish", ["低", "无计划", "高"]),
    ],
)
def test_project_list_sorts_alike_on_both_databases(leader, sort, order):
    low = tech(name="低", annual_plan=Decimal(2000), moved_on=date(2016, 6, 2), planned_finish_by=date(2016, 1, 1))
    high = tech(name="高", annual_plan=Decimal(100), moved_on=date(2016, 6, 1))
    ProjectFactory(name="无计划", moved_on=date(2016, 6, 3), planned_finish_by=date(2016, 2, 1))
    report(low, "2016-06", 90)
    report(high, "2016-06", 80)
    assert names(leader.get(f"{LIST}?sort={sort}")) == order


@pytest.mark.django_db
def test_project_list_of_each_role_holds_its_own_projects(roles):
    scene = Scene()
    today = {"valid_from": date(2016, 1, 1)}
    head, west, deputy = signed_in("head"), signed_in("district"), signed_in("deputy")
    officer, stranger, liaison = signed_in("officer"), signed_in("officer"), signed_in("liaison")
    for client, department in ((head, scene.econ), (west, scene.west), (deputy, DepartmentFactory()), (liaison, scene.trade)):
        Post.objects.create(user=client.user, department=department, title="职务", **today)
    Portfolio.objects.create(user=deputy.user, department=scene.econ, **today)
    Portfolio.objects.create(user=deputy.user, department=scene.trade, **today)
    Project.objects.filter(department=scene.econ).update(officer=officer.user)
    expected = {
        head: Project.objects.filter(department=scene.econ),
        west: Project.objects.filter(district=scene.xsq),
        deputy: Project.objects.filter(department__in=[scene.econ, scene.trade]),
        officer: Project.objects.filter(officer=officer.user),
        liaison: Project.objects.filter(department=scene.trade),
        stranger: Project.objects.none(),
    }
    for client, projects in expected.items():
        assert sorted(names(client.get(LIST))) == sorted(projects.values_list("name", flat=True))
    for role in ("leader", "supervisor", "econ", "invest", "stats"):
        assert total(signed_in(role).get(LIST)) == Project.objects.count()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["merger", "sysadmin", "secadmin", "auditor"])
def test_project_pages_are_closed_to_roles_without_the_right(roles, role):
    project = tech()
    client = signed_in(role)
    pages = [LIST, reverse("projects:project-rows"), reverse("projects:project-sums"), project.get_absolute_url()]
    assert [client.get(page).status_code for page in pages] == [403] * 4


@pytest.mark.django_db
def test_project_out_of_scope_is_not_found(roles):
    project, client = tech(), signed_in("officer")
    pages = [project.get_absolute_url(), reverse("projects:project-update", args=[project.pk])]
    assert [client.get(page).status_code for page in pages] == [404, 404]
    posts = [reverse("projects:project-stage", args=[project.pk]), reverse("projects:evidence-add", args=[project.pk])]
    assert [client.post(page).status_code for page in posts] == [404, 404]


@pytest.mark.django_db
def test_project_list_takes_as_many_statements_for_thirty_as_for_one(leader, django_assert_num_queries):
    plan(tech(name="甲"), m06=100)
    leader.get(LIST)
    with CaptureQueriesContext(connection) as asked:
        leader.get(LIST)
    for number in range(29):
        project = tech(enterprise=EnterpriseFactory(), department=DepartmentFactory(), officer=UserFactory(), leader=UserFactory())
        report(project, "2016-06", number)
    with django_assert_num_queries(len(asked)):
        leader.get(LIST)


@pytest.mark.django_db
def test_project_export_holds_what_the_list_shows(roles):
    econ = signed_in("econ")
    for number in range(60):
        report(tech(name=f"项目{number:02d}", annual_plan=Decimal(1000 + number)), "2016-06", 500)
    response = econ.get(f"{LIST}?kind=tech_upgrade&sort=-plan&format=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    head, *rows = sheet.iter_rows(values_only=True)
    page = [*names(econ.get(f"{LIST}?kind=tech_upgrade&sort=-plan")), *names(econ.get(f"{LIST}?kind=tech_upgrade&sort=-plan&page=2"))]
    assert [row[0] for row in rows] == page
    assert len(page) == 60
    assert dict(zip(head, rows[0], strict=True))["年度计划（万元）"] == 1059


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "query", "status"),
    [
        ("econ", "kind=tech_upgrade", 200),
        ("econ", "kind=investment", 403),
        ("econ", "", 403),
        ("invest", "kind=investment", 200),
        ("head", "", 200),
        ("leader", "kind=tech_upgrade", 403),
        ("officer", "kind=tech_upgrade", 200),
    ],
)
def test_project_export_needs_the_right_to_every_kind_shown(roles, role, query, status):
    assert signed_in(role).get(f"{LIST}?{query}&format=csv").status_code == status


@pytest.mark.django_db
def test_project_rows_are_a_part_of_the_enterprise_page(leader):
    enterprise = EnterpriseFactory()
    tech(name="本企业项目", enterprise=enterprise)
    tech(name="别家项目")
    response = leader.get(f"{reverse('projects:project-rows')}?enterprise={enterprise.pk}")
    assert names(response) == ["本企业项目"]
    assert "<html" not in text(response)
    assert f'href="{LIST}?enterprise={enterprise.pk}' in text(response)
    none = leader.get(f"{reverse('projects:project-rows')}?enterprise={EnterpriseFactory().pk}")
    assert "没有您可以查看的该企业项目。" in text(none)


@pytest.mark.django_db
def test_project_sums_equal_the_line_of_the_list(leader, monkeypatch):
    for done in (400, 300):
        report(tech(), "2016-06", done)
    line = text(leader.get(reverse("projects:project-sums")))
    assert line == "2 个项目 · 计划 0.24 亿元 · 1—6月完成 0.07 亿元（29.2%，低于时序 20.8 个百分点）"
    assert line in text(leader.get(LIST))
    monkeypatch.setattr("projects.views.projects.ProjectListView.page_size", 1)
    page = text(leader.get(f"{LIST}?kind=tech_upgrade"))
    assert line not in page
    assert f'hx-get="{reverse("projects:project-sums")}?kind=tech_upgrade"' in page


def judged(name, light, before="", **fields):
    """A project with a light in June, set in its month as if a rule had given it."""
    project = tech(name=name, **fields)
    standing.ensure("2016-06", on=date(2016, 7, 5))
    standing.refresh([project.pk], on=date(2016, 7, 5))
    ProjectMonth.objects.filter(project=project, period="2016-06").update(light=light, light_before=before)
    return project


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("light=red", ["红", "转红"]),
        ("light=green", ["绿"]),
        ("light=grey", ["灰"]),
        ("light=none", ["无"]),
        ("changed=worse", ["转红"]),
        ("changed=better", ["绿"]),
        ("changed=better&kind=tech_upgrade", ["绿"]),
        ("light=red&sort=-name", ["转红", "红"]),
        ("light=red&period=2016-05", []),
    ],
)
def test_project_list_filters_by_the_light_of_the_month(leader, query, found):
    judged("红", "red", "red")
    judged("转红", "red", "yellow")
    judged("绿", "green", "red")
    judged("灰", "grey", "green")
    judged("无", "")
    response = leader.get(f"{LIST}?{query}")
    assert sorted(names(response)) == sorted(found)
    assert total(response) == len(found)


@pytest.mark.django_db
def test_project_list_shows_the_light_of_the_month(leader):
    judged("红", "red")
    assert "红灯" in text(leader.get(LIST))


@pytest.mark.django_db
@pytest.mark.parametrize("few", [0, 1_000])
@pytest.mark.parametrize("query", ["", "&kind=tech_upgrade"])
def test_project_list_by_completion_leads_to_all_of_them_in_both_directions(leader, monkeypatch, few, query):
    """Whether they are sorted or met along the index, and with another between them that the filter leaves out."""
    monkeypatch.setattr("projects.filters.FEW", few)
    monkeypatch.setattr("projects.views.projects.ProjectListView.page_size", 2)
    if query:
        report(tech(name="另类", kind=Project.Kind.INVESTMENT, annual_plan=Decimal(1000)), "2016-06", 300)
    for name, done in (("甲", 600), ("乙", 100), ("丙", None), ("丁", 600), ("戊", 0)):
        project = tech(name=name, annual_plan=Decimal(1000))
        if done is not None:
            report(project, "2016-06", done)
    pages = [names(leader.get(f"{LIST}?sort=completion{query}&page={page}")) for page in (1, 2, 3)]
    assert pages == [["戊", "乙"], ["甲", "丁"], ["丙"]]
    pages = [names(leader.get(f"{LIST}?sort=-completion{query}&page={page}")) for page in (1, 2, 3)]
    assert pages == [["丙", "丁"], ["甲", "乙"], ["戊"]]
    assert total(leader.get(f"{LIST}?sort=completion{query}")) == 5


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["late=start", "late=finish", "late=any", "not_reported=2016-06"])
def test_project_list_counts_from_the_months_what_it_lists(leader, query):
    Scene()
    response = leader.get(f"{LIST}?{query}")
    assert total(response) == len(names(response)) > 0
    assert total(leader.get(f"{LIST}?{query}&kind=tech_upgrade")) <= total(response)


@pytest.mark.django_db
@pytest.mark.parametrize("period", ["2016-07", "2014-01"])
def test_project_list_says_which_months_it_has_no_figures_of(leader, period):
    assert "无法查看该月" in text(leader.get(f"{LIST}?period={period}"))
