"""A page of a list that is searched: by its index on PostgreSQL, from memory on SQLite. Both find what `containing` finds, sooner."""

from zone.lib.database import by_index, is_postgresql
from zone.lib.paging import Page, page_of, read_page
from zone.lib.text_search import containing_by_index, count_by_index, has_index
from zone.text_cache import find

NARROW = 1000  # so many matches are handed to the database by their ids
MANY = 5000  # of so many matches the next page is met sooner by walking along the list in its order than by sorting them all


def searched_page(filterset, key: str, number: int, *, size: int) -> Page:
    """`filterset`: a valid ListFilterSet with a search for `key`."""
    if not is_postgresql():
        return page_of(ids_from_memory(filterset, key), number, size=size)
    rows = filterset.rows()
    if not has_index(rows, key):
        return read_page(rows, number, size=size)
    with by_index():
        unfound, fields = filterset.rows_by(unsearched), filterset.filters["q"].fields
        total = count_by_index(unfound, fields, key)
        if total <= MANY:
            return read_page(containing_by_index(unfound, fields, key, most=MANY), number, size=size, total=total)
    return read_page(rows, number, size=size, total=total)


def ids_from_memory(filterset, key: str) -> list[int]:
    """All ids of the list in its order: what memory finds, in so far as the rest of the filters lets it through."""
    rows = filterset.rows_by(unsearched)
    found = find(rows.model, filterset.filters["q"].fields, key, order=filterset.usual_order)
    if found.is_ordered and filterset.is_in_usual_order and not rows.query.where:
        return found.ids
    ids = rows.values_list("pk", flat=True)
    if len(found.ids) <= NARROW:
        return list(ids.filter(pk__in=found.ids))
    wanted = set(found.ids)
    return [pk for pk in ids.iterator() if pk in wanted]


def unsearched(rows, fields, key):
    return rows
