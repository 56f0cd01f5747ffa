from datetime import date

import pytest

from enterprises.models import Enterprise
from tests.factories import DepartmentFactory, DistrictFactory, EnterpriseFactory, UserFactory
from zone.models import Portfolio, Post
from zone.reach import Reach

DAY = date(2016, 7, 5)


@pytest.fixture
def west(roles):
    return DistrictFactory(code="XSQ", name="西市区", short_name="西市区")


def test_reach_of_a_department_ends_with_the_post(roles):
    liaison, department = UserFactory(roles=["liaison"]), DepartmentFactory()
    Post.objects.create(user=liaison, department=department, title="内勤", valid_to=DAY)

    assert Reach.of(liaison, on=DAY).departments == {department.pk}
    assert Reach.of(liaison, on=date(2016, 7, 6)).departments == frozenset()


def test_reach_of_a_deputy_is_his_portfolio(roles):
    deputy, department = UserFactory(roles=["deputy"]), DepartmentFactory()
    Portfolio.objects.create(user=deputy, department=department, valid_from=DAY)

    assert Reach.of(deputy, on=DAY).departments == {department.pk}
    assert Reach.of(deputy, on=date(2016, 7, 4)).departments == frozenset()


def test_reach_of_district_staff_is_their_district(west):
    staff = UserFactory(roles=["district"])
    Post.objects.create(user=staff, department=DepartmentFactory(district=west), title="科长")
    here, _elsewhere = EnterpriseFactory(district=west), EnterpriseFactory()

    assert list(Enterprise.objects.visible_to(staff)) == [here]


def test_reach_of_district_staff_without_a_post_is_nothing(west):
    staff = UserFactory(roles=["district"])
    EnterpriseFactory(district=west)

    assert list(Enterprise.objects.visible_to(staff)) == []
