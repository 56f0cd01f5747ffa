"""The back office: scope, versions, history, the three administrators, and pages that the content security policy lets work."""

import re
from uuid import uuid4

import pytest
from django.contrib import admin
from django.urls import reverse

from config.roles import BY_CODE
from enterprises.models import OperatingFigure, SupportAssignment
from tests.factories import EnterpriseFactory, UserFactory
from tests.sent_form import sent_form
from zone.backoffice_form import standing
from zone.models import Department, Event, Setting, User
from zone.roles import role_name

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
HOUSE = ("zone", "enterprises", "projects", "ledgers", "supervision", "merger", "indicators")
NO_ALIASES = {"aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0"}
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=")


def person(client, role, **fields):
    user = UserFactory(username=f"{role}-1", roles=[role], is_staff=BY_CODE[role].is_staff, **fields)
    client.force_login(user)
    return user


def support_form(record, **changes) -> dict:
    given = {"enterprise": record.enterprise_id, "year": 2016, "tier": "key", "opened_version": record.version}
    return {**given, **changes}


def test_nothing_is_deleted_and_no_import_page_of_a_package_is_reachable():
    names = [url.name for model_admin in admin.site._registry.values() for url in model_admin.get_urls()]
    assert [name for name in names if name.endswith(("_delete", "_import", "_export", "_process_import", "_simple_history"))] == []
    assert [model for model in admin.site._registry if model._meta.app_label not in HOUSE] == []


def test_no_role_may_delete_and_the_three_administrators_share_no_right():
    rights = {code: set(role.rights) for code, role in BY_CODE.items()}
    assert [right for held in rights.values() for right in held if ".delete_" in right] == []
    trio = [rights[code] for code in ("sysadmin", "secadmin", "auditor")]
    assert [right for right in trio[0] & trio[1] | trio[0] & trio[2] | trio[1] & trio[2] if right != "zone.view_user"] == []
    assert [right for right in set().union(*trio) if not right.startswith("zone.")] == []


def test_an_edit_raises_the_version_and_keeps_who_wrote(client):
    econ = person(client, "econ")
    record = SupportAssignment.objects.create(enterprise=EnterpriseFactory(), year=2016)
    address = reverse("admin:enterprises_supportassignment_change", args=[record.pk])
    assert client.post(address, support_form(record, supporting_departments="招商局、 科技局")).status_code == 302
    record.refresh_from_db()
    assert (record.version, record.tier, record.supporting_departments) == (2, "key", ["招商局", "科技局"])
    assert record.history.first().history_user == econ
    history = client.get(reverse("admin:enterprises_supportassignment_history", args=[record.pk])).content.decode()
    assert record.history.count() == 2
    assert econ.name in history


def test_the_second_writer_sees_both_texts_and_saves_knowingly(client):
    person(client, "econ")
    record = SupportAssignment.objects.create(enterprise=EnterpriseFactory(), year=2016, officer_name="原来")
    address = reverse("admin:enterprises_supportassignment_change", args=[record.pk])
    first, second = support_form(record, officer_name="甲的写法"), support_form(record, officer_name="乙的写法")
    client.post(address, first)
    answer = client.post(address, second)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert ("甲的写法" in text, 'value="乙的写法"' in text) == (True, True)
    record.refresh_from_db()
    assert (record.version, record.officer_name) == (2, "甲的写法")
    opened = re.search(r'name="opened_version" value="(\d+)"', text)[1]
    assert client.post(address, {**second, "opened_version": opened}).status_code == 302
    record.refresh_from_db()
    assert (record.version, record.officer_name) == (3, "乙的写法")


def test_an_edit_without_a_version_is_refused(client):
    person(client, "econ")
    record = SupportAssignment.objects.create(enterprise=EnterpriseFactory(), year=2016)
    form = support_form(record)
    del form["opened_version"]
    assert client.post(reverse("admin:enterprises_supportassignment_change", args=[record.pk]), form).status_code == 200
    record.refresh_from_db()
    assert (record.version, record.tier) == (1, "ordinary")


def test_statistical_figures_are_hidden_from_who_may_not_read_them(client):
    person(client, "econ")
    firm = EnterpriseFactory()
    hidden = OperatingFigure.objects.create(enterprise=firm, period="2016-05", source_kind="statistical", district=firm.district)
    assert client.get(reverse("admin:enterprises_operatingfigure_change", args=[hidden.pk])).status_code == 404
    assert Event.objects.get().kind == Event.Kind.OUT_OF_SCOPE
    person(client, "stats")
    assert client.get(reverse("admin:enterprises_operatingfigure_change", args=[hidden.pk])).status_code == 200


def test_choices_are_open_to_who_fills_in_the_form_and_to_nobody_else(client):
    UserFactory(username="qian", name="钱二")
    UserFactory(username="gone", name="钱三", is_active=False)
    parameters = {"app_label": "enterprises", "model_name": "supportassignment", "field_name": "officer", "term": "钱"}
    person(client, "econ")
    answer = client.get(reverse("admin:autocomplete"), parameters)
    assert [result["text"] for result in answer.json()["results"]] == ["钱二"]
    assert client.get(reverse("admin:zone_user_changelist")).status_code == 403
    person(client, "stats")
    assert client.get(reverse("admin:autocomplete"), parameters).status_code == 403


def test_the_system_administrator_makes_accounts_and_grants_nothing(client):
    sysadmin = person(client, "sysadmin")
    new = {"username": "li", "name": "李三", "usable_password": "true", "password1": "Xin-De-Mima-77", "password2": "Xin-De-Mima-77"}
    new["_receipt"] = str(uuid4())
    assert client.post(reverse("admin:zone_user_add"), {**new, "is_superuser": "on", "is_staff": "on", "groups": "1"}).status_code == 302
    made = User.objects.get(username="li")
    assert (made.is_staff, made.is_superuser, made.must_change_password, made.groups.count()) == (False, False, True, 0)
    changed = {"username": "li", "name": "李三", "is_superuser": "on", "is_staff": "on", "groups": "1"}
    changed |= {"opened_version": standing(made), **NO_ALIASES}
    assert client.post(reverse("admin:zone_user_change", args=[made.pk]), changed).status_code == 302
    made.refresh_from_db()
    assert (made.is_active, made.is_staff, made.is_superuser, made.groups.count()) == (False, False, False, 0)
    events = Event.objects.filter(kind=Event.Kind.ACCOUNT_CHANGED).order_by("id")
    assert [(event.user, event.subject) for event in events] == [(sysadmin, "li")] * 2
    assert events[1].detail["is_active"] is False


def test_an_official_who_never_signs_in_gets_no_password(client):
    person(client, "sysadmin")
    client.post(reverse("admin:zone_user_add"), {"username": "wang", "name": "王四", "usable_password": "false", "_receipt": str(uuid4())})
    assert not User.objects.get(username="wang").has_usable_password()


def test_the_system_administrator_takes_over_nobody_who_watches_him(client):
    person(client, "sysadmin")
    watched = {"usable_password": "true", "password1": "Xin-De-Mima-77", "password2": "Xin-De-Mima-77"}
    found = {}
    for role in ("secadmin", "auditor", "officer"):
        user = UserFactory(username=role, roles=[role], is_active=False)
        found[role] = client.post(reverse("admin:auth_user_password_change", args=[user.pk]), watched).status_code
    assert found == {"secadmin": 403, "auditor": 403, "officer": 302}
    assert User.objects.get(username="officer").must_change_password is True


def test_nobody_switches_himself_off(client):
    sysadmin = person(client, "sysadmin")
    client.post(reverse("admin:zone_user_change", args=[sysadmin.pk]), {"name": "甲", "opened_version": standing(sysadmin), **NO_ALIASES})
    sysadmin.refresh_from_db()
    assert (sysadmin.is_active, sysadmin.name) == (True, "甲")


@pytest.mark.parametrize(("role", "is_active"), [("secadmin", True), ("auditor", True), ("officer", False)])
def test_who_watches_is_not_switched_off_and_a_user_name_is_for_good(client, role, is_active):
    person(client, "sysadmin")
    user = UserFactory(username="known", roles=[role])
    sent = {"username": "other", "name": "改名", "opened_version": standing(user), **NO_ALIASES}
    answer = client.post(reverse("admin:zone_user_change", args=[user.pk]), sent)
    user.refresh_from_db()
    assert (answer.status_code, user.username, user.name, user.is_active) == (302, "known", "改名", is_active)


def test_a_locked_account_is_opened_by_the_system_administrator(client):
    user = UserFactory(username="zhao")
    for _attempt in range(5):
        client.post(reverse("sign-in"), {"username": "zhao", "password": "wrong"})
    assert client.post(reverse("sign-in"), {"username": "zhao", "password": "wrong"}).status_code == 429
    person(client, "sysadmin")
    client.post(reverse("admin:zone_user_changelist"), {"action": "unlock", "_selected_action": [user.pk]})
    client.logout()
    assert client.post(reverse("sign-in"), {"username": "zhao", "password": "wrong"}).status_code == 200


def test_the_security_administrator_grants_roles_to_others_only(client):
    secadmin = person(client, "secadmin")
    other = UserFactory(username="zhao")
    address = reverse("admin:user-roles", args=[other.pk])
    assert client.post(address, {"roles": ["econ"]}).status_code == 302
    other.refresh_from_db()
    assert (list(other.groups.values_list("name", flat=True)), other.is_staff) == (["econ"], True)
    event = Event.objects.get(kind=Event.Kind.ROLES_CHANGED)
    assert (event.user, event.subject, event.detail) == (secadmin, "zhao", {"granted": ["econ"], "taken": []})
    client.post(address, {"roles": [], "opened": "econ"})
    other.refresh_from_db()
    assert (other.groups.count(), other.is_staff) == (0, False)
    assert client.post(reverse("admin:user-roles", args=[secadmin.pk]), {"roles": ["auditor"]}).status_code == 403
    assert client.get(reverse("admin:zone_user_add")).status_code == 403


def test_roles_granted_meanwhile_are_not_replaced_from_an_old_tab(client):
    person(client, "secadmin")
    other = UserFactory(username="zhao", roles=["econ"])
    address = reverse("admin:user-roles", args=[other.pk])
    old = sent_form(client.get(address).content.decode())
    client.post(address, {"roles": ["stats"], "opened": old["opened"]})
    page = client.post(address, {"roles": ["econ", "leader"], "opened": old["opened"]})
    held, ticked = (role_name("stats"), "、".join(role_name(code) for code in ("leader", "econ")))
    said = page.context["form"].errors["roles"]
    assert [f"现有：{held}；此处勾选：{ticked}。" in text for text in said] == [True]
    assert set(other.groups.values_list("name", flat=True)) == {"stats"}
    again = page.content.decode()
    assert (again.count(" checked"), sent_form(again)["opened"]) == (2, "stats")
    for _time in range(2):  # pressed twice
        assert client.post(address, {"roles": ["econ", "leader"], "opened": "stats"}).status_code == 302
    assert set(other.groups.values_list("name", flat=True)) == {"econ", "leader"}
    assert Event.objects.filter(kind=Event.Kind.ROLES_CHANGED).count() == 2


@pytest.mark.parametrize("chosen", [["sysadmin", "auditor"], ["auditor", "econ"], ["no-such-role"]])
def test_the_three_administrators_are_never_one_person(client, chosen):
    person(client, "secadmin")
    other = UserFactory(username="zhao")
    assert client.post(reverse("admin:user-roles", args=[other.pk]), {"roles": chosen}).status_code == 200
    assert other.groups.count() == 0


def test_a_person_without_the_back_office_is_told_so(client):
    person(client, "officer")
    assert client.get(reverse("admin:index")).status_code == 403


@pytest.mark.parametrize("role", [code for code, role in BY_CODE.items() if role.is_staff])
def test_pages_hold_nothing_that_the_policy_forbids(client, role):
    firm = EnterpriseFactory()
    SupportAssignment.objects.create(enterprise=firm, year=2016)
    Setting.objects.create(key="x", value=1)
    Department.objects.create(name="部门")
    person(client, role)
    found = {}
    for model, model_admin in admin.site._registry.items():
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages = [reverse(f"{base}_changelist")]
        names = {url.name for url in model_admin.get_urls()}
        pages += [reverse(f"{base}_add")] if f"{base.removeprefix('admin:')}_add" in names else []
        row = model._base_manager.first()
        if row and f"{base.removeprefix('admin:')}_change" in names:
            pages += [reverse(f"{base}_{page}", args=[row.pk]) for page in ("change", "history")]
        for page in pages:
            answer = client.get(page)
            if answer.status_code == 200 and (inline := INLINE.findall(answer.content.decode())):
                found[page] = inline
    assert found == {}


def test_a_role_may_write_what_the_back_office_edits_and_nothing_else():
    """A firm alone is written on pages that ask for these rights; a project asks for the right to its kind."""
    held = {right for role in BY_CODE.values() for right in role.rights if re.match(r"\w+\.(add|change)_", right)}
    editable = {model for model, model_admin in admin.site._registry.items() if not model_admin.is_read_only}
    editable |= {inline.model for model in editable for inline in admin.site._registry[model].inlines}
    asked = {f"{model._meta.app_label}.{verb}_{model._meta.model_name}" for model in editable for verb in ("add", "change")}
    # Light rules get their page with the lights of the month.
    to_come = {"zone.add_lightrule", "zone.change_lightrule"}
    # The office of the merger writes its tasks by sheet until they get a page of their own.
    to_come |= {"merger.add_mergertask", "merger.change_mergertask"}
    assert held - asked - to_come == {"enterprises.add_enterprise", "enterprises.change_enterprise"}
    assert asked - held == set()
