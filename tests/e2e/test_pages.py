"""The pages that people open all day: whole at a desk and on a phone, usable without a mouse, open to everyone."""

import pytest
from playwright.sync_api import expect

from tests.e2e.guards import assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    ("account", "address"),
    [
        ("econ", "/enterprises/"),
        ("econ", "/projects/"),
        ("officer", "/projects/"),
        ("xsq", "/enterprises/"),
        ("deputy", "/overview/"),
        ("leader", "/overview/"),
        ("econ", "/backoffice/"),
        ("secadmin", "/backoffice/"),
    ],
)
def test_page_is_whole_at_a_desk_and_on_a_phone(page, phone, sign_in, account, address):
    for window in (page, phone):
        sign_in(window, account)
        window.goto(address)
        window.wait_for_load_state("networkidle")

        expect(window.locator("h1")).to_have_count(1)
        assert_no_sideways_scroll(window)
        assert_accessible(window)


@pytest.mark.parametrize(("account", "address"), [("deputy", "/projects/"), ("deputy", "/merger/"), ("officer", "/supervision/reminders/")])
def test_figures_and_days_on_a_card_are_not_broken(phone, sign_in, account, address):
    sign_in(phone, account)
    phone.goto(address)
    cells = phone.locator(".cards [data-row] td:is(.number, .short):not(:empty)")
    assert cells.count()
    heights = cells.evaluate_all("cells => cells.filter(cell => !cell.querySelector('.btn')).map(cell => cell.offsetHeight)")
    assert max(heights) < 1.5 * min(heights)


@pytest.mark.parametrize("noun", ["enterprises", "projects"])
def test_a_row_leads_to_its_page_and_that_page_is_whole(page, sign_in, noun):
    sign_in(page, "econ")
    page.goto(f"/{noun}/")
    name = page.locator("[data-row] a").first
    words = name.inner_text()
    name.click()
    page.wait_for_url(f"**/{noun}/*/")

    expect(page.locator("h1")).to_contain_text(words)
    assert_accessible(page)


def test_the_page_of_a_firm_tells_what_happened_when_asked(page, sign_in):
    sign_in(page, "econ")
    page.goto("/enterprises/")
    page.locator("[data-row] a").first.click()
    page.get_by_text("企业全部动态").click()

    expect(page.locator("details[open] .timeline > li").first).to_be_visible()
    assert_accessible(page)


def test_search_narrows_the_list_to_what_was_typed(page, sign_in):
    sign_in(page, "econ")
    page.goto("/enterprises/")
    whole = int(page.locator("[data-total]").get_attribute("data-total"))
    words = page.locator("[data-row] a").first.inner_text()[2:6]
    page.goto(f"/enterprises/?q={words}")

    assert 0 < int(page.locator("[data-total]").get_attribute("data-total")) < whole
    assert all(words in row for row in page.locator("[data-row]").all_inner_texts())


def test_six_wrong_passwords_lock_one_account_in_words_and_no_other(page, sign_in, open_context):
    page.context.guard.expected |= {403, 429}
    for _turn in range(6):
        sign_in(page, "merger", password="not the password")
    expect(page.locator("body")).to_contain_text("锁定")
    assert_accessible(page)

    other = open_context().new_page()
    sign_in(other, "stats")
    expect(other.locator("html")).to_have_attribute("lang", "zh-hans")
    expect(other.locator("input[name=password]")).to_have_count(0)
