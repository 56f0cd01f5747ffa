"""What a file really is, told from its content and never from its name."""

import re
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

from zone.lib import archive, ole
from zone.lib.limits import DEFAULT, MEBIBYTE, Limits
from zone.lib.refusals import Refused

XLSX, XLS, CSV = "xlsx", "xls", "csv"
BIFF8 = 0x0600
FILEPASS = 0x002F
HEAD = 4096

# How a file begins, what that is, and the refusal that tells what to do about it.
MAGICS = (
    (b"%PDF", "PDF", "no_table"),
    (b"\x89PNG\r\n\x1a\n", "PNG", "picture"),
    (b"\xff\xd8\xff", "JPEG", "picture"),
    (b"GIF8", "GIF", "picture"),
    (b"BM", "BMP", "picture"),
    (b"II*\0", "TIFF", "picture"),
    (b"MM\0*", "TIFF", "picture"),
    (b"RIFF", "WebP", "picture"),
    (b"Rar!\x1a\x07", "RAR", "packed"),
    (b"7z\xbc\xaf\x27\x1c", "7z", "packed"),
    (b"\x1f\x8b\x08", "gzip", "packed"),
    (b"{\\rtf", "RTF", "no_table"),
    (b"SQLite format 3\0", "SQLite", "no_table"),
    (b"\x7fELF", "ELF", "no_table"),
    (b"MZ", "EXE", "no_table"),
)
PHOTO_OF_A_PHONE = re.compile(rb".{4}ftyp(?:hei[cmsx]|hev[cx]|mif1|msf1)", re.S)
OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
MARKUP = re.compile(r"\s*(?:<!--.*?-->\s*)*<(!doctype\s+html|html|head|meta|body|table|style|script|div)\b", re.I | re.S)


@dataclass(frozen=True, slots=True)
class FileType:
    """`format` is xlsx, xls or csv; `shown_name` is the user's name of the file; `misnamed` if its ending says
    otherwise."""

    format: str
    shown_name: str
    misnamed: bool


def recognise(path: Path | str, shown_name: str, limits: Limits = DEFAULT) -> FileType:
    """The file's type, or Refused. Reads the head and the directory of containers, never the cells."""
    path = Path(path)
    size = path.stat().st_size
    if size == 0:
        raise Refused("empty")
    if size > limits.uploaded:
        raise Refused("too_large", {"size_mb": -(-size // MEBIBYTE), "limit_mb": limits.uploaded // MEBIBYTE})
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(b"PK"):
        found = _zip_format(path, limits)
    elif head.startswith(ole.MAGIC):
        found = _ole_format(path.read_bytes(), shown_name)
    else:
        found = _flat_format(head, size)
    ending = shown_name.rsplit(".", 1)[-1].lower() if "." in shown_name else ""
    return FileType(found, shown_name, ending != found)


def _zip_format(path: Path, limits: Limits) -> str:
    members = archive.directory(path, limits)
    names = {member.filename.replace("\\", "/").lower(): member for member in members}
    if any(name.rsplit("/", 1)[-1] in ("vbaproject.bin", "jsaproject.bin") for name in names):
        raise Refused("macros")
    with path.open("rb") as file:
        if "mimetype" in names:
            kind = _small(file, names["mimetype"]).decode("ascii", "replace").strip()
            raise Refused("other_format", {"format": "ODS" if "spreadsheet" in kind else "OpenDocument"})
        for part, label, code in (
            ("word/", "Word", "no_table"),
            ("ppt/", "PowerPoint", "no_table"),
            ("xl/workbook.bin", "XLSB", "other_format"),
        ):
            if any(name.startswith(part) for name in names):
                raise Refused(code, {"format": label})
        types = names.get("[content_types].xml")
        if types is None or not any(name.startswith("xl/") for name in names):
            raise Refused("packed", {"format": "ZIP"})
        if b"macroEnabled" in _small(file, types):
            raise Refused("macros")
    return XLSX


def _small(file, member: zipfile.ZipInfo) -> bytes:
    if member.file_size > MEBIBYTE:
        raise Refused("unsafe", {"detail": "large_part"})
    return archive.read_member(file, member)


def _ole_format(data: bytes, shown_name: str) -> str:
    try:
        streams = ole.streams(data)
        if "EncryptedPackage" in streams:
            raise Refused("encrypted")
        if "Workbook" in streams:
            return _biff_format(ole.stream_head(data, streams["Workbook"]), streams)
    except (ole.BrokenContainer, struct.error) as error:
        raise Refused("damaged") from error
    if "Book" in streams:
        raise Refused("other_format", {"format": "Excel 5.0/95"})
    for stream, label in (("WordDocument", "Word 97-2003"), ("PowerPoint Document", "PowerPoint 97-2003")):
        if stream in streams:
            raise Refused("no_table", {"format": label})
    is_wps = shown_name.lower().endswith((".et", ".ett")) or any(name.upper().startswith("ET") for name in streams)
    raise Refused("other_format", {"format": "WPS .et" if is_wps else "OLE"})


def _biff_format(head: bytes, streams: dict) -> str:
    if any(name.upper().startswith(("_VBA_PROJECT", "VBA")) for name in streams):
        raise Refused("macros")
    if not head:
        return XLS
    record, length, version = struct.unpack_from("<HHH", head)
    if record != 0x0809 or version != BIFF8:
        raise Refused("other_format", {"format": "Excel 5.0/95"})
    at = 4 + length
    for _record in range(8):
        if at + 4 > len(head):
            break
        record, length = struct.unpack_from("<HH", head, at)
        if record == FILEPASS:
            raise Refused("encrypted")
        at += 4 + length
    return XLS


def _flat_format(head: bytes, size: int) -> str:
    for magic, label, code in MAGICS:
        if head.startswith(magic) and (len(magic) > 2 or _is_binary(head)):
            raise Refused(code, {"format": label})
    if PHOTO_OF_A_PHONE.match(head):
        raise Refused("picture", {"format": "HEIC"})
    if head.startswith(OLD_BIFF):
        raise Refused("other_format", {"format": "Excel 2.0-5.0"})
    text = _rough_text(head)
    if MARKUP.match(text) or text.lstrip()[:13].lower() == "mime-version:":
        raise Refused("html")
    if text.lstrip().startswith("<?xml"):
        if re.search(r"<html\b", text, re.I):
            raise Refused("html")
        raise Refused("other_format", {"format": "XML"})
    if _is_binary(head):
        raise Refused("unreadable")
    return CSV


def _rough_text(head: bytes) -> str:
    """Enough of the text to see markup, whatever the encoding: all marks are ASCII."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").lstrip("\ufeff")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _is_binary(head: bytes) -> bool:
    """More than one control character in fifty: no encoding of a table looks so."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\0\x0b\x0c\x1a")
    return controls * 50 > len(head)
