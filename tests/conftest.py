"""What every test may ask for. Databases: DATABASE_URL decides; `make test` runs everything on both."""

import pytest
from django.core.management import call_command

from config.grants import load_roles


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
