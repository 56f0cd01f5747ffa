"""Firms as the house writes them, and people who look at them."""

import pytest

from enterprises.naming import name_key, search_text
from tests.factories import EnterpriseFactory, UserFactory


@pytest.fixture
def sign_in(roles, client):
    """`sign_in("econ")`: a person of this role, signed in with the test client."""

    def enter(*roles_of_person, **facts):
        user = UserFactory(roles=roles_of_person, **facts)
        client.force_login(user)
        return user

    return enter


@pytest.fixture
def firm(db):
    """`firm("营口宏远机械有限公司", aliases=["宏远"])` with the keys by which it is found."""

    def make(name, *, aliases=(), **facts):
        text = search_text(name, aliases, facts.get("credit_code", ""), facts.get("legacy_reg_no", ""))
        made = EnterpriseFactory(name=name, name_key=name_key(name), search_text=text, **facts)
        for alias in aliases:
            made.aliases.create(name=alias, key=name_key(alias))
        return made

    return make
