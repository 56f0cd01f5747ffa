"""What every test may ask for. Databases: DATABASE_URL decides; `make test` runs everything on both."""

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import TransactionTestCase
from django.utils import translation

from config.grants import load_roles
from zone.audit import TABLE
from zone.lib.append_only import guard, unguard


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Choices are kept for a minute in a running office, and the language of the last page for a thread; a test begins with none."""
    cache.clear()
    translation.deactivate()


@pytest.fixture(autouse=True, scope="session")
def _empty_the_guarded_table_too():
    """A test with real transactions empties every table when it ends; the audit trail allows that only with its guard lifted."""
    empty = TransactionTestCase._fixture_teardown

    def lift_the_guard_and_empty(case):
        unguard(TABLE)
        empty(case)
        guard(TABLE)

    TransactionTestCase._fixture_teardown = lift_the_guard_and_empty
    yield
    TransactionTestCase._fixture_teardown = empty


@pytest.fixture
def roles(db):
    """The groups of config/roles.py."""
    load_roles()


@pytest.fixture
def reference(db):
    """Districts, clusters, settings, calendar and roles, as `load_reference` leaves them."""
    call_command("load_reference", verbosity=0)


@pytest.fixture
def day(monkeypatch):
    """Fix the business day: `day("2016-07-05")`."""

    def fix(text: str) -> None:
        monkeypatch.setenv("ZONE_TODAY", text)

    return fix
