"""The back office shows nobody more than the firm's own page does, and answers any search."""

import pytest
from django.contrib import admin
from django.urls import reverse

from config.roles import BY_CODE
from enterprises.models import SupportAssignment
from tests.factories import EnterpriseFactory, ProjectFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
STAFF = [code for code, role in BY_CODE.items() if role.is_staff]
READERS = {"econ", "invest", "stats", "merger"}


def person(client, role, **fields):
    user = UserFactory(username=f"{role}-1", roles=[role], is_staff=BY_CODE[role].is_staff, **fields)
    client.force_login(user)
    return user


@pytest.mark.parametrize("role", STAFF)
def test_a_history_shows_no_whole_phone_number(client, role):
    firm = EnterpriseFactory(contact_phone="13912340001")
    firm.contact_phone = "0417-2800002"
    firm.save()
    person(client, role)
    answer = client.get(reverse("admin:enterprises_enterprise_history", args=[firm.pk]))
    text = answer.content.decode()
    assert answer.status_code == (200 if role in READERS else 403)
    assert [whole for whole in ("13912340001", "2800002") if whole in text] == []
    assert [text.count(part) for part in ("139****0001", "0417-***0002")] == ([1, 1] if role in READERS else [0, 0])


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("typed", ["\x00", "甲\x07", "\u202e"])
def test_a_search_for_what_no_text_can_hold_finds_nothing(client, role, typed):
    EnterpriseFactory()
    ProjectFactory()
    person(client, role)
    found = {}
    for model, model_admin in admin.site._registry.items():
        if model_admin.search_fields:
            answer = client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"), {"q": typed})
            found[model.__name__] = answer.status_code
    assert {name: status for name, status in found.items() if status not in (200, 403)} == {}


@pytest.mark.parametrize("typed", ["\x00", "甲\x07"])
@pytest.mark.parametrize("field", ["enterprise", "officer"])
def test_a_choice_searched_by_a_control_character_offers_nothing(client, field, typed):
    EnterpriseFactory()
    person(client, "econ")
    parameters = {"app_label": "enterprises", "model_name": SupportAssignment._meta.model_name, "field_name": field}
    assert client.get(reverse("admin:autocomplete"), {**parameters, "term": typed}).json()["results"] == []
    assert len(client.get(reverse("admin:autocomplete"), {**parameters, "term": ""}).json()["results"]) == 1
