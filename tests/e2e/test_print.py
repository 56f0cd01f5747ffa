"""Paper: what is taken to a meeting prints on its side, with its figures, and without buttons."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.guards import assert_no_sideways_scroll

pytestmark = pytest.mark.e2e

BOX = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")


@pytest.mark.parametrize(
    ("account", "address"), [("leader", "/overview/"), ("econ", "/enterprises/"), ("econ", "/projects/"), ("officer", "/projects/month/")]
)
def test_page_prints_landscape(page, sign_in, account, address):
    sign_in(page, account)
    page.goto(address)
    page.wait_for_load_state("networkidle")

    paper = page.pdf(prefer_css_page_size=True)
    sheets = [(float(width), float(height)) for width, height in BOX.findall(paper)]
    assert sheets
    assert [sheet for sheet in sheets if sheet[0] <= sheet[1]] == []
    assert b"/Font" in paper

    page.emulate_media(media="print")
    expect(page.locator(".no-print:visible")).to_have_count(0)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".print-head")).to_contain_text("截至 2016-07-05")
    page.set_viewport_size({"width": 1046, "height": 700})  # what a sheet on its side leaves between its margins
    assert_no_sideways_scroll(page)
