"""The demo office, loaded once for each file that asks for it, in a transaction that is undone after it.

Such a file is marked `django_db`, by which its tests are known to need a test database.
"""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings


def load() -> None:
    call_command("load_reference", verbosity=0)
    with override_settings(DEMO=True):
        call_command("load_demo", verbosity=0)


@pytest.fixture(scope="module")
def office(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)
