"""Limits under which a foreign file is read; the product's settings hold the values, these are the defaults."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost.

    `rows` and `columns` count cells that hold something, not formatting; `unpacked` and `uploaded` are bytes;
    `members` are the entries of a zip; `seconds` is wall-clock time of the reading child (its processor time is bounded
    by the same figure); `silent` is the processor time in which it must get on; `memory` is what the child may hold of its
    own in bytes, libraries not counted; `cell_characters` is the longest text of a cell of a csv.
    """

    rows: int = 200_000
    columns: int = 256
    uploaded: int = 50 * MEBIBYTE
    unpacked: int = 256 * MEBIBYTE
    members: int = 2_000
    seconds: int = 120
    silent: int = 10
    memory: int = 480 * MEBIBYTE
    cell_characters: int = 32_767


DEFAULT = Limits()
