"""Is a zip safe to open? Asked of its directory before anything is unpacked, then of each member's real bytes."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from zone.lib import sign_of_life
from zone.lib.limits import MEBIBYTE, Limits
from zone.lib.refusals import Refused

CHUNK = 1 << 20
LOCAL_HEADER = struct.Struct("<4s5H3I2H")
DOCTYPES = tuple(text.encode(codec) for text in ("<!DOCTYPE", "<!ENTITY") for codec in ("utf-8", "utf-16-le", "utf-16-be"))
PROLOGUE = 4096  # a document type can only stand before the root element


def directory(path: Path, limits: Limits) -> list[zipfile.ZipInfo]:
    """The zip's members, refused where number, size, names or flags are unsafe. Nothing is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error, UnicodeError) as error:
        raise Refused("damaged") from error
    if not members:
        raise Refused("damaged")
    if len(members) > limits.members:
        raise Refused("unsafe", {"detail": "members"})
    if sum(member.file_size for member in members) > limits.unpacked:
        raise Refused("too_big_unpacked", {"limit_mb": limits.unpacked // MEBIBYTE})
    names = set()
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
            raise Refused("unsafe", {"detail": "path"})
        if name.casefold() in names:
            raise Refused("unsafe", {"detail": "twins"})
        names.add(name.casefold())
        if member.flag_bits & 0x1:
            raise Refused("encrypted")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("unsafe", {"detail": "compression"})
    return members


def chunks(file, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked bytes of one member, a chunk at a time, from an open binary file.

    Stricter than the readers that come after: the member must end exactly where the directory says, so that a size or a
    checksum that lies cannot make another reader unpack more than was checked here.
    """
    if member.header_offset < 0:  # the directory is whole, but what it points at is not all there
        raise Refused("damaged")
    file.seek(member.header_offset)
    header = file.read(LOCAL_HEADER.size)
    if len(header) < LOCAL_HEADER.size or header[:4] != b"PK\x03\x04":
        raise Refused("damaged")
    name_length, extra_length = LOCAL_HEADER.unpack(header)[9:11]
    file.seek(name_length + extra_length, 1)
    unpacker = zlib.decompressobj(-15) if member.compress_type == zipfile.ZIP_DEFLATED else None
    packed_left, done, checksum = member.compress_size, 0, 0
    while packed_left:
        packed = file.read(min(CHUNK // 4, packed_left))
        if not packed:
            raise Refused("damaged")
        packed_left -= len(packed)
        while True:
            try:
                part = unpacker.decompress(packed, CHUNK) if unpacker else packed
            except zlib.error as error:
                raise Refused("damaged") from error
            done += len(part)
            if done > member.file_size:
                raise Refused("unsafe", {"detail": "size"})
            checksum = zlib.crc32(part, checksum)
            if part:
                sign_of_life.give()
                yield part
            packed = unpacker.unconsumed_tail if unpacker else b""
            if not packed:
                break
    if done != member.file_size or checksum != member.CRC or (unpacker and (not unpacker.eof or unpacker.unused_data)):
        raise Refused("damaged")


def read_member(file, member: zipfile.ZipInfo) -> bytes:
    return b"".join(chunks(file, member))


def check_members(path: Path, members: list[zipfile.ZipInfo], skip: frozenset[str] = frozenset()) -> None:
    """Unpack and verify every XML part but those to `skip`, which are checked as they are read; refuse document
    types."""
    with path.open("rb") as file:
        for member in members:
            if member.filename in skip or not is_xml(member.filename):
                continue
            for number, part in enumerate(chunks(file, member)):
                if number == 0:
                    refuse_doctype(part, member.filename)


def is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def refuse_doctype(first_chunk: bytes, name: str) -> None:
    """A workbook never declares a document type; one that does wants entities expanded or files fetched."""
    prologue = first_chunk[:PROLOGUE]
    if any(mark in prologue for mark in DOCTYPES):
        raise Refused("unsafe_xml", {"member": name})
