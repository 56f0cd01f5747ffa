"""What no page may do, whatever it shows: complain in the console, break the content security policy, ask another host, shut people out."""

from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Guard:
    """Listens to all pages of one browser and remembers what went wrong.

    `expected` holds the statuses that a journey provokes on purpose, such as 403 for a locked account: the browser reports those on its
    console too.
    """

    def __init__(self, context: BrowserContext, office: str) -> None:
        self.office = office
        self.wrong: list[str] = []
        self.expected: set[int] = set()
        context.on("console", self._console)
        context.on("weberror", lambda error: self.wrong.append(f"script error: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)
        context.guard = self

    def _console(self, message: ConsoleMessage) -> None:
        reported_status = "Failed to load resource" in message.text and any(str(status) in message.text for status in self.expected)
        if message.type in {"error", "warning"} and not reported_status:
            self.wrong.append(f"console {message.type} on {message.page.url if message.page else '?'}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.office}/", "data:", "blob:", "about:")):
            self.wrong.append(f"request to another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.wrong.append(f"{response.status} from {response.url}")
        if response.request.resource_type == "document" and "default-src" not in response.headers.get("content-security-policy", ""):
            self.wrong.append(f"no content security policy on {response.url}")

    def assert_clean(self) -> None:
        assert self.wrong == [], "\n".join(self.wrong)


def violations(page: Page) -> list[str]:
    """Whatever breaks WCAG 2.2 A and AA anywhere on the page as it stands, nothing left out; a line for each rule."""
    if not AXE.exists():
        raise FileNotFoundError(f"{AXE} is missing: npm ci")
    # As a value to evaluate, not as a script element: the page's own policy would rightly refuse that one.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "tags => axe.run(document, {preload: false, resultTypes: ['violations'], runOnly: {type: 'tag', values: tags}})", WCAG
    )["violations"]
    return [f"{v['id']} ({v['impact']}): {v['help']}: {', '.join(str(node['target']) for node in v['nodes'][:3])}" for v in found]


def assert_accessible(page: Page) -> None:
    """No page breaks a rule of `violations`."""
    lines = violations(page)
    assert lines == [], "\n".join(lines)


def assert_no_sideways_scroll(page: Page) -> None:
    """The page is no wider than its window, so that a phone scrolls down only."""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
