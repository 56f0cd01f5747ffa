"""A sheet with words that nobody knows: its columns are said once on its page, and the next month's sheet is read so by itself."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.guards import assert_accessible, assert_no_sideways_scroll
from tests.e2e.test_import import assert_lists, count, save, upload
from tests.sheets import make_xlsx

pytestmark = pytest.mark.e2e

FIRMS = [("营口甲辰机械制造有限公司", 2960), ("辽宁乙未安全装备股份有限公司", 2150)]


def sheet(folder: Path, months: str, *, factor: int = 1) -> Path:
    rows = [[number, name, "高新区", revenue * factor, "张工"] for number, (name, revenue) in enumerate(FIRMS, 1)]
    header = ["序号", "户名", "所属区域", f"{months}月销货额", "工会主席"]
    title = [f"规上企业台账（2016年{months}月）", "单位：万元"]
    return make_xlsx(folder / f"户表{months}.xlsx", header, *rows, title=title)


def choose(page: Page, letter: str, label: str) -> None:
    page.locator(f"#columns select[name={letter}]").select_option(label=label)


def say_kind(page: Page) -> None:
    page.locator("form[action$='/read/'] select[name=kind]").select_option("enterprises")
    page.locator("form[action$='/read/'] button[type=submit]").click()
    page.wait_for_load_state("load")


def read_so(page: Page) -> None:
    page.locator("#columns button[type=submit]").click()
    page.wait_for_load_state("load")


def test_columns_are_said_once_remembered_next_month_and_forgotten(page, phone, sign_in, tmp_path):
    page.context.guard.expected.add(400)  # the form of columns is refused once, on purpose
    sign_in(page, "econ")
    upload(page, sheet(tmp_path, "1-3"))
    say_kind(page)
    expect(page.locator("[role=alert]").first).to_contain_text("企业名称")
    expect(page.locator("#columns tbody tr")).to_have_count(5)
    assert_accessible(page)

    choose(page, "D", "主营业务收入")
    read_so(page)
    expect(page.locator("#columns .alert")).to_contain_text("企业名称")  # the sheet cannot be read without; what was chosen is still there
    expect(page.locator("#columns select[name=D] option:checked")).to_have_text("主营业务收入")
    choose(page, "B", "企业名称")
    read_so(page)
    assert [count(page, name) for name in ("new", "rejected")] == ["2", "0"]
    save(page, "all")
    assert_lists(page, "enterprises", 2)

    sign_in(phone, "econ")
    upload(phone, sheet(tmp_path, "1-4", factor=2))
    expect(phone.locator("main")).to_contain_text("按上次的列对应读取")
    expect(phone.locator("#columns .warn")).to_have_count(0)
    assert [count(phone, name) for name in ("changed", "rejected")] == ["2", "0"]
    assert_no_sideways_scroll(phone)
    assert_accessible(phone)
    phone.get_by_role("link", name="修改列对应").click()
    expect(phone.locator("#columns select[name=B] option:checked")).to_have_text("企业名称")
    assert_no_sideways_scroll(phone)
    assert_accessible(phone)
    save(phone, "all")
    assert_lists(phone, "enterprises", 2)

    upload(page, sheet(tmp_path, "1-5"))
    page.get_by_role("button", name="不再沿用").click()
    page.wait_for_load_state("load")
    expect(page.locator("[role=alert]").first).to_contain_text("没有认出“企业名称”列")
    say_kind(page)
    expect(page.locator("[role=alert]").first).to_contain_text("企业名称")
    expect(page.locator("#columns select[name=B] option:checked")).to_have_text("不导入")
