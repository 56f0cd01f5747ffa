"""The time line of an enterprise joins the floors, each as far as the reader sees."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from enterprises.models import OperatingFigure, SizeStatus
from projects.models import Stage, StageEvent
from tests.factories import DepartmentFactory, DistrictFactory, EnterpriseFactory, UserFactory
from tests.projects.pages import text
from tests.projects.scene import tech


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-05")


def signed_in(*roles):
    client = Client()
    client.user = UserFactory(roles=roles)
    client.force_login(client.user)
    return client


def timeline(client, enterprise):
    return client.get(reverse("enterprise-timeline", args=[enterprise.pk]))


def lines(response):
    return [re.sub(r"<[^>]+>", "", line).strip() for line in re.findall(r"<li>(.*?)</li>", text(response), re.DOTALL)]


@pytest.fixture
def enterprise(db):
    enterprise = EnterpriseFactory()
    SizeStatus.objects.create(enterprise=enterprise, valid_from=date(2015, 3, 1), valid_to=date(2016, 4, 1), reason="停产")
    OperatingFigure.objects.create(enterprise=enterprise, district=enterprise.district, period="2016-05", gross_output=Decimal(5200))
    project = tech(name="隧道窑节能", enterprise=enterprise)
    StageEvent.objects.create(project=project, stage=Stage.STARTED, entered_on=date(2016, 3, 5))
    enterprise.address = "新地址"
    enterprise.save()
    return enterprise


@pytest.mark.django_db
def test_timeline_joins_what_every_floor_knows(roles, enterprise):
    found = lines(timeline(signed_in("leader"), enterprise))
    assert found[-3:] == ["2016-04-01退规：停产", "2016-03-05隧道窑节能 → 开工", "2015-03-01入规：停产"]
    words = {re.sub(r"^\d{4}-\d\d-\d\d", "", line) for line in found[:-3]}
    assert words == {"修改：地址", "建立档案", "报送截至2016年5月的经营数据：工业总产值 5,200 万元", "项目建档：隧道窑节能"}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["leader", "officer", "merger"])
def test_timeline_opens_from_the_page_of_the_enterprise(roles, enterprise, role):
    page = text(signed_in(role).get(enterprise.get_absolute_url()))
    assert f'hx-get="{reverse("enterprise-timeline", args=[enterprise.pk])}"' in page
    assert "企业全部动态</summary>" in page


@pytest.mark.django_db
def test_timeline_shows_nobody_more_than_his_own_lists(roles, enterprise):
    stranger = "\n".join(lines(timeline(signed_in("officer"), enterprise)))
    assert ("隧道窑节能" in stranger, "5,200" in stranger, "退规：停产" in stranger) == (False, False, True)


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "status"), [("leader", 200), ("sysadmin", 403), ("auditor", 403)])
def test_timeline_asks_for_the_right_to_the_directory(roles, enterprise, role, status):
    assert timeline(signed_in(role), enterprise).status_code == status


@pytest.mark.django_db
def test_timeline_of_another_district_is_not_found(roles, enterprise):
    client = signed_in("district")
    own = DistrictFactory(code="XSQ", name="西市区", short_name="西市区")
    client.user.posts.create(department=DepartmentFactory(district=own), title="科员")
    assert timeline(client, enterprise).status_code == 404


@pytest.mark.django_db
def test_timeline_takes_as_many_statements_for_thirty_as_for_one(roles, enterprise, django_assert_max_num_queries):
    client = signed_in("leader")
    timeline(client, enterprise)
    with django_assert_max_num_queries(20) as few:
        timeline(client, enterprise)
    for number in range(29):
        project = tech(enterprise=enterprise)
        StageEvent.objects.create(project=project, stage=Stage.STARTED, entered_on=date(2016, 3, 1), recorded_by=UserFactory())
        SizeStatus.objects.create(enterprise=enterprise, valid_from=date(2000, 1, 1), valid_to=date(2000, 1, 1 + number))
    with django_assert_max_num_queries(20) as many:
        timeline(client, enterprise)
    assert len(many) == len(few)
