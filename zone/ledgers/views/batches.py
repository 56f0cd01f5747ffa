"""One batch: what was understood, what would be new, changed and wrong, in the sheet's own coordinates."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zone.ledgers.actions import settle
from zone.ledgers.folders import folder_of, progress_of
from zone.ledgers.forms import OptionsForm
from zone.ledgers.importer import Importer
from zone.ledgers.kinds import all_kinds
from zone.ledgers.models import ImportBatch
from zone.ledgers.preview_page import LISTS, PreviewPage
from zone.ledgers.refused import sentence
from zone.ledgers.sentences import parts
from zone.ledgers.stage import ERROR, WARNING, Stage
from zone.ledgers.views.imports import address_of_records, kind_label
from zone.lib.clock import today
from zone.lib.csv_text import csv_lines
from zone.models import District

State = ImportBatch.State
AT_WORK = (State.UPLOADED, State.READING, State.COMMITTING)


@require_GET
@permission_required("ledgers.view_importbatch", raise_exception=True)
def batch_detail(request, pk: int):
    batch = settle(get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=pk))
    kind, folder = all_kinds().get(batch.kind), folder_of(batch)
    context = {
        "title": batch.file_name,
        "breadcrumb": [(_("Import centre"), reverse("ledgers:import-centre")), (batch.file_name, "")],
        "batch": batch,
        "kind_label": kind_label(batch),
        "refusal": sentence(batch.refusal["code"], batch.refusal["params"]) if batch.refusal else "",
        "earlier": _earlier(batch),
        "options": OptionsForm(initial=_initial(batch), importer=Importer(request.user, today())),
        "may_save": kind is not None and request.user.has_perm(kind.right),
        "records_address": address_of_records(batch) if batch.state == State.COMMITTED else "",
    }
    if batch.state in AT_WORK:
        context |= {"is_at_work": True, "progress": progress_of(folder)}
    try:
        stage = Stage(folder)
    except FileNotFoundError:
        return render(request, "ledgers/batch_detail.html", context)
    with stage:
        if kind is not None and batch.state in (State.PREVIEWED, State.COMMITTED):
            show = request.GET.get("show", "")
            number = request.GET.get("page", "1")
            context["preview"] = PreviewPage(kind, stage, show if show in LISTS else "", int(number) if number.isdecimal() else 1)
        return render(request, "ledgers/batch_detail.html", context)


def _initial(batch: ImportBatch) -> dict:
    district = District.objects.filter(code=batch.options.get("district", "-")).first()
    return {**batch.options, "kind": batch.asked_kind, "district": district}


def _earlier(batch: ImportBatch) -> ImportBatch | None:
    """The same bytes, saved before by the same person."""
    same = ImportBatch.objects.filter(sha256=batch.sha256, state=State.COMMITTED, uploaded_by=batch.uploaded_by)
    return same.filter(pk__lt=batch.pk).first()


@require_GET
@permission_required("ledgers.view_importbatch", raise_exception=True)
def batch_problems(request, pk: int):
    """All problems of a sheet as a file, to be worked through beside it."""
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=pk)
    try:
        stage = Stage(folder_of(batch))
    except FileNotFoundError as missing:
        raise Http404 from missing
    with stage:
        rows = [[_("severity"), _("row"), _("column"), _("header"), _("value"), _("problem"), _("what to do")]]
        for severity, word in ((ERROR, _("error")), (WARNING, _("warning"))):
            for finding in stage.findings(severity):
                rows.append([word, finding.row or "", finding.column, finding.header, finding.value, *parts(finding)])
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, _("problems") + f" {batch.pk}.csv")
    return response
