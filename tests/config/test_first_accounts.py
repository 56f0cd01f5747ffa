"""The way into an office of its own: three administrators, and nobody who may everything."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory
from zone.models import User

pytestmark = pytest.mark.django_db


def test_the_first_accounts_are_the_three_administrators(capsys):
    call_command("first_accounts")
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert {name: set(User.objects.get(username=name).groups.values_list("name", flat=True)) for name, *_rest in lines[:3]} == {
        name: {name} for name in ("sysadmin", "secadmin", "auditor")
    }
    assert not User.objects.filter(is_superuser=True).exists()
    client = Client()
    signed_in = client.post("/sign-in/", {"username": "sysadmin", "password": lines[0][1]}, follow=True)
    assert signed_in.redirect_chain[-1][0] == reverse("zone:password-change")


def test_an_office_that_has_accounts_keeps_them():
    UserFactory()
    with pytest.raises(CommandError, match="已有账号"):
        call_command("first_accounts")
    assert User.objects.count() == 1
