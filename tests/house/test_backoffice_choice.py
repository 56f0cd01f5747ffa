"""Whatever is sent for a record of the back office that is chosen: the form says that there is no such choice."""

from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.forms import ModelChoiceField
from django.test import RequestFactory
from django.urls import reverse

from tests.factories import DepartmentFactory, EnterpriseFactory, ProjectFactory, UserFactory

pytestmark = pytest.mark.django_db
NO_KEYS = ["abc", "9" * 24, "-" + "9" * 24, "1.5", "一", "1\x00", "0", "999999"]


@pytest.fixture
def chief(client):
    user = UserFactory(username="chief", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def choices_of_records(user) -> list[tuple[type, str, ModelChoiceField]]:
    """(model, name, field) of each record that a form of the back office for something new asks for."""
    request = RequestFactory().get("/")
    request.user = user
    return [
        (model, name, field)
        for model, its_admin in admin.site._registry.items()
        if not its_admin.is_read_only
        for name, field in its_admin.get_form(request, change=False).base_fields.items()
        if isinstance(field, ModelChoiceField)
    ]


def add_page(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def test_the_forms_are_found(chief):
    found = {(model.__name__, name) for model, name, field in choices_of_records(chief) if is_searched(field)}
    assert {
        ("Department", "parent"),
        ("Post", "user"),
        ("Post", "department"),
        ("Portfolio", "department"),
        ("SupportAssignment", "enterprise"),
        ("SupportAssignment", "leader"),
        ("MonthlyPlan", "project"),
    } <= found


def is_searched(field) -> bool:
    return isinstance(getattr(field.widget, "widget", field.widget), AutocompleteSelect)


@pytest.mark.parametrize("text", NO_KEYS)
def test_what_is_no_record_is_said_at_its_field(client, chief, text):
    found = {}
    for model, name, _field in choices_of_records(chief):
        page = client.post(add_page(model), {name: text, "_receipt": str(uuid4())})
        found[model.__name__, name] = (page.status_code, name in page.context["adminform"].form.errors)
    assert found == dict.fromkeys(found, (200, True))


@pytest.mark.parametrize("text", NO_KEYS)
def test_an_address_that_proposes_no_record_opens_the_form_without_it(client, chief, text):
    found = {
        (model.__name__, name): client.get(add_page(model), {name: text}).status_code for model, name, _field in choices_of_records(chief)
    }
    assert found == dict.fromkeys(found, 200)


def test_what_was_chosen_stands_in_the_form_again(client, chief):
    made = {"enterprise": EnterpriseFactory(), "project": ProjectFactory(), "user": UserFactory(), "parent": DepartmentFactory(name="上级")}
    made |= {"leader": made["user"], "officer": made["user"], "department": made["parent"]}
    for model, name, field in choices_of_records(chief):
        if is_searched(field):
            page = client.get(add_page(model), {name: made[name].pk}).content.decode()
            assert f'<option value="{made[name].pk}" selected>' in page, (model, name)
