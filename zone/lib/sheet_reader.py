"""Reading a foreign file in safety: the work is done by a child under limits; the caller gets a Workbook or Refused."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from zone.lib.limits import DEFAULT, Limits
from zone.lib.refusals import MESSAGES, Refused
from zone.lib.sheet import Workbook
from zone.lib.transfer import read_workbook_file

ROOT = Path(__file__).resolve().parents[2]
KEPT_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TZ")
LARGEST_ANSWER = 65_536
GRACE = 0.02  # seconds between two looks at the child


def read_workbook(
    path: Path | str,
    *,
    shown_name: str,
    limits: Limits = DEFAULT,
    sheet: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Workbook:
    """Every worksheet of the file with its values, or the one named `sheet`. Raises Refused and nothing else.

    `shown_name` is what the user called the file. `progress` is told the number of rows read from time to time;
    whatever it raises ends the reading and goes through to the caller.
    """
    path = Path(path).resolve()
    if not path.is_file():
        raise Refused("unreadable")
    with tempfile.TemporaryDirectory(prefix="sheet-") as folder:
        result, counter, answer = (Path(folder, name) for name in ("result", "progress", "answer"))
        order = {
            "path": str(path), "shown_name": shown_name, "limits": asdict(limits), "sheet": sheet,
            "result": str(result), "progress": str(counter),
        }  # fmt: skip
        with answer.open("wb") as output:
            status = _run(order, output, limits, counter, progress)
        _judge(status, answer, limits)
        try:
            return read_workbook_file(result)
        except (OSError, EOFError, ValueError, TypeError) as error:
            raise Refused("unreadable") from error


def _run(order: dict, output, limits: Limits, counter: Path, progress: Callable[[int], None] | None) -> int:
    """Run the child to its end or to its time limit; gives its exit status. Nothing of it stays behind."""
    environment = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    child = subprocess.Popen(  # noqa: S603 - our own module; nothing of the file is on the command line but its path
        [sys.executable, "-m", "zone.lib.sheet_child", json.dumps(order)],
        stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.DEVNULL, cwd=ROOT, start_new_session=True,
        env=environment | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    try:
        if progress is None:
            return child.wait(timeout=limits.seconds)
        deadline, told = time.monotonic() + limits.seconds, 0
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return child.wait(timeout=max(GRACE, min(0.2, deadline - time.monotonic())))
            if time.monotonic() >= deadline:
                raise Refused("too_slow", {"seconds": limits.seconds})
            with contextlib.suppress(OSError, ValueError):
                rows = int(counter.read_text(encoding="ascii"))
                if rows != told:
                    told = rows
                    progress(rows)
    except subprocess.TimeoutExpired as error:
        raise Refused("too_slow", {"seconds": limits.seconds}) from error
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _judge(status: int, answer: Path, limits: Limits) -> None:
    """Turn the way in which the child ended into Refused, unless it ended well."""
    if status == -signal.SIGXCPU:
        raise Refused("too_slow", {"seconds": limits.seconds})
    if status in (-signal.SIGABRT, -signal.SIGKILL):  # no memory: given up by the reader, or taken by the system
        raise Refused("too_big")
    with answer.open("rb") as file:
        text = file.read(LARGEST_ANSWER)
    try:
        said = json.loads(text)
        refused, params = said.get("refused"), said.get("params", {})
    except (ValueError, AttributeError) as error:
        raise Refused("unreadable") from error
    if refused is not None or status != 0:
        raise Refused(refused, params) if refused in MESSAGES else Refused("unreadable")
