"""审核 from both sides: a queue passed and returned, the returned report back with its reason, a locked month corrected, a light
by hand."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.guards import assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.e2e
QUEUE = "/projects/review/"
NAME, REASON, MENDED = "起重机智能焊接车间建设", "累计与付款凭证不符，请核对", "首批设备到货，凭证已核对"


def row_of(page, name: str):
    return page.locator("[data-row]", has_text=name)


def tick(page, *names: str) -> None:
    for name in names:
        row_of(page, name).locator("input[name=report]").check()


def decide(page, decision: str) -> None:
    with page.expect_navigation():
        page.locator(f"#review button[name=decision][value={decision}]").click()


def open_project(page, name: str) -> None:
    page.goto(f"/projects/?q={name}")
    page.locator("[data-row] a", has_text=name).first.click()
    page.wait_for_load_state("load")


def test_a_queue_is_passed_in_batch_and_a_returned_report_comes_back_mended(open_context, sign_in):
    econ, officer = (open_context().new_page() for _person in range(2))
    sign_in(econ, "econ")
    econ.goto(QUEUE)
    waiting = int(econ.locator("[data-total]").get_attribute("data-total"))
    expect(row_of(econ, NAME)).to_contain_text(re.compile("天前报送|昨天报送|今天报送"))
    assert_accessible(econ)
    tick(econ, "高压阀门精密铸造升级", "高压电缆交联生产线")
    decide(econ, "confirm")
    expect(econ.locator("#messages")).to_contain_text("2")
    expect(econ.locator("[data-total]")).to_have_attribute("data-total", str(waiting - 2))

    econ.context.guard.expected.add(422)  # a return without words is refused, and keeps what is ticked
    tick(econ, NAME)
    decide(econ, "return")
    expect(econ.locator("#refusal")).to_contain_text("退回")
    expect(row_of(econ, NAME).locator("input[name=report]")).to_be_checked()
    assert_accessible(econ)
    econ.locator("#note").fill(REASON)
    decide(econ, "return")
    expect(row_of(econ, NAME)).to_have_count(0)

    sign_in(officer, "officer")
    officer.goto("/todo/")
    back = row_of(officer, REASON)
    expect(back).to_contain_text(NAME)
    expect(back).to_contain_text("尤丙铭")
    assert_accessible(officer)
    back.locator("a.btn-primary").click()
    project = officer.locator("tbody.project", has_text=NAME)
    expect(project).to_contain_text(REASON)
    words = project.locator("[name^=physical_progress-]")
    words.fill(MENDED)
    expect(project.locator("[data-state]")).to_contain_text("已保存")
    with officer.expect_navigation():
        officer.locator("#hand-in-all").click()
    officer.goto("/todo/")
    expect(row_of(officer, REASON)).to_have_count(0)

    econ.goto(QUEUE)
    expect(row_of(econ, NAME)).to_contain_text("今天报送")
    row_of(econ, NAME).locator("a", has_text=NAME).click()
    expect(econ.locator("main")).to_contain_text(MENDED)
    expect(econ.locator("main")).to_contain_text(REASON)
    assert_accessible(econ)
    with econ.expect_navigation():
        econ.locator("button[name=decision][value=confirm]").click()
    expect(row_of(econ, NAME)).to_have_count(0)


def test_one_report_is_weighed_and_passed_on_one_page(page, sign_in):
    """Figures beside the month before, words, evidence, who filed it, and the decision: nothing else has to be opened."""
    sign_in(page, "econ")
    page.goto(QUEUE)
    name = "高纯镁砂竖窑节能改造"
    row_of(page, name).get_by_role("link", name=name, exact=True).click()
    for part in ("figures", "words", "filing"):
        expect(page.locator(f"section[aria-labelledby={part}]")).to_be_visible()
    expect(page.locator("section[aria-labelledby=figures] thead")).to_contain_text("2016年5月2016年6月差异")
    page.get_by_role("button", name="通过").click()
    expect(page.locator("#messages")).to_contain_text("1")
    page.goto(QUEUE)
    expect(row_of(page, name)).to_have_count(0)


def test_who_reported_does_not_find_his_own_report_in_the_queue(page, sign_in):
    sign_in(page, "invest")
    page.goto(f"{QUEUE}?state=submitted")
    expect(row_of(page, "精密铸件二期")).to_have_count(1)
    expect(row_of(page, "环保除尘装备")).to_have_count(0)
    expect(page.locator("[data-row] td", has_text="许丁启")).to_have_count(0)


def test_a_report_of_a_locked_month_is_corrected_and_both_versions_stay(page, sign_in):
    page.context.guard.expected.add(422)
    sign_in(page, "econ")
    page.goto("/projects/months/")
    locked = page.locator("tbody tr", has_text="2016年2月")
    expect(locked).to_contain_text("已锁定")
    expect(locked).to_contain_text("尤丙铭")
    page.goto(f"{QUEUE}?state=confirmed&period=2016-02")
    row_of(page, "数控龙门铣镗加工线改造").locator("a", has_text="数控龙门铣镗加工线改造").click()
    page.locator("a[href$='/correct/']").click()
    month = page.locator("[name=invest_month]")
    before = month.input_value()
    month.fill("61")
    page.locator("form.entry button[type=submit]").click()
    expect(page.locator("#errors")).to_be_visible()
    expect(month).to_have_value("61")
    assert_accessible(page)
    page.locator("[name=difference_reason]").select_option("mistake")
    page.locator("[name=difference_note]").fill("二月付款凭证补录")
    page.locator("form.entry button[type=submit]").click()
    versions = page.locator(".timeline")
    expect(versions).to_contain_text("二月付款凭证补录")
    changed = versions.locator("li li", has_text="本月完成投资").first
    assert float(changed.locator(".old").inner_text().replace(",", "")) == float(before.replace(",", ""))
    expect(changed).to_contain_text("61")
    assert_accessible(page)


def test_a_light_is_set_by_hand_on_a_leaders_word_and_ended_again(page, sign_in):
    page.context.guard.expected.add(422)
    sign_in(page, "supervisor")
    open_project(page, NAME)
    page.locator("a[href$='/light/']").click()
    page.locator("[name=light]").select_option("red")
    page.locator("[name=expires_on]").fill("2016-07-20")
    page.locator("form.entry button[type=submit]").click()
    expect(page.locator("#errors li")).to_have_count(2)
    assert_accessible(page)
    page.locator("[name=reason]").fill("现场核查进度不实")
    page.locator("[name=approved_by]").select_option(label="钱乙清")
    page.locator("form.entry button[type=submit]").click()
    held = page.locator(".override-list li", has_text="现场核查进度不实")
    expect(held).to_contain_text("红灯")
    expect(held).to_contain_text("钱乙清")
    expect(held).to_contain_text("2016-07-20")
    assert_accessible(page)
    held.locator("button[type=submit]").click()
    expect(page.locator(".override-list li", has_text="现场核查进度不实").locator("button")).to_have_count(0)


@pytest.mark.parametrize(
    ("account", "address"), [("econ", QUEUE), ("head", QUEUE), ("stats", "/projects/months/"), ("econ", "/projects/lights/")]
)
def test_pages_of_the_review_are_whole_at_a_desk_and_on_a_phone(page, phone, sign_in, account, address):
    for window in (page, phone):
        sign_in(window, account)
        window.goto(address)
        expect(window.locator("h1")).to_have_count(1)
        assert_no_sideways_scroll(window)
        assert_accessible(window)
