"""The demo office, loaded once for each file that asks for it, in a transaction that is undone after it.

Such a file is marked `django_db`, by which its tests are known to need a test database.
"""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from projects import standing
from tests.reference import load_reference

DAY = date(2016, 7, 5)


def load() -> None:
    load_reference()
    with override_settings(DEMO=True):
        call_command("load_demo", verbosity=0)


@pytest.fixture(scope="module")
def office(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        standing.ensure_year("2016-06", on=DAY)  # what a test does is undone: else each look would work the months out
        yield
        transaction.set_rollback(True)
