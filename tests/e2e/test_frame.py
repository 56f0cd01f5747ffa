"""The frame of every page: one line of menu for every role in both languages, and every entry within two presses on a phone."""

import pytest
from playwright.sync_api import Page, expect

from config.demo.accounts import ACCOUNTS
from tests.e2e.guards import assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.e2e


def into_english(page: Page) -> None:
    page.locator("details.account summary").click()
    with page.expect_navigation():
        page.locator("button[name=language][value=en]").click()


def lines_of_header(page: Page) -> int:
    """On how many lines the words of the header stand: those whose middles lie within half a line of each other are one."""
    middles = page.evaluate(
        """[...document.querySelectorAll(".topbar .brand, .menu-line a, .menu-more > summary, .search, .account > summary, .fixed-day")]
             .map(part => part.getBoundingClientRect()).filter(box => box.height).map(box => (box.top + box.bottom) / 2)"""
    )
    return len({round(middle / 12) for middle in middles})


@pytest.mark.parametrize("account", [account.username for account in ACCOUNTS])
def test_the_header_is_one_line_at_a_desk_in_both_languages(page, sign_in, account):
    sign_in(page, account)
    assert lines_of_header(page) == 1
    into_english(page)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert lines_of_header(page) == 1
    assert_no_sideways_scroll(page)


def test_a_file_is_chosen_by_a_button_in_the_language_of_the_page(page, sign_in):
    sign_in(page, "econ")
    for words, none in (("选择文件", "未选择文件"), ("Choose a file", "no file chosen")):
        page.goto("/imports/")
        expect(page.locator(".file-face")).to_contain_text(words)
        expect(page.locator(".file-name")).to_have_text(none)
        field = page.locator("input[type=file]")
        field.focus()  # what takes the keys is the browser's own field, so Enter and Space open its chooser
        expect(field).to_be_focused()
        field.set_input_files({"name": "台账.csv", "mimeType": "text/csv", "buffer": b"x"})
        expect(page.locator(".file-name")).to_have_text("台账.csv")
        assert_accessible(page)
        if words == "选择文件":
            into_english(page)


def test_at_a_desk_nothing_of_the_chinese_menu_is_put_away(page, sign_in):
    sign_in(page, "econ")
    expect(page.locator(".menu-more")).to_be_hidden()
    expect(page.locator(".menu-line a").last).to_have_text("后台")


def test_on_a_phone_what_does_not_fit_lies_behind_one_word(phone, sign_in):
    sign_in(phone, "econ")
    more = phone.locator(".menu-more")
    expect(more.locator("a", has_text="进度总览")).to_be_hidden()
    more.locator("summary").tap()
    assert_accessible(phone)
    with phone.expect_navigation():
        more.locator("a", has_text="进度总览").tap()
    expect(phone.locator("h1")).to_contain_text("进度总览")
    expect(more.locator("[aria-current=page]")).to_have_text("进度总览")
    assert_no_sideways_scroll(phone)
