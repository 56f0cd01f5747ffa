"""A header of which a person has said what its columns hold, and which is known again by its words."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zone.lib.header_words import timeless_keys


@dataclass(frozen=True, slots=True)
class MappedHeader:
    """`digest` of its words, `rows` that it has, `fields`: (words, key of the vocabulary) of the columns that were said to hold something
    else than their words say."""

    digest: str
    rows: int
    fields: tuple[tuple[str, str], ...]


def header_digest(keys: Iterable[str]) -> str:
    """64 hexadecimal digits over the words of a header, in whatever order and for whatever month (`timeless_keys`)."""
    return hashlib.sha256("\n".join(sorted(keys)).encode("utf-8", "surrogatepass")).hexdigest()


def mapped_columns(paths: Mapping[int, Sequence[str]], known: Sequence[MappedHeader]) -> dict[int, str] | None:
    """Column number → key, of those that a person has mapped; None where no header that is known has these words."""
    if not known:
        return None
    keys = dict(zip(paths, timeless_keys(paths.values()), strict=True))
    digest = header_digest(keys.values())
    header = next((header for header in known if header.digest == digest), None)
    if header is None:
        return None
    fields = dict(header.fields)
    return {number: fields[key] for number, key in keys.items() if key in fields}
