"""Every list answers a HEAD as it answers a GET, and tells of a number that cannot be instead of failing over it."""

import pytest
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LISTS = ["projects:project-list", "projects:project-rows", "enterprises:enterprise-list", "zone:event-list", "ledgers:import-centre"]


@pytest.fixture
def reader(reference, client, day):
    day("2016-07-05")
    client.force_login(UserFactory(roles=["econ", "auditor"]))
    return client


@pytest.mark.parametrize("name", LISTS)
def test_head_of_a_list_answers_like_get_without_a_body(reader, name):
    full, head = reader.get(reverse(name)), reader.head(reverse(name))
    assert (full.status_code, head.status_code, head.content, head["Content-Type"]) == (200, 200, b"", full["Content-Type"])


@pytest.mark.parametrize("parameter", ["still", "plan_year"])
@pytest.mark.parametrize("number", ["99999999", "-99999999", "0", "1e9", "９９９９９９９９９"])
def test_a_number_beyond_the_calendar_is_told(reader, parameter, number):
    answer = reader.get(reverse("projects:project-list"), {parameter: number})
    assert (answer.status_code, len(answer.context["problems"]), len(answer.context["page"].ids)) == (200, 1, 0)
