"""Coming in: the right password leads home, a wrong one says so and shows nothing."""

import pytest
from playwright.sync_api import expect

from tests.e2e.guards import assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.e2e


def test_sign_in_leads_home_with_one_headline(page, sign_in):
    sign_in(page, "econ")

    assert page.url.rstrip("/").count("/") == 2
    expect(page.locator("h1")).to_have_count(1)
    assert page.locator("html").get_attribute("lang") == "zh-hans"
    assert_accessible(page)


def test_wrong_password_is_said_and_the_name_is_kept(page, sign_in):
    sign_in(page, "stats", password="not the password")

    expect(page.locator("input[name=username]")).to_have_value("stats")
    expect(page.locator("[role=alert]")).to_be_visible()
    assert_accessible(page)


def test_sign_in_fits_a_phone(phone, sign_in):
    phone.goto("/")
    assert_no_sideways_scroll(phone)
    assert_accessible(phone)

    sign_in(phone, "leader")
    expect(phone.locator("h1")).to_have_count(1)
    assert_no_sideways_scroll(phone)
    assert_accessible(phone)


def test_every_page_sends_a_stranger_to_the_sign_in(page):
    for address in ("/", "/enterprises/", "/projects/", "/backoffice/"):
        page.goto(address)
        expect(page.locator("input[name=password]")).to_be_visible()
