"""A session that ended while somebody was typing: the text comes back, to him alone."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.factories import UserFactory
from zone import kept_text

pytestmark = pytest.mark.django_db
PAGE = "/zone/account/password/"


@pytest.fixture
def people():
    made = []
    for name in ("zhao", "qian"):
        user = UserFactory(username=name)
        user.set_password("Liao-Ning-2016-x")
        user.save()
        made.append(user)
    return made


def type_without_session(client, owner, **fields):
    return client.post(PAGE, {"_owner": kept_text.owner_mark(owner) if owner else "", **fields})


def sign_in(client, user):
    client.post(reverse("sign-in"), {"username": user.username, "password": "Liao-Ning-2016-x"})


def taken(client, user, path=PAGE):
    request = RequestFactory().get(path)
    request.session, request.user = client.session, user
    text = kept_text.take(request, path)
    request.session.save()
    return text


def test_the_text_comes_back_once_to_its_owner(client, people):
    owner, _other = people
    answer = type_without_session(client, owner, remarks="写到一半", tags=["a", "b"], _version="3")
    assert answer["Location"] == f"{reverse('sign-in')}?next={PAGE}"
    assert "您正在填写的内容已保留" in client.get(answer["Location"]).content.decode()
    sign_in(client, owner)
    text = taken(client, owner)
    assert text.dict() == {"remarks": "写到一半", "tags": "b", "_version": "3"}
    assert text.getlist("tags") == ["a", "b"]
    assert taken(client, owner) is None


def test_another_person_gets_nothing(client, people):
    owner, other = people
    type_without_session(client, owner, remarks="写到一半")
    sign_in(client, other)
    assert taken(client, other) is None
    assert client.session["kept_text"] == {}


@pytest.mark.parametrize("mark", ["", "1", "made:up:mark"])
def test_a_form_without_the_owners_mark_leaves_nothing(client, people, mark):
    client.post(PAGE, {"_owner": mark, "remarks": "x"})
    assert "kept_text" not in client.session


def test_passwords_and_tokens_are_never_kept(client, people):
    owner, _other = people
    type_without_session(client, owner, remarks="x", old_password="geheim", csrfmiddlewaretoken="t", api_token="t")
    assert client.session["kept_text"][PAGE]["fields"] == {"remarks": ["x"]}


def test_no_more_than_64_kb_are_kept(client, people):
    owner, _other = people
    type_without_session(client, owner, remarks="字" * (kept_text.LIMIT // 3 + 1))
    assert "kept_text" not in client.session


def test_a_form_sent_to_a_verb_leads_back_to_its_page(client, people):
    owner, _other = people
    answer = client.post(
        reverse("zone:event-export"),
        {"_owner": kept_text.owner_mark(owner), "kind": "exported"},
        headers={"Referer": "http://testserver/zone/events/?kind=exported"},
    )
    assert answer["Location"] == f"{reverse('sign-in')}?next=/zone/events/%3Fkind%3Dexported"


def test_an_expired_form_keeps_its_text_too(people):
    owner, _other = people
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    answer = type_without_session(client, owner, remarks="写到一半")
    assert answer.status_code == 403
    assert f'href="{PAGE}"' in answer.content.decode()
    assert taken(client, owner).dict() == {"remarks": "写到一半"}


def test_the_back_office_shows_the_text_again(client, roles):
    econ = UserFactory(username="sun", roles=["sysadmin"], is_staff=True)
    address = reverse("admin:zone_setting_add")
    client.post(address, {"_owner": kept_text.owner_mark(econ), "key": "still_days", "value": "7"})
    client.force_login(econ)
    first, second = client.get(address).content.decode(), client.get(address).content.decode()
    assert 'value="still_days" selected' in first
    assert "您填写的内容已恢复在这里，尚未保存。" in first
    assert 'value="still_days" selected' not in second
