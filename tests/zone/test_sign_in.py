"""Signing in and out, the lock after wrong passwords, the age of sessions, the age of passwords."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import UserFactory
from zone.models import Event

pytestmark = pytest.mark.django_db
PASSWORD = "Liao-Ning-2016-x"
WRONG = "账号或密码不正确，请核对后重试（区分大小写）。"


@pytest.fixture
def person():
    user = UserFactory(username="zhao", name="赵一")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, username="zhao", password=PASSWORD, **more):
    return client.post(reverse("sign-in"), {"username": username, "password": password, **more})


def kinds(username="zhao") -> list[str]:
    return list(Event.objects.filter(username=username).order_by("id").values_list("kind", flat=True))


def test_sign_in_leads_to_the_wanted_page(client, person):
    wanted = client.get(reverse("zone:account"))
    assert wanted["Location"] == f"{reverse('sign-in')}?next={reverse('zone:account')}"
    assert sign_in(client, next=reverse("zone:account"))["Location"] == reverse("zone:account")
    assert kinds() == [Event.Kind.SIGNED_IN]


@pytest.mark.parametrize("target", ["//evil.example/", "https://evil.example/", "\\\\evil.example", "javascript:alert(1)", "/sign-in/"])
def test_sign_in_never_leads_out_of_the_house_nor_in_a_circle(client, person, target):
    assert sign_in(client, next=target)["Location"] == reverse("home")


def test_wrong_passwords_and_unknown_accounts_get_the_same_answer(person):
    answers = [sign_in(Client(), name, "wrong").content.decode().replace(name, "") for name in ("zhao", "nobody-of-this-name")]
    texts = [text.split("csrfmiddlewaretoken")[0] + text.split("sign-in-problem")[1].split("</p>")[0] for text in answers]
    assert texts[0] == texts[1]
    assert WRONG in texts[0]


def test_the_trail_does_not_keep_what_may_be_a_password_in_the_wrong_field(client, person):
    sign_in(client, "my-Secret-word", "x")
    assert Event.objects.get().username == "m***"


def test_the_sixth_wrong_password_finds_the_account_locked(client, person):
    other = UserFactory(username="qian")
    other.set_password(PASSWORD)
    other.save()
    statuses = [sign_in(client, password="wrong").status_code for _attempt in range(6)]
    assert statuses == [200, 200, 200, 200, 429, 429]
    locked = sign_in(client)
    assert locked.status_code == 429
    assert "账号已锁定" in locked.content.decode()
    assert "30 分钟后" in locked.content.decode()
    assert sign_in(Client(), "qian").status_code == 302
    assert kinds() == [Event.Kind.SIGN_IN_FAILED] * 4 + [Event.Kind.LOCKED_OUT] * 3


def test_the_lock_ends_when_it_said_however_often_one_tries_meanwhile(client, person):
    with time_machine.travel("2026-03-02T08:00:00Z", tick=False) as clock:
        for _attempt in range(5):
            sign_in(client, password="wrong")
        clock.shift(timedelta(minutes=29))
        assert sign_in(client).status_code == 429
        clock.shift(timedelta(minutes=2))
        assert sign_in(client).status_code == 302


def test_the_session_key_changes_at_sign_in_and_dies_at_sign_out(client, person):
    client.get(reverse("sign-in"))
    session = client.session
    session["before"] = "x"
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    sign_in(client)
    during = client.cookies["sessionid"].value
    assert during != before
    client.post(reverse("sign-out"))
    again = Client()
    again.cookies["sessionid"] = during
    assert again.get(reverse("zone:account")).status_code == 302
    assert kinds() == [Event.Kind.SIGNED_IN, Event.Kind.SIGNED_OUT]


def test_signing_out_asks_for_a_post(client, person):
    client.force_login(person)
    assert client.get(reverse("sign-out")).status_code == 405
    assert client.get(reverse("zone:account")).status_code == 200


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 302)])
def test_a_session_that_nobody_uses_ends_after_half_an_hour(client, person, minutes, status):
    with time_machine.travel("2026-03-02T08:00:00Z", tick=False) as clock:
        sign_in(client)
        client.get(reverse("zone:account"))
        clock.shift(timedelta(minutes=minutes))
        assert client.get(reverse("zone:account")).status_code == status


def test_a_session_in_use_ends_after_twelve_hours(client, person):
    with time_machine.travel("2026-03-02T00:00:00Z", tick=False) as clock:
        sign_in(client)
        answers = []
        for _quarter in range(4 * 12):
            answers.append(client.get(reverse("zone:account")).status_code)
            clock.shift(timedelta(minutes=15))
        assert answers == [200] * 48
        assert client.get(reverse("zone:account")).status_code == 302


def test_the_time_of_last_use_is_not_written_more_than_once_a_minute(client, person):
    with time_machine.travel("2026-03-02T08:00:00Z", tick=False) as clock:
        client.force_login(person)
        client.get(reverse("zone:password-change"))
        clock.shift(timedelta(seconds=59))
        seen = client.session["seen_at"]
        client.get(reverse("zone:password-change"))
        assert client.session["seen_at"] == seen
        clock.shift(timedelta(seconds=2))
        client.get(reverse("zone:password-change"))
        assert client.session["seen_at"] == seen + 61


def test_a_disabled_person_finds_the_sign_in_page(client, person):
    client.force_login(person)
    assert client.get(reverse("zone:account")).status_code == 200
    person.is_active = False
    person.save()
    assert client.get(reverse("zone:account"))["Location"].startswith(reverse("sign-in"))
    assert WRONG in sign_in(Client()).content.decode()


def test_a_part_of_a_page_without_a_session_reloads_the_whole(client):
    page = "http://testserver/zone/account/?tab=1"
    answer = client.get(reverse("zone:account"), headers={"HX-Request": "true", "HX-Current-URL": page})
    assert answer["HX-Redirect"] == f"{reverse('sign-in')}?next=/zone/account/%3Ftab%3D1"


def test_signed_in_pages_are_kept_in_no_cache(client, person):
    client.force_login(person)
    assert client.get(reverse("zone:account"))["Cache-Control"] == "no-store, private"


def test_a_password_set_by_somebody_else_is_changed_first(client, person):
    person.must_change_password = True
    person.save()
    client.force_login(person)
    assert client.get(reverse("home"))["Location"] == reverse("zone:password-change")
    new = {"old_password": PASSWORD, "new_password1": "Xin-De-Mima-77", "new_password2": "Xin-De-Mima-77"}
    assert client.post(reverse("zone:password-change"), new)["Location"] == reverse("zone:account")
    assert client.get(reverse("zone:account")).status_code == 200
    assert kinds() == [Event.Kind.PASSWORD_CHANGED]


def test_changing_the_password_ends_other_sessions_and_refuses_the_same_one(client, person):
    other = Client()
    for each in (client, other):
        each.force_login(person)
    same = {"old_password": PASSWORD, "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert "新密码不能与现在的密码相同。" in client.post(reverse("zone:password-change"), same).content.decode()
    new = {"old_password": PASSWORD, "new_password1": "Xin-De-Mima-77", "new_password2": "Xin-De-Mima-77"}
    client.post(reverse("zone:password-change"), new)
    assert [each.get(reverse("zone:account")).status_code for each in (client, other)] == [200, 302]


@pytest.mark.parametrize(("limit", "age", "status"), [(0, 400, 200), (90, 89, 200), (90, 91, 302)])
def test_old_passwords_are_changed_where_the_office_says_so(client, person, settings, limit, age, status):
    settings.PASSWORD_MAX_AGE_DAYS = limit
    person.password_changed_at = timezone.now() - timedelta(days=age)
    person.save()
    client.force_login(person)
    assert client.get(reverse("zone:account")).status_code == status
