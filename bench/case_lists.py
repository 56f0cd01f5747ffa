"""The two lists with 100,000 rows each against the base page: first page and last, filtered, sorted, searched."""

import re
from collections.abc import Iterable

from bench.case_frame import BASE, opener
from bench.stopwatch import Case

GOAL, STATEMENTS = 5, 12


def last_page(client, url: str) -> str:
    """The address of a list's last page, as its own pager gives it."""
    numbers = [int(number) for number in re.findall(r'href="\?(?:[^"]*&amp;)?page=(\d+)', client.get(url).content.decode())]
    return f"{url}?page={max(numbers)}"


def cases(visitor) -> Iterable[Case]:
    client = visitor("econ")
    against = opener(client, BASE)
    for noun, url, ways in lists():
        pages = [("first page", url), ("last page", last_page(client, url)), *((way, url + query) for way, query in ways)]
        for way, address in pages:
            yield Case(f"{noun}, {way}", "base page", opener(client, address), against, goal=GOAL, statements=STATEMENTS)


def lists() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Name, address and the queries of each list."""
    from zone.models import District

    district = District.objects.order_by("pk").values_list("pk", flat=True)[0]
    return [
        (
            "enterprises",
            "/enterprises/",
            [
                ("filtered", f"?district={district}"),
                ("sorted", "?sort=-name"),
                ("searched, 2 characters", "?q=宏远"),
                ("searched, no hit", "?q=龘龘"),
            ],
        ),
        (
            "projects",
            "/projects/",
            [
                ("filtered", f"?district={district}"),
                ("sorted", "?sort=-name"),
                ("searched, 2 characters", "?q=宏远"),
                ("searched, no hit", "?q=龘龘"),
            ],
        ),
    ]
