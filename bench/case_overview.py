"""The overview over 100,000 projects with twelve months each: the whole zone from lines that are kept, a part of it added up."""

from collections.abc import Iterable

from bench.case_frame import BASE, opener
from bench.stopwatch import Case

GOAL, STATEMENTS = 6, 20


def cases(visitor) -> Iterable[Case]:
    leader = visitor("leader")
    against = opener(leader, BASE)
    for way, query in [("technical upgrades", ""), ("investment projects", "?kind=investment")]:
        yield Case(f"overview, {way}", "base page", opener(leader, f"/overview/{query}"), against, goal=GOAL, statements=STATEMENTS)
    # What nobody keeps is added up: said, not promised.
    yield Case("overview, a past month", "base page", opener(leader, "/overview/?period=2016-03"), against, None, STATEMENTS, times=3)
    for account, words in [("deputy", "a deputy's departments"), ("xsq", "a district"), ("head", "a department")]:
        client = visitor(account)
        yield Case(f"overview, {words}", "base page", opener(client, "/overview/"), opener(client, BASE), None, STATEMENTS, times=3)
    sums = opener(leader, "/projects/sums/")
    yield Case("the line of sums above the projects", "base page", sums, against, None, STATEMENTS, times=3)
