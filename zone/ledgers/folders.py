"""Where the files of a batch lie: a private folder of a random name, wiped after a set time."""

import contextlib
import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from zone.ledgers.models import ImportBatch
from zone.ledgers.progress import begin_anew
from zone.lib.sheet_reader import PASSING

UPLOAD, LOCK, AWAITED, WORKER = "upload", "lock", "awaited.json", "worker.pid"
STARTING_SECONDS = 30
LOOKS, LOOK_SECONDS = 5, 0.05
ORPHAN_SECONDS = 24 * 3600


def root() -> Path:
    return Path(settings.DATA_DIR) / "uploads"


def folder_of(batch: ImportBatch) -> Path:
    return root() / batch.folder


def has_file(batch: ImportBatch) -> bool:
    """Whether what was uploaded is still here: wiped after its time, or lost with its folder, it can only be uploaded again."""
    return batch.wiped_at is None and (folder_of(batch) / UPLOAD).is_file()


def make_folder(batch: ImportBatch) -> Path:
    """The folder of a batch; also anew where its files have been wiped and it is still worked on."""
    root().mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = folder_of(batch)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def wipe(batch: ImportBatch) -> None:
    """Remove the files of a batch; the batch itself, and the history of what it wrote, stay."""
    shutil.rmtree(folder_of(batch), ignore_errors=True)


def sweep() -> int:
    """Wipe what has lain here longer than UPLOAD_KEPT_DAYS, and folders that belong to no batch or to a wiped one. Gives how many batches
    were wiped."""
    now = timezone.now()
    old = ImportBatch.objects.filter(wiped_at=None, uploaded_at__lt=now - timedelta(days=settings.UPLOAD_KEPT_DAYS))
    wiped = 0
    for batch in old:
        wipe(batch)
        batch.wiped_at = now
        batch.save(update_fields=["wiped_at"])
        wiped += 1
    if root().is_dir():
        present = {entry.name: entry for entry in os.scandir(root()) if entry.is_dir(follow_symlinks=False)}
        known = set(ImportBatch.objects.filter(folder__in=present, wiped_at=None).values_list("folder", flat=True))
        for name, entry in present.items():
            if name not in known and time.time() - entry.stat().st_mtime > ORPHAN_SECONDS:
                shutil.rmtree(entry.path, ignore_errors=True)
    return wiped


def clear_passing(folder: Path) -> None:
    """Remove what a reading that was killed or stopped has left."""
    for left in folder.glob(f"{PASSING}*"):
        shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def at_work(folder: Path) -> Iterator[bool]:
    """Hold the folder while its file is being worked on; False where another process already does. A killed process lets go."""
    with (folder / LOCK).open("w") as file:
        for look in range(LOOKS):
            if _hold(file):
                yield True
                return
            if look + 1 < LOOKS:  # a page that only looks (`is_at_work`) holds it for a moment
                time.sleep(LOOK_SECONDS)
        yield False


def is_at_work(folder: Path) -> bool:
    if not (folder / LOCK).is_file():
        return False
    with (folder / LOCK).open("w") as file:
        return not _hold(file)


def _hold(file) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def await_worker(folder: Path, step: str) -> None:
    """Say that a process is being started for this step; it calls `worker_came` as soon as it holds the folder."""
    begin_anew(folder)
    (folder / WORKER).unlink(missing_ok=True)
    (folder / AWAITED).write_text(json.dumps({"step": step, "at": time.time()}), encoding="ascii")


def note_worker(folder: Path, pid: int) -> None:
    (folder / WORKER).write_text(str(pid), encoding="ascii")


def worker_came(folder: Path) -> None:
    (folder / AWAITED).unlink(missing_ok=True)


def awaited_step(folder: Path) -> str:
    """The step for which a process is awaited, or ""."""
    return _json(folder / AWAITED).get("step", "")


def is_lost(folder: Path) -> bool:
    """Whether the awaited process ended before it began its work, or has not begun it for too long."""
    since = _json(folder / AWAITED).get("at", 0)
    if time.time() - since > STARTING_SECONDS:
        return True
    try:
        os.kill(int((folder / WORKER).read_text(encoding="ascii")), 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError):
        return False  # not noted yet, or another account's
    return False


def _json(path: Path) -> dict:
    try:
        return json.loads(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}
