"""Undoing a saved batch: first what it would do, then the button. A large batch is judged and undone by a process of its own."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zone.ledgers.actions import settle
from zone.ledgers.folders import folder_of
from zone.ledgers.kinds import all_kinds
from zone.ledgers.models import ImportBatch
from zone.ledgers.pager import Pager
from zone.ledgers.refused import LedgerRefused, sentence
from zone.ledgers.turns import is_taken
from zone.ledgers.undo import undo_batch
from zone.ledgers.undo_told import ToldPlan
from zone.ledgers.views.at_work import at_work_context, is_worked_on
from zone.ledgers.work import INLINE_ROWS, PLAN, UNDO, start
from zone.lib.clock import today
from zone.scope import get_visible_or_404

KEPT_ROWS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("ledgers.view_importbatch", raise_exception=True)
def batch_undo(request, pk: int):
    batch = settle(get_visible_or_404(ImportBatch.objects.all(), request.user, request, pk=pk))
    kind = all_kinds().get(batch.kind)
    if kind is None or not request.user.has_perm(kind.right):
        raise PermissionDenied
    if batch.state == ImportBatch.State.UNDONE:
        messages.info(request, _("This import has been undone already."))
        return redirect(batch)
    if batch.state == ImportBatch.State.UNDOING:
        return redirect(batch)
    if batch.state != ImportBatch.State.COMMITTED:
        messages.warning(request, _("This import was not saved, so there is nothing to undo."))
        return redirect(batch)
    is_long = batch.rows_good > INLINE_ROWS
    if request.method == "POST":
        return _undo(request, batch, in_background=is_long or is_taken())
    plan = ToldPlan.left_in(folder_of(batch)) if is_long else ToldPlan.made(kind, batch.pk)
    context = {
        "title": _("Undo %(file)s?") % {"file": batch.file_name},
        "breadcrumb": [
            (_("Import centre"), reverse("ledgers:import-centre")),
            (batch.file_name, batch.get_absolute_url()),
            (_("Undo"), ""),
        ],
        "as_of": today(),
        "batch": batch,
    }
    if plan is None:
        if not is_worked_on(batch):
            start(batch, PLAN)
        return render(request, "ledgers/batch_undo.html", context | at_work_context(batch))
    pager = Pager.asked(request.GET.get("page", "1"), total=len(plan.kept), size=KEPT_ROWS)
    refusal = sentence(plan.refusal["code"], plan.refusal["params"]) if plan.refusal else ""
    return render(
        request, "ledgers/batch_undo.html", context | {"plan": plan, "refusal": refusal, "kept": pager.of(plan.kept), "pager": pager}
    )


def _undo(request, batch: ImportBatch, *, in_background: bool):
    if in_background:
        if not is_worked_on(batch):
            start(batch, UNDO)
        return redirect(batch)
    try:
        undo_batch(batch, by=request.user, request=request)
    except LedgerRefused as refused:
        messages.error(request, str(refused))
    else:
        batch.refresh_from_db()
        if batch.state == ImportBatch.State.UNDONE:
            messages.success(request, _("The import was undone."))
    return redirect(batch)
