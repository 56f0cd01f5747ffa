"""One batch: what was understood, what would be new, changed and wrong, in the sheet's own coordinates."""

from pathlib import PurePosixPath

from django.contrib.auth.decorators import permission_required
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zone import kept_text
from zone.ledgers.actions import settle
from zone.ledgers.columns_form import ColumnsForm
from zone.ledgers.folders import folder_of, has_file
from zone.ledgers.forms import ReadAgainForm
from zone.ledgers.heads import heads_in
from zone.ledgers.importer import Importer
from zone.ledgers.kinds import all_kinds, batches_told_to, kind_label
from zone.ledgers.marked_copy import problem_lines
from zone.ledgers.models import ImportBatch, KnownLayout
from zone.ledgers.pager import Pager
from zone.ledgers.preview_page import LISTS, PreviewPage
from zone.ledgers.stage import Stage
from zone.ledgers.views.at_work import at_work_context, is_worked_on
from zone.ledgers.views.imports import address_of_records, is_open, may_be_read_again, refusal_of, result_of, why_not_read
from zone.ledgers.views.undoing import KEPT_ROWS
from zone.lib.clock import today
from zone.lib.csv_text import csv_lines
from zone.models import District
from zone.scope import get_visible_or_404

State = ImportBatch.State
UPLOAD, UNDERSTAND, PREVIEW, DONE = 1, 2, 3, 4


@require_GET
@permission_required("ledgers.view_importbatch", raise_exception=True)
def batch_detail(request, pk: int):
    batch = settle(get_visible_or_404(ImportBatch.objects.all(), request.user, request, pk=pk))
    kept = kept_text.take(request, reverse("ledgers:batch-columns", args=[pk]))
    return batch_page(request, batch, columns_of(batch, Importer(request.user, today()), kept))


def batch_page(request, batch: ImportBatch, columns: ColumnsForm | None, *, status: int = 200):
    """The page of a batch. `columns`: what its columns hold, to be put right, where that can be said."""
    kind, folder, importer = all_kinds().get(batch.kind), folder_of(batch), Importer(request.user, today())
    earlier = batches_told_to(request.user).saved_before(batch).select_related("uploaded_by").first()
    context = {
        "title": batch.file_name,
        "breadcrumb": [(_("Import centre"), reverse("ledgers:import-centre")), (batch.file_name, "")],
        "batch": batch,
        "as_of": today(),
        "kind_label": kind_label(batch.kind),
        "refusal": refusal_of(batch),
        "earlier": earlier,
        **_kept(batch, request.GET.get("page", "1")),
        "earlier_records": address_of_records(earlier) if earlier else "",
        "options": ReadAgainForm(initial=_initial(batch), importer=importer),
        "may_save": kind is not None and request.user.has_perm(kind.right),
        "may_be_read_again": may_be_read_again(batch),
        "gone": why_not_read(batch) if is_open(batch) and not has_file(batch) else "",
        "layout": layout_of(batch),
        "columns": columns,
        "is_about_columns": columns is not None and (columns.is_bound or batch.refusal or "columns" in request.GET),
        "columns_kept": request.method == "GET" and columns is not None and columns.is_bound,
        "owner_mark": kept_text.owner_mark(request.user),
        "records_address": address_of_records(batch) if batch.state == State.COMMITTED else "",
        "result": result_of(batch) if batch.state == State.COMMITTED else "",
    }
    context["step"] = step_of(batch)
    if is_worked_on(batch):
        context |= at_work_context(batch)
        return render(request, "ledgers/batch_detail.html", context)
    try:
        stage = Stage(folder)
    except FileNotFoundError:
        return render(request, "ledgers/batch_detail.html", context, status=status)
    with stage:
        if kind is not None and (batch.is_previewed or batch.state == State.COMMITTED):
            show = request.GET.get("show", "")
            context["preview"] = PreviewPage(kind, stage, show if show in LISTS else "", request.GET.get("page", "1"))
        return render(request, "ledgers/batch_detail.html", context, status=status)


def columns_of(batch: ImportBatch, importer: Importer, sent=None) -> ColumnsForm | None:
    """What the columns of the sheet hold, for whoever may import it; None where its header is not known, or it cannot be read again."""
    heads = heads_in(folder_of(batch)) if may_be_read_again(batch) else None
    kind = all_kinds().get(heads.kind) if heads and heads.columns else None
    if kind is None or not importer.may(kind.right):
        return None
    return ColumnsForm(sent, kind=kind, vocabulary=importer.headers.teach(kind.words_for(importer)), heads=heads)


def layout_of(batch: ImportBatch) -> KnownLayout | None:
    """What somebody had said of this header before it was read."""
    heads = heads_in(folder_of(batch))
    return KnownLayout.objects.filter(kind=heads.kind, digest=heads.digest).first() if heads and heads.is_mapped else None


def _kept(batch: ImportBatch, page: str) -> dict:
    """What stayed when the batch was undone, a page of it."""
    kept = batch.undone.get("kept", [])
    pager = Pager.asked(page, total=len(kept), size=KEPT_ROWS)
    return {"kept": pager.of(kept), "pager": pager}


def step_of(batch: ImportBatch) -> int:
    """Which of the four steps one stands at."""
    if batch.state in (State.COMMITTED, State.UNDOING, State.UNDONE, State.COMMITTING):
        return DONE
    if batch.state == State.REFUSED:
        return UPLOAD
    return PREVIEW if batch.is_previewed else UNDERSTAND


def _initial(batch: ImportBatch) -> dict:
    district = District.objects.filter(code=batch.options.get("district", "-")).first()
    return {**batch.options, "kind": batch.asked_kind, "district": district}


@require_GET
@permission_required("ledgers.view_importbatch", raise_exception=True)
def batch_problems(request, pk: int):
    """All problems of a sheet as a file, to be worked through beside it."""
    batch = get_visible_or_404(ImportBatch.objects.all(), request.user, request, pk=pk)
    try:
        stage = Stage(folder_of(batch))
    except FileNotFoundError as missing:
        raise Http404 from missing
    with stage:
        rows = [[_("severity"), _("row"), _("column"), _("header"), _("value"), _("problem"), _("what to do")]]
        rows += [[word, row or "", *told] for _severity, word, row, *told in problem_lines(stage)]
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{PurePosixPath(batch.file_name).stem}-{_('problems')}.csv")
    return response
