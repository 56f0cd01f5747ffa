"""One page of a long list, by ids: the rows themselves are fetched afterwards, for these ids alone."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """`number` counts from 1; `ids` are the primary keys of this page in order; `total` counts the whole list."""

    number: int
    size: int
    total: int
    ids: list[int]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first_row(self) -> int:
        return (self.number - 1) * self.size + 1

    @property
    def last_row(self) -> int:
        return self.first_row + len(self.ids) - 1


def read_page(rows, number: int, *, size: int, total: int | None = None, key: str = "pk") -> Page:
    """Page `number` (the last one where there are fewer) of an ordered QuerySet, by the column `key` of its rows. One statement for the
    count, unless it is known as `total`, and one for the ids."""
    ids = rows.values_list(key, flat=True)
    if total is None:
        total = rows.order_by().count()
    if not total:
        return Page(1, size, 0, [])
    number = min(number, max(1, -(-total // size)))
    start, stop = (number - 1) * size, min(number * size, total)
    if start <= total // 2:
        return Page(number, size, total, list(ids[start:stop]))
    # The far end is nearer from behind: an offset costs as much as the rows that it skips.
    return Page(number, size, total, list(ids.reverse()[total - stop : total - start])[::-1])


def page_of(ids: Sequence[int], number: int, *, size: int) -> Page:
    """Page `number` (the last one where there are fewer) of a list that is at hand as a whole."""
    number = min(number, max(1, -(-len(ids) // size)))
    return Page(number, size, len(ids), list(ids[(number - 1) * size : number * size]))
