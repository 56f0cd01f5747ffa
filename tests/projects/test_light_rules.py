"""The rules in the back office and on their page: what is loaded, what may change, and what is judged again."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from projects import standing
from projects.reporting.spread import rule_for
from tests.factories import UserFactory
from tests.projects.lights_scene import judged, row, rule
from tests.projects.pages import text
from tests.projects.scene import report, tech
from tests.sent_form import sent_form
from zone.models import LightRule, Period

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-05")


@pytest.fixture
def econ(roles):
    client = Client()
    client.force_login(UserFactory(roles=["econ"], is_staff=True))
    return client


def change(rule):
    return reverse("admin:zone_lightrule_change", args=[rule.pk])


def test_reference_applies_one_of_the_two_published_rules(reference):
    applied, template = LightRule.objects.order_by("-is_applied")
    assert (applied.is_applied, applied.method, applied.yellow_at, applied.red_at, applied.start_red_months) == (True, "points", 10, 30, 3)
    assert (template.is_applied, template.method, template.yellow_at, template.red_at) == (False, "ratio", 80, 60)
    assert ("银川" in applied.source, "武汉" in template.source) == (True, True)
    assert rule_for("2016-06") == rule_for("2010-01") == applied
    for each in (applied, template):
        each.full_clean()
        assert each.history.count() == 1


def test_two_rules_never_hold_on_the_same_day():
    rule(valid_to=date(2016, 6, 30))
    with pytest.raises(ValidationError):
        LightRule(name="新", method="points", yellow_at=5, red_at=20, is_applied=True, valid_from=date(2016, 6, 30)).full_clean()
    LightRule(name="新", method="points", yellow_at=5, red_at=20, is_applied=True, valid_from=date(2016, 7, 1)).full_clean()
    LightRule(name="模板", method="points", yellow_at=5, red_at=20).full_clean()


def test_all_months_cannot_rest():
    with pytest.raises(ValidationError):
        LightRule(name="新", method="points", yellow_at=5, red_at=20, winter_months="1,2,3,4,5,6,7,8,9,10,11,12").full_clean()


def test_locked_month_keeps_its_rule():
    held = rule()
    Period.objects.create(month="2016-05", status=Period.Status.LOCKED)
    held.valid_to = date(2016, 5, 30)
    with pytest.raises(ValidationError) as refused:
        held.full_clean()
    assert "2016年5月" in str(refused.value)
    held.valid_to = date(2016, 5, 31)
    held.full_clean()
    held.save()
    with pytest.raises(ValidationError):
        LightRule(name="新", method="points", yellow_at=5, red_at=20, is_applied=True, valid_to=date(2010, 1, 1)).full_clean()
    LightRule(name="新", method="points", yellow_at=5, red_at=20, is_applied=True, valid_from=date(2016, 6, 1)).full_clean()


def test_rule_that_has_given_lights_keeps_its_thresholds(econ):
    held = rule()
    form = sent_form(text(econ.get(change(held))))
    judged(row())
    answer = econ.post(change(held), form | {"yellow_at": "15"})
    assert answer.status_code == 200
    held.refresh_from_db()
    assert held.yellow_at == 10
    assert econ.post(change(held), form | {"name": "规则甲"}).status_code == 302


def test_rule_that_has_given_none_may_change(econ):
    held = rule(is_applied=False)
    form = sent_form(text(econ.get(change(held))))
    assert econ.post(change(held), form | {"yellow_at": "15"}).status_code == 302
    held.refresh_from_db()
    assert held.yellow_at == 15


def test_copy_opens_a_new_rule_with_what_this_one_says(econ):
    held = rule(winter_months="12,1", source="某地办法")
    page = text(econ.get(change(held)))
    address = next(part for part in page.split('"') if part.startswith("/backoffice/zone/lightrule/add/?")).replace("&amp;", "&")
    form = sent_form(text(econ.get(address)))
    assert (form["name"], form["method"], form["winter_months"], form["source"]) == ("规则", "points", "12,1", "某地办法")
    assert (float(form["yellow_at"]), float(form["red_at"]), form["start_red_months"]) == (10, 30, "3")
    assert "is_applied" not in form


def test_new_rule_judges_the_open_months_again(econ):
    """From June on by another rule: June changes its light, May does not."""
    old = rule()
    project = tech()
    report(project, "2016-05", 500)
    report(project, "2016-06", 550)
    standing.ensure_year("2016-06", on=date(2016, 7, 5))
    may, june = project.months.get(period="2016-05"), project.months.get(period="2016-06")
    assert (may.light, june.light) == ("green", "green")
    form = sent_form(text(econ.get(change(old))))
    assert econ.post(change(old), form | {"valid_to": "2016-05-31"}).status_code == 302
    june.refresh_from_db()
    assert (june.light, june.rule) == ("", None)
    form = sent_form(text(econ.get(reverse("admin:zone_lightrule_add"))))
    form |= {"name": "从严", "is_applied": "on", "method": "points", "yellow_at": "2", "red_at": "4", "valid_from": "2016-06-01"}
    assert econ.post(reverse("admin:zone_lightrule_add"), form).status_code == 302
    for month, light in [(may, "green"), (june, "red")]:
        month.refresh_from_db()
        assert month.light == light
    assert june.rule.name == "从严"


def test_page_explains_the_rule_in_force_and_the_others(roles):
    held = rule(name="规则甲", source="某地公开的办法", valid_from=date(2016, 1, 1))
    rule(name="旧规则", valid_to=date(2015, 12, 31), method="ratio", yellow_at=80, red_at=60)
    rule(name="模板", is_applied=False)
    client = Client()
    client.force_login(UserFactory(roles=["officer"]))
    page = text(client.get(reverse("projects:light-rules")))
    assert all(words in page for words in (held.name, "某地公开的办法", "旧规则", "2015-12-31"))
    assert "模板" not in page
    assert reverse("admin:zone_lightrule_changelist") not in page


def test_page_says_so_where_no_rule_is_in_force(econ):
    page = econ.get(reverse("projects:light-rules"))
    assert page.status_code == 200
    assert reverse("admin:zone_lightrule_changelist") in text(page)


def test_project_page_shows_its_lights_beside_what_the_office_reported(econ):
    rule()
    project = tech()
    report(project, "2016-06", 200, reported_light="green")
    report(project, "2016-05", 300, reported_light="yellow")
    page = text(econ.get(project.get_absolute_url()))
    assert page.count('class="differs"') == 1
    assert page.count("light-red") == 1
    assert page.count("light-yellow") == 2
    assert reverse("projects:light-set", args=[project.pk]) not in page
