"""What gunicorn itself refuses, before the house sees a request: an address or heads that are too long, or no HTTP at all. It is answered
by a page of the house like any other error, with its policy and a number that stands in the log."""

from http import HTTPStatus
from uuid import uuid4

import structlog
from gunicorn import util

log = structlog.get_logger(__name__)


def write_refusal(sock, status: int, reason: str, message: str) -> None:
    """In place of gunicorn's own `write_error`, which says `reason` and `message`; gunicorn has logged them."""
    number = str(uuid4())
    log.warning("request_refused", status=status, request_id=number)
    util.write_nonblock(sock, answer(status, number))


def answer(status: int, number: str) -> bytes:
    """Heads and page, in Chinese whatever the thread's last reader chose. The house is loaded by the time that a request comes."""
    from csp.utils import build_policy
    from django.conf import settings
    from django.utils import translation

    from zone.views.errors import TEXTS, page

    with translation.override(settings.LANGUAGE_CODE), structlog.contextvars.bound_contextvars(request_id=number):
        body = page(status, text=TEXTS.get(status, TEXTS[400])).content
    heads = {
        "Connection": "close",
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": len(body),
        "Content-Security-Policy": build_policy(),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *(f"{name}: {value}" for name, value in heads.items()), "", ""]
    return "\r\n".join(lines).encode("ascii") + body
