"""The two lists with 100,000 rows each against the base page: first page and last, filtered, sorted, searched."""

import re
from collections.abc import Iterable

from bench.case_frame import BASE, opener
from bench.stopwatch import Case

GOAL, STATEMENTS = 5, 12


def last_page(client, url: str) -> str:
    """The address of a list's last page, as the page itself gives it."""
    markup = client.get(url).content.decode()
    found = re.search(r'href="(\?[^"]*)"[^>]*data-page="last"|data-page="last"[^>]*href="(\?[^"]*)"', markup)
    if found is None:
        raise LookupError(f"{url} offers no link to its last page")
    return url.split("?")[0] + (found[1] or found[2]).replace("&amp;", "&")


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
