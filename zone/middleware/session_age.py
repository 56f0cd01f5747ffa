"""A session ends when nobody has used it for a while (SESSION_IDLE_MINUTES), and in any case after SESSION_HOURS."""

import time
from contextlib import suppress

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import UpdateError

from zone import audit
from zone.lib.database import patience
from zone.models import Event

WRITTEN_EVERY = 60  # seconds: the time of last use is not written more often than this
LONGEST_WAIT = 0.2  # seconds


class SessionAgeMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True) or not request.user.is_authenticated:
            return
        session, now = request.session, int(time.time())
        started = session.get("signed_in_at", now)
        seen = session.get("seen_at", now)
        reason = None
        if now - started >= settings.SESSION_HOURS * 3600:
            reason = "age"
        elif now - seen >= settings.SESSION_IDLE_MINUTES * 60:
            reason = "idle"
        if reason:
            audit.record(Event.Kind.SIGNED_OUT, by=request.user, request=request, detail={"reason": reason})
            logout(request)
        elif "seen_at" not in session or now - seen >= WRITTEN_EVERY:
            _note(session, started, now)


def _note(session, started: int, now: int) -> None:
    """Write the time of last use now, without waiting for whoever writes: on SQLite the page would come only when his import has ended.
    Where it cannot be written the next page does it."""
    has_more = session.modified
    session["signed_in_at"], session["seen_at"] = started, now
    if has_more:
        return
    with suppress(UpdateError), patience(LONGEST_WAIT):
        session.save()
    session.modified = False
