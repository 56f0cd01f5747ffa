"""进入下一环节 as an officer lives it: all gaps at once, filled in place and kept; the step leaves its line with its days."""

import os

import pytest
from playwright.sync_api import expect

from tests.e2e.guards import assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.e2e
PICTURE = {"name": "开工现场.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(64)}
FACTS = {
    "agreed_investment": "13000",
    "company_code": "91210800000001011R",
    "registered_capital": "2000",
    "filing_number": "营高发改备〔2016〕8号",
    "construction_permit": "210804201606280101",
}


def shot(page, name: str) -> None:
    """A picture of the whole page, where somebody wants to look at it (SHOTS names the folder)."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def open_project(page, name: str) -> None:
    page.goto(f"/projects/?q={name}")
    page.locator("[data-row] a").first.click()
    page.wait_for_load_state("load")


def test_an_officer_takes_a_project_through_the_gate(page, sign_in):
    page.context.guard.expected.add(422)
    sign_in(page, "officer")
    open_project(page, "智能停车装备")
    page.get_by_role("link", name="进入下一环节：开工").click()
    expect(page.locator("#step")).to_have_text("前期 → 开工")
    expect(page.get_by_text("还缺7项：")).to_be_visible()
    expect(page.locator("main")).to_contain_text("场地平整、拆迁、临时道路不算开工")
    assert_accessible(page)
    shot(page, "gate-officer-1366")

    page.locator("[name=agreed_investment]").fill(FACTS["agreed_investment"])
    page.get_by_role("button", name="只保存已填内容").click()
    expect(page.locator("#messages")).to_contain_text("已保存：协议投资额（万元）。项目仍在原环节。")
    expect(page.get_by_text("还缺6项：")).to_be_visible()

    page.locator("[name=entered_on]").fill("2016-06-28")
    page.locator("[name=note]").fill("6月28日首根桩基施打")
    page.locator("[name=upload_paper_started]").set_input_files(PICTURE)
    page.get_by_role("button", name="进入：开工").click()
    expect(page.locator("#errors li")).to_have_count(5)
    expect(page.locator("[name=note]")).to_have_value("6月28日首根桩基施打")
    expect(page.locator("[name=chosen_paper_started] option:checked")).to_have_text("开工现场.png")
    assert_accessible(page)
    shot(page, "gate-officer-refused-1366")

    page.locator("[name=agreement_kind]").select_option("contract")
    for name, value in FACTS.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="进入：开工").click()
    expect(page.locator("section[aria-labelledby=stages]")).to_contain_text("“智能停车装备”现处于：开工")
    row = page.locator("section[aria-labelledby=stages] tbody tr").first
    expect(row).to_contain_text("2016-06-28")
    expect(row).to_contain_text("开工现场.png")
    expect(row.locator("td.number")).to_have_text("8")
    assert_accessible(page)
    shot(page, "project-officer-1366")


def test_the_bureau_puts_a_stage_right_and_a_framework_agreement_stays_in_talks(page, sign_in):
    page.context.guard.expected.add(422)
    sign_in(page, "invest")
    open_project(page, "矿用救生舱")
    page.get_by_role("link", name="进入下一环节：签约").click()
    page.locator("[name=agreement_kind]").select_option("framework")
    page.get_by_role("button", name="进入：签约").click()
    expect(page.locator("#errors")).to_contain_text("框架协议、意向协议不是正式合同，项目仍留在“在谈”环节")
    shot(page, "gate-invest-framework-1366")

    open_project(page, "矿用救生舱")
    page.get_by_role("link", name="更正日期").first.click()
    page.locator("[name=entered_on]").fill("2016-01-28")
    page.locator("[name=reason]").fill("以洽谈纪要为准")
    assert_accessible(page)
    shot(page, "correct-invest-1366")
    page.get_by_role("button", name="更正日期").click()
    expect(page.locator("section[aria-labelledby=stages]")).to_contain_text("“在谈”日期 2016-01-26 → 2016-01-28（以洽谈纪要为准）")


def test_a_liaison_sends_the_step_to_the_bureau_which_takes_it_from_its_list(open_context, sign_in):
    liaison, econ = (open_context().new_page() for _person in range(2))
    name = "石墨电极焙烧脱硫改造"
    sign_in(liaison, "liaison")
    liaison.goto("/todo/?what=stage")
    liaison.locator("[data-row]", has_text=name).get_by_role("link", name="查看").click()
    expect(liaison.locator("#step")).to_have_text("前期 → 开工")
    liaison.locator("section[aria-labelledby=asked]").get_by_role("link", name="提请主管部门").click()
    liaison.locator("textarea[name=text]").fill(f"{name}已于6月29日开工，请办理")
    assert_accessible(liaison)
    liaison.locator("form.remind-form button[type=submit]").click()
    expect(liaison.locator("main")).to_contain_text("已于6月29日开工")
    expect(liaison.locator("main")).to_contain_text("尤丙铭")

    sign_in(econ, "econ")
    econ.goto("/todo/?what=reminder")
    econ.locator("[data-row]", has_text="已于6月29日开工").locator("a.btn-primary").click()
    econ.locator("main a[href*='/gate/?stage=started']").click()
    econ.locator("[name=entered_on]").fill("2016-06-29")
    econ.locator("[name=filing_number]").fill("营高发改备〔2016〕9号")
    econ.locator("[name=upload_paper_started]").set_input_files(PICTURE)
    econ.get_by_role("button", name="进入：开工").click()
    row = econ.locator("section[aria-labelledby=stages] tbody tr").first
    expect(row).to_contain_text("2016-06-29")
    expect(row).to_contain_text("尤丙铭")
    expect(row.locator("td.number")).to_have_text("7")


@pytest.mark.parametrize(("account", "name"), [("officer", "智能停车装备"), ("econ", "智能停车装备"), ("liaison", "智能停车装备")])
def test_the_gate_is_whole_on_a_phone_for_whoever_sees_the_project(phone, sign_in, account, name):
    sign_in(phone, account)
    open_project(phone, name)
    assert_no_sideways_scroll(phone)
    phone.locator("section[aria-labelledby=stages] p a").first.click()
    expect(phone.locator("h1")).to_contain_text("进入下一环节")
    assert_no_sideways_scroll(phone)
    assert_accessible(phone)
    shot(phone, f"gate-{account}-390")
