"""Long work in a process of its own: the page is answered at once, and one may leave it and come back."""

import subprocess
import sys
import threading

from django.conf import settings

from zone.ledgers.folders import await_worker, folder_of, note_worker
from zone.ledgers.models import ImportBatch

# A file of this size is read while the page waits, about a second; so many rows are saved while it waits.
INLINE_BYTES = 1024 * 1024
INLINE_ROWS = 3000
READ, COMMIT = "read", "commit"


def start(batch: ImportBatch, step: str) -> None:
    """Start `manage.py ledger_work` for this batch. It outlives the request, and even the web server."""
    folder = folder_of(batch)
    await_worker(folder, step)
    worker = subprocess.Popen(  # noqa: S603 - our own command and the number of a batch
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "ledger_work", str(batch.pk), step],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=settings.BASE_DIR,
        start_new_session=True,
    )
    note_worker(folder, worker.pid)
    # Its end is waited for, so that a process that died is gone and not a name among the living.
    threading.Thread(target=worker.wait, daemon=True).start()
