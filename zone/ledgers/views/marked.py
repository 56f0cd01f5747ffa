"""The person's own workbook with its problems marked, to be corrected and brought again."""

from pathlib import PurePosixPath

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zone.ledgers.folders import folder_of
from zone.ledgers.marked_copy import marked_copy, ready_copy
from zone.ledgers.models import ImportBatch
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.stage import FILE_NAME
from zone.ledgers.work import INLINE_BYTES, INLINE_ROWS, is_marking, marking_refusal, start_marking
from zone.scope import get_visible_or_404


@require_GET
@permission_required("ledgers.view_importbatch", raise_exception=True)
def batch_marked(request, pk: int):
    """The file itself; for a long sheet first a page that waits for it."""
    batch = get_visible_or_404(ImportBatch.objects.all(), request.user, request, pk=pk)
    if not (folder_of(batch) / FILE_NAME).is_file():
        raise Http404
    try:
        copy = ready_copy(batch)
        if copy is None and batch.size <= INLINE_BYTES and batch.rows_read <= INLINE_ROWS:
            copy = marked_copy(batch)
    except LedgerRefused as refused:
        messages.error(request, str(refused))
        return redirect(batch)
    if copy is not None:
        name = f"{PurePosixPath(batch.file_name).stem}-{_('marked')}.xlsx"
        return FileResponse(copy.open("rb"), as_attachment=True, filename=name)
    if refusal := marking_refusal(batch):
        messages.error(request, refusal)
        return redirect(batch)
    if not is_marking(batch):
        start_marking(batch)
    context = {
        "title": batch.file_name,
        "breadcrumb": [
            (_("Import centre"), reverse("ledgers:import-centre")),
            (batch.file_name, batch.get_absolute_url()),
            (_("marked"), ""),
        ],
        "batch": batch,
    }
    return render(request, "ledgers/marked_waiting.html", context)
