"""Running one of our modules as a process of its own under limits, for work on files that are not to be trusted."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from zone.lib.limits import Limits
from zone.lib.refusals import MESSAGES, Refused

ROOT = Path(__file__).resolve().parents[2]
KEPT_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TZ")
LARGEST_ANSWER = 65_536
GRACE = 0.02  # seconds between two looks at the child


def run_child(
    module: str, order: dict, answer: Path, limits: Limits, counter: Path | None = None, progress: Callable[[int], None] | None = None
) -> None:
    """Run `python -m module ORDER` to its end or to its time limit. Nothing of it stays behind. Raises Refused unless it ended well.

    Its answer, one JSON object on standard output, goes to the file `answer`: {"ok": true} or {"refused": code, "params": {…}}. `progress`
    is told the number in the file `counter` several times a second, 0 at first; whatever it raises ends the child and goes through.
    """
    with answer.open("wb") as output:
        status = _run(module, order, output, limits, counter, progress)
    _judge(status, answer, limits)


def _run(module: str, order: dict, output, limits: Limits, counter: Path | None, progress: Callable[[int], None] | None) -> int:
    environment = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    child = subprocess.Popen(  # noqa: S603 - our own module; nothing of the file is on the command line but its path
        [sys.executable, "-m", module, json.dumps(order)],
        stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.DEVNULL, cwd=ROOT, start_new_session=True,
        env=environment | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    try:
        if progress is None or counter is None:
            return child.wait(timeout=limits.seconds)
        deadline, told = time.monotonic() + limits.seconds, 0
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return child.wait(timeout=max(GRACE, min(0.2, deadline - time.monotonic())))
            if time.monotonic() >= deadline:
                raise Refused("too_slow", {"seconds": limits.seconds})
            with contextlib.suppress(OSError, ValueError):
                told = int(counter.read_text(encoding="ascii"))
            progress(told)
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
    if status == -signal.SIGPROF:
        raise Refused("too_slow", {"seconds": limits.silent})
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
