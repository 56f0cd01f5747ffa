"""A second step whose phone and spare codes are lost: lifted by the security administrator or by a command, and recorded either way."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from config.roles import BY_CODE
from tests.factories import UserFactory
from tests.sent_form import sent_form
from zone.event_words import detail_words
from zone.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
LIFTED = {"change": "second_factor_lifted"}


def signed_in(client, role):
    user = UserFactory(username=f"{role}-1", roles=[role], is_staff=BY_CODE[role].is_staff)
    client.force_login(user)
    return user


def with_phone(person):
    TOTPDevice.objects.create(user=person, name="phone", confirmed=True)
    StaticDevice.objects.create(user=person, name="spare").token_set.create(token="abcd1234")
    return person


def page_of(person):
    return reverse("admin:user-second-step", args=[person.pk])


def devices_of(person) -> int:
    return TOTPDevice.objects.filter(user=person).count() + StaticDevice.objects.filter(user=person).count()


def test_the_security_administrator_is_asked_then_lifts_it_and_it_is_recorded(client):
    secadmin, zhao, other = signed_in(client, "secadmin"), with_phone(UserFactory(username="zhao")), with_phone(UserFactory())
    account = client.get(reverse("admin:zone_user_change", args=[zhao.pk])).content.decode()
    assert f'<a href="{page_of(zhao)}">解除第二步验证</a>' in account
    asked = client.get(page_of(zhao)).content.decode()
    assert ("请先核实是账号（zhao）本人" in asked, devices_of(zhao)) == (True, 2)
    told = client.post(page_of(zhao), sent_form(asked), follow=True)
    assert [str(message) for message in told.context["messages"]] == [f"已解除{zhao.name}的第二步验证。"]
    assert (devices_of(zhao), devices_of(other)) == (0, 2)
    event = Event.objects.get()
    assert (event.kind, event.user, event.subject, event.detail) == (Event.Kind.ACCOUNT_CHANGED, secadmin, "zhao", LIFTED)
    assert detail_words(event) == [("操作", "解除第二步验证")]


def test_where_there_is_none_nothing_is_offered_done_or_recorded(client):
    signed_in(client, "secadmin")
    zhao = UserFactory(username="zhao")
    assert page_of(zhao) not in client.get(reverse("admin:zone_user_change", args=[zhao.pk])).content.decode()
    assert '<input type="submit"' not in client.get(page_of(zhao)).content.decode()
    told = client.post(page_of(zhao), follow=True)
    assert [str(message) for message in told.context["messages"]] == [f"{zhao.name}没有设置第二步验证。"]
    assert Event.objects.count() == 0


@pytest.mark.parametrize("role", ["sysadmin", "auditor", "econ"])
def test_nobody_else_may_and_sees_no_way_to(client, role):
    own, zhao = signed_in(client, role), with_phone(UserFactory())
    assert [client.get(page_of(zhao)).status_code, client.post(page_of(zhao)).status_code] == [403, 403]
    assert devices_of(zhao) == 2
    if own.has_perm("zone.view_user"):
        assert page_of(zhao) not in client.get(reverse("admin:zone_user_change", args=[zhao.pk])).content.decode()


def test_nobody_lifts_his_own(client):
    secadmin = with_phone(signed_in(client, "secadmin"))
    assert [client.get(page_of(secadmin)).status_code, client.post(page_of(secadmin)).status_code] == [403, 403]
    assert page_of(secadmin) not in client.get(reverse("admin:zone_user_change", args=[secadmin.pk])).content.decode()
    assert devices_of(secadmin) == 2


def test_whose_second_step_was_lifted_sets_up_another(client, settings):
    settings.SECOND_FACTOR = True
    zhao = with_phone(UserFactory(username="zhao"))
    client.force_login(zhao)
    step = reverse("zone:second-step")
    assert client.get(step).status_code == 200
    call_command("lift_second_factor", "zhao")
    assert client.get(step)["Location"] == reverse("zone:second-step-setup")


def test_the_command_does_the_same_with_the_same_event(capsys):
    zhao = with_phone(UserFactory(username="zhao"))
    call_command("lift_second_factor", "zhao")
    assert capsys.readouterr().out == f"已解除{zhao.name}的第二步验证。\n"
    event = Event.objects.get()
    assert (event.kind, event.user, event.subject, event.detail) == (Event.Kind.ACCOUNT_CHANGED, None, "zhao", LIFTED)
    assert devices_of(zhao) == 0


@pytest.mark.parametrize(("username", "told"), [("nobody", "没有名为“nobody”的账号"), ("zhao", "没有设置第二步验证")])
def test_the_command_says_why_it_did_nothing(username, told):
    UserFactory(username="zhao")
    with pytest.raises(CommandError, match=told):
        call_command("lift_second_factor", username)
    assert Event.objects.count() == 0
