"""The outside of an OLE compound file: the names of its streams, and the first bytes of one of them."""

import struct

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END_OF_CHAIN = 0xFFFFFFFC  # this and everything above is a marker, not a sector
MINI_STREAM_CUTOFF = 4096


class BrokenContainer(Exception):
    """The directory of the container cannot be followed."""


def _sector(data: bytes, number: int, size: int) -> bytes:
    start = (number + 1) * size
    part = data[start : start + size]
    if len(part) < size and not part:
        raise BrokenContainer(f"sector {number} is missing")
    return part.ljust(size, b"\0")


def _chain(data: bytes, start: int, table: list[int], size: int) -> bytes:
    parts, seen = [], set()
    while start < END_OF_CHAIN:
        if start in seen or start >= len(table):
            raise BrokenContainer("the chain of sectors is broken")
        seen.add(start)
        parts.append(_sector(data, start, size))
        start = table[start]
    return b"".join(parts)


def streams(data: bytes) -> dict[str, tuple[int, int]]:
    """Streams and storages of the container: name to (first sector, size in bytes)."""
    if len(data) < 512 or not data.startswith(MAGIC):
        raise BrokenContainer("no header")
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        raise BrokenContainer("unknown sector size")
    size = 1 << shift
    first_directory = struct.unpack_from("<I", data, 48)[0]
    table_sectors = [number for number in struct.unpack_from("<109I", data, 76) if number < END_OF_CHAIN]
    table: list[int] = []
    for number in table_sectors:
        table.extend(struct.unpack(f"<{size // 4}I", _sector(data, number, size)))
    directory = _chain(data, first_directory, table, size)
    found = {}
    for at in range(0, len(directory) - 127, 128):
        name_bytes, kind = struct.unpack_from("<HB", directory, at + 64)
        if kind in (1, 2) and 2 <= name_bytes <= 64:
            name = directory[at : at + name_bytes - 2].decode("utf-16-le", "replace")
            found[name] = struct.unpack_from("<II", directory, at + 116)
    return found


def stream_head(data: bytes, entry: tuple[int, int]) -> bytes:
    """The first sector of a stream that is long enough to have sectors of its own; b"" for a short one."""
    first, length = entry
    if length < MINI_STREAM_CUTOFF:
        return b""
    return _sector(data, first, 1 << struct.unpack_from("<H", data, 30)[0])
