"""What a page says, read as a browser reads it."""

import re
from html import unescape

COUNT = re.compile(r'<a[^>]*href="([^"]+)"[^>]*data-count="(\d+)"')
TOTAL = re.compile(r'data-total="(\d+)"')
ROW = re.compile(r"<tr data-row>(.*?)</tr>", re.DOTALL)
NAME = re.compile(r"<th scope=\"row\">.*?<a[^>]*>(.*?)</a></th>", re.DOTALL)


def text(response) -> str:
    return response.content.decode()


def counts(response) -> list[tuple[str, int]]:
    """(address, number) of every count on the page."""
    return [(unescape(address), int(number)) for address, number in COUNT.findall(text(response))]


def total(response) -> int:
    return int(TOTAL.search(text(response))[1])


def names(response) -> list[str]:
    """The first cell of each row of the list."""
    return [unescape(NAME.search(row)[1]) for row in ROW.findall(text(response))]
