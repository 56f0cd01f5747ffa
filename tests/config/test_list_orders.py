"""Every list of the house, found in its addresses, in every order that it offers."""

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from config.demo.accounts import ACCOUNTS
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


def test_the_lists_are_found():
    assert {"enterprises:enterprise-list", "projects:project-list"} <= {name for name, _view in LISTS}


@pytest.mark.parametrize("name", [name for name, _view in LISTS])
def test_a_list_opens_in_every_order_that_it_offers(office, day, settings, client, name):
    day("2016-07-05")
    settings.DEMO = True
    right = dict(LISTS)[name].right
    readers = User.objects.filter(username__in=[account.username for account in ACCOUNTS])
    client.force_login(next(user for user in readers if not right or user.has_perm(right)))
    orders = dict(LISTS)[name].filterset_class.base_filters["sort"].extra["choices"]

    answers = {order: client.get(reverse(name), {"sort": order}) for order, _words in orders}

    assert {order: answer.status_code for order, answer in answers.items()} == dict.fromkeys(answers, 200)
