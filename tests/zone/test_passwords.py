"""What the house asks of a new password: three kinds of characters, and where passwords age none of the last five."""

import pytest
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.urls import reverse

from config.demo.accounts import PASSWORD as DEMO_PASSWORD
from tests.factories import UserFactory
from zone.models import FormerPassword
from zone.passwords import NotOneOfTheLast

pytestmark = pytest.mark.django_db
KINDS = "密码至少要用到小写字母、大写字母、数字、其他字符这四类中的 3 类。"
LAST = "最近用过的 5 个密码不能再用。"


def chosen(number: int) -> str:
    return f"Xin-De-Mima-{number:02d}"


@pytest.fixture
def person():
    user = UserFactory(username="zhao", name="赵一")
    user.set_password(chosen(0))
    user.save()
    return user


@pytest.fixture
def ageing(settings):
    settings.PASSWORD_MAX_AGE_DAYS = 90
    last = {"NAME": "zone.passwords.NotOneOfTheLast", "OPTIONS": {"count": 5}}
    settings.AUTH_PASSWORD_VALIDATORS = [*settings.AUTH_PASSWORD_VALIDATORS, last]


def change(client, old: str, new: str):
    return client.post(reverse("zone:password-change"), {"old_password": old, "new_password1": new, "new_password2": new})


@pytest.mark.parametrize(
    ("password", "is_taken"),
    [
        ("liaoning-yingkou", False),
        ("liaoning20160705", False),
        ("LIAONING-YINGKOU", False),
        ("liaoning-2016-x", True),
        ("LiaoNing20160705", True),
        ("LIAONING-2016-X", True),
        ("营口高新区发展2016规划ab", True),
    ],
)
def test_a_password_has_three_kinds_of_characters(password, is_taken):
    try:
        password_validation.validate_password(password)
        said = []
    except ValidationError as refused:
        said = refused.messages
    assert said == ([] if is_taken else [KINDS])


def test_the_page_says_what_is_asked(client, person):
    client.force_login(person)
    page = client.get(reverse("zone:password-change")).content.decode()
    assert (KINDS in page, LAST in page) == (True, False)
    assert KINDS in change(client, chosen(0), "liaoning-yingkou").content.decode()


def test_the_demo_password_is_taken_in_a_demo(settings):
    settings.DEMO = True
    password_validation.validate_password(DEMO_PASSWORD)


def test_nothing_is_kept_where_passwords_do_not_age(client, person):
    client.force_login(person)
    assert change(client, chosen(0), chosen(1)).status_code == 302
    assert change(client, chosen(1), chosen(0)).status_code == 302
    assert FormerPassword.objects.count() == 0


def test_none_of_the_last_five_passwords_again(client, ageing, person):
    client.force_login(person)
    for number in range(1, 6):
        assert change(client, chosen(number - 1), chosen(number)).status_code == 302
    for number in range(1, 5):
        assert LAST in change(client, chosen(5), chosen(number)).content.decode()
    assert FormerPassword.objects.filter(user=person).count() == 5
    assert change(client, chosen(5), chosen(0)).status_code == 302
    assert LAST in client.get(reverse("zone:password-change")).content.decode()


def test_the_present_password_counts_though_it_is_older_than_the_switch(person, ageing):
    FormerPassword.objects.all().delete()
    with pytest.raises(ValidationError):
        NotOneOfTheLast().validate(chosen(0), person)
    NotOneOfTheLast().validate(chosen(1), person)


def test_passwords_of_another_person_do_not_count(person, ageing):
    other = UserFactory(username="qian")
    other.set_password(chosen(7))
    other.save()
    password_validation.validate_password(chosen(7), person)
