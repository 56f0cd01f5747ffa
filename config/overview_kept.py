"""The finished part of the overview, kept from one look to the next for as long as nothing has changed of what it tells.

Boards and projects change with the stamp of the boards. What else is printed is read at each look and held against what was printed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from config.overview_look import Look
from config.overview_names import Names, names

SECONDS = 600  # nobody has looked for so long: it need not be kept


@dataclass(frozen=True, slots=True)
class Kept:
    """`follows_from`: all that was given; `called`: what those were called whose names are printed, `people` among them."""

    follows_from: tuple
    people: frozenset[int]
    called: Names
    markup: SafeString


def kept(look: Look, besides: tuple, make: Callable[[], tuple[frozenset[int], Names, SafeString]]) -> tuple[Names, SafeString]:
    """The names and the markup that `make` answers, after the people, for this look. `besides`: what it prints besides the boards.

    One statement where nothing has changed. Whoever sees the whole zone with the same rights is shown the same.
    """
    user, choice = look.user, look.choice
    whose = (None if user.reach.whole else user.pk, user.reach, frozenset(user.get_all_permissions()))
    follows_from = (look.stamp, look.day, look.still_days, choice.period, choice.latest, choice.kind, get_language(), whose, besides)
    key = f"overview.{choice.period}.{choice.kind}.{get_language()}.{hash(whose)}"
    found: Kept | None = cache.get(key)
    if found and found.follows_from == follows_from and (called := names(found.people)) == found.called:
        return called, found.markup
    people, called, markup = make()
    cache.set(key, Kept(follows_from, people, called, markup), SECONDS)
    return called, markup
