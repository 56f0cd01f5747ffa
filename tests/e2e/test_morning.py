"""A leader's morning look: what is late, why, one press to urge, and the officer's answer on the leader's own list."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.guards import assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.e2e


def test_from_the_overview_to_the_officer_and_back(open_context, sign_in):
    leader, officer = (open_context().new_page() for _person in range(2))
    sign_in(leader, "leader")
    leader.goto("/overview/")
    with leader.expect_navigation():
        leader.locator(".tallies a", has_text="红灯").click()
    expect(leader.locator("[data-row]").first).to_be_visible()
    leader.goto("/overview/")
    row = leader.locator(".named-red li", has=leader.locator(".who", has_text="李丁松")).first
    name = row.locator("a").first.inner_text()
    assert "个百分点为红灯" in row.locator(".matter").inner_text()

    row.locator(".remind a").click()
    form = leader.locator("form.remind-form")
    expect(form.locator("textarea")).to_have_value(re.compile(rf"李丁松同志：.*{re.escape(name)}.*。——"))
    assert_accessible(leader)
    form.locator("button[type=submit]").click()
    expect(leader.locator(".remind [role=status]").first).to_contain_text("已催办")
    assert leader.url.endswith("/overview/")

    sign_in(officer, "officer")
    officer.goto("/todo/?what=reminder")
    asked = officer.locator("[data-row]", has_text=name)
    expect(asked).to_contain_text("赵甲明")
    assert_accessible(officer)
    asked.locator("a.btn-primary").click()
    officer.locator("textarea[name=words]").fill("设备已到，本周五前开工")
    officer.locator("form.entry button[type=submit]").click()
    expect(officer.locator("#messages")).to_contain_text("赵甲明")

    leader.goto("/")
    answer = leader.locator("[data-row]", has_text="设备已到，本周五前开工")
    expect(answer).to_have_count(1)
    answer.locator("button").click()
    expect(leader.locator("h1")).to_have_text("我的待办")
    expect(leader.locator("[data-row]", has_text="设备已到")).to_have_count(0)


@pytest.mark.parametrize("account", ["officer", "liaison", "head", "deputy", "leader", "supervisor", "econ"])
def test_the_list_of_what_waits_is_whole_at_a_desk_and_on_a_phone(page, phone, sign_in, account):
    for window in (page, phone):
        sign_in(window, account)
        for address in ("/", "/todo/"):
            window.goto(address)
            expect(window.locator("h1")).to_have_count(1)
            assert_no_sideways_scroll(window)
            assert_accessible(window)


def test_a_months_reports_open_in_place(page, sign_in):
    sign_in(page, "officer")
    page.goto("/todo/")
    line = page.locator("[data-row]", has_text="6月进展填报")
    expect(line).to_contain_text("19 / 25 个项目已填")
    line.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(line.locator(".todo-parts li")).to_have_count(5)  # the sixth was returned, and stands in a line of its own


def test_a_text_to_urge_with_is_copied(page, sign_in):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, "head")
    page.goto("/todo/?what=stage")
    page.locator("[data-row] .remind a").first.click()
    page.locator("[data-copy-from]").click()
    expect(page.locator("[data-copy-from]")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("form.remind-form textarea").input_value()
