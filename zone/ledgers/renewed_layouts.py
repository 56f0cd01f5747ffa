"""Known headers from before a unit without brackets (总投资亿元) was left out of a header's words: brought to today's words, so that nobody
has to explain them once more."""

import re
from collections.abc import Sequence

from zone.ledgers.models import KnownLayout
from zone.lib.header_words import joined, timeless, timeless_keys
from zone.lib.mapped_header import header_digest
from zone.lib.textkey import match_key
from zone.lib.units import parse_unit

_UNIT_TAIL = re.compile(r"\((?:单位:?)?([^()]+)\)$")
_PERCENT_TAIL = re.compile(r"\(?±?[%‰]\)?$")


def renew_layouts() -> int:
    """Gives how many were renewed. What no former rule explains, and what somebody has explained anew meanwhile, stays as it is."""
    renewed = 0
    known = set(KnownLayout.objects.values_list("kind", "digest"))
    for pk, kind, digest, header, fields in KnownLayout.objects.values_list("pk", "kind", "digest", "header", "fields"):
        paths = [text.split("/") for text in header.split(" | ")]
        keys, former = timeless_keys(paths), timeless(_former_key(path) for path in paths)
        today = header_digest(keys)
        if today == digest or header_digest(former) != digest or (kind, today) in known:
            continue
        words = dict(zip(former, keys, strict=True))
        told = {words[word]: key for word, key in fields.items() if word in words}
        KnownLayout.objects.filter(pk=pk).update(digest=today, fields=told)
        known.add((kind, today))
        renewed += 1
    return renewed


def _former_key(path: Sequence[str]) -> str:
    keys = []
    for segment in path:
        key = match_key(segment).rstrip(":")
        if (tail := _UNIT_TAIL.search(key)) and tail.start() and parse_unit(tail[1]):
            key = key[: tail.start()]
        if (tail := _PERCENT_TAIL.search(key)) and tail.start():
            key = key[: tail.start()]
        keys.append(joined(key))
    return joined("/".join(keys))
