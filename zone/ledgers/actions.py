"""What happens to a batch: received, read, saved. Pages and commands go through here alone."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import PurePosixPath

import structlog
from django.conf import settings
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from zone import audit
from zone.ledgers.acting import rights_told
from zone.ledgers.commit import write_stage
from zone.ledgers.folders import (
    UPLOAD,
    at_work,
    awaited_step,
    clear_passing,
    folder_of,
    has_file,
    is_at_work,
    is_lost,
    make_folder,
    sweep,
    wipe,
    worker_came,
)
from zone.ledgers.heads import Heads, forget_heads
from zone.ledgers.importer import Importer, Options
from zone.ledgers.kinds import all_kinds, check_right, kinds_named
from zone.ledgers.models import ImportBatch, KnownLayout
from zone.ledgers.preview import make_preview
from zone.ledgers.progress import ENDING, WAITING, Progress, Stopped, begin_anew
from zone.ledgers.refused import MENDABLE, LedgerRefused
from zone.ledgers.stage import FILE_NAME, Stage
from zone.ledgers.turns import own_turn
from zone.ledgers.violations import violated_by
from zone.ledgers.work import UNDO
from zone.lib.clock import today
from zone.models import Event, User
from zone.set_writes import Hand

log = structlog.get_logger(__name__)

State = ImportBatch.State
AT_WORK = (State.READING, State.COMMITTING, State.UNDOING)
NOT_SAVED = (State.UPLOADED, State.READING, State.PREVIEWED)


def receive(*, by, file_name: str, chunks: Iterable[bytes], kind: str, options: Options) -> ImportBatch:
    """Store an upload; nothing of its name becomes a path. A file over the limit makes a refused batch without a file."""
    sweep()
    batch = ImportBatch(uploaded_by=by, file_name=shown_name(file_name), kind=kind, options=options.stored() | {"kind": kind}, size=0)
    digest = hashlib.sha256()
    target = make_folder(batch) / UPLOAD
    with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        for chunk in chunks:
            batch.size += len(chunk)
            if batch.size > settings.UPLOAD_MAX_BYTES:
                break
            digest.update(chunk)
            file.write(chunk)
    batch.sha256 = digest.hexdigest()
    if batch.size > settings.UPLOAD_MAX_BYTES:
        wipe(batch)
        limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        batch.state, batch.wiped_at = State.REFUSED, timezone.now()
        batch.refusal = {"code": "too_large", "params": {"size_mb": f"> {limit}", "limit_mb": limit}}
    batch.save()
    return batch


def receive_once(*, by, file_name: str, chunks: Iterable[bytes], kind: str, options: Options) -> ImportBatch:
    """`receive`, but the same bytes, said to be the same, that a person has handed in and not saved yet are one
    batch, also when both come at once. The second lands on the first."""
    batch = receive(by=by, file_name=file_name, chunks=chunks, kind=kind, options=options)
    if batch.state != State.UPLOADED:
        return batch
    with transaction.atomic():
        # Both are stored by now; whoever holds the person second finds the other. SQLite lets only one write in any case.
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        waiting = ImportBatch.objects.filter(uploaded_by=by, sha256=batch.sha256, state__in=NOT_SAVED, wiped_at=None)
        alike = (other for other in waiting.exclude(pk=batch.pk) if other.options == batch.options)
        first = next((other for other in alike if has_file(other)), None)
        if first is None:
            return batch
        batch.delete()
    wipe(batch)
    return first


def shown_name(name: str) -> str:
    """The file's name as it is shown: its last part, one line, at most 200 characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(char for char in last if char.isprintable())[-200:] or "?"


def read_batch(batch: ImportBatch) -> ImportBatch:
    """Understand the stored file and stage its preview. A file that is not taken makes a refused batch, and is kept only where saying more
    about it may help; one that was stopped makes a cancelled batch. Neither LedgerRefused nor Stopped is raised."""
    importer, folder = Importer(batch.uploaded_by, today()), folder_of(batch)
    with at_work(folder) as is_ours:
        if not is_ours:
            return batch
        worker_came(folder)
        clear_passing(folder)
        _become(batch, State.READING)
        try:
            preview = make_preview(
                folder / UPLOAD,
                folder,
                shown_name=batch.file_name,
                kinds=kinds_named(batch.asked_kind, importer),
                options=Options.of(batch.options),
                importer=importer,
                progress=Progress(folder),
            )
            check_right(preview.kind, importer)
        except Stopped:
            clear_passing(folder)
            forget_heads(folder)
            (folder / FILE_NAME).unlink(missing_ok=True)
            _cancelled(batch, "reading_cancelled")
            return batch
        except LedgerRefused as refused:
            batch.refusal = refused.stored()
            if refused.code not in MENDABLE:
                wipe(batch)  # nobody can do anything with the file but bring another
                batch.wiped_at = timezone.now()
            _become(batch, State.REFUSED, "refusal", "wiped_at")
            return batch
        describe(batch, preview)
        batch.refusal = {}
        batch.save()
    return batch


def describe(batch: ImportBatch, preview) -> None:
    """Keep of a preview what a list of batches shows."""
    batch.kind, batch.sheet, batch.period, batch.unit = preview.kind.code, preview.sheet[:60], preview.period, preview.unit
    batch.rows_read, batch.content, batch.state = preview.rows_read, preview.content, State.PREVIEWED
    for status, count in preview.counts.items():
        setattr(batch, f"rows_{status}", count)


def commit_batch(batch: ImportBatch, *, by, good_rows_only: bool, request=None) -> bool:
    """Save what the preview showed, once no other import is being written. Raises LedgerRefused.

    False where nothing was saved now: it had been saved already (a second click), or it was stopped and is a cancelled batch.
    `has_errors`: some rows are wrong and not only the good ones were asked for. `stale`: somebody changed a record since the preview; the
    file is then to be read again (`read_batch`), so that the batch shows a preview of what is stored now. `contradicts`: the database found
    a rule broken that the preview had not seen; the batch stands as before.
    """
    if batch.rows_rejected and not good_rows_only:
        raise LedgerRefused("has_errors", count=batch.rows_rejected)
    if batch.rows_rejected == batch.rows_read:
        raise LedgerRefused("nothing_good")
    kind, folder = all_kinds()[batch.kind], folder_of(batch)
    progress = Progress(folder)
    with at_work(folder) as is_ours:
        if not is_ours or not _begin_saving(batch):
            return False
        worker_came(folder)
        try:
            with own_turn(lambda: progress(WAITING)), Stage(folder) as stage, transaction.atomic():
                write_stage(kind, stage, Hand.of(by, batch.pk), progress)
                kind.follow_up(batch.pk, on=today())
                batch.state, batch.committed_at, batch.good_rows_only = State.COMMITTED, timezone.now(), good_rows_only
                batch.refusal = {}
                batch.save(update_fields=["state", "committed_at", "good_rows_only", "refusal"])
                detail = {"kind": batch.kind, "sha256": batch.sha256, "new": batch.rows_new, "changed": batch.rows_changed}
                detail |= rights_told(by)
                audit.record(Event.Kind.IMPORTED, by=by, subject=f"{batch.pk} {batch.file_name}", detail=detail, request=request)
                progress(ENDING)  # the last moment at which it can be stopped
        except Stopped:
            _cancelled(batch, "saving_cancelled")
            return False
        except (IntegrityError, DataError) as error:
            # The preview should have told it: the sheet can be mended by its owner, the preview only by who reads the log.
            log.exception("import_contradicts", batch=batch.pk, kind=batch.kind)
            _stand_previewed(batch)
            raise LedgerRefused("contradicts", why=violated_by(error)) from error
        except BaseException:
            _stand_previewed(batch)
            raise
    return True


def _stand_previewed(batch: ImportBatch) -> None:
    """Only where it was rolled back: whatever comes after the commit leaves a saved batch."""
    if ImportBatch.objects.filter(pk=batch.pk, state=State.COMMITTING).update(state=State.PREVIEWED):
        batch.state = State.PREVIEWED


def remember_columns(*, by, heads: Heads, chosen: dict[str, str]) -> None:
    """Keep what a person says of the columns of a header (words of each → key of the vocabulary): a sheet of this kind with this header is
    read so from now on. Kept are the columns of which he says something else than their words do, or said so before."""
    told = {"kind": heads.kind, "digest": heads.digest}
    before = KnownLayout.objects.filter(**told).values_list("fields", flat=True).first() or {}
    understood = {head.words: head.field for head in heads.columns}
    fields = {words: key for words, key in chosen.items() if key != understood.get(words) or words in before}
    if fields or heads.is_said or heads.is_mapped:
        what = {"header": heads.header, "header_rows": heads.rows, "fields": fields, "said_by": by}
        KnownLayout.objects.update_or_create(**told, defaults=what)


def forget_columns(layout: KnownLayout, *, by) -> None:
    """Sheets with this header are read by its words again; the history keeps what was said of it, and who took it back."""
    layout.said_by = by
    layout.delete()


def settle(batch: ImportBatch) -> ImportBatch:
    """A batch whose worker is gone, or never came, says so. A saving or an undoing that did not end has written nothing."""
    folder = folder_of(batch)
    step = awaited_step(folder)
    if (batch.state not in AT_WORK and not step) or is_at_work(folder):
        return batch
    if step and not is_lost(folder):
        return batch
    batch.refresh_from_db()
    if awaited_step(folder) != step:
        return batch
    if batch.state == State.UNDOING or (batch.state == State.COMMITTED and step == UNDO):
        _say_interrupted(batch, State.COMMITTED, "undoing_interrupted")
    elif batch.is_previewed or batch.state == State.COMMITTING:
        _say_interrupted(batch, State.INTERRUPTED, "saving_interrupted")
    elif batch.state in (State.UPLOADED, State.READING):
        _say_interrupted(batch, State.INTERRUPTED, "interrupted")
    worker_came(folder)
    return batch


def _say_interrupted(batch: ImportBatch, state: str, code: str) -> None:
    """Only if it is as it was seen: the database may still be finishing what a process asked for before its end."""
    ImportBatch.objects.filter(pk=batch.pk, state=batch.state).update(state=state, refusal={"code": code, "params": {}})
    batch.refresh_from_db()


def _begin_saving(batch: ImportBatch) -> bool:
    """Of two who save at once, one begins."""
    return batch.is_previewed and bool(ImportBatch.objects.filter(pk=batch.pk, state=batch.state).update(state=State.COMMITTING))


def _become(batch: ImportBatch, state: str, *fields: str) -> None:
    batch.state = state
    batch.save(update_fields=["state", *fields])


def _cancelled(batch: ImportBatch, code: str) -> None:
    begin_anew(folder_of(batch))
    batch.refusal = {"code": code, "params": {}}
    _become(batch, State.CANCELLED, "refusal")
