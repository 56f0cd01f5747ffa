"""The second factor: off it changes nothing; on, nobody passes without it, and a code works once."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories import UserFactory
from zone.models import Event
from zone.views.second_step import picture

pytestmark = pytest.mark.django_db
STEP, SET_UP = "zone:second-step", "zone:second-step-setup"


def code_of(device, ahead: int = 0) -> str:
    totp = TOTP(device.bin_key)
    totp.time = time.time() + 30 * ahead
    return f"{totp.token():06d}"


@pytest.fixture
def person(settings):
    settings.SECOND_FACTOR = True
    return UserFactory(username="zhao")


@pytest.fixture
def device(person):
    return TOTPDevice.objects.create(user=person, name="phone", confirmed=True)


def test_nobody_is_asked_while_the_switch_is_off(client, settings):
    settings.SECOND_FACTOR = False
    client.force_login(UserFactory())
    page = client.get(reverse("zone:account"))
    assert (page.status_code, page.templates[0].name) == (200, "zone/account.html")


def test_without_a_device_one_is_set_up_and_spare_codes_are_shown_once(client, person):
    client.force_login(person)
    assert client.get(reverse("zone:account"))["Location"] == reverse(STEP, query={"next": reverse("zone:account")})
    assert client.get(reverse(STEP))["Location"] == reverse(SET_UP)
    page = client.get(reverse(SET_UP)).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    made = TOTPDevice.objects.get(user=person)
    answer = client.post(reverse(SET_UP), {"code": code_of(made)})
    spare = list(StaticToken.objects.filter(device__user=person).values_list("token", flat=True))
    assert len(spare) == 10
    assert all(code in answer.content.decode() for code in spare)
    assert client.get(reverse("zone:account")).status_code == 200
    assert Event.objects.get().kind == Event.Kind.ACCOUNT_CHANGED


def test_a_code_works_once(client, person, device):
    client.force_login(person)
    code = code_of(device)
    assert client.post(reverse(STEP), {"code": code, "next": reverse("zone:account")})["Location"] == reverse("zone:account")
    client.logout()
    client.force_login(person)
    again = client.post(reverse(STEP), {"code": code})
    assert "验证码错误、已用过或已过期" in again.content.decode()
    assert client.get(reverse("zone:account")).status_code == 302
    assert Event.objects.get().kind == Event.Kind.SIGN_IN_FAILED


def test_a_wrong_code_opens_nothing_and_next_stays_in_the_house(client, person, device):
    client.force_login(person)
    assert client.post(reverse(STEP), {"code": "000000"}).status_code == 200
    assert client.get(reverse("zone:account")).status_code == 302
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    assert client.post(reverse(STEP), {"code": code_of(device), "next": "//evil.example"})["Location"] == "/"


def test_a_spare_code_works_once(client, person, device):
    spare = person.staticdevice_set.create(name="spare")
    spare.token_set.create(token="abcd1234")
    client.force_login(person)
    assert client.post(reverse(STEP), {"code": "ABCD1234"}).status_code == 302
    assert spare.token_set.count() == 0


@pytest.mark.parametrize(("failures", "seconds"), [(1, 1), (3, 4)])
def test_a_right_code_in_the_pause_after_wrong_ones_is_not_called_wrong(client, person, device, failures, seconds):
    client.force_login(person)
    with time_machine.travel("2026-03-02T08:00:00Z", tick=False) as clock:
        TOTPDevice.objects.update(throttling_failure_count=failures, throttling_failure_timestamp=timezone.now())
        told = client.post(reverse(STEP), {"code": code_of(device)}).context["form"].errors["code"]
        assert told == [f"此前输入有误，请等待{seconds}秒后再试；本次输入未作核对。"]
        english = client.post(reverse(STEP), {"code": code_of(device)}, headers={"accept-language": "en"}).context["form"].errors["code"]
        assert f" wait {seconds} second{'s' if seconds > 1 else ''}, then" in english[0]
        assert (Event.objects.count(), TOTPDevice.objects.get().throttling_failure_count) == (0, failures)
        clock.shift(seconds)
        assert client.post(reverse(STEP), {"code": code_of(device)}).status_code == 302


def test_the_pause_is_told_while_one_sets_up_too(client, person):
    client.force_login(person)
    with time_machine.travel("2026-03-02T08:00:00Z", tick=False):
        client.get(reverse(SET_UP))
        made = TOTPDevice.objects.get()
        assert "验证码不符" in client.post(reverse(SET_UP), {"code": "000000"}).context["form"].errors["code"][0]
        assert "请等待1秒后再试" in client.post(reverse(SET_UP), {"code": code_of(made)}).context["form"].errors["code"][0]


def test_a_code_of_the_phone_does_not_count_as_a_wrong_spare_code(client, person, device):
    spare = person.staticdevice_set.create(name="spare")
    client.force_login(person)
    client.post(reverse(STEP), {"code": "000000"})
    spare.refresh_from_db()
    assert (spare.throttling_failure_count, TOTPDevice.objects.get().throttling_failure_count) == (0, 1)


def test_another_device_is_set_up_only_past_the_first(client, person, device):
    client.force_login(person)
    assert client.get(reverse(SET_UP))["Location"] == reverse(STEP)
    assert client.get(reverse("home"), headers={"HX-Request": "true"})["HX-Redirect"] == reverse(STEP)


def test_the_picture_says_the_address_of_the_key(person, device):
    said = parse_qs(urlsplit(device.config_url).query)
    assert said["issuer"] == ["营口高新区"]
    assert picture(device.config_url) != picture(device.config_url + "x")
