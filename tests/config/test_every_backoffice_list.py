"""Every list of the back office: a wrong address is told and lists nothing, what a filter offers is never refused, and the statements
do not grow with the rows."""

import pytest
from django.contrib import admin
from django.contrib.admin.filters import RelatedFieldListFilter
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enterprises.models import DistrictMembership, SupportAssignment
from tests.config.thirty_rows import WANTED, fill
from tests.factories import UserFactory
from zone.models import District, Event

pytestmark = pytest.mark.django_db
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
WRONG = ["foo=1", "e=1", "o=99", "o=abc", "o=1.x", "pk__foo=1"]
NO_CHOICES = ["abc", "9" * 24, "", "\x00"]
THE_WHOLE_LIST = "条件有误，暂不列出记录"


@pytest.fixture(autouse=True)
def chief(office, day, client):
    day("2016-07-05")
    user = UserFactory(username="chief", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def address(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def listed(answer) -> tuple[int, bool, int]:
    """(status, whether the page says that the address is wrong, number of rows)"""
    return answer.status_code, THE_WHOLE_LIST in answer.content.decode(), len(answer.context["cl"].result_list)


@pytest.mark.parametrize("query", WRONG)
def test_a_wrong_address_is_told_and_lists_nothing(client, query):
    found = {model.__name__: listed(client.get(f"{address(model)}?{query}")) for model in MODELS}
    assert found == dict.fromkeys(found, (200, True, 0))


@pytest.mark.parametrize("model", MODELS)
def test_a_filter_lists_what_it_offers_and_nothing_for_anything_else(client, model):
    shown = client.get(address(model)).context["cl"]
    offered = {choice["query_string"] for spec in shown.filter_specs for choice in spec.choices(shown)}
    right = {query: listed(client.get(address(model) + query))[:2] for query in offered}
    assert right == dict.fromkeys(right, (200, False))
    with_counts = [client.get(f"{address(model)}{query}&_facets=True") for query in sorted(offered - {"?"})[:3]]
    assert {answer.status_code for answer in with_counts} <= {200}

    names = [name for spec in shown.filter_specs for name in spec.expected_parameters() if not name.endswith("__isnull")]
    names += [f"{shown.date_hierarchy}__year"] if shown.date_hierarchy else []
    wrong = {(name, text): listed(client.get(address(model), {name: text})) for name in names for text in NO_CHOICES}
    assert wrong == dict.fromkeys(wrong, (200, True, 0))


@pytest.mark.parametrize(
    ("asked", "words"), [("9999", "没有第 9999 页"), ("0", "“0”不是页码"), ("abc", "“abc”不是页码"), ("-1", "“-1”不是页码")]
)
def test_a_page_that_is_none_is_said_over_the_page_that_is_shown(client, asked, words):
    for model in MODELS:
        page = client.get(address(model), {"p": asked})
        assert (page.status_code, words in page.content.decode()) == (200, True), model
        assert bool(page.context["cl"].result_list) == model._base_manager.exists()


def test_a_filter_that_is_not_shown_holds_all_the_same(client, monkeypatch):
    """Django shows no filter with a single choice, and forgets what was asked of it."""
    monkeypatch.setattr(RelatedFieldListFilter, "has_output", lambda each: False)
    district = District.objects.get(code="XSQ")
    shown = client.get(address(DistrictMembership), {"district__id__exact": district.pk}).context["cl"]
    assert shown.filter_specs == []
    assert shown.result_count == DistrictMembership.objects.filter(district=district).count() > 0
    assert listed(client.get(address(DistrictMembership), {"district__id__exact": "abc"})) == (200, True, 0)


def test_a_mistyped_filter_exports_nothing(client):
    """The list has no way to an export, and the export's own address leads back to what is said there."""
    listing, export = address(SupportAssignment), reverse("admin:enterprises_supportassignment_office_table", args=["support"])
    right, wrong = {"tier__exact": "key"}, {"department__id__exact": "abc"}
    assert [export in client.get(listing, asked).content.decode() for asked in (right, wrong, {"e": "1"})] == [True, False, False]

    answer = client.get(export, wrong)
    assert (answer.status_code, answer["Location"]) == (302, f"{listing}?department__id__exact=abc")
    assert not Event.objects.filter(kind=Event.Kind.EXPORTED).exists()
    assert client.get(export, right).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_a_list_asks_no_more_for_thirty_rows_than_for_one(client, chief, monkeypatch, model):
    fill(model, by=chief)

    def statements(size: int) -> tuple[list[str], int]:
        monkeypatch.setattr(admin.site._registry[model], "list_per_page", size)
        client.get(address(model))  # what is remembered from page to page
        with CaptureQueriesContext(connection) as said:
            page = client.get(address(model))
        return [query["sql"][:300] for query in said], len(page.context["cl"].result_list)

    (few, one), (many, thirty) = statements(1), statements(WANTED)
    assert (one, thirty) == (1, WANTED)
    assert len(many) == len(few), many
