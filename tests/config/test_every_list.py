"""Every list of the house, found in its addresses: in every order that it offers, and in statements that do not grow with its rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, get_resolver, reverse

from config.demo.accounts import ACCOUNTS
from tests.config.thirty_rows import WANTED, fill
from zone.models import User
from zone.views.generic_list import ScopedListView

pytestmark = pytest.mark.django_db


def lists(patterns=None, space=()):
    """(name, view class) of each list that needs nothing in its address."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(entry, "url_patterns"):
            yield from lists(entry.url_patterns, (*space, entry.namespace) if entry.namespace else space)
            continue
        view = getattr(entry.callback, "view_class", None)
        if view and issubclass(view, ScopedListView) and entry.name:
            name = ":".join([*space, entry.name])
            try:
                reverse(name)
            except NoReverseMatch:
                continue
            yield name, view


LISTS = list(lists())


@pytest.fixture(autouse=True)
def _in_the_demo(office, day, settings):
    day("2016-07-05")
    settings.DEMO = True


def reader_of(name: str) -> User:
    """The first account that may open the list and finds most in it."""
    view = dict(LISTS)[name]
    readers = User.objects.filter(username__in=[account.username for account in ACCOUNTS])
    may = [user for user in readers if not view.right or user.has_perm(view.right)]
    return max(may, key=lambda user: view.model.objects.visible_to(user).count())


def test_the_lists_are_found():
    assert {"enterprises:enterprise-list", "projects:project-list"} <= {name for name, _view in LISTS}


@pytest.mark.parametrize("name", [name for name, _view in LISTS])
def test_a_list_opens_in_every_order_that_it_offers(client, name):
    client.force_login(reader_of(name))
    orders = dict(LISTS)[name].filterset_class.base_filters["sort"].extra["choices"]

    answers = {order: client.get(reverse(name), {"sort": order}) for order, _words in orders}

    assert {order: answer.status_code for order, answer in answers.items()} == dict.fromkeys(answers, 200)


@pytest.mark.parametrize("name", [name for name, view in LISTS if "q" in view.filterset_class.base_filters])
def test_a_list_is_searched(client, name):
    client.force_login(reader_of(name))
    assert [client.get(reverse(name), {"q": words}).status_code for words in ("a", "机械", "营口 机")] == [200] * 3


@pytest.mark.parametrize("name", [name for name, _view in LISTS])
def test_a_list_asks_no_more_for_thirty_rows_than_for_one(client, monkeypatch, name):
    reader = reader_of(name)
    fill(dict(LISTS)[name].model, by=reader)
    client.force_login(reader)

    def statements(size: int) -> tuple[int, int | None]:
        monkeypatch.setattr(dict(LISTS)[name], "page_size", size)
        client.get(reverse(name))  # what is remembered from page to page
        with CaptureQueriesContext(connection) as said:
            page = client.get(reverse(name))
        return len(said), len(page.context["rows"]) if page.context else None  # the line of sums has no rows

    (few, one), (many, thirty) = statements(1), statements(WANTED)
    assert (name, many) == (name, few)
    assert (name, one, thirty) in {(name, 1, WANTED), (name, None, None)}
