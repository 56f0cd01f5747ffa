"""Pages for what went wrong: in words, with the request's id, and nothing of the inside. They ask the database for nothing."""

import sys

import structlog
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from zone import kept_text

TEXTS = {
    400: (
        _("The request could not be understood"),
        _("The address or the form is damaged. Please go back, reload the page and try again."),
    ),
    403: (
        _("Not within your rights"),
        _("Your role has no right to this page or this action. If your work needs it, ask the security administrator."),
    ),
    404: (
        _("Nothing to be found here"),
        _("There is no such page, or what it shows is not within your scope. Please check the address."),
    ),
    405: (
        _("This address is not a page"),
        _("It only takes forms. Please go back to the page on which you were."),
    ),
    413: (
        _("The file is too large"),
        _("What was sent exceeds the limit. Please split the file or make it smaller."),
    ),
    414: (
        _("The address is too long"),
        _("Please choose fewer filters, or search for less text."),
    ),
    431: (
        _("The browser sent too much with its request"),
        _("Please delete the cookies of this site in your browser and sign in again."),
    ),
    500: (
        _("Something went wrong on our side"),
        _("Nothing was saved. Please try again; if it happens again, tell the system administrator the number below."),
    ),
    503: (
        _("Not available for the moment"),
        _("The database does not answer. Nothing was saved; please try again in a minute."),
    ),
}
CSRF_TEXT = (
    _("The form has expired"),
    _("Nothing was saved. This happens when one signed in again on another page. Please open the form again and send it once more."),
)


def page(status: int, *, text=None, back: str = "") -> HttpResponse:
    """The whole page. `back`: the address of a form to which the person may return."""
    title, advice = text or TEXTS[status]
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    context = {"status": status, "title": title, "advice": advice, "request_id": request_id, "back": back}
    return HttpResponse(render_to_string("zone/error.html", context), status=status)


def bad_request(request, exception):
    return page(413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request, exception):
    return page(403)


def not_found(request, exception):
    """The same answer for what does not exist and for what is out of scope."""
    return page(404)


def server_error(request):
    """A database that cannot be reached is not an error of the page: 503, and a while to wait."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        answer = page(503)
        answer["Retry-After"] = "30"
        return answer
    return page(500)


def csrf_failure(request, reason=""):
    """A form without a valid token. Of a form made for this very person the text is kept, and the way back is shown."""
    is_kept = request.user.is_authenticated and kept_text.keep(request)
    return page(403, text=CSRF_TEXT, back=request.path if is_kept else "")
