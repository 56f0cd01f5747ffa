"""What the back office says: settings by name, the year at hand first, yes and no in words, no stock phrases."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from config.roles import BY_CODE
from enterprises.models import OperatingFigure
from tests.factories import EnterpriseFactory, UserFactory
from tests.house.source import ROOT, python_files
from zone.known_settings import KNOWN
from zone.models import CalendarDay, Setting
from zone.reference import RULES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


def person(client, role):
    user = UserFactory(username=f"{role}-1", name="曹工", roles=[role], is_staff=BY_CODE[role].is_staff)
    client.force_login(user)
    return user


def listed(client, name) -> str:
    return client.get(reverse(f"admin:zone_{name}_changelist")).content.decode()


def test_every_setting_that_is_loaded_has_a_name_and_a_unit():
    assert sorted(rule.key for rule in RULES) == sorted(KNOWN)


def test_every_setting_that_has_a_name_is_read():
    """By its key, or, of a goal, from the goals of the year."""
    own = {ROOT / "zone/known_settings.py", ROOT / "zone/reference.py"}
    source = "".join(path.read_text(encoding="utf-8") for path in python_files() if path not in own)
    sought = {key: f'goals.get("{key.removeprefix("goal.")}")' if key.startswith("goal.") else f'"{key}"' for key in KNOWN}
    assert [key for key, words in sought.items() if words not in source] == []


def test_settings_are_shown_by_name_with_their_unit_and_no_idle_zeros(client):
    person(client, "sysadmin")
    Setting.objects.create(key="goal.tech_upgrade_investment", value=150_000)
    Setting.objects.create(key="typed.by_hand", value="0.2500")
    rows = listed(client, "setting")
    assert [text in rows for text in ("年度目标：技改投资", "150,000 万元", "typed.by_hand", "0.25<")] == [True] * 4
    assert [text in rows for text in ("goal.tech", "150000.0000", "原值")] == [False] * 3


def test_a_setting_is_chosen_by_name_and_opens_with_its_plain_value(client):
    person(client, "sysadmin")
    own = Setting.objects.create(key="typed.by_hand", value="-1500")
    form = client.get(reverse("admin:zone_setting_change", args=[own.pk])).context["adminform"].form
    offered = form.fields["key"].choices
    assert (form.initial["value"], offered[1], len(offered)) == (-1500, ("typed.by_hand",) * 2, 2 + len(KNOWN))
    address = reverse("admin:zone_setting_add")
    assert client.post(address, {"key": "still_days", "value": "45", "_receipt": str(uuid4())}).status_code == 302
    assert client.post(address, {"key": "no_such_key", "value": "45", "_receipt": str(uuid4())}).status_code == 200
    assert str(Setting.objects.get(key="still_days")) == "“没有进展”的天数"
    assert Setting.objects.count() == 2


def test_the_calendar_opens_at_the_year_at_hand(client, day):
    day("2016-07-05")
    person(client, "sysadmin")
    for year in (2010, 2016, 2026):
        for month in (1, 2):
            CalendarDay.objects.create(day=date(year, month, 1), is_working=month == 2)
    found = client.get(reverse("admin:zone_calendarday_changelist"))
    days = [f"{row.day:%Y-%m}" for row in found.context["cl"].result_list]
    assert days == ["2016-01", "2016-02", "2026-02", "2026-01", "2010-02", "2010-01"]
    text = found.content.decode()
    assert ("icon-no" in text, text.count('field-is_working">是'), text.count('field-is_working">否')) == (False, 3, 3)


def test_stock_phrases_are_replaced(client):
    person(client, "sysadmin")
    index, people = client.get(reverse("admin:index")).content.decode(), listed(client, "user")
    assert [text in index for text in ("Model name", "Add link", "无可选的", "欢迎", "板块")] == [False] * 5
    assert [text in people for text in ("来修改", "工作人员状态", "名称", "曹工.", "icon-yes")] == [False] * 5
    assert ("<h1>用户</h1>" in people, "按可进后台" in people, ">姓名<" in people) == (True, True, True)


def test_the_history_says_that_the_demo_day_is_fixed(client, day):
    day("2016-07-05")
    person(client, "sysadmin")
    own = Setting.objects.create(key="still_days", value=60)
    page = client.get(reverse("admin:zone_setting_history", args=[own.pk])).content.decode()
    assert page.count("演示日期固定；记录时间为真实时间。") == 1


def test_a_fixed_day_stands_at_the_top_of_the_back_office_and_of_the_sign_in(client, day):
    person(client, "sysadmin")
    pages = [(client, reverse("admin:index")), (Client(), reverse("sign-in"))]
    running = [each.get(address).content.decode() for each, address in pages]
    day("2016-07-05")
    fixed = [each.get(address).content.decode() for each, address in pages]
    assert ["演示日期" in page for page in running] == [False, False]
    assert [page.count(">演示日期 2016-07-05<") for page in fixed] == [1, 1]


def test_the_page_of_a_firm_says_so_too(client, day):
    person(client, "econ")
    firm = EnterpriseFactory()
    firm.save()
    running = client.get(firm.get_absolute_url()).content.decode()
    day("2016-07-05")
    fixed = client.get(firm.get_absolute_url()).content.decode()
    assert [page.count("演示日期固定；记录时间为真实时间。") for page in (running, fixed)] == [0, 1]


def test_a_setting_that_is_on_or_off_says_yes_or_no(client):
    person(client, "sysadmin")
    Setting.objects.create(key="report_due_moves", value=1)
    rows = listed(client, "setting")
    assert ('class="field-amount">是<' in rows, "1 是，0 否" in rows) == (True, False)


def test_figures_stand_with_their_unit_in_the_head_thousands_parted_and_without_idle_zeros(client):
    person(client, "stats")
    firm = EnterpriseFactory()
    OperatingFigure.objects.create(enterprise=firm, district=firm.district, period="2016-06", gross_output=Decimal("16223.6000"))
    page = client.get(reverse("admin:enterprises_operatingfigure_changelist")).content.decode()
    assert '<td class="field-gross_output"><span class="number">16,223.6</span></td>' in page
    assert (
        "工业总产值（万元）" in page,
        '<td class="field-total_profits"><span class="number">–</span></td>' in page,
        "16223.6000" in page,
    ) == (True, True, False)


def test_a_password_for_somebody_else_is_asked_for_in_chinese(client):
    person(client, "sysadmin")
    page = reverse("admin:auth_user_password_change", args=[UserFactory().pk])
    asked = client.get(page).content.decode()
    told = client.post(page, {"usable_password": "true", "password1": "Ab1-", "password2": "Ab1-"}).content.decode()
    assert ("will be lost" in asked, "口令太短，至少12个字符。" in told, "too short" in told) == (False, True, False)


def test_what_a_form_carries_unseen_has_no_head(client):
    person(client, "sysadmin")
    assert "Opened version" not in client.get(reverse("admin:zone_user_change", args=[UserFactory().pk])).content.decode()
