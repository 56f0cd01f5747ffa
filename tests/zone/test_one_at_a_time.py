"""The same setting, post or portfolio never holds twice on a day: told in words, and refused by the database."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories import DepartmentFactory, UserFactory
from tests.threads import at_once
from zone.models import Portfolio, Post, Setting

pytestmark = pytest.mark.django_db
SPRING, SUMMER, AUTUMN = date(2016, 3, 1), date(2016, 6, 1), date(2016, 9, 1)
# What stands, what is added, and whether both would hold on the same day.
DAYS = [
    ((None, None), (None, None), True),
    ((None, SPRING), (SPRING, None), True),
    ((None, SPRING), (SUMMER, None), False),
    ((SUMMER, None), (None, SPRING), False),
    ((SPRING, AUTUMN), (SUMMER, SUMMER), True),
    ((SUMMER, SUMMER), (SPRING, AUTUMN), True),
    ((SPRING, SPRING), (SUMMER, AUTUMN), False),
    ((SPRING, None), (SUMMER, None), True),
]


def setting(**given):
    return Setting(**{"key": "still_days", "value": 60, **given})


def post(**given):
    return Post(**{"user": UserFactory(username="wang"), "department": DepartmentFactory(name="招商局"), "title": "科长", **given})


def portfolio(**given):
    return Portfolio(**{"user": UserFactory(username="wang"), "department": DepartmentFactory(name="招商局"), **given})


MADE = [(setting, ("key",)), (post, ("user", "department", "title")), (portfolio, ("user", "department"))]


@pytest.mark.parametrize(("make", "alike"), MADE, ids=["setting", "post", "portfolio"])
@pytest.mark.parametrize(("first", "second", "clashes"), DAYS)
def test_of_two_that_hold_on_the_same_day_the_second_is_refused(make, alike, first, second, clashes):
    one = make(valid_from=first[0], valid_to=first[1])
    one.save()
    more = {"value": 45} if make is setting else {}
    other = type(one)(**{name: getattr(one, name) for name in alike}, **more, valid_from=second[0], valid_to=second[1])
    if not clashes:
        other.full_clean()
        other.save()
        other.full_clean()
        return
    with pytest.raises(ValidationError) as refusal:
        other.clean()
    assert list(refusal.value.message_dict) == ["valid_from"]
    for write in (other.save, lambda: type(one).objects.bulk_create([other])):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_the_refusal_names_what_stands_in_the_way():
    setting(valid_from=SPRING).save()
    with pytest.raises(ValidationError) as refusal:
        setting(valid_from=SUMMER).clean()
    assert refusal.value.messages == ["““没有进展”的天数”在 2016-03-01 至 … 已有效：请先填写其截止日期，或另选日期。"]


def test_two_rows_of_one_write_are_compared_too():
    with pytest.raises(IntegrityError), transaction.atomic():
        Setting.objects.bulk_create([setting(valid_from=SPRING), setting(valid_from=SUMMER)])


def test_what_is_moved_onto_the_days_of_another_is_refused():
    setting(valid_to=SPRING).save()
    setting(valid_from=SUMMER).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Setting.objects.filter(valid_from=SUMMER).update(valid_from=SPRING)


def test_another_post_in_the_same_department_is_no_overlap():
    own = post()
    own.save()
    own.user.posts.create(department=own.department, title="副科长")
    assert sorted(own.user.posts.values_list("title", flat=True)) == sorted([own.title, "副科长"])


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_at_the_same_moment_one_is_told_in_words():
    clients = [Client(), Client()]
    for number, client in enumerate(clients):
        client.force_login(UserFactory(username=f"chief{number}", is_staff=True, is_superuser=True))
    sent = [{"key": "still_days", "value": "45", "valid_from": day, "_receipt": str(uuid4())} for day in ("2016-03-01", "2016-06-01")]
    address = reverse("admin:zone_setting_add")
    found = at_once(*(lambda each=each, data=data: each.post(address, data).status_code for each, data in zip(clients, sent, strict=True)))
    assert (sorted(found), Setting.objects.count()) == ([200, 302], 1)
