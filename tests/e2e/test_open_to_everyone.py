"""One page of each kind in the house, the back office included, is open to everyone: WCAG 2.2 AA by axe, nothing left out.

Kinds are not listed here: they are the addresses of the resolver and what the pages lead to, so that a new page is walked from its first
day. A page that takes a record from its address is found by a link to it, as a person finds it.
"""

from collections import deque
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.urls import Resolver404, resolve, reverse
from playwright.sync_api import Error

from tests.access.expectations import PAGE, expectation
from tests.access.people import PEOPLE
from tests.access.test_access import addresses
from tests.e2e.guards import violations

pytestmark = pytest.mark.e2e

# Together they see everything; what one of them was shown is not looked at again by the next.
ACCOUNTS = ["econ", "sysadmin", "secadmin", "auditor", "stats", "officer", "leader"]
# A part that a list fetches for itself may come late.
LOADED = ".htmx-request"


def traits(address: str) -> set[tuple[str, str]]:
    """The view, and each parameter: one look at a page that is sorted, or narrowed to what is late, serves for all.

    Raises Resolver404 for what is no page of the house.
    """
    parts = urlsplit(address)
    return {("view", resolve(parts.path).view_name), *(("parameter", name) for name, _ in parse_qsl(parts.query, keep_blank_values=True))}


def is_page(answer) -> bool:
    return answer.status == 200 and "text/html" in answer.headers["content-type"] and "<html" in answer.text()[:600]


def is_open_to_anybody(view: str) -> bool:
    return any(expectation(view, "GET").verdict("GET", person, {}, None) == PAGE for person in PEOPLE)


def opened(page, address: str) -> bool:
    """Go there. What leads elsewhere, and a file, is no page."""
    try:
        answer = page.goto(address)
    except Error as error:
        if "Download is starting" in error.message:
            return False
        raise
    return answer.request.redirected_from is None and is_page(answer)


def open_lists() -> list[str]:
    """The lists and empty forms of the back office that the rights matrix opens to anybody."""
    ours = [view for view, _ in addresses() if view.startswith("admin:") and view.endswith(("_changelist", "_add"))]
    return [view for view in ours if is_open_to_anybody(view)]


def links(page) -> list[str]:
    found = page.locator("a[href]").evaluate_all("all => all.map(a => a.href.split('#')[0])")
    office = page.evaluate("location.origin")
    return list(dict.fromkeys(href.removeprefix(office) for href in found if href.startswith(office)))


def new_pages(page, seen: set) -> Iterator[str]:
    """Open whatever shows something that is not in `seen` yet; the addresses, each with its page open."""
    bare = [reverse(view) for view, arguments in addresses() if not arguments]
    # What is refused to this account is not opened: the guard takes every refusal for a mistake, as one behind a link would be.
    queue = deque(address for address in bare if not traits(address) <= seen and is_page(page.request.get(address, max_redirects=0)))
    asked = set()
    while queue:
        address = queue.popleft()
        try:
            found = traits(address)
        except Resolver404:
            continue
        if address in asked or found <= seen:
            continue
        asked.add(address)
        if not opened(page, address):
            continue
        seen |= found
        page.locator(LOADED).first.wait_for(state="detached")
        yield address
        queue.extend(links(page))


def test_one_page_of_each_kind_is_open_to_everyone(open_context, sign_in):
    seen, wrong = set(), []
    for account in ACCOUNTS:
        page = open_context().new_page()
        sign_in(page, account)
        for address in new_pages(page, seen):
            wrong += [f"{account} {address}: {words}" for words in violations(page)]
        page.close()
    assert wrong == []
    walked = {name for what, name in seen if what == "view"}
    assert sorted(set(open_lists()) - walked) == []
