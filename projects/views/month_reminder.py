"""催办 of a month: one form for all projects of which somebody owes its report."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from projects.reminding import URGES, month_about, month_address, month_text, owed_by, remind_of_month, salutation
from projects.reports import closed_words
from projects.views.month_grid import RIGHTS
from projects.views.reminders import asked, typed
from zone.lib.clock import today
from zone.models import User
from zone.models.period import month_validator
from zone.reporting_window import window
from zone.supervision.forms import AskForm


@require_http_methods(["GET", "POST"])
def remind_about_month(request):
    """`owner`, `period`: who owes what. Nothing is found where he owes nothing of it that one sees; where the month takes no reports,
    that is said instead of the form."""
    user, period, owner = request.user, request.GET.get("period", ""), request.GET.get("owner", "")
    if not user.has_perm(URGES):
        raise PermissionDenied
    if not month_validator.regex.match(period) or not (owner.isascii() and owner.isdecimal() and len(owner) < 12):
        raise Http404
    person = User.objects.filter(pk=owner).exclude(pk=user.pk).first()
    projects = list(owed_by(person, period, seen_by=user)) if person else []
    if not projects:
        raise Http404
    text = month_text(projects, period, to=salutation(person, None), by=user, on=today())
    closed = closed_words(window(period))
    recipients = [] if closed else [(person, projects[0].department, _("%(name)s (responsible person)") % {"name": person})]
    first = {"text": text, "due_on": today()}
    form = AskForm(typed(request), recipients=recipients, initial=first, auto_id=f"remind-{period}-{owner}-%s")
    words = {"title": _("Urge"), "send_words": _("Urge"), "nobody_words": closed}
    # The grid opens for who reports himself; for everybody else the line of 我的待办 is where it stands.
    opens = month_address(period) if any(user.has_perm(right) for right in RIGHTS) else reverse("todo")
    place = (month_about(period), opens)
    return asked(request, place, form, partial(remind_of_month, person=person, period=period), words)
