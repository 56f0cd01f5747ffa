"""How far the work on a batch is, and whether it is still wanted: two files beside the upload, since on SQLite a commit holds the only
write lock of the database."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

PROGRESS, STOP = "progress.json", "stop"
READING, CHECKING, COMPARING, STAGING = "reading", "checking", "comparing", "staging"
WAITING, WRITING, ENDING = "waiting", "writing", "ending"
JUDGING, UNDOING = "judging", "undoing"
EVERY = 1000  # rows from one look to the next


class Stopped(Exception):
    """Somebody asked that the work be given up; whoever does it leaves everything as it was."""


class Progress:
    """`progress(step, rows, of)` says how far the work in this folder is. Raises Stopped where it is not wanted any more."""

    def __init__(self, folder: Path):
        self.folder = folder

    def __call__(self, step: str, rows: int = 0, of: int = 0) -> None:
        if is_asked_to_stop(self.folder):
            raise Stopped
        passing = self.folder / f"{PROGRESS}.new"
        passing.write_text(json.dumps({"step": step, "rows": rows, "of": of}), encoding="ascii")
        passing.replace(self.folder / PROGRESS)


class Count:
    """Rows of one step as they go by: `count.each(rows)` yields them and tells of every thousandth."""

    def __init__(self, progress: Progress, step: str, of: int):
        self.progress, self.step, self.of, self.done = progress, step, of, 0
        progress(step, 0, of)

    def each(self, rows: Iterable) -> Iterator:
        for row in rows:
            yield row
            self.done += 1
            if self.done % EVERY == 0:
                self.tell()

    def add(self, rows: int) -> None:
        """Count rows that went as one set."""
        self.done += rows
        self.tell()

    def tell(self) -> None:
        self.progress(self.step, self.done, self.of)


def progress_of(folder: Path) -> dict:
    """What was told last: `step`, `rows`, `of`; nothing where the work has not begun."""
    try:
        return json.loads((folder / PROGRESS).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}


def ask_to_stop(folder: Path) -> None:
    (folder / STOP).touch()


def is_asked_to_stop(folder: Path) -> bool:
    return (folder / STOP).exists()


def begin_anew(folder: Path) -> None:
    """Forget what was told and asked of earlier work."""
    for name in (PROGRESS, STOP):
        (folder / name).unlink(missing_ok=True)
