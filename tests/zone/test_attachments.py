"""Evidence: what it is decides, not what it is called; it is given back to be saved, never to be shown."""

import io
import struct
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from tests.factories import UserFactory
from zone import attachments
from zone.models import Attachment, Event

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
JPEG = b"\xff\xd8\xff\xe0" + bytes(32)
PDF = b"%PDF-1.7\n%%EOF"
HTML = b"<html><script>alert(1)</script></html>"


def container(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


def old_office(stream: str) -> bytes:
    """The least of an OLE container: a header, one table of sectors, one directory with this stream."""
    header = bytearray(b"\xff" * 512)
    header[:8] = attachments.ole.MAGIC
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<I", header, 76, 0)
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    name = stream.encode("utf-16-le")
    entry = name.ljust(64, b"\0") + struct.pack("<HB", len(name) + 2, 2) + bytes(61)
    return bytes(header) + table + entry + bytes(384)


@pytest.fixture
def person(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return UserFactory(username="zhao")


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("批复.pdf", PDF, "application/pdf"),
        ("现场.JPG", JPEG, "image/jpeg"),
        ("图.png", PNG, "image/png"),
        ("表.xlsx", container("[Content_Types].xml", "xl/workbook.xml"), f"{attachments.OFFICE}.spreadsheetml.sheet"),
        ("文.docx", container("[Content_Types].xml", "word/document.xml"), f"{attachments.OFFICE}.wordprocessingml.document"),
        ("旧.xls", old_office("Workbook"), "application/vnd.ms-excel"),
    ],
)
def test_the_kinds_that_offices_use_are_kept(person, name, content, content_type):
    kept = attachments.store(upload(name, content), by=person)
    assert (kept.name, kept.content_type, kept.size, kept.uploaded_by) == (name, content_type, len(content), person)
    assert kept.file.read() == content
    assert name.rpartition(".")[0] not in kept.file.name


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("网页.jpg", HTML, "content"),
        ("图.png", JPEG, "content"),
        ("表.xlsx", container("word/document.xml"), "content"),
        ("宏.xlsx", container("xl/workbook.xml", "xl/vbaProject.bin"), "content"),
        ("坏.docx", b"PK\x03\x04" + bytes(40), "content"),
        ("文.xls", old_office("WordDocument"), "content"),
        ("坏.xls", attachments.ole.MAGIC + bytes(600), "content"),
        ("网页.html", HTML, "kind"),
        ("图.svg", b"<svg/>", "kind"),
        ("程序.pdf.exe", b"MZ", "kind"),
        ("无名", PDF, "kind"),
        ("空.pdf", b"", "empty"),
    ],
)
def test_everything_else_is_refused_and_nothing_kept(person, tmp_path, name, content, code):
    with pytest.raises(ValidationError) as refusal:
        attachments.store(upload(name, content), by=person)
    assert refusal.value.code == code
    assert Attachment.objects.count() == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(("limit", "said"), [(1024 * 1024, "文件超过 1 MB"), (2_700_000, "文件超过 2.5 MB")])
def test_the_office_sets_the_greatest_size_and_is_told_it(person, settings, limit, said):
    settings.ATTACHMENT_MAX_BYTES = limit
    largest = PDF + bytes(limit - len(PDF))
    assert attachments.store(upload("大.pdf", largest), by=person).size == limit
    with pytest.raises(ValidationError) as refusal:
        attachments.store(upload("大.pdf", largest + b" "), by=person)
    assert (refusal.value.code, refusal.value.messages[0][: len(said)]) == ("too_large", said)
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\台账\\表.pdf", "表.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("fdp.\u202egpj.pdf", "fdp.gpj.pdf"),
        ("长" * 300 + ".pdf", "长" * 146 + ".pdf"),
    ],
)
def test_the_shown_name_is_harmless(given, shown):
    assert attachments.shown_name(given) == shown


def test_a_download_is_saved_and_recorded(person, rf):
    kept = attachments.store(upload("现场照片.jpg", JPEG), by=person)
    request = rf.get("/")
    request.user = person
    answer = attachments.as_download(kept, request=request)
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%E7%8E%B0%E5%9C%BA%E7%85%A7%E7%89%87.jpg"
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert b"".join(answer.streaming_content) == JPEG
    event = Event.objects.get()
    assert (event.kind, event.subject, event.detail) == (Event.Kind.DOWNLOADED, "现场照片.jpg", {"attachment": kept.pk})


def test_a_file_that_is_gone_is_not_found(person):
    kept = attachments.store(upload("图.png", PNG), by=person)
    kept.file.storage.delete(kept.file.name)
    with pytest.raises(Http404):
        attachments.as_download(kept)


def test_a_file_goes_with_the_transaction_that_is_rolled_back(person, tmp_path):
    def kept():
        return [path for path in tmp_path.rglob("*") if path.is_file()]

    def fail_after_storing():
        with attachments.storing(upload("图.png", PNG), by=person):
            assert len(kept()) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_storing()
    assert (kept(), Attachment.objects.count()) == ([], 0)
    with attachments.storing(upload("图.png", PNG), by=person) as attachment:
        assert attachment.pk is not None
    assert (len(kept()), Attachment.objects.count()) == (1, 1)


def test_a_file_goes_when_its_row_cannot_be_written(person, tmp_path, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(Attachment, "save", refuse)
    with pytest.raises(OSError, match="disk full"):
        attachments.store(upload("图.png", PNG), by=person)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
