"""One reminder or instruction: read, answered, and the answer noted."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zone import kept_text
from zone.editing import Conflict
from zone.history import changes
from zone.lib.clock import today
from zone.lib.showing import show
from zone.scope import get_visible_or_404
from zone.supervision.actions import answer, take_note
from zone.supervision.forms import AnswerForm
from zone.supervision.models.matter import PEOPLE
from zone.supervision.showing import asked_words, giver_words, state_words
from zone.views.generic_edit import number_of


@require_http_methods(["GET", "POST"])
def detail(request, pk: int, model):
    """The page of the matter; sent by POST, the answer to it. One that cannot be taken answers with the page (422; 409 where somebody
    answered meanwhile), and the text stays."""
    matter = get_visible_or_404(model.objects.select_related(*PEOPLE), request.user, request, pk=pk)
    may_answer = model.objects.answerable_by(request.user).filter(pk=pk).exists()
    form, status = AnswerForm(kept_text.typed(request) or None), 200
    if request.method == "POST":
        version = number_of(request.POST.get("_version"))
        if not may_answer and not matter.answered_at:
            raise PermissionDenied
        status = _answered(matter, form, version, request.user)
        if not status:
            messages.success(request, _("Your answer has gone to %(person)s.") % {"person": matter.given_by})
            return redirect(matter)
        matter = model.objects.select_related(*PEOPLE).get(pk=pk)
    return render(request, "supervision/matter_detail.html", context_of(request, matter, form, may_answer), status=status)


def _answered(matter, form, version: int, user) -> int:
    """0 where the answer was taken, else the status that says why not."""
    if not form.is_valid():
        return 422
    try:
        answer(matter=matter, words=form.cleaned_data["words"], opened_version=version, by=user)
    except (Conflict, PermissionDenied):
        form.add_error(None, _("Somebody has answered in the meantime; his answer stands below."))
        return 409
    except ValidationError as refusal:
        form.add_error("words", refusal.messages)
        return 422
    return 0


def context_of(request, matter, form, may_answer: bool) -> dict:
    user, noun = request.user, matter._meta.model_name
    facts = [
        (_("Given by"), giver_words(matter)),
        (_("Asked"), asked_words(matter)),
        (_("Day"), show(getattr(matter, "given_on", None) or matter.entered_at)),
        (_("Answer by"), show(matter.due_on)),
        (_("State"), state_words(matter, on=today())),
    ]
    if matter.answered_at:
        facts.append((_("Answered by"), f"{matter.answered_by} {show(matter.answered_at)}"))
    if matter.noted_at:
        facts.append((_("Answer read by"), f"{matter.noted_by} {show(matter.noted_at)}"))
    if matter.entry_noted_at and matter.is_entered_for_another:
        facts.append((_("Answer read by"), f"{matter.entered_by} {show(matter.entry_noted_at)}"))
    return {
        "title": f"{matter._meta.verbose_name} · {matter.about}",
        "breadcrumb": [(matter._meta.verbose_name_plural, reverse(f"supervision:{noun}-list")), (matter.about, "")],
        "object": matter,
        "facts": [(label, text) for label, text in facts if text],
        "form": form if may_answer or form.is_bound else None,
        "kept": form.is_bound and request.method != "POST",
        "owner_mark": kept_text.owner_mark(user),
        "is_unread": type(matter).objects.unread_by(user).filter(pk=matter.pk).exists(),
        "noted_address": reverse(f"supervision:{noun}-noted", args=[matter.pk]),
        "may_copy": user.pk in (matter.given_by_id, matter.entered_by_id),
        "changes": changes(matter),
        "as_of": today(),
    }


@require_POST
def noted(request, pk: int, model):
    """Whoever asked has read the answer."""
    matter = get_visible_or_404(model.objects.all(), request.user, request, pk=pk)
    take_note(matter=matter, by=request.user)
    return redirect("todo")
