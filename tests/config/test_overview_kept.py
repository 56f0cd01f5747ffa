"""The finished part of the overview is kept: looked at again it costs little, and after any write it says what a fresh one says."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from projects import actions, overrides, review, standing
from projects.models import Project, Stage
from projects.stage_actions import record_stage
from tests.factories import EnterpriseFactory, UserFactory
from tests.projects.at_random import Office
from tests.projects.pages import text
from tests.projects.reporting import report_month
from tests.projects.scene import Scene, report, tech
from zone.models import Department, District, LightRule, Portfolio, Post, Setting
from zone.supervision.models import Reminder

OVERVIEW, DAY, PERIOD = reverse("overview"), date(2016, 7, 5), "2016-06"


@pytest.fixture(autouse=True)
def _office(reference, day):
    day("2016-07-05")


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def body(client, query: str = "") -> str:
    """The page below its frame: the menu counts what waits for somebody by itself."""
    return text(client.get(OVERVIEW + query)).split("<main", 1)[1]


def fresh(client, query: str = "") -> str:
    cache.clear()
    return body(client, query)


@pytest.fixture
def leader():
    return client_of(UserFactory(roles=["leader"]))


@pytest.fixture
def econ():
    return UserFactory(roles=["econ"])


@pytest.fixture
def scene():
    scene = Scene()
    day = date(2016, 5, 31)
    scene.officer = UserFactory(name="王立新", roles=["officer"])
    late = {"stage": Stage.PRE_CONSTRUCTION, "planned_start_on": day, "planned_start_by": day, "leader": scene.leaders[0]}
    scene.project = tech(name="被改的项目", officer=scene.officer, department=scene.econ, district=scene.gxq, **late)
    report(scene.project, PERIOD, 150)
    return scene


@pytest.mark.django_db
def test_a_second_look_takes_ten_statements(leader, scene, django_assert_num_queries):
    first = body(leader)
    with django_assert_num_queries(10):
        assert body(leader) == first


@pytest.mark.django_db
def test_a_second_look_at_a_past_month_does_not_add_up_again(leader, scene, monkeypatch):
    first = body(leader, "?period=2016-04")
    monkeypatch.setattr("config.overview_look.overview", None)
    assert body(leader, "?period=2016-04") == first


def rename(scene, econ):
    scene.project.name = "改了名的项目"
    actions.update_project(project=scene.project, fields=["name"], opened_version=scene.project.version, by=econ)


def give_away(scene, econ):
    scene.project.officer = UserFactory(name="接手人")
    actions.update_project(project=scene.project, fields=["officer"], opened_version=scene.project.version, by=econ)


def begin(scene, econ):
    actions.create_project(project=tech_unsaved(scene), by=econ)


def tech_unsaved(scene):
    fields = {"plan_year": 2016, "annual_plan": Decimal(900), "district": scene.xsq, "leader": UserFactory(name="新分管")}
    return Project(kind=Project.Kind.TECH_UPGRADE, name="新项目", stage=Stage.STARTED, **fields)


def enter_a_stage(scene, econ):
    record_stage(project=scene.project, stage=Stage.TERMINATED, entered_on=date(2016, 7, 1), by=econ, note="停止投资", approved_by="李主任")


def send_back(scene, econ):
    made = scene.project.progress.get()
    review.send_back(reports={made.pk: made.version}, by=econ, reason="数字有误")


def hand_in(scene, econ):
    scene.project.progress.all().delete()
    standing.refresh([scene.project.pk], on=DAY, since=PERIOD)
    assert report_month(scene.project, scene.officer, ytd="180", month="80").handed == [scene.project.pk]


def set_a_light(scene, econ):
    chief = UserFactory(name="李主任")
    Post.objects.create(user=chief, department=scene.econ, title="主任", duty=Post.Duty.PRINCIPAL)
    said = {"light": "red", "reason": "经现场核实", "approved_by": chief, "expires_on": date(2016, 7, 31)}
    overrides.set_light(project=scene.project, opened_with=None, by=UserFactory(roles=["supervisor"]), on=DAY, **said)


def delete(scene, econ):
    standing.leave([scene.project.pk], on=DAY)
    scene.project.delete()


def call_another(model, pk, **names):
    def change(scene, econ):
        assert model.objects.filter(pk=pk(scene)).update(**names) == 1

    return change


def set_to(key, value):
    return lambda scene, econ: Setting.objects.update_or_create(key=key, defaults={"value": Decimal(value)})


WRITES = {
    "another name": rename,
    "another officer": give_away,
    "a new project": begin,
    "a stage": enter_a_stage,
    "a report sent back": send_back,
    "a report handed in": hand_in,
    "a light set by hand": set_a_light,
    "a project deleted": delete,
    "a department called another": call_another(Department, lambda scene: scene.econ.pk, short_name="经发局"),
    "a district called another": call_another(District, lambda scene: scene.xsq.pk, short_name="西市"),
    "a leader called another": call_another(UserFactory._meta.model, lambda scene: scene.leaders[0].pk, name="分管新"),
    "an officer called another": call_another(UserFactory._meta.model, lambda scene: scene.officer.pk, name="王立春"),
    "a goal": set_to("goal.tech_upgrade_projects", 77),
    "another number of still days": set_to("still_days", 61),
    "a firm above designated size": lambda scene, econ: EnterpriseFactory(is_above_scale=True),
    "a reminder": lambda scene, econ: Reminder.objects.create(
        about=scene.project.name, address="/", text="请尽快开工", asked=scene.officer, given_by=econ, entered_by=econ
    ),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
@pytest.mark.django_db
def test_what_is_written_is_on_the_page_at_once(leader, scene, econ, write):
    before = body(leader)
    write(scene, econ)
    after = body(leader)
    assert after != before
    assert after == fresh(leader)


@pytest.mark.django_db
def test_a_rule_of_the_lights_is_told_by_its_name_of_now(leader, scene):
    body(leader)
    LightRule.objects.update(name="改名的规则")
    assert body(leader) == fresh(leader)


@pytest.mark.django_db
def test_another_day_and_another_language_are_other_pages(leader, scene, day):
    chinese = body(leader)
    leader.cookies["django_language"] = "en"
    english = body(leader)
    day("2016-07-06")
    later = body(leader)
    assert len({chinese, english, later}) == 3
    assert later == fresh(leader)


@pytest.mark.django_db
def test_nobody_is_shown_what_was_kept_for_somebody_else(scene):
    clients = [client_of(UserFactory(roles=[role])) for role in ("leader", "supervisor", "stats", "econ")]
    for role, departments in (
        ("deputy", [scene.econ, scene.trade]),
        ("deputy", [scene.trade]),
        ("head", [scene.econ]),
        ("district", [scene.west]),
    ):
        user = UserFactory(roles=[role])
        Post.objects.create(user=user, department=departments[0], title="职务")
        for department in departments[1:]:
            Portfolio.objects.create(user=user, department=department)
        clients.append(client_of(user))
    shown = [body(client) for client in clients]
    assert [body(client) for client in clients] == shown == [fresh(client) for client in clients]


@pytest.mark.django_db
def test_a_right_that_was_taken_away_holds_at_once(leader, scene):
    user = UserFactory(roles=["leader"])
    client = client_of(user)
    assert "规上企业" in body(client)
    Group.objects.get(user=user).permissions.filter(codename="view_enterprise").delete()
    assert "规上企业" not in body(client)


@pytest.mark.django_db
def test_who_moves_to_another_department_sees_its_projects_at_once(scene):
    user = UserFactory(roles=["head"])
    post = Post.objects.create(user=user, department=scene.econ, title="局长")
    client = client_of(user)
    before = body(client)
    post.department = scene.trade
    post.save()
    assert body(client) == fresh(client) != before


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))])
@pytest.mark.django_db
def test_the_kept_page_says_what_a_fresh_one_says_whatever_is_done(seed, day):
    office = Office(seed)
    deputy, district = UserFactory(roles=["deputy"]), UserFactory(roles=["district"])
    Post.objects.create(user=deputy, department=office.places["department"][0], title="副主任")
    Post.objects.create(user=district, department=office.places["department"][1], title="科员")
    Department.objects.filter(pk=office.places["department"][1].pk).update(district=office.places["district"][1])
    Project.objects.filter(pk=office.one().pk).update(officer=deputy)
    standing.refresh(None, on=office.on)
    clients = [client_of(user) for user in (UserFactory(roles=["leader"]), deputy, district)]
    looks = [(client, query) for client in clients for query in ("", "?kind=investment", "?period=2016-03")]
    shown = set()
    for _number in range(8):
        office.step()
        day(office.on.isoformat())
        kept = [body(client, query) for client, query in looks]
        shown.update(kept)
        assert kept == [fresh(client, query) for client, query in looks]
        for client, query in looks:  # so that the next step finds all of them kept
            body(client, query)
    assert len(shown) > len(looks)
