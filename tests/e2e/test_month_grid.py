"""月度填报 as somebody who lives in a spreadsheet uses it: by keys, by paste, with other people and broken sessions around."""

import re

import pytest
from playwright.sync_api import expect

from scripts.office import served
from tests.e2e.guards import assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.e2e
GRID = "/projects/month/"


@pytest.fixture(scope="module")
def office(furnished):
    """A month later than the other journeys: nothing of July is reported yet."""
    with served(furnished, ZONE_TODAY="2016-08-03") as address:
        yield address


@pytest.fixture
def grid(page, sign_in):
    sign_in(page, "officer")
    page.goto(GRID)
    return page


def cell(page, row: int, name: str):
    return page.locator("tbody.project").nth(row).locator(f"[name^={name}-]")


def test_block_from_a_spreadsheet_lands_in_the_grid(grid):
    grid.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = '1,200\t\t３５０\t"二层封顶\n设备进场"\t无\n7\t\t\t停工\n'
    grid.evaluate("text => navigator.clipboard.writeText(text)", block)
    cell(grid, 0, "invest_month").focus()
    grid.keyboard.press("Control+v")
    expect(cell(grid, 0, "invest_month")).to_have_value("1,200")
    expect(cell(grid, 0, "funds_in_place")).to_have_value("350")
    expect(cell(grid, 0, "physical_progress")).to_have_value("二层封顶\n设备进场")
    expect(cell(grid, 1, "invest_month")).to_have_value("7")
    expect(grid.locator("#grid-said")).to_contain_text("已粘贴 9 格")
    cell(grid, 24, "problems").focus()
    grid.keyboard.press("Control+v")
    expect(grid.locator("#grid-said")).to_contain_text("没有粘入的：最后一行以下 1 行、右侧 3 列")


def test_cells_move_like_those_of_a_spreadsheet(grid):
    first = cell(grid, 0, "invest_month")
    first.focus()
    first.fill("12")
    base = int(grid.locator("tbody.project").first.get_attribute("data-base"))
    expect(cell(grid, 0, "invest_ytd")).to_have_attribute("placeholder", f"{base + 12:,}")
    grid.keyboard.press("Escape")
    expect(first).not_to_have_value("12")
    for key, row, name in (
        ("ArrowDown", 1, "invest_month"),
        ("ArrowRight", 1, "invest_ytd"),
        ("ArrowUp", 0, "invest_ytd"),
        ("ArrowLeft", 0, "invest_month"),
        ("Enter", 1, "invest_month"),
        ("Shift+Enter", 0, "invest_month"),
        ("Tab", 0, "invest_ytd"),
    ):
        grid.keyboard.press(key)
        expect(cell(grid, row, name)).to_be_focused()


def test_what_is_wrong_is_said_while_typing_and_the_reason_is_asked(grid):
    bases = grid.evaluate("[...document.querySelectorAll('tbody.project')].map(row => Number(row.dataset.base))")
    row = next(row for row, base in enumerate(bases) if row > 1 and base > 1)
    project = grid.locator("tbody.project").nth(row)
    cell(grid, row, "invest_ytd").fill("1")
    expect(project.locator("[data-state]")).to_contain_text("已保存")
    expect(project.locator("[data-said]")).to_contain_text("如为更正请选择原因")
    expect(cell(grid, row, "invest_ytd")).to_have_attribute("aria-invalid", "true")
    expect(project.locator("[data-why] select")).to_be_visible()
    assert_accessible(grid)
    grid.reload()
    expect(cell(grid, row, "invest_ytd")).to_have_value("1")
    cell(grid, row, "invest_ytd").fill("")
    expect(project.locator("[data-said] li")).to_have_count(0)


def test_nothing_is_lost_when_the_session_ends(grid, sign_in):
    grid.context.clear_cookies()
    grid.context.guard.expected.add(403)
    cell(grid, 3, "physical_progress").fill("主体结构完成三层")
    expect(grid.locator("#grid-said")).to_contain_text("登录已过期")
    grid.locator("#grid-said a").click()
    grid.locator("input[name=username]").fill("officer")
    from config.demo.accounts import PASSWORD  # needs the settings

    grid.locator("input[name=password]").fill(PASSWORD)
    grid.locator("input[name=password]").press("Enter")
    expect(grid).to_have_url(re.compile(GRID))
    expect(cell(grid, 3, "physical_progress")).to_have_value("主体结构完成三层")
    expect(grid.locator("tbody.project").nth(3).locator("[data-state]")).to_contain_text("已保存")


def test_page_of_the_web_is_no_photo(grid, tmp_path):
    project = grid.locator("tbody.project").nth(4)
    html = {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": b"<html></html>"}
    project.locator("input[type=file]").set_input_files(html)
    expect(project.locator("[data-said]")).to_contain_text("文件内容不是 jpg 格式")
    large = tmp_path / "现场.jpg"
    large.write_bytes(b"\xff\xd8\xff" + bytes(20 << 20))
    project.locator("input[type=file]").set_input_files(large)
    expect(project.locator("[data-said]")).to_contain_text("超过 10 MB")
    photo = {"name": "现场.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(9)}
    project.locator("input[type=file]").set_input_files(photo)
    expect(project.locator("[data-files]")).to_contain_text("现场.png")
    project.locator(".drop").click()
    expect(grid.locator("tbody.project").nth(4).locator(".drop")).to_have_count(0)


@pytest.mark.parametrize("account", ["officer", "liaison", "xsq"])
def test_grid_is_whole_at_a_desk_and_on_a_phone(page, phone, sign_in, account):
    for window in (page, phone):
        sign_in(window, account)
        window.goto(GRID)
        expect(window.locator("h1")).to_have_text("2016年7月填报")
        assert_no_sideways_scroll(window)
        assert_accessible(window)
