"""Statements whose words are kept for one person. Django takes longer to write a long one than a database to run it."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

SECONDS = 60
Words = TypeVar("Words")


def kept_for(user, name: str, asked: object, make: Callable[[], Words]) -> Words:
    """What `make` writes for this person and all that was `asked`: made anew once a minute, and whenever he may see or do something else.
    What the statement finds is never kept."""
    rights = hash((user.reach, frozenset(user.get_all_permissions())))
    key = f"statement.{name}.{user.pk}.{hash((asked, rights))}"
    words = cache.get(key)
    if words is None:
        words = make()
        cache.set(key, words, SECONDS)
    return words
