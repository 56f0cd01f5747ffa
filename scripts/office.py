"""A demo office of its own, served as `make run` serves it: for the browser journeys and the screenshots, which must not spoil data/."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUN = [sys.executable, str(ROOT / "scripts" / "run.py")]
PATIENCE = 90  # seconds until the first answer


# Where a browser runs as root on a small machine with a closed network.
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


class NotServed(Exception):
    """The office did not come up; the text is what it said."""


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The demo office in `folder`, whatever the caller's own environment says."""
    own = {"DATA_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/zone.sqlite3", "DEMO": "1", "ZONE_TODAY": "2016-07-05"}
    return {**os.environ, **own, "HOST": "127.0.0.1", "SECRET_KEY": "", "WEB_WORKERS": "1", **more}


def furnish(folder: Path) -> None:
    """Make the demo office's database and static files in `folder`, without serving them."""
    done = subprocess.run([*RUN, "--no-serve"], env=environment(folder), capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotServed((done.stderr or done.stdout).strip())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def chromium() -> str:
    """The browser of this machine; CHROMIUM names another one. The same without its windows and panels, where it is there, is quicker."""
    for name in (os.environ.get("CHROMIUM", ""), "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise NotServed("chromium is missing. As root: apt install chromium fonts-wqy-microhei")


@contextlib.contextmanager
def served(furnished: Path, **more: str) -> Iterator[str]:
    """Serve a copy of a furnished office; the address, without a slash at the end. Nothing of the copy is left afterwards.

    `more`: of its environment, such as another day: `ZONE_TODAY="2016-08-03"`.
    """
    with tempfile.TemporaryDirectory(prefix="zone-office-") as folder:
        shutil.copytree(furnished, folder, dirs_exist_ok=True)
        port = free_port()
        address, log = f"http://127.0.0.1:{port}", Path(folder) / "server.log"
        with log.open("wb") as output:
            process = subprocess.Popen(RUN, env=environment(Path(folder), PORT=str(port), **more), stdout=output, stderr=output)
        try:
            wait_for(f"{address}/healthz", process, log)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_for(url: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.1)
    raise NotServed(log.read_text(errors="replace").strip())
