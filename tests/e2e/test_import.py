"""An office's own sheets come in: looked at before anything is saved, and found again afterwards as exactly these records."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.guards import assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.e2e

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FIRMS = SAMPLES / "营口高新区规上企业台账（2016年1-3月）.xlsx"
FIRMS_PUT_RIGHT = SAMPLES / "规上企业台账退回更正表（4户）.xlsx"
UPGRADES = SAMPLES / "营口高新区2016年技改项目计划及进展情况表（6月）.xlsx"


def upload(page: Page, file) -> None:
    """Bring a file (a path, or what Playwright takes for one) and stand on the page of its import."""
    page.goto("/imports/")
    page.locator("input[type=file]").set_input_files(file)
    form = page.locator("form", has=page.locator("input[type=file]"))
    form.locator("button[type=submit]").click()
    page.wait_for_url("**/imports/*/")


def count(page: Page, name: str) -> str:
    """What the preview counts as `name`: new, changed, unchanged, rejected …"""
    return page.locator(f"a[data-count][href='?show={name}']").get_attribute("data-count")


def save(page: Page, rows: str) -> None:
    """Save the `good` rows or `all`, and stand on the list of what was saved."""
    page.locator(f"button[name=rows][value={rows}]").click()
    page.wait_for_url("**batch=*")


def assert_lists(page: Page, noun: str, number: int) -> None:
    assert f"/{noun}/?batch=" in page.url
    expect(page.locator("[data-total]").first).to_have_attribute("data-total", str(number))
    expect(page.locator("[data-row]")).to_have_count(number)


def test_ledgers_come_in_from_the_first_sheet_to_the_last_record(page, sign_in):
    sign_in(page, "econ")
    page.goto("/imports/")
    assert_accessible(page)

    upload(page, FIRMS)
    assert [count(page, name) for name in ("new", "changed", "unchanged", "rejected")] == ["3", "0", "0", "4"]
    assert_accessible(page)
    preview = page.url
    save(page, "good")
    assert_lists(page, "enterprises", 3)
    assert_accessible(page)

    page.goto(preview)
    expect(page.locator("button[name=rows]")).to_have_count(0)
    expect(page.locator("a[href*='batch=']").first).to_be_visible()
    assert_accessible(page)

    upload(page, FIRMS_PUT_RIGHT)
    assert [count(page, name) for name in ("new", "rejected")] == ["4", "0"]
    save(page, "all")
    assert_lists(page, "enterprises", 4)

    upload(page, UPGRADES)
    assert [count(page, name) for name in ("new", "rejected")] == ["5", "1"]
    save(page, "good")
    assert_lists(page, "projects", 5)


def test_every_count_of_a_preview_opens_its_rows(page, sign_in):
    sign_in(page, "econ")
    upload(page, FIRMS)
    counts = {link.get_attribute("href"): link.get_attribute("data-count") for link in page.locator("main a[data-count]").all()}
    preview = page.url
    for address, number in counts.items():
        page.goto(preview + address)
        expect(page.locator("[data-row]")).to_have_count(int(number))
        assert_accessible(page)


def test_preview_is_whole_on_a_phone(phone, sign_in):
    sign_in(phone, "econ")
    phone.goto("/imports/")
    assert_no_sideways_scroll(phone)
    assert_accessible(phone)

    upload(phone, FIRMS)
    for show in ("new", "rejected", "errors"):
        phone.goto(f"{phone.url.partition('?')[0]}?show={show}")
        assert_no_sideways_scroll(phone)
        assert_accessible(phone)


def test_a_damaged_file_is_answered_in_words_and_nothing_is_saved(page, sign_in):
    sign_in(page, "econ")
    damaged = FIRMS.read_bytes()[:2000]
    upload(page, {"name": "台账.xlsx", "mimeType": "application/octet-stream", "buffer": damaged})

    said = page.locator("[role=alert]").inner_text()
    assert said.endswith("。")
    assert "xlsx" in said.lower() or "文件" in said
    expect(page.locator("button[name=rows]")).to_have_count(0)
    assert_accessible(page)
