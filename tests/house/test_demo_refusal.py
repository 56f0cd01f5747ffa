"""The password that everybody knows opens the demo office and no other."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from config.demo.accounts import PASSWORD
from config.demo_refusal import check_demo_accounts
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    user = UserFactory(username="econ")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.mark.parametrize(("demo", "status"), [(True, 302), (False, 200)])
def test_demo_accounts_sign_in_in_the_demo_only(client, account, settings, demo, status):
    settings.DEMO = demo
    assert client.post(reverse("sign-in"), {"username": "econ", "password": PASSWORD}).status_code == status


def test_the_deploy_check_names_accounts_left_over(account, settings):
    settings.DEMO = False
    assert [(error.id, error.msg) for error in check_demo_accounts(None)] == [("house.E001", "demo accounts with the demo password: econ")]
    account.set_password("Liao-Ning-2016-x")
    account.save()
    assert check_demo_accounts(None) == []
    settings.DEMO = True
    assert check_demo_accounts(None) == []


def test_nobody_chooses_it_outside_the_demo(settings):
    settings.DEMO = False
    with pytest.raises(ValidationError) as refusal:
        validate_password(PASSWORD)
    assert [error.code for error in refusal.value.error_list] == ["demo_password"]
    settings.DEMO = True
    validate_password(PASSWORD)


def test_the_backend_itself_knows_nobody(rf, settings):
    settings.DEMO = True
    assert authenticate(rf.post("/"), username="econ", password=PASSWORD) is None
