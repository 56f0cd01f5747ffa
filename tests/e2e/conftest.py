"""What a journey may ask for: the demo office as `make run` serves it, a browser, and pages that fail on their own mistakes.

Every module gets an office of its own (a copy of one that was furnished once), so that journeys may change what they like.
"""

import fcntl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from scripts.office import BROWSER_FLAGS, DESK, PHONE, chromium, furnish, served
from tests.e2e.guards import Guard, assert_accessible

LONGEST = "test_open_to_everyone.py"


def pytest_collection_modifyitems(items) -> None:
    """The longest walk begins first, so that two workers end at about the same time."""
    items.sort(key=lambda item: item.path.name != LONGEST)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory, worker_id) -> Path:
    """One office for all workers: the first of them makes it, the others wait for it."""
    if worker_id == "master":
        folder = tmp_path_factory.mktemp("furnished")
        furnish(folder)
        return folder
    shared = tmp_path_factory.getbasetemp().parent
    with (shared / "furnishing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = shared / "furnished"
        if not folder.exists():
            furnish(shared / "unfinished")
            (shared / "unfinished").rename(folder)
    return folder


@pytest.fixture(scope="module")
def office(furnished) -> Iterator[str]:
    """The address of a fresh demo office."""
    with served(furnished) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=BROWSER_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_context(browser, office) -> Iterator[Callable[..., BrowserContext]]:
    """Open a guarded browser of one person: `open_context(viewport=PHONE)`. Its guard is held against the pages when the test ends."""
    opened: list[tuple[BrowserContext, Guard]] = []

    def open_one(**options) -> BrowserContext:
        context = browser.new_context(base_url=office, locale="zh-CN", **{"viewport": DESK, **options})
        context.set_default_timeout(10_000)
        opened.append((context, Guard(context, office)))
        return context

    yield open_one
    for context, _guard in opened:
        context.close()
    for _context, guard in opened:
        guard.assert_clean()


@pytest.fixture
def page(open_context) -> Page:
    """A page at a desk, 1366 × 768."""
    return open_context().new_page()


@pytest.fixture
def phone(open_context) -> Page:
    """A page on a phone, 390 wide, with touch."""
    return open_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()


@pytest.fixture
def sign_in() -> Callable[[Page, str], None]:
    """Sign an account in and land on its home page: `sign_in(page, "econ")`."""
    from config.demo.accounts import PASSWORD

    def go(page: Page, account: str, password: str = PASSWORD) -> None:
        page.goto("/")
        page.locator("input[name=username]").fill(account)
        page.locator("input[name=password]").fill(password)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_load_state("load")

    return go


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    return assert_accessible
