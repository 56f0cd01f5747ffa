"""A page of a list that is searched, from the texts kept in memory. It finds what `containing` finds, sooner."""

from collections.abc import Sequence

from zone.lib.database import keys_of
from zone.lib.paging import Page, page_of, read_page
from zone.own_conditions import own_conditions
from zone.text_cache import find

NARROW = 1_000  # so many matches are handed to the database by their ids
MANY = 5_000  # of so many matches in another order the page is met sooner by walking along it than by sorting them all


def searched_page(filterset, number: int, *, size: int) -> Page:
    """`filterset`: a valid ListFilterSet with a search."""
    found = filterset.found
    if found is None:
        return read_page(filterset.rows(), number, size=size)
    if filterset.is_in_usual_order:
        return page_of(found, number, size=size)
    if len(found) > MANY:
        return read_page(filterset.rows(), number, size=size, total=len(found))
    return read_page(filterset.rows_by(unsearched).filter(pk__among=found), number, size=size, total=len(found))


def found_keys(filterset, key: str) -> Sequence[int] | None:
    """All ids of the list in its usual order: what memory finds, in so far as scope and filters let it through. None: memory cannot say."""
    return found_among(filterset, filterset.rows_by(unsearched), key)


def found_among(filterset, rows, key: str) -> Sequence[int] | None:
    """Those of the rows that a search finds. Where they are told by values of their own columns memory says which, else the database."""
    conditions = own_conditions(rows)
    found = find(rows.model, filterset.filters["q"].fields, key, order=filterset.usual_order, within=conditions or ())
    return found if found is None or conditions is not None else passing(rows, found)


def passing(rows, found: Sequence[int]) -> list[int]:
    """Those of the ids that are among the rows, in their order."""
    if len(found) <= NARROW:
        rows = rows.filter(pk__in=found)
    keys = keys_of(rows)
    those = set(keys) if len(keys) < len(found) else set(found).intersection(keys)
    return list(filter(those.__contains__, found))


def unsearched(rows, fields, key):
    return rows
