"""A locked month is changed by nobody by hand, one that has not begun by nobody but a plan; a lock is taken off for a reason."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from enterprises.models import OperatingFigure
from projects.models import MonthlyPlan, ProjectProgress
from tests.factories import EnterpriseFactory, ProjectFactory, UserFactory
from zone.models import Period

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-05")


@pytest.fixture
def lock():
    lock = Period.objects.create(month="2016-05", status=Period.Status.LOCKED, changed_by=UserFactory(name="钱统计"))
    Period.objects.update(changed_at=timezone.make_aware(datetime(2016, 6, 10, 9)))
    return lock


def figure(period):
    firm = EnterpriseFactory()
    return OperatingFigure(enterprise=firm, district=firm.district, period=period)


def progress(period):
    return ProjectProgress(project=ProjectFactory(), period=period)


def plan(period):
    return MonthlyPlan(project=ProjectFactory(), period=period, amount=Decimal(1))


def told(record) -> dict:
    try:
        record.full_clean(exclude=["recorded_by", "recorded_for"])
    except ValidationError as refusal:
        return refusal.message_dict
    return {}


@pytest.mark.parametrize("make", [figure, progress, plan])
def test_a_locked_month_takes_nothing_and_says_who_locked_it(lock, make):
    ways = "如需修改，由主管部门更正，或请统计部门重新开放该月。"
    assert told(make("2016-05")) == {"period": [f"2016年5月已由钱统计于 2016-06-10 锁定，{ways}"]}
    assert told(make("2016-06")) == {}


@pytest.mark.parametrize("make", [figure, progress, plan])
def test_a_row_of_a_locked_month_is_not_moved_to_an_open_one(lock, make):
    record = make("2016-05")
    record.save()
    record.period = "2016-06"
    assert list(told(record)) == ["period"]


@pytest.mark.parametrize(
    ("make", "period", "words"),
    [
        (figure, "2016-08", ["2016年8月尚未开始。"]),
        (progress, "2017-12", ["2017年12月尚未开始。"]),
        (figure, "2016-12", None),
        (progress, "2016-07", None),
        (plan, "2016-11", None),
    ],
)
def test_a_month_that_has_not_begun_is_for_plans_and_for_the_estimate_of_the_year(make, period, words):
    assert told(make(period)) == ({"period": words} if words else {})


def test_the_back_office_refuses_a_figure_of_a_locked_month(lock, roles, client):
    client.force_login(UserFactory(roles=["stats"], is_staff=True))
    record = figure("2016-05")
    record.save()
    given = {"enterprise": record.enterprise_id, "district": record.district_id, "period": "2016-05", "value_kind": "final"}
    form = {**given, "source_kind": "administrative", "opened_version": 1, "gross_output": "5"}
    answer = client.post(reverse("admin:enterprises_operatingfigure_change", args=[record.pk]), form)
    record.refresh_from_db()
    assert (answer.status_code, list(answer.context["adminform"].form.errors), record.version) == (200, ["period"], 1)


@pytest.mark.parametrize(("reason", "fields"), [("", ["reason"]), ("按月锁定", ["reason"]), ("企业更正产值", [])])
def test_a_locked_month_is_opened_for_a_reason_of_its_own(lock, reason, fields):
    Period.objects.update(reason="按月锁定")
    lock.status, lock.reason = Period.Status.REVIEWED, reason
    assert list(told(lock)) == fields


def test_a_month_to_come_is_not_locked():
    assert told(Period(month="2016-08", status=Period.Status.LOCKED)) == {"status": ["2016年8月尚未开始。"]}


def test_locking_a_month_needs_no_reason():
    assert told(Period(month="2016-04", status=Period.Status.LOCKED)) == {}
