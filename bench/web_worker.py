"""A web server of one worker on the database of the benchmark, spoken to as a browser speaks to it."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
BOUNDARY, TOKEN = "bench-boundary", "b" * 32
PATIENCE = 900  # seconds


class WebWorker:
    def __init__(self, client):
        """`client` is signed in; its session is the browser's."""
        from django.conf import settings

        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def __enter__(self) -> "WebWorker":
        command = [sys.executable, "-m", "gunicorn", "--config", "config/server.py", "config.wsgi"]
        self.server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PORT": str(self.port), "WEB_WORKERS": "1"})
        until = time.monotonic() + 60
        while True:
            try:
                self.get("/healthz")
                return self
            except OSError:
                if time.monotonic() > until or self.server.poll() is not None:
                    raise
                time.sleep(0.2)

    def __exit__(self, *exception) -> None:
        self.server.terminate()
        self.server.wait(30)

    def preview(self, sheet: Path) -> str:
        """Upload a sheet and open its page until the preview stands there; gives the page's address."""
        data = sheet.read_bytes()
        head = "".join(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in
                       (("kind", "enterprises"), ("csrfmiddlewaretoken", TOKEN)))  # fmt: skip
        head += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{sheet.name}"\r\n'
        head += "Content-Type: application/octet-stream\r\n\r\n"
        body = head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()
        status, page, place = self._ask("POST", "/imports/", body, f"multipart/form-data; boundary={BOUNDARY}")
        if status != 302:
            raise RuntimeError(f"the upload answered {status}: {re.sub('<[^>]+>', ' ', page)[:2000]}")
        self._wait(place, f'action="{place}commit/"')
        return place

    def import_sheet(self, sheet: Path) -> None:
        place = self.preview(sheet)
        body = urlencode({"rows": "good", "csrfmiddlewaretoken": TOKEN}).encode()
        status, page, _place = self._ask("POST", f"{place}commit/", body, "application/x-www-form-urlencoded")
        if status != 302:
            raise RuntimeError(f"saving answered {status}: {page[:500]}")
        self._wait(place, f'href="{place}undo/"')

    def get(self, place: str) -> str:
        status, page, _place = self._ask("GET", place)
        if status != 200:
            raise RuntimeError(f"{place} answered {status}")
        return page

    def peak_mb(self) -> float:
        """The most memory that the worker ever held."""
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read_text().split()
        status = Path(f"/proc/{children[0]}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024

    def _wait(self, place: str, sign: str) -> None:
        until = time.monotonic() + PATIENCE
        while sign not in (page := self.get(place)):
            if time.monotonic() > until:
                raise RuntimeError(f"{sign} never came: {re.sub('<[^>]+>', ' ', page)[:2000]}")
            time.sleep(0.1)

    def _ask(self, method: str, place: str, body: bytes | None = None, kind: str = "") -> tuple[int, str, str]:
        """(status, page, where it leads to)"""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": self.cookies, **({"Content-Type": kind} if kind else {})}
        line.request(method, place, body, headers)
        answer = line.getresponse()
        page = answer.read().decode("utf-8", "replace")
        line.close()
        return answer.status, page, answer.getheader("Location", "")
