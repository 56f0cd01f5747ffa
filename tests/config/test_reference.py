from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from config.grants import UnknownRight, load_roles
from config.roles import ROLES, Role
from enterprises.models import Cluster
from tests.reference import load_reference
from zone.indicators.models import Indicator
from zone.lib.textkey import match_key
from zone.models import CalendarDay, District, DistrictAlias, LightRule, Setting
from zone.rules import NotSet, rule, rules

TABLES = [Cluster, CalendarDay, District, DistrictAlias, Indicator, LightRule, Setting, Group]


def counts():
    found = {model.__name__: model.objects.count() for model in TABLES}
    histories = {f"{model.__name__} history": model.history.count() for model in TABLES if hasattr(model, "history")}
    return found | histories


def test_reference_holds_what_the_ledgers_name(reference):
    assert dict(District.objects.values_list("code", "name")) == {
        "GXQ": "营口高新区",
        "XSQ": "西市区",
        "YHJD": "辽宁沿海产业基地",
        "ALL": "全区合计",
    }
    assert District.objects.get(is_whole=True).code == "ALL"
    assert set(Cluster.objects.filter(parent=None).values_list("code", flat=True)) == {
        "equipment",
        "new_materials",
        "digital",
        "st_services",
    }
    assert set(Group.objects.values_list("name", flat=True)) == {role.code for role in ROLES}


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("高新区", "GXQ"),
        ("国家高新区", "GXQ"),
        ("营口高新区", "GXQ"),
        (" 西市 ", "XSQ"),
        ("西市区", "XSQ"),
        ("沿海基地", "YHJD"),
        ("产业基地", "YHJD"),
        ("沿海產業基地", "YHJD"),
        ("辽宁（营口）沿海产业基地", "YHJD"),
        ("辽宁(营口)沿海产业基地", "YHJD"),
        ("全区", "ALL"),
        ("合计", "ALL"),
    ],
)
def test_every_spelling_of_a_district_is_known(reference, spelling, code):
    assert DistrictAlias.objects.get(key=match_key(spelling)).district.code == code


def test_goals_of_the_report_hold_in_its_year_only(reference):
    assert rules("goal", on=date(2016, 7, 5)) == {
        "tech_upgrade_projects": Decimal(25),
        "tech_upgrade_investment": Decimal(150_000),
        "above_scale": Decimal(290),
        "above_scale_new": Decimal(10),
    }
    assert rules("goal", on=date(2017, 1, 1)) == {}
    assert rule("goal.above_scale", on=date(2016, 12, 31)) == 290
    assert (rule("still_days", on=date(2016, 7, 5)), rule("above_scale_threshold", on=date(2016, 7, 5))) == (60, 2000)
    with pytest.raises(NotSet):
        rule("above_scale_threshold", on=date(2010, 12, 31))
    assert Setting.objects.filter(note="").count() == 0


def test_a_setting_that_is_ended_is_followed_by_another(reference):
    Setting.objects.filter(key="still_days").update(valid_to=date(2016, 6, 30))
    Setting.objects.create(key="still_days", value=45, valid_from=date(2016, 7, 1))
    assert (rule("still_days", on=date(2016, 6, 30)), rule("still_days", on=date(2016, 7, 1))) == (60, 45)


def test_loading_twice_adds_nothing(db):
    call_command("load_reference", verbosity=0)
    before = counts()
    call_command("load_reference", verbosity=0)
    assert counts() == before
    assert before["CalendarDay"] == before["CalendarDay history"] == 6209
    assert before["Setting"] == before["Setting history"] == 10


def test_what_the_office_edited_stays(reference):
    CalendarDay.objects.filter(day=date(2016, 7, 5)).update(is_working=False, occasion="本地放假")
    Setting.objects.filter(key="still_days").update(value=30)
    Cluster.objects.filter(code="equipment").update(name="高端装备制造业")
    District.objects.filter(code="GXQ").update(short_name="国家高新区")
    gxq, xsq = District.objects.get(code="GXQ"), District.objects.get(code="XSQ")
    DistrictAlias.objects.filter(key=match_key("西市")).update(district=gxq)
    before = counts()
    load_reference()
    assert counts() == before
    assert CalendarDay.objects.get(day=date(2016, 7, 5)).occasion == "本地放假"
    assert Setting.objects.get(key="still_days").value == 30
    assert Cluster.objects.get(code="equipment").name == "高端装备制造业"
    assert District.objects.get(code="GXQ").short_name == "国家高新区"
    assert not xsq.aliases.filter(key=match_key("西市")).exists()


def test_what_the_office_set_for_some_of_the_days_goes_before_what_is_loaded(reference):
    Setting.objects.filter(key="still_days").update(value=45, valid_from=date(2016, 7, 1))
    load_reference()
    assert list(Setting.objects.filter(key="still_days").values_list("value", "valid_from")) == [(45, date(2016, 7, 1))]


def test_a_district_that_is_missing_comes_back(reference):
    DistrictAlias.objects.filter(district__code="YHJD").delete()
    District.objects.filter(code="YHJD").delete()
    load_reference()
    assert DistrictAlias.objects.filter(district__code="YHJD").count() == 8


def test_the_command_is_quiet_when_told(db, capsys):
    call_command("load_reference", verbosity=0)
    assert capsys.readouterr().out == ""
    call_command("load_reference")
    assert capsys.readouterr().out == "4 districts, 13 clusters, 6 indicators, 10 settings, 6209 calendar days\n"


def test_a_role_holds_what_the_table_says_and_nothing_else(reference):
    group, foreign = Group.objects.get(name="officer"), Permission.objects.get(codename="delete_user", content_type__app_label="zone")
    said = set(group.permissions.values_list("pk", flat=True))
    group.permissions.set([foreign])
    load_roles()
    assert set(group.permissions.values_list("pk", flat=True)) == said
    assert foreign.pk not in said


def test_a_right_that_no_model_declares_changes_nothing(db, monkeypatch):
    monkeypatch.setattr("config.grants.ROLES", [Role("guest", "guest", ("zone.fly",))])
    with pytest.raises(UnknownRight, match=r"zone\.fly"):
        load_roles()
    assert not Group.objects.filter(name="guest").exists()
