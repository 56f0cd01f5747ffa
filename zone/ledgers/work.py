"""Long work in a process of its own: the page is answered at once, and one may leave it and come back."""

import json
import subprocess
import sys
import threading
import time

from django.conf import settings

from zone.ledgers.folders import await_worker, folder_of, make_folder, note_worker
from zone.ledgers.models import ImportBatch
from zone.ledgers.refused import LedgerRefused, sentence

# A file of this size is read while the page waits, about a second; so many rows are saved while it waits.
INLINE_BYTES = 1024 * 1024
INLINE_ROWS = 3000
READ, COMMIT, MARK, PLAN, UNDO = "read", "commit", "mark", "plan", "undo"
MARKING, MARKING_SECONDS = "marking.json", 180


def start(batch: ImportBatch, step: str) -> None:
    """Start `manage.py ledger_work` for this batch. It outlives the request, and even the web server."""
    folder = make_folder(batch)
    await_worker(folder, step)
    note_worker(folder, _begin(batch, step))


def start_marking(batch: ImportBatch) -> None:
    """Start a process that marks the problems in a copy. The batch itself stays as it is, whatever becomes of that."""
    (folder_of(batch) / MARKING).write_text(json.dumps({"since": time.time()}), encoding="ascii")
    _begin(batch, MARK)


def is_marking(batch: ImportBatch) -> bool:
    return time.time() - _marking(batch).get("since", 0) < MARKING_SECONDS


def marking_refusal(batch: ImportBatch) -> str:
    """Why the last marking gave no file, in a sentence; told once."""
    refusal = _marking(batch).get("refusal")
    if not refusal:
        return ""
    (folder_of(batch) / MARKING).unlink(missing_ok=True)
    return sentence(refusal["code"], refusal["params"])


def refuse_marking(batch: ImportBatch, refused: LedgerRefused) -> None:
    (folder_of(batch) / MARKING).write_text(json.dumps({"refusal": refused.stored()}), encoding="ascii")


def _marking(batch: ImportBatch) -> dict:
    try:
        return json.loads((folder_of(batch) / MARKING).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}


def _begin(batch: ImportBatch, step: str) -> int:
    """The number of the process."""
    worker = subprocess.Popen(  # noqa: S603 - our own command and the number of a batch
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "ledger_work", str(batch.pk), step],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=settings.BASE_DIR,
        start_new_session=True,
    )
    # Its end is waited for, so that a process that died is gone and not a name among the living.
    threading.Thread(target=worker.wait, daemon=True).start()
    return worker.pid
