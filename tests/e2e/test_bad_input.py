"""What goes wrong in a month, as people do it: said where it was typed, with the way out, and everything else kept.

A sum that falls and files that are none are tried in test_month_grid, a stage without its evidence in test_stage_gate.
"""

import re

import pytest
from playwright.sync_api import expect

from scripts.office import served
from tests.e2e.guards import assert_accessible

pytestmark = pytest.mark.e2e
GRID = "/projects/month/"


@pytest.fixture(scope="module")
def office(furnished):
    """A month later than most journeys: nothing of July is reported yet."""
    with served(furnished, ZONE_TODAY="2016-08-03") as address:
        yield address


def project(page, name: str):
    return page.locator("tbody.project", has=page.get_by_role("link", name=name, exact=True))


def fill(row, cell: str, text: str) -> None:
    row.locator(f"[name^={cell}-]").fill(text)
    expect(row.locator("[data-state]")).to_contain_text("已保存")


def hand_in(page, row) -> None:
    with page.expect_navigation():
        row.get_by_role("button", name="提交").click()


def test_a_figure_above_the_total_is_refused_at_its_row_and_the_others_are_handed_in(page, sign_in):
    sign_in(page, "officer")
    page.goto(GRID)
    wrong, right = project(page, "精密铸件二期"), project(page, "高压电缆交联生产线")
    fill(wrong, "invest_ytd", "9999999")
    expect(wrong.locator("[data-said]")).to_contain_text(
        re.compile("已完成投资 [\\d,]+ 大于计划总投资 26,000：请先更正计划总投资，或核对这里的数字")
    )
    fill(wrong, "next_step", "核对监理月报")
    fill(right, "invest_month", "15")
    with page.expect_navigation():
        page.locator("#hand-in-all").click()
    expect(page.locator("#messages")).to_contain_text("1 个项目没有提交")
    expect(right.locator("[data-state]")).to_contain_text("已提交")
    expect(wrong.locator("[name^=invest_ytd-]")).to_be_focused()
    expect(wrong.locator("[name^=invest_ytd-]")).to_have_value("9999999")
    expect(wrong.locator("[name^=next_step-]")).to_have_value("核对监理月报")
    assert_accessible(page)


def test_a_month_to_come_says_when_it_opens(page, sign_in):
    sign_in(page, "officer")
    page.goto(f"{GRID}?period=2016-08")
    expect(page.locator("[role=alert]")).to_contain_text("8月25日开放")
    expect(page.locator("#hand-in-all")).to_have_count(0)
    page.goto(f"{GRID}?period=2016-09")
    expect(page.locator("[role=alert]")).to_contain_text("2016年9月尚未开始")


def test_the_same_grid_sent_twice_is_saved_once(page, sign_in):
    """Handed in, back by the browser's button, handed in again: the second changes nothing and says so."""
    sign_in(page, "officer")
    page.goto(GRID)
    row = project(page, "高纯镁砂竖窑节能改造")
    fill(row, "invest_month", "21")
    sent = page.evaluate("[...new FormData(document.getElementById('month'))].filter(([name, value]) => typeof value == 'string')")
    hand_in(page, row)
    expect(page.locator("#messages")).to_contain_text("已提交 1 个项目")
    act = row.get_by_role("button", name="提交").get_attribute("value")
    again = "async cells => (await fetch(location, {method: 'POST', body: new URLSearchParams(cells)})).text()"
    assert "已经提交过，没有重复保存" in page.evaluate(again, [*sent, ["act", act]])
    page.goto(row.get_by_role("link").first.get_attribute("href"))
    month = page.locator("section[aria-labelledby=months] tbody tr", has_text="2016年7月")
    expect(month.locator("td").nth(1)).to_have_text("21")
    month.locator("a").click()
    expect(page.locator("h1")).to_contain_text("2016年7月")
    expect(page.locator(".timeline > li")).to_have_count(1)


def test_a_second_report_of_the_same_month_changes_the_first(page, sign_in):
    """From two windows of one person: no second row, both versions in the history."""
    sign_in(page, "officer")
    other = page.context.new_page()
    for window in (page, other):
        window.goto(GRID)
    for window, amount in ((page, "31"), (other, "32")):
        row = project(window, "起重机智能焊接车间建设")
        row.locator("[name^=invest_month-]").fill(amount)
        hand_in(window, row)
    expect(other.locator("#messages")).to_contain_text("没有提交")
    row = project(other, "起重机智能焊接车间建设")
    expect(row.locator("[data-said]")).to_contain_text("请核对两边的内容，再提交一次")
    expect(row.locator("[name^=invest_month-]")).to_have_value("32")
    hand_in(other, row)
    expect(other.locator("#messages")).to_contain_text("已提交 1 个项目")
    other.goto(row.get_by_role("link").first.get_attribute("href"))
    months = other.locator("section[aria-labelledby=months] tbody tr", has_text="2016年7月")
    expect(months).to_have_count(1)
    expect(months.locator("td").nth(1)).to_have_text("32")


def test_two_people_in_one_grid_see_both_values(open_context, sign_in):
    officer, liaison = (open_context().new_page() for _person in range(2))
    for window, account in ((officer, "officer"), (liaison, "liaison")):
        sign_in(window, account)
        window.goto(GRID)
    name = "矿用智能监控系统"
    fill(project(officer, name), "next_step", "月底前完成验收")
    fill(project(liaison, name), "next_step", "联系供电部门送电")
    fill(project(officer, name), "invest_month", "12")
    fill(project(liaison, name), "invest_month", "12")
    hand_in(officer, project(officer, name))
    expect(officer.locator("#messages")).to_contain_text("已提交 1 个项目")
    hand_in(liaison, project(liaison, name))
    said = project(liaison, name).locator("[data-said]")
    expect(said).to_contain_text("李丁松 填的是：月底前完成验收。您填的仍在这里，再次提交即替换。")
    expect(project(liaison, name).locator("[name^=next_step-]")).to_have_value("联系供电部门送电")
    expect(project(liaison, name).locator("[name^=next_step-]")).to_be_focused()
    assert_accessible(liaison)
    hand_in(liaison, project(liaison, name))
    expect(project(liaison, name).locator("[data-state]")).to_contain_text("已提交")
    expect(project(liaison, name)).to_contain_text(re.compile("朱甲敏 ?代 ?李丁松"))


def test_production_before_the_start_is_said_at_its_day(page, sign_in):
    page.context.guard.expected.add(422)
    sign_in(page, "invest")
    page.goto("/projects/?q=环保除尘装备")
    page.locator("[data-row] a").first.click()
    page.get_by_role("link", name="进入下一环节：投产").click()
    page.locator("[name=entered_on]").fill("2015-03-01")
    page.locator("[name=note]").fill("设备联动试车")
    page.get_by_role("button", name="进入：投产").click()
    expect(page.locator("#errors")).to_contain_text("投产早于开工（2015-04-15）：请更正本日期，或先更正开工日期。")
    expect(page.locator("[name=note]")).to_have_value("设备联动试车")
    assert_accessible(page)


def test_a_month_locked_while_one_types_keeps_what_was_typed(open_context, sign_in):
    """The last of this file: the month stays locked."""
    officer, econ = (open_context().new_page() for _person in range(2))
    sign_in(officer, "officer")
    officer.goto(GRID)
    row = project(officer, "汽车转向器零部件扩能")
    fill(row, "next_step", "组织竣工验收")
    sign_in(econ, "econ")
    econ.goto("/projects/months/")
    month = econ.locator("tbody tr", has_text="2016年7月")
    month.locator("summary").click()
    month.get_by_role("button", name="锁定2016年7月").click()
    econ.get_by_role("button", name="仍要锁定2016年7月").click()
    expect(econ.locator("#messages")).to_contain_text("2016年7月已锁定")
    hand_in(officer, row)
    expect(officer.locator("main")).to_contain_text("2016年7月已由尤丙铭于")
    expect(officer.locator("main")).to_contain_text("由主管部门更正，或请统计部门重新开放该月")
    expect(row).to_contain_text("下步计划：组织竣工验收")
    expect(row.get_by_role("button", name="丢弃")).to_be_visible()
    expect(row.locator("[name^=next_step-]")).not_to_be_editable()
    assert_accessible(officer)
