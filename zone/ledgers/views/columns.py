"""What the columns of a sheet hold: said on its page, remembered for the next sheet with the same header, forgotten again."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zone.ledgers.actions import forget_columns, remember_columns, settle
from zone.ledgers.importer import Importer
from zone.ledgers.kinds import all_kinds
from zone.ledgers.models import ImportBatch
from zone.ledgers.views.batches import batch_page, columns_of, layout_of
from zone.ledgers.views.imports import may_be_read_again, read_again, why_not_read
from zone.lib.clock import today
from zone.scope import get_visible_or_404


@require_POST
@permission_required("ledgers.view_importbatch", raise_exception=True)
def batch_columns(request, pk: int):
    """Read the stored file again with its columns as the person says."""
    batch = settle(get_visible_or_404(ImportBatch.objects.all(), request.user, request, pk=pk))
    if not may_be_read_again(batch):
        messages.warning(request, why_not_read(batch))
        return redirect(batch)
    form = columns_of(batch, Importer(request.user, today()), request.POST)
    if form is None:
        messages.warning(request, _("The columns of this sheet cannot be said."))
        return redirect(batch)
    if not form.is_valid():
        return batch_page(request, batch, form, status=400)
    remember_columns(by=request.user, heads=form.heads, chosen=form.chosen())
    batch.options["kind"] = form.heads.kind
    read_again(batch)
    if batch.state != ImportBatch.State.REFUSED:
        messages.info(request, _("Read with these columns; the next sheet with the same header will be read so too."))
    return redirect(batch)


@require_POST
@permission_required("ledgers.view_importbatch", raise_exception=True)
def batch_forget(request, pk: int):
    """Forget what was said of this header, and read the sheet by its words again."""
    batch = settle(get_visible_or_404(ImportBatch.objects.all(), request.user, request, pk=pk))
    layout = layout_of(batch)
    if not may_be_read_again(batch):
        messages.warning(request, why_not_read(batch))
        return redirect(batch)
    if layout is None:
        messages.info(request, _("Nothing is remembered of this header."))
        return redirect(batch)
    if not request.user.has_perm(all_kinds()[layout.kind].right):
        raise PermissionDenied
    forget_columns(layout, by=request.user)
    read_again(batch)
    messages.info(request, _("What was said of these columns is forgotten; the sheet was read by its words."))
    return redirect(batch)
