"""Pages about the office itself: the back office, the audit trail, one's own account, an address that leads nowhere."""

import pytest
from playwright.sync_api import expect

from tests.e2e.guards import assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    ("account", "address"),
    [
        ("officer", "/zone/account/"),
        ("officer", "/zone/account/password/"),
        ("auditor", "/zone/events/"),
        ("sysadmin", "/backoffice/"),
        ("sysadmin", "/backoffice/zone/user/"),
        ("secadmin", "/backoffice/zone/user/"),
        ("econ", "/backoffice/enterprises/cluster/"),
    ],
)
def test_page_is_accessible_at_a_desk_and_on_a_phone(page, phone, sign_in, account, address):
    for window in (page, phone):
        sign_in(window, account)
        window.goto(address)
        expect(window.locator("h1")).to_have_count(1)
        assert_no_sideways_scroll(window)
        assert_accessible(window)


@pytest.mark.parametrize("account", ["sysadmin", "secadmin"])
def test_form_of_an_account_is_accessible(page, sign_in, account):
    sign_in(page, account)
    page.goto("/backoffice/zone/user/")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")
    expect(page.locator("h1")).to_have_count(1)
    assert_accessible(page)


def test_an_address_that_leads_nowhere_says_so_in_words(page, sign_in):
    page.context.guard.expected.add(404)
    sign_in(page, "officer")
    page.goto("/projects/987654/")
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    assert_accessible(page)
    page.locator("a[href='/']").first.click()
    page.wait_for_url(lambda address: address.count("/") == 3 and address.endswith("/"))
