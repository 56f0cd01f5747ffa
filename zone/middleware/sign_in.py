"""Every page asks for a signed-in person unless its view says otherwise (`login_not_required`)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from zone import kept_text
from zone.redirects import lead_to


class SignInMiddleware(LoginRequiredMiddleware):
    def handle_no_permission(self, request, view_func):
        """To the sign-in page and back. What was typed into a form meanwhile is kept; a part of a page reloads the whole."""
        if request.method == "POST":
            kept_text.keep(request)
        return lead_to(request, redirect_to_login(page_of(request), resolve_url(settings.LOGIN_URL)).url)


def page_of(request) -> str:
    """The page on which the person was: for a form or a part of a page, the one that held it."""
    if request.method in ("GET", "HEAD") and not request.htmx:
        return request.get_full_path()
    held_by = request.htmx.current_url or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(held_by, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    parts = urlsplit(held_by)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
