"""The two lists with 100,000 rows each against the base page: first page and last, filtered, sorted, searched."""

import re
from collections.abc import Iterable

from bench.case_frame import BASE, opener
from bench.crowd import RARE
from bench.stopwatch import Case

GOAL, STATEMENTS = 5, 12

SEARCHES = [
    ("few", RARE),
    ("none", "龘龘"),
    ("2 characters, 1 row in 16 or 8", "宏远"),
    ("2 characters, nearly all", "公司"),
    ("initials", "weszt"),
]


def cases(visitor) -> Iterable[Case]:
    client = visitor("econ")
    against = opener(client, BASE)
    for noun, url, ways in lists():
        for way, query in ways:
            first = f"{url}?{query}" if query else url
            last = last_page(client, first)
            yield Case(f"{noun}, {way}", "base page", opener(client, first), against, goal=GOAL, statements=STATEMENTS)
            if last != first:
                yield Case(f"{noun}, {way}, last page", "base page", opener(client, last), against, goal=GOAL, statements=STATEMENTS)


def last_page(client, url: str) -> str:
    """The address of a list's last page, as its own pager gives it; its own address where there is one page only."""
    numbers = [int(number) for number in re.findall(r'href="\?(?:[^"]*&amp;)?page=(\d+)', client.get(url).content.decode())]
    return f"{url}{'&' if '?' in url else '?'}page={max(numbers)}" if numbers else url


def lists() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Name, address, and the queries of each list with what they are called."""
    from zone.models import Department, District, User

    district = District.objects.order_by("pk").values_list("pk", flat=True)[0]
    department = Department.objects.order_by("pk").values_list("pk", flat=True)[0]
    officer = User.objects.get(username="officer").pk
    searches = [(f"searched: {words}", f"q={text}") for words, text in SEARCHES]
    together = ("searched: 2 characters, within a filter", f"q=宏远&district={district}")
    enterprises = [
        ("plain", ""),
        ("1 filter", f"district={district}"),
        ("3 filters", f"district={district}&above_scale=no&high_tech=yes"),
        ("sorted by state", "sort=state"),
        ("sorted by state, falling", "sort=-state"),
        *searches,
        together,
    ]
    projects = [
        ("plain", ""),
        ("1 filter", f"district={district}"),
        ("1 filter, department", f"department={department}"),
        ("3 filters", f"kind=tech_upgrade&district={district}&officer={officer}"),
        ("sorted by stage", "sort=stage"),
        ("sorted by plan, falling", "sort=-plan"),
        ("sorted by movement", "sort=moved"),
        ("sorted by completion", "sort=completion"),
        ("sorted by completion, falling", "sort=-completion"),
        ("sorted by completion, 2 filters", f"sort=completion&kind=tech_upgrade&district={district}"),
        ("red", "light=red"),
        ("worse than the month before", "changed=worse"),
        ("late", "late=any"),
        ("late to start, sorted", "late=start&sort=start"),
        ("still for 60 days", "still=60"),
        ("not reported", "not_reported=2016-06"),
        *searches,
        together,
    ]
    return [("enterprises", "/enterprises/", enterprises), ("projects", "/projects/", projects)]
