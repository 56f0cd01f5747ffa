"""Forms: open to everyone, and two who write at once lose nothing."""

import pytest
from playwright.sync_api import expect

from tests.e2e.guards import assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.e2e


def form_of_first(page, noun: str) -> str:
    """The address of the edit form of the first row of a list."""
    page.goto({"enterprises": "/enterprises/", "projects": "/projects/?kind=tech_upgrade"}[noun])
    return page.locator(f"[data-row] a[href^='/{noun}/']").first.get_attribute("href") + "edit/"


def write_note(page, text: str) -> None:
    page.locator("textarea[name=remarks]").fill(text)
    page.locator("textarea[name=remarks]").locator("xpath=ancestor::form").locator("button[type=submit]").last.click()
    page.wait_for_load_state("load")


@pytest.mark.parametrize("noun", ["enterprises", "projects"])
def test_edit_form_is_whole_at_a_desk_and_on_a_phone(page, phone, sign_in, noun):
    for window in (page, phone):
        sign_in(window, "econ")
        window.goto(form_of_first(window, noun))
        expect(window.locator("main form[method=post]").last).to_be_visible()
        assert_no_sideways_scroll(window)
        assert_accessible(window)


def test_the_second_of_two_writers_sees_both_texts_and_saves_knowingly(open_context, sign_in):
    first, second = (open_context().new_page() for _person in range(2))
    second.context.guard.expected.add(409)
    sign_in(first, "econ")
    sign_in(second, "econ")
    address = form_of_first(first, "enterprises")
    first.goto(address)
    second.goto(address)

    write_note(first, "先写的话")
    write_note(second, "后写的话")
    row = second.locator("table.compare tr.differs")
    expect(row).to_have_count(1)
    expect(row.locator("td")).to_have_text(["（空）", "先写的话", "后写的话"])
    expect(second.locator("textarea[name=remarks]")).to_have_value("后写的话")
    assert_accessible(second)

    write_note(second, "后写的话")
    first.goto(address)
    expect(first.locator("textarea[name=remarks]")).to_have_value("后写的话")
