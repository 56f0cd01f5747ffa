"""What every test may ask for. Databases: DATABASE_URL decides; `make test` runs everything on both."""

import gc

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import translation

from config.grants import load_roles
from tests.reference import load_reference
from zone.audit import TABLE
from zone.lib.append_only import guard, unguard


def pytest_collection_finish():
    """What is loaded by now stays to the end: looking through it again and again takes an eighth of the time of all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


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
    """Districts, clusters, settings, roles and the calendar of a few years, as `load_reference` leaves them."""
    load_reference()


@pytest.fixture
def day(monkeypatch):
    """Fix the business day: `day("2016-07-05")`."""

    def fix(text: str) -> None:
        monkeypatch.setenv("ZONE_TODAY", text)

    return fix
