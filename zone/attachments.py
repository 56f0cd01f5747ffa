"""Files that people hand in as evidence: checked by what they are, kept under random names, given back as downloads and never as pages."""

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from zone import audit
from zone.lib import ole
from zone.models import Attachment, Event

MEGABYTE = 1024 * 1024
MAX_MEMBERS = 2000
NAME_LENGTH = 150
OFFICE = "application/vnd.openxmlformats-officedocument"
# ending: (type under which it is given back, how its content begins, what its container must hold)
KINDS = {
    "pdf": ("application/pdf", b"%PDF-", ""),
    "jpg": ("image/jpeg", b"\xff\xd8\xff", ""),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff", ""),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n", ""),
    "docx": (f"{OFFICE}.wordprocessingml.document", b"PK\x03\x04", "word/document.xml"),
    "xlsx": (f"{OFFICE}.spreadsheetml.sheet", b"PK\x03\x04", "xl/workbook.xml"),
    "xls": ("application/vnd.ms-excel", ole.MAGIC, "Workbook Book"),
}
ACCEPTED = ",".join(f".{ending}" for ending in KINDS)  # for the `accept` of a file input


def check(upload) -> None:
    """Raises ValidationError, in words, unless the file is one of the kinds, not too large, and is what its name says."""
    if not upload.size:
        raise ValidationError(_("The file is empty."), code="empty")
    if upload.size > settings.ATTACHMENT_MAX_BYTES:
        told = _("The file is larger than %(limit)s MB. Please make it smaller.")
        raise ValidationError(told % {"limit": limit_in_megabytes()}, code="too_large")
    ending = PurePosixPath(upload.name).suffix.lstrip(".").lower()
    if ending not in KINDS:
        accepted = "、".join(kind for kind in KINDS if kind != "jpeg")
        raise ValidationError(_("Only these kinds of files are taken: %(kinds)s.") % {"kinds": accepted}, code="kind")
    if not _is_what_it_says(upload, ending):
        told = _("By its content this is no %(ending)s file. Please open it, save it as such and hand it in again.")
        raise ValidationError(told % {"ending": ending}, code="content")
    upload.seek(0)


def limit_in_megabytes() -> str:
    """The greatest size of a file, as people are told it: 10, or 2.5; rounded down, so that a file of the size told is taken."""
    return f"{settings.ATTACHMENT_MAX_BYTES * 10 // MEGABYTE / 10:g}"


@contextmanager
def storing(upload, *, by) -> Iterator[Attachment]:
    """Keep a file together with what the block writes: one transaction, and a rollback takes the file too. Raises ValidationError.

    Not to be called within a transaction: whoever rolls that one back would leave the file behind.
    """
    attachment = None
    try:
        with transaction.atomic(durable=True):
            attachment = store(upload, by=by)
            yield attachment
    except BaseException:
        if attachment is not None:
            attachment.file.storage.delete(attachment.file.name)
        raise


def store(upload, *, by) -> Attachment:
    """Check a file and keep it. Raises ValidationError. What may be fetched by whom is for the record to say that holds the attachment."""
    check(upload)
    name = shown_name(upload.name)
    attachment = Attachment(
        name=name,
        content_type=KINDS[name.rpartition(".")[2].lower()][0],
        size=upload.size,
        sha256=digest_of(upload),
        uploaded_by=by,
    )
    attachment.file.save(name, upload, save=False)
    try:
        attachment.save()
    except BaseException:
        attachment.file.storage.delete(attachment.file.name)
        raise
    return attachment


def digest_of(upload) -> str:
    """The sha256 of the file, by which one that is handed in twice is known."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def as_download(attachment: Attachment, *, request=None) -> FileResponse:
    """The file, always to be saved and never to be shown, under its own name. With `request` the download is recorded. Raises Http404."""
    try:
        content = attachment.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    if request is not None:
        audit.record(Event.Kind.DOWNLOADED, by=request.user, request=request, subject=attachment.name, detail={"attachment": attachment.pk})
    answer = FileResponse(content, as_attachment=True, filename=attachment.name, content_type=attachment.content_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def shown_name(name: str) -> str:
    """The owner's name of the file without folders, control characters or bidirectional marks; its ending stays."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    clean = "".join(char for char in bare if char.isprintable() and char not in '"<>|:*?').strip(" .") or "file"
    stem, dot, ending = clean.rpartition(".")
    return f"{stem[: NAME_LENGTH - len(ending) - 1]}{dot}{ending}" if stem else clean[:NAME_LENGTH]


def _is_what_it_says(upload, ending: str) -> bool:
    _type, magic, member = KINDS[ending]
    upload.seek(0)
    if upload.read(len(magic)) != magic:
        return False
    upload.seek(0)
    if magic == ole.MAGIC:
        return _has_stream(upload.read(), member)
    return not member or _holds(upload, member)


def _has_stream(data: bytes, names: str) -> bool:
    """Whether the old office container has one of these streams: a text document and an installer begin like a workbook."""
    try:
        return not set(names.split()).isdisjoint(ole.streams(data))
    except ole.BrokenContainer:
        return False


def _holds(upload, member: str) -> bool:
    """Whether the container has this member and no macros; its directory is read, nothing is unpacked."""
    try:
        with zipfile.ZipFile(upload) as container:
            names = container.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    return len(names) <= MAX_MEMBERS and member in names and not any(name.lower().endswith("vbaproject.bin") for name in names)
