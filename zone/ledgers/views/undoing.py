"""Undoing a saved batch: first what it would do, then the button."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zone.ledgers.kinds import all_kinds
from zone.ledgers.models import ImportBatch
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.undo import undo_batch
from zone.ledgers.undo_plan import UndoPlan
from zone.lib.clock import today
from zone.scope import get_visible_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("ledgers.view_importbatch", raise_exception=True)
def batch_undo(request, pk: int):
    batch = get_visible_or_404(ImportBatch.objects.all(), request.user, request, pk=pk)
    kind = all_kinds().get(batch.kind)
    if kind is None or not request.user.has_perm(kind.right):
        raise PermissionDenied
    if batch.state == ImportBatch.State.UNDONE:
        messages.info(request, _("This import has been undone already."))
        return redirect(batch)
    if batch.state != ImportBatch.State.COMMITTED:
        messages.warning(request, _("This import was not saved, so there is nothing to undo."))
        return redirect(batch)
    if request.method == "POST":
        try:
            undo_batch(batch, by=request.user, request=request)
        except LedgerRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The import was undone."))
        return redirect(batch)
    plan, refusal = UndoPlan(kind, batch.pk), ""
    try:
        plan.check_months()
    except LedgerRefused as refused:
        refusal = str(refused)
    context = {
        "title": _("Undo %(file)s?") % {"file": batch.file_name},
        "breadcrumb": [
            (_("Import centre"), reverse("ledgers:import-centre")),
            (batch.file_name, batch.get_absolute_url()),
            (_("Undo"), ""),
        ],
        "as_of": today(),
        "batch": batch,
        "plan": plan,
        "refusal": refusal,
    }
    return render(request, "ledgers/batch_undo.html", context)
