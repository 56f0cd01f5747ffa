"""催办 and 批示 of a project: a form that opens in place beside any row, and as a page by itself."""

from functools import partial
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from projects import gate
from projects.models import Project
from projects.reminding import ASKS, URGES, instruct, may_remind, recipients, remind, reminder_text, salutation
from zone import kept_text
from zone.editing import save_once, saved_before
from zone.lib.clock import today
from zone.models import User
from zone.reporting_window import day_words
from zone.scope import get_visible_or_404
from zone.supervision.forms import AskForm, InstructForm
from zone.supervision.models import Reminder
from zone.views.generic_edit import receipt_of


@require_http_methods(["GET", "POST"])
def remind_about(request, pk: int):
    """`?stage=`: the step that is asked for, where somebody comes from its gate."""
    urges = request.user.has_perm(URGES)
    if not (urges or request.user.has_perm(ASKS)):
        raise PermissionDenied
    project = _project(request, pk)
    if not may_remind(project, request.user):
        raise PermissionDenied
    stage = request.GET.get("stage", "")
    stage = stage if stage in gate.stages_of(project.kind) and stage != project.stage else ""
    people = recipients(project, by=request.user)
    first, called = {}, [salutation(person, department) for person, department, _words in people]
    if people:
        first = {"text": reminder_text(project, to=called[0], by=request.user, on=today(), stage=stage), "due_on": today()}
    form = AskForm(typed(request), recipients=people, salutations=called, initial=first, auto_id=f"remind-{pk}-%s")
    title = _("Urge") if urges else _("Ask the bureau")
    words = {"title": title, "send_words": title, "earlier": _earlier(project, request.user), "nobody_words": nobody_words(urges=urges)}
    return asked(request, _place(project), form, partial(remind, project=project, stage=stage), words)


def nobody_words(*, urges: bool) -> str:
    if urges:
        return _("This project names nobody whom one could ask: give it a responsible person or department first.")
    return _("No account has the right to manage projects of this kind: ask the system administrator.")


@require_http_methods(["GET", "POST"])
def instruct_about(request, pk: int):
    user = request.user
    if not (user.has_perm("supervision.give_instruction") or user.has_perm("supervision.enter_instruction")):
        raise PermissionDenied
    project = _project(request, pk)
    givers = None if user.has_perm("supervision.give_instruction") else leaders()
    words = {"title": _("Instruct"), "send_words": _("Give the instruction"), "nobody_words": nobody_words(urges=True)}
    form = InstructForm(typed(request), recipients=recipients(project, by=user), givers=givers, auto_id=f"instruct-{pk}-%s")
    return asked(request, _place(project), form, partial(instruct, project=project), words)


def leaders():
    """For whom the supervision office may enter an instruction."""
    backend = "django.contrib.auth.backends.ModelBackend"
    right = "supervision.give_instruction"
    return User.objects.with_perm(right, include_superusers=False, backend=backend).order_by("name")


def _project(request, pk: int) -> Project:
    return get_visible_or_404(Project.objects.select_related("officer", "department", "leader"), request.user, request, pk=pk)


def _place(project: Project) -> tuple[str, str]:
    return project.name, project.get_absolute_url()


def typed(request):
    """What was sent, or what was being typed on this very form when the session ended; None for an empty form, and for one that closes."""
    return None if "closed" in request.GET else kept_text.typed(request, _about=address_of(request)) or None


def address_of(request) -> str:
    told = {name: request.GET[name] for name in ("stage", "period", "owner") if name in request.GET}
    return f"{request.path}?{urlencode(told)}" if told else request.path


def asked(request, place: tuple[str, str], form: AskForm, act, words: dict):
    """The form, empty or with what is wrong; sent, it leads to what was written, or says in place that it was. `place`: what it is about,
    in words and where it opens; `act` writes what the form asks."""
    in_place, (name, back), here = bool(request.htmx), place, address_of(request)
    context = {
        "back": back,
        "form": form,
        "address": here,
        "closed_address": f"{here}{'&' if '?' in here else '?'}closed=1",
        "owner_mark": kept_text.owner_mark(request.user),
        "kept": form.is_bound and request.method != "POST",
        "in_place": in_place,
        "closed": "closed" in request.GET,
        "nobody": not form.recipients,
        "breadcrumb": [(_("Projects"), reverse("projects:project-list")), (name, back), (words["title"], "")],
        "as_of": today(),
        **words,
        "title": f"{words['title']} · {name}",
    }
    if request.method == "POST":
        receipt = receipt_of(request.POST.get("_receipt"))
        address = saved_before(receipt, by=request.user)
        if not address and form.is_valid():
            try:
                address = save_once(receipt, lambda: act(by=request.user, **form.asked()).get_absolute_url(), by=request.user)
            except ValidationError as refusal:
                form.add_error(None, refusal.messages)
        if address and in_place:
            return render(request, "supervision/_sent.html", {"address": address})
        if address:
            return redirect(address)
        # A part of a page is shown by htmx with a success only.
        template = "supervision/_ask_form.html" if in_place else "supervision/ask.html"
        return render(request, template, {**context, "receipt": receipt}, status=200 if in_place else 422)
    context["receipt"] = form.data.get("_receipt") or uuid4()
    return render(request, "supervision/_ask_form.html" if in_place else "supervision/ask.html", context)


def _earlier(project: Project, user) -> str:
    """已催办1次，最近一次7月4日; of what this person may see."""
    seen = Reminder.objects.visible_to(user).filter(projects=project).order_by("-entered_at", "-pk")
    if not (times := seen.count()):
        return ""
    last = seen.select_related("given_by").first()
    facts = {"times": times, "day": day_words(last.entered_at.date()), "person": last.given_by}
    words = ngettext(
        "Urged %(times)d time so far, last on %(day)s by %(person)s",
        "Urged %(times)d times so far, last on %(day)s by %(person)s",
        times,
    )
    return words % facts
