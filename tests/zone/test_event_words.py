"""The audit trail in words: the record's own, what was granted, from what state to what."""

import re

import pytest
from django.urls import reverse

from enterprises.models import Enterprise
from tests.factories import DepartmentFactory, DistrictFactory, EnterpriseFactory, UserFactory
from zone import audit
from zone.event_words import about, detail_words, subject_words
from zone.models import Event


@pytest.mark.django_db
def test_an_event_about_a_record_takes_down_its_own_words():
    firm = EnterpriseFactory(name="营口宏远机械有限公司")
    assert about(firm) == {"subject": "企业 营口宏远机械有限公司", "detail": {"model": "enterprises.enterprise", "number": firm.pk}}


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        ("enterprises.enterprise 6", "企业 6号"),
        ("enterprises.Enterprise pk=6", "企业 6号"),
        ("enterprises.enterprise", "企业"),
        ("nothing.known 6", "nothing.known 6"),
        ("现场照片.jpg", "现场照片.jpg"),
    ],
)
def test_names_of_models_in_old_events_are_read_as_words(subject, shown):
    assert subject_words(Event(subject=subject)) == shown


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ({"model": "enterprises.enterprise", "number": 6}, [("记录编号", "6")]),
        ({"granted": ["econ"], "taken": []}, [("授予", "经济发展局")]),
        ({"before": "open", "status": "locked", "reason": ""}, [("原状态", "开放"), ("状态", "已锁定")]),
        ({"fields": ["full name"], "is_active": False}, [("修改字段", "姓名"), ("账号", "停用")]),
        ({"reason": "idle"}, [("原因", "长时间未操作")]),
        ({"rows": 1234, "format": "xlsx", "filters": "district=2&q="}, [("行数", "1,234"), ("格式", "xlsx"), ("筛选条件", "所属区=2")]),
        ({"filters": {"kind": "signed_in"}}, [("筛选条件", "类别=登录")]),
        ({"filters": {"since": "2016-07-01"}, "said": {}}, []),
        ({"filters": "district=2&format=xlsx", "said": {"所属区": "西市区"}}, [("筛选条件", "所属区=西市区")]),
        ({"kind": "enterprises", "new": 3}, [("类别", "企业台账"), ("新增条数", "3")]),
        ({"kind": "nothing known"}, [("类别", "nothing known")]),
        ({"added": {"new": 1, "odd": True}}, [("added", "新增条数 1、odd 是")]),
    ],
)
def test_a_detail_is_told_in_words(detail, told):
    assert detail_words(Event(detail=detail)) == told


def test_a_probe_names_the_record_and_keeps_its_number(client, roles, db):
    firm = EnterpriseFactory(name="营口宏远机械有限公司")
    district = UserFactory(roles=["district"])
    elsewhere = DistrictFactory(code="XSQ", name="西市区", short_name="西市区")
    district.posts.create(department=DepartmentFactory(district=elsewhere), title="科员")
    client.force_login(district)
    assert client.get(firm.get_absolute_url()).status_code == 404
    event = Event.objects.get(kind=Event.Kind.OUT_OF_SCOPE)
    assert (event.user, event.succeeded, event.subject) == (district, False, "企业 营口宏远机械有限公司")
    assert event.detail == {"model": Enterprise._meta.label_lower, "number": firm.pk}


def test_the_trail_says_once_that_the_demo_day_is_fixed(client, roles, db, day, monkeypatch):
    client.force_login(UserFactory(roles=["auditor"]))
    audit.record(Event.Kind.ROLES_CHANGED, detail={"granted": ["auditor"], "taken": []})
    words = "演示日期固定；记录时间为真实时间。"
    day("2016-07-05")
    fixed = client.get(reverse("zone:event-list")).content.decode()
    monkeypatch.delenv("ZONE_TODAY")
    running = client.get(reverse("zone:event-list")).content.decode()
    assert (fixed.count(words), running.count(words)) == (1, 0)
    assert "授予：审计管理员" in fixed


def test_the_filters_of_the_trail_look_like_all_others(client, roles, db):
    client.force_login(UserFactory(roles=["auditor"]))
    form = client.get(reverse("zone:event-list")).context["form"]
    styles = {field.name: re.search(r'class="([^"]*)"', str(field))[1] for field in form}
    boxes = dict.fromkeys(["since", "until", "person", "request_id"], "form-control")
    assert styles == {**boxes, "kind": "form-select"}
    assert form.fields["kind"].empty_label == "全部"
