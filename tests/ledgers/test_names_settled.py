"""Names that a sheet brings and nobody knows: told once on a page, settled once, known by the next sheet."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enterprises.models import ServiceRequest, SupportAssignment
from tests.factories import DepartmentFactory, EnterpriseFactory, ProjectFactory, UserFactory
from tests.ledgers.conftest import counts
from zone.ledgers.importer import Importer
from zone.ledgers.kinds import all_kinds
from zone.ledgers.models import KeptName
from zone.ledgers.names_form import prefix_of
from zone.ledgers.settling import Settled, settle_names
from zone.ledgers.unsettled import Of, unsettled_names
from zone.lib.clock import today
from zone.models import DepartmentAlias, PersonAlias

PAGE = "/imports/names/"
HEADER = ["序号", "包联领导", "责任单位", "包联企业", "企业类型", "包联责任人", "存在问题", "推进情况", "办结时限"]
TITLE = ["2016年度县级领导包联企业安排表", "填报单位：企业服务办    2016年4月1日"]
A, B, C = "营口子丑机床有限公司", "营口寅卯泵业有限公司", "营口辰巳阀门有限公司"


@pytest.fixture
def econ(house):
    return UserFactory(username="econ", name="经办", roles=["econ"])


@pytest.fixture
def sheet(desk):
    for name in (A, B, C):
        EnterpriseFactory(name=name)
    rows = [
        [1, "赵主任", "审计局", A, "骨干", "李建国", "用电增容", "推进中", "年底"],
        [2, "赵主任", "审计局", B, "骨干", "赵主任", None, None, None],
        [3, "全体班子成员", "市国土局", C, "骨干", "李建国", None, None, None],
    ]
    return desk.sheet(*rows, header=HEADER, title=TITLE, name="包联.xlsx")


@pytest.fixture
def saved(desk, econ, sheet):
    batch = desk.save(sheet, "support", by=econ)
    ServiceRequest.objects.filter(enterprise__name=A).update(department_name="审计局", officer_name="李建国")
    return batch


@pytest.fixture
def page(client, econ, saved):
    client.force_login(econ)
    return client


def listed(answer) -> dict[str, int]:
    return {form.name.name: form.name.count for form in answer.context["forms"]}


def save(client, address: str = PAGE, receipt: str = "", **said: object):
    """Send the page as it stands, but for what is said: name → what is chosen, or typed (a text)."""
    forms = {form.name.name: form for form in client.get(address).context["forms"]}
    sent = {"_receipt": receipt or str(uuid4())}
    for name, form in forms.items():
        meant = said.get(name, "")
        sent |= {f"{form.prefix}-choice": meant if isinstance(meant, int) or meant == "kept" else "", f"{form.prefix}-other": ""}
        if isinstance(meant, str) and meant != "kept":
            sent[f"{form.prefix}-other"] = meant
    return client.post(address, sent, follow=True)


def told(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_every_name_that_nobody_knows_is_listed_once_with_its_records(page):
    answer = page.get(PAGE)
    assert listed(answer) == {"李建国": 3, "赵主任": 2, "全体班子成员": 1, "审计局": 3, "市国土局": 1}
    for form in answer.context["forms"]:
        for place in form.name.places:
            rows = page.get(place.address)
            assert (rows.context["problems"], rows.context["page"].total) == ([], place.count)
    assert page.get(reverse("ledgers:import-centre")).context["may_settle_names"]


def test_a_settled_name_links_every_record_and_is_known_by_the_next_sheet(page, desk, econ, sheet):
    leader, officer = UserFactory(name="赵大山"), UserFactory(name="李健国")
    audit = DepartmentFactory(name="审计与财务局")
    answer = save(page, 赵主任=leader.pk, 李建国=officer.pk, 审计局=audit.pk)
    assert told(answer) == ["已认定3个名称，关联4条记录"]
    assert listed(answer) == {"全体班子成员": 1, "市国土局": 1}
    first, second, third = SupportAssignment.objects.order_by("id")
    assert [(each.leader, each.officer) for each in (first, second, third)] == [(leader, officer), (leader, leader), (None, officer)]
    assert (first.department, third.department, first.leader_name, first.version) == (audit, None, "赵主任", 2)
    asked = ServiceRequest.objects.get()
    assert (asked.department, asked.officer) == (audit, officer)
    assert [(row.history_type, row.history_user, row.leader) for row in first.history.all()] == [("~", econ, leader), ("+", econ, None)]
    assert {alias.name: alias.user for alias in PersonAlias.objects.all()} == {"赵主任": leader, "李建国": officer}
    assert [(row.history_type, row.history_user) for row in DepartmentAlias.objects.get().history.all()] == [("+", econ)]
    again = desk.read(sheet, "support", by=econ)
    assert counts(again) == (0, 0, 3, 0)
    unknown = {found["value"] for found in desk.answer(again)["warnings"] if found["code"].startswith("unknown_")}
    assert unknown == {"全体班子成员", "市国土局"}


def test_a_name_kept_as_written_is_asked_about_no_more_until_it_is_settled_after_all(page, desk, econ, sheet):
    assert told(save(page, 市国土局="kept", 全体班子成员="kept")) == ["已认定2个名称"]
    assert set(listed(page.get(PAGE))) == {"李建国", "赵主任", "审计局"}
    warnings = desk.answer(desk.read(sheet, "support", by=econ))["warnings"]
    assert {found["value"] for found in warnings if found["code"].startswith("unknown_")} == {"赵主任", "李建国", "审计局"}
    land = DepartmentFactory(name="国土分局")
    answer = save(page, f"{PAGE}?show=kept", 市国土局="国土分局")
    assert listed(answer) == {"全体班子成员": 1}
    assert SupportAssignment.objects.get(enterprise__name=C).department == land
    assert [(row.history_type, row.history_user) for row in KeptName.history.filter(name="市国土局")] == [("-", econ), ("+", econ)]


def test_what_is_typed_must_be_somebody_and_only_one(page):
    first, second = UserFactory(name="孙立", username="sun1"), UserFactory(name="孙立", username="sun2")
    answer = save(page, 赵主任="孙立", 李建国="无此人")
    assert (answer.status_code, answer.context["has_errors"]) == (422, True)
    errors = {form.name.name: form.errors.get("other") for form in answer.context["forms"] if form.errors}
    assert errors == {"赵主任": ["叫“孙立”的不止一个，请从列表中选定。"], "李建国": ["没有叫“无此人”的，请从列表中选。"]}
    assert not SupportAssignment.objects.exclude(leader=None).exists()
    save(page, 赵主任=f"孙立·{second.username}")
    assert {each.leader for each in SupportAssignment.objects.filter(leader_name="赵主任")} == {second} != {first}


def test_a_form_sent_twice_settles_once_and_one_without_a_word_says_so(page):
    leader, receipt = UserFactory(name="赵大山"), str(uuid4())
    save(page, receipt=receipt, 赵主任=leader.pk)
    assert told(save(page, receipt=receipt, 李建国=leader.pk)) == []
    assert not SupportAssignment.objects.filter(officer_name="李建国").exclude(officer=None).exists()
    assert told(save(page)) == ["没有认定任何名称：请先选定指的是谁，再保存。"]
    assert page.post(PAGE, {}).status_code == 400


def test_a_name_that_means_somebody_already_cannot_mean_another(page):
    leader, other = UserFactory(name="赵大山"), UserFactory(name="赵小山")
    PersonAlias.objects.create(name="赵主任", user=leader)
    form = next(form for form in page.get(PAGE).context["forms"] if form.name.name == "赵主任")
    assert [label for value, label in form.fields["choice"].choices if value.isdecimal()] == ["赵大山"]
    answer = save(page, 赵主任="赵小山")
    assert (answer.status_code, answer.context["forms"][1].non_field_errors()) == (422, ["“赵主任”已经是赵大山的写法。"])
    save(page, 赵主任=leader.pk)
    assert (SupportAssignment.objects.filter(leader=leader).count(), PersonAlias.objects.get().user) == (2, leader)
    assert other.aliases.count() == 0


def test_only_ones_own_kinds_are_seen_and_settled(client, saved):
    leader = UserFactory(name="赵大山")
    ProjectFactory(name="甲", kind="investment", leader_name="赵主任")
    tech = ProjectFactory(name="乙", kind="tech_upgrade", leader_name="赵主任")
    invest = UserFactory(roles=["invest"])
    client.force_login(invest)
    assert listed(client.get(PAGE)) == {"赵主任": 1}
    assert told(save(client, 赵主任=leader.pk)) == ["已认定1个名称，关联1条记录"]
    tech.refresh_from_db()
    assert (tech.leader, SupportAssignment.objects.filter(leader=leader).exists()) == (None, False)
    client.force_login(UserFactory(roles=["stats"]))
    assert client.get(PAGE).status_code == 403


def test_somebody_chosen_by_hand_stays(econ, saved):
    chosen, leader = UserFactory(name="周五"), UserFactory(name="赵大山")
    SupportAssignment.objects.filter(enterprise__name=A).update(leader=chosen)
    assert settle_names([Settled(Of.PERSON, "赵主任", leader.pk)], importer=Importer(econ, today())) == 1
    assert SupportAssignment.objects.get(enterprise__name=A).leader == chosen


def test_statements_do_not_depend_on_how_much_there_is(econ, saved, client):
    def cost(count: int) -> tuple[int, int]:
        names = [f"生人{count}{at}" for at in range(count)]
        for name in names:
            ProjectFactory(kind="tech_upgrade", leader_name=name, officer_name=name)
        leader = UserFactory(name="赵大山")
        with CaptureQueriesContext(connection) as seen:
            found = unsettled_names(Importer(econ, today()))
        with CaptureQueriesContext(connection) as written:
            assert settle_names([Settled(Of.PERSON, name, leader.pk) for name in names], importer=Importer(econ, today())) == count
        assert {name.name for name in found} >= set(names)
        return len(seen), len(written)

    assert cost(2) == cost(40)


def test_each_kind_says_where_its_records_with_such_names_are_listed():
    for kind in all_kinds().values():
        named = {each.code for each in kind.resources if any(key.kept_as_written for key in each.declared())}
        assert named <= kind.lists.keys()
        for list_name, _own in kind.lists.values():
            assert reverse(list_name)


def test_a_name_has_the_same_field_on_every_page(econ, saved):
    name = unsettled_names(Importer(econ, today()))[0]
    assert prefix_of(name) == prefix_of(unsettled_names(Importer(econ, today()))[0])
