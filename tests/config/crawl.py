"""Follow the links of the site as one person and hold every page against what pages must be."""

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from django.test import Client

PAGES = 45  # of one person
ALIKE = 3  # pages of one shape that are opened without a count to prove
COUNTS_ALIKE = 8  # counts that open lists of one shape
NOT_PAGES = re.compile(r"^/static/|/sign-out/|jsi18n|mailto:|format=|/export|\.(xlsx|xls|csv|docx|pdf|json|zip)($|\?)")
ENGLISH = re.compile(r"(?:\b[A-Za-z]{2,}\b[ ,.]+){2,}\b[A-Za-z]{3,}\b")
NO_PROSE = re.compile(r"\S*\w[./@]\w\S*|\.\w+")  # addresses, file names
UNREAD = {"script", "style", "code", "pre", "textarea", "svg"}


@dataclass
class Page(HTMLParser):
    """What a browser would find.

    `lists`: [what data-total says, rows marked data-row]; `links`: (address, count that it promises or None).
    """

    lang: str = ""
    tags: Counter = field(default_factory=Counter)
    links: list = field(default_factory=list)
    lists: list = field(default_factory=list)
    resources: list = field(default_factory=list)
    inline: list = field(default_factory=list)
    texts: list = field(default_factory=list)
    unread: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        told = dict(attrs)
        self.tags[tag] += 1
        self.unread += tag in UNREAD
        if tag == "html":
            self.lang = told.get("lang") or ""
        if tag == "a" and told.get("href"):
            self.links.append((told["href"], told.get("data-count")))
        if told.get("hx-get"):
            self.links.append((told["hx-get"], None))
        if "data-total" in told:
            self.lists.append([int(told["data-total"]), 0])
        if "data-row" in told and self.lists:
            self.lists[-1][1] += 1
        self.resources += [told[name] for name in ("src", "srcset") if told.get(name)]
        self.resources += [told["href"]] if tag == "link" else []
        if (tag == "script" and not told.get("src") and told.get("type") != "application/json") or tag == "style":
            self.inline.append(tag)
        self.inline += [name for name in told if name.startswith("on") or name == "style"]

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in UNREAD

    def handle_data(self, data: str) -> None:
        if not self.unread and data.strip():
            self.texts.append(data.strip())


@dataclass
class Visit:
    """What one person met: `counts` (promised on a link and held by its list), pages opened, and what is wrong, in words."""

    pages: int = 0
    counts: int = 0
    wrong: list[str] = field(default_factory=list)


def visit(client: Client, start: str = "/", *, language: str = "zh-hans", left=None) -> Visit:
    """Breadth first from `start`. Pages of one shape (the same path but for numbers, the same keys) are sampled, not walked.

    `left` says what another language left behind among the texts of a page in `language`.
    """
    met, queue, seen, alike = Visit(), deque([(start, None, "the start")]), set(), Counter()
    while queue and met.pages < PAGES:
        address, promised, source = queue.popleft()
        kind = (shape(address), promised is None)
        if (address, promised) in seen or alike[kind] >= (ALIKE if promised is None else COUNTS_ALIKE):
            continue
        seen.add((address, promised))
        alike[kind] += 1
        met.pages += 1
        response = client.get(address, follow=True)
        if response.status_code >= 400:
            met.wrong.append(f"{address}: {response.status_code} (linked from {source})")
        elif "html" in response["Content-Type"]:
            final = response.redirect_chain[-1][0] if response.redirect_chain else address
            page = Page()
            page.feed(response.content.decode())
            met.wrong += [
                f"{address} (linked from {source}): {fault}"
                for fault in faults(page, response, promised, language=language, left=left or english)
            ]
            met.counts += promised is not None
            queue += [(target, count, address) for target, count in onward(page, final)]
    return met


def shape(address: str) -> str:
    parts = urlsplit(address)
    return re.sub(r"\d+", "N", parts.path) + "?" + ",".join(sorted(key for key, _ in parse_qsl(parts.query, keep_blank_values=True)))


def onward(page: Page, address: str):
    """Where the page leads on this site, with the counts that its links promise."""
    for link, count in page.links:
        target = urldefrag(urljoin(address, link)).url
        if target.startswith("/") and not target.startswith("//") and not NOT_PAGES.search(target):
            yield target, None if count is None else int(count)


def english(texts: list[str]) -> list[str]:
    return [f"English left: {text}" for text in texts if ENGLISH.search(NO_PROSE.sub(" ", text))][:3]


def faults(page: Page, response, promised: int | None, *, language: str = "zh-hans", left=english):
    policy = response.headers.get("Content-Security-Policy", "")
    if not re.search(r"default-src '(none|self)'", policy) or "unsafe-" in policy:
        yield f"policy {policy!r}"
    if page.inline:
        yield f"inline {page.inline}"
    if page.tags["html"] and (page.lang != language or not page.tags["title"] or not page.tags["h1"]):
        yield f"lang {page.lang!r}, {page.tags['title']} titles, {page.tags['h1']} h1"
    if promised is not None and [total for total, _ in page.lists[:1]] != [promised]:
        yield f"the count said {promised}, the list says {page.lists[:1]}"
    for total, rows in page.lists:
        if not (rows == total or 0 < rows < total):
            yield f"data-total {total} over {rows} rows"
    foreign = [address for address in page.resources if urlsplit(address).netloc]
    if foreign:
        yield f"asks other hosts: {foreign}"
    yield from left(page.texts)
