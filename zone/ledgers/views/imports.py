"""The import centre: bring a sheet, have it read again, save it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zone.ledgers.actions import commit_batch, read_batch, receive
from zone.ledgers.folders import folder_of
from zone.ledgers.forms import OptionsForm, UploadForm
from zone.ledgers.importer import Importer
from zone.ledgers.kinds import AUTO, all_kinds, kinds_of
from zone.ledgers.models import ImportBatch
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.stage import FILE_NAME
from zone.ledgers.work import COMMIT, INLINE_BYTES, INLINE_ROWS, READ, start
from zone.lib.clock import today
from zone.redirects import lead_to

ROWS = 20
State = ImportBatch.State


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("ledgers.view_importbatch", raise_exception=True)
def import_centre(request):
    importer = Importer(request.user, today())
    kinds = kinds_of(importer)
    initial = {"kind": request.GET.get("kind", AUTO)}
    form = UploadForm(request.POST or None, request.FILES or None, importer=importer, initial=initial)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        batch = receive(by=request.user, file_name=file.name, chunks=file.chunks(), kind=form.cleaned_data["kind"], options=form.options())
        if batch.state == State.UPLOADED:
            _read(batch)
        return redirect(batch)
    batches = ImportBatch.objects.visible_to(request.user)
    context = {
        "title": _("Import centre"),
        "form": form,
        "kinds": kinds,
        "labels": {kind.code: kind.label for kind in all_kinds().values()},
        "batches": [(batch, kind_label(batch)) for batch in batches[:ROWS]],
        "total": batches.count(),
        "shown": ROWS,
    }
    return render(request, "ledgers/import_centre.html", context, status=400 if form.errors else 200)


def kind_label(batch: ImportBatch) -> str:
    kind = all_kinds().get(batch.kind)
    return str(kind.label) if kind else _("not recognised")


@require_POST
@permission_required("ledgers.view_importbatch", raise_exception=True)
def batch_read(request, pk: int):
    """Read the stored file again with what the person has put right about it."""
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=pk)
    form = OptionsForm(request.POST, importer=Importer(request.user, today()))
    is_open = batch.state in (State.UPLOADED, State.PREVIEWED, State.REFUSED, State.INTERRUPTED) and batch.wiped_at is None
    if not is_open:
        messages.warning(request, _("This sheet cannot be read again."))
    elif form.is_valid():
        batch.options = form.options().stored() | {"kind": form.cleaned_data["kind"]}
        batch.state = State.UPLOADED
        batch.save(update_fields=["options", "state"])
        _read(batch)
    else:
        for problems in form.errors.values():
            messages.error(request, " ".join(problems))
    return redirect(batch)


def _read(batch: ImportBatch) -> None:
    if batch.size <= INLINE_BYTES:
        read_batch(batch)
    else:
        start(batch, READ)


@require_POST
@permission_required("ledgers.view_importbatch", raise_exception=True)
def batch_commit(request, pk: int):
    """Save the whole sheet or the good rows. A second click finds it saved already."""
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=pk)
    kind = all_kinds().get(batch.kind)
    if kind is None or not request.user.has_perm(kind.right):
        raise PermissionDenied
    good_rows_only = request.POST.get("rows") == "good"
    if batch.state == State.COMMITTED:
        messages.info(request, _("This sheet has been saved already."))
        return lead_to(request, address_of_records(batch))
    if batch.state != State.PREVIEWED or not (folder_of(batch) / FILE_NAME).is_file():
        messages.warning(request, _("There is no preview that could be saved. Have the sheet read again."))
        return redirect(batch)
    if batch.rows_read > INLINE_ROWS and (good_rows_only or not batch.rows_rejected):
        batch.good_rows_only = good_rows_only
        batch.save(update_fields=["good_rows_only"])
        start(batch, COMMIT)
        return redirect(batch)
    try:
        is_saved_now = commit_batch(batch, by=request.user, good_rows_only=good_rows_only, request=request)
    except LedgerRefused as refused:
        messages.error(request, str(refused))
        if refused.code == "stale":
            read_batch(batch)
        return redirect(batch)
    if not is_saved_now:
        messages.info(request, _("This sheet has been saved already."))
    return lead_to(request, address_of_records(batch))


def address_of_records(batch: ImportBatch) -> str:
    """The list of exactly the records that the batch wrote."""
    return f"{reverse(all_kinds()[batch.kind].lands_on)}?batch={batch.pk}"
