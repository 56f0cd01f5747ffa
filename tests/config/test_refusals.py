"""What the server refuses before the house sees it is said on a page of the house."""

import socket
from types import SimpleNamespace

import pytest
from django.utils import translation
from gunicorn import util
from gunicorn.http.errors import InvalidHeader, InvalidRequestLine, LimitRequestHeaders, LimitRequestLine
from gunicorn.workers.base import Worker
from structlog.testing import capture_logs

import config.server

REFUSED = [
    (LimitRequestLine(9000, 8190), 414, "地址过长"),
    (LimitRequestHeaders("limit request headers fields size"), 431, "浏览器随请求发来的内容过多"),
    (InvalidRequestLine("<script>"), 400, "无法识别这次请求"),
    (InvalidHeader("X-\x00"), 400, "无法识别这次请求"),
]


@pytest.mark.parametrize(("refusal", "status", "title"), REFUSED, ids=[str(status) for _refusal, status, _title in REFUSED])
def test_a_refusal_is_a_page_of_the_house_with_a_number_of_the_log(monkeypatch, refusal, status, title):
    assert util.write_error is config.server.write_refusal
    quiet = SimpleNamespace(warning=lambda *told: None)
    here, there = socket.socketpair()
    with here, there, capture_logs() as log, translation.override("en"):  # whom the thread served before
        Worker.handle_error(SimpleNamespace(log=quiet), None, here, ("127.0.0.1", 1), refusal)
        here.shutdown(socket.SHUT_WR)
        heads, _, body = there.makefile("rb").read().decode().partition("\r\n\r\n")
    first, *others = heads.split("\r\n")
    told = dict(line.split(": ", 1) for line in others)
    assert first.startswith(f"HTTP/1.1 {status} ")
    assert int(told["Content-Length"]) == len(body.encode())
    assert (told["Content-Type"], told["X-Content-Type-Options"]) == ("text/html; charset=utf-8", "nosniff")
    assert [
        part
        for part in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        if part not in told["Content-Security-Policy"]
    ] == []
    assert f"<h1>{title}</h1>" in body
    assert "script>" not in body
    assert f"<code>{log[0]['request_id']}</code>" in body
    assert (log[0]["event"], log[0]["status"], len(log[0]["request_id"])) == ("request_refused", status, 36)
