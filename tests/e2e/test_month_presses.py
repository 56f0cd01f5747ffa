"""How many keys a month of twenty-five projects costs whoever reports it: counted as the browser hears them."""

import re

import pytest
from playwright.sync_api import expect

from scripts.office import served
from tests.e2e.test_month_grid import GRID, cell

pytestmark = pytest.mark.e2e
MOST_PRESSES = 60
FIGURE = re.compile(r"[0-9.]")


@pytest.fixture(scope="module")
def office(furnished):
    """A month later than the other journeys: nothing of July is reported yet."""
    with served(furnished, ZONE_TODAY="2016-08-03") as address:
        yield address


def test_twenty_five_projects_are_reported_with_few_presses(page, sign_in):
    """Twenty changed in one figure, five without change: beyond the figures themselves at most sixty presses."""
    pressed: list[str] = []
    page.expose_function("pressed", lambda key: pressed.append(key))
    page.add_init_script("addEventListener('keydown', event => window.pressed(event.key), true)")
    sign_in(page, "officer")
    page.goto(GRID)
    rows = page.locator("tbody.project")
    expect(rows).to_have_count(25)
    facts = page.evaluate(
        """[...document.querySelectorAll("tbody.project")].map(row => [row.dataset.base,
             row.querySelector("[data-label=上月累计]").textContent.replace(/,/g, "").match(/\\d+/)?.[0] ?? "0"])"""
    )
    pressed.clear()
    expect(cell(page, 0, "invest_month")).to_be_focused()
    unchanged = 0
    for row, (base, known) in enumerate(facts):
        expect(cell(page, row, "invest_month")).to_be_focused()
        if base and unchanged < 5:
            page.keyboard.press("=")
            unchanged += 1
        elif base:
            page.keyboard.type("10")
        else:  # last month is missing: the sum has to be typed
            page.keyboard.press("ArrowRight")
            page.keyboard.type(known)
        page.keyboard.press("Enter")
        if not base:
            page.keyboard.press("ArrowLeft")
    expect(page.locator("#hand-in-all")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(GRID))
    expect(page.locator("#messages")).to_contain_text("已提交 25 个项目")
    beyond = [key for key in pressed if not FIGURE.fullmatch(key)]
    assert len(beyond) <= MOST_PRESSES, f"{len(beyond)} presses beyond the figures"
    expect(page.locator(".filled a").first).to_have_text("25")
