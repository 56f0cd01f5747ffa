"""When the demo office is loaded, and when not."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from enterprises.models import Enterprise
from tests.config.conftest import load
from tests.config.test_demo import digest
from tests.factories import EnterpriseFactory, UserFactory
from zone.models import User


def test_two_loads_give_the_same_rows(db):
    found = []
    for _ in range(2):
        point = transaction.savepoint()
        load()
        found.append(digest())
        transaction.savepoint_rollback(point)
    assert found[0] == found[1]


def test_load_refuses_outside_a_demo(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError) as refusal:
        call_command("load_demo")
    assert str(refusal.value) == "只有设置 DEMO=1 时才能载入演示数据；未作任何改动。"
    assert User.objects.count() == 0


def test_load_refuses_a_database_with_firms_of_its_own(db, settings):
    settings.DEMO = True
    EnterpriseFactory()
    with pytest.raises(CommandError) as refusal:
        call_command("load_demo")
    assert str(refusal.value) == "数据库中已有不属于演示数据的人员或企业；未作任何改动。"
    assert (User.objects.count(), Enterprise.objects.count()) == (0, 1)


def test_load_refuses_a_database_with_people_of_its_own_whatever_they_are_called(db, settings):
    settings.DEMO = True
    UserFactory(username="leader", name="王局长")
    with pytest.raises(CommandError):
        call_command("load_demo")
    assert (User.objects.count(), Enterprise.objects.count()) == (1, 0)


def test_load_brings_the_reference_along_and_reports(db, settings, capsys):
    settings.DEMO = True
    call_command("load_demo")
    assert capsys.readouterr().out == "演示数据已载入。\n"
    assert Enterprise.objects.count() == 320
