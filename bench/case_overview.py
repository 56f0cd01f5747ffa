"""The overview over 100,000 projects with twelve months each, as it is kept from look to look, and made anew after a report."""

from collections.abc import Callable, Iterable
from unittest import mock

from bench.case_frame import BASE, opener
from bench.case_grid import sender
from bench.stopwatch import Case

GOAL, STATEMENTS = 6, 20


def cases(visitor) -> Iterable[Case]:
    leader = visitor("leader")
    against, report = opener(leader, BASE), sender(visitor("officer"), rows=1)
    for way, query in [("technical upgrades", ""), ("investment projects", "?kind=investment")]:
        look = opener(leader, f"/overview/{query}")
        yield Case(f"overview, {way}, kept", "base page", look, against, goal=GOAL, statements=STATEMENTS)
        name = f"overview, {way}, after a report"
        yield Case(name, "base page", look, against, goal=GOAL, statements=STATEMENTS, before=report)
    # A past month is added up from its rows: said, not promised.
    past = anew(opener(leader, "/overview/?period=2016-03"))
    yield Case("overview, a past month, made anew", "base page", past, against, None, STATEMENTS, times=3)
    for account, words in [("deputy", "a deputy's departments"), ("xsq", "a district"), ("head", "a department")]:
        client = visitor(account)
        look, base = opener(client, "/overview/"), opener(client, BASE)
        yield Case(f"overview, {words}, made anew", "base page", anew(look), base, None, STATEMENTS, times=3)
    sums = opener(leader, "/projects/sums/")
    yield Case("the line of sums above the projects", "base page", sums, against, None, STATEMENTS, times=3)


def anew(look: Callable[[], object]) -> Callable[[], object]:
    """The same look where nothing of the page has been kept."""

    def run() -> None:
        with mock.patch("config.overview.kept", lambda look, besides, make: make()[1:]):
            look()

    return run
