"""The frame that every page pays for, against the least that a signed-in view can answer."""

from collections.abc import Callable, Iterable

from bench.stopwatch import Case

BASE, BARE = "/bench/frame/", "/bench/bare/"


def opener(client, url: str) -> Callable[[], object]:
    """A visit that fails where the page does: nothing is faster than an error page."""

    def visit() -> None:
        answer = client.get(url)
        if answer.status_code != 200:
            raise RuntimeError(f"{url} answered {answer.status_code}")

    return visit


def cases(visitor) -> Iterable[Case]:
    for account in ("econ", "officer", "leader"):
        client = visitor(account)
        yield Case(f"base page, {account}", "bare answer", opener(client, BASE), opener(client, BARE), goal=8, statements=6, times=60)
