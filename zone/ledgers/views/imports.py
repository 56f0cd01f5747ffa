"""The import centre: bring a sheet, have it read again, save it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from zone.ledgers.actions import commit_batch, read_batch, receive_once, settle
from zone.ledgers.folders import UPLOAD, awaited_step, folder_of, has_file
from zone.ledgers.forms import ReadAgainForm, TemplateForm, UploadForm
from zone.ledgers.importer import Importer, Options
from zone.ledgers.kinds import AUTO, all_kinds, batches_told_to, kind_label, kinds_of
from zone.ledgers.models import ImportBatch
from zone.ledgers.pager import Pager
from zone.ledgers.progress import begin_anew
from zone.ledgers.refused import MENDABLE, LedgerRefused, sentence
from zone.ledgers.stage import FILE_NAME
from zone.ledgers.turns import is_taken
from zone.ledgers.unsettled import named_records
from zone.ledgers.work import COMMIT, INLINE_BYTES, INLINE_ROWS, READ, start
from zone.lib.clock import today
from zone.redirects import lead_to
from zone.reporting_period import period_due
from zone.scope import get_visible_or_404

ROWS = 20
CHUNK = 1024 * 1024
State = ImportBatch.State


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("ledgers.view_importbatch", raise_exception=True)
def import_centre(request):
    importer = Importer(request.user, today())
    initial = {"kind": request.GET.get("kind", AUTO)}
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    kinds = kinds_of(importer)
    may_import = bool(kinds)
    if request.method == "POST" and not may_import:
        raise PermissionDenied
    form = UploadForm(*sent, importer=importer, initial=initial)
    if request.method == "POST" and form.is_valid():
        file, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
        batch = receive_once(by=request.user, file_name=file.name, chunks=file.chunks(), kind=kind, options=form.options())
        _read_what_waits(batch)
        return redirect(batch)
    told = batches_told_to(request.user).select_related("uploaded_by")
    taken, refused = told.exclude(state=State.REFUSED), told.filter(state=State.REFUSED)
    pager = Pager.asked(request.GET.get("page", "1"), total=taken.count(), size=ROWS)
    context = {
        "title": _("Import centre"),
        "as_of": today(),
        "form": form if may_import else None,
        "may_settle_names": bool(named_records(importer)),
        "template_form": TemplateForm(initial={"period": period_due(on=today())}, auto_id="template_%s"),
        "template_kinds": [kind for kind in kinds if kind.office],
        "batches": [_row(batch, request.user) for batch in pager.of(taken)],
        "pager": pager,
        "refused": [(batch, refusal_of(batch)) for batch in refused[:ROWS]],
        "refused_total": refused.count(),
    }
    return render(request, "ledgers/import_centre.html", context, status=400 if form.errors else 200)


def _row(batch: ImportBatch, user) -> tuple[ImportBatch, str, bool]:
    """A batch with the name of its kind, and whether its page is this person's."""
    is_own = batch.uploaded_by_id == user.pk
    return settle(batch) if is_own else batch, kind_label(batch.kind), is_own


@require_POST
@permission_required("ledgers.view_importbatch", raise_exception=True)
def batch_read(request, pk: int):
    """Read the stored file again with what the person has put right about it."""
    batch = get_visible_or_404(ImportBatch.objects.all(), request.user, request, pk=pk)
    if batch.state == State.UNDONE:
        return _read_anew(request, batch)
    form = ReadAgainForm(request.POST, importer=Importer(request.user, today()))
    if not may_be_read_again(batch):
        messages.warning(request, why_not_read(batch))
    elif form.is_valid():
        batch.options = form.options().stored() | {"kind": form.cleaned_data["kind"]}
        read_again(batch)
    else:
        for problems in form.errors.values():
            messages.error(request, " ".join(problems))
    return redirect(batch)


def _read_anew(request, undone: ImportBatch):
    """The file of a batch that was undone becomes a batch of its own; what the first did and what undoing it did stay told."""
    if not has_file(undone):
        messages.warning(request, why_not_read(undone))
        return redirect(undone)
    said = Options.of(undone.options)
    with (folder_of(undone) / UPLOAD).open("rb") as file:
        chunks = iter(lambda: file.read(CHUNK), b"")
        batch = receive_once(by=request.user, file_name=undone.file_name, chunks=chunks, kind=undone.asked_kind, options=said)
    _read_what_waits(batch)
    messages.info(request, _("The file was read anew. Nothing is saved before you save it."))
    return redirect(batch)


def _read_what_waits(batch: ImportBatch) -> None:
    """A sheet that comes a second time is read a second time: what it asked for (a firm, a department) may be there by now."""
    if batch.state in (State.UPLOADED, State.PREVIEWED) and not awaited_step(folder_of(batch)):
        _read(batch)


def read_again(batch: ImportBatch) -> None:
    """With what is said about it now."""
    batch.state, batch.refusal = State.UPLOADED, {}
    batch.save(update_fields=["options", "state", "refusal"])
    _read(batch)


def _read(batch: ImportBatch) -> None:
    if batch.size <= INLINE_BYTES:
        begin_anew(folder_of(batch))
        read_batch(batch)
    else:
        start(batch, READ)


@require_POST
@permission_required("ledgers.view_importbatch", raise_exception=True)
def batch_commit(request, pk: int):
    """Save the whole sheet or the good rows. A second click finds it saved already."""
    batch = get_visible_or_404(ImportBatch.objects.all(), request.user, request, pk=pk)
    kind = all_kinds().get(batch.kind)
    if kind is None or not request.user.has_perm(kind.right):
        raise PermissionDenied
    good_rows_only = request.POST.get("rows") == "good"
    if batch.state == State.COMMITTED:
        messages.info(request, _("This sheet has been saved already."))
        return lead_to(request, address_of_records(batch))
    if awaited_step(folder_of(batch)):
        return redirect(batch)
    if not batch.is_previewed or not (folder_of(batch) / FILE_NAME).is_file():
        messages.warning(request, _("There is no preview that could be saved. Have the sheet read again."))
        return redirect(batch)
    # What would have to wait for another import waits in a process of its own, not in one of the web server.
    is_long = batch.rows_read > INLINE_ROWS or is_taken()
    if is_long and (good_rows_only or not batch.rows_rejected):
        batch.good_rows_only = good_rows_only
        batch.save(update_fields=["good_rows_only"])
        start(batch, COMMIT)
        return redirect(batch)
    begin_anew(folder_of(batch))
    try:
        is_saved_now = commit_batch(batch, by=request.user, good_rows_only=good_rows_only, request=request)
    except LedgerRefused as refused:
        messages.error(request, str(refused))
        if refused.code == "stale":
            read_batch(batch)
        return redirect(batch)
    if is_saved_now:
        messages.success(request, result_of(batch))
    else:
        messages.info(request, _("This sheet has been saved already."))
    return lead_to(request, address_of_records(batch))


def result_of(batch: ImportBatch) -> str:
    """What was saved and what is left to correct, with the way back to the batch."""
    saved = ngettext("Saved %(count)d row", "Saved %(count)d rows", batch.rows_good) % {"count": batch.rows_good}
    if batch.rows_rejected:
        left = ngettext("%(count)d row has errors", "%(count)d rows have errors", batch.rows_rejected) % {"count": batch.rows_rejected}
        words = (saved, left, f"{batch.get_absolute_url()}?show=errors", _("correct them"))
        return format_html(_('{}; {}: <a href="{}">{}</a>'), *words)
    return format_html(_('{}: <a href="{}">{}</a>'), saved, batch.get_absolute_url(), _("see the import"))


def refusal_of(batch: ImportBatch) -> str:
    """Why the batch was refused or interrupted, in a sentence; "" where it was not."""
    return sentence(batch.refusal["code"], batch.refusal["params"]) if batch.refusal else ""


def may_be_read_again(batch: ImportBatch) -> bool:
    """Whether saying something else about the file may help, and it is here to be read."""
    return is_open(batch) and has_file(batch) and not awaited_step(folder_of(batch))


def is_open(batch: ImportBatch) -> bool:
    """Whether something may still become of it: it was taken and not saved, or refused for what was said about it."""
    if batch.state == State.REFUSED:
        return batch.refusal.get("code") in MENDABLE
    return batch.state in (State.UPLOADED, State.PREVIEWED, State.INTERRUPTED, State.CANCELLED)


def why_not_read(batch: ImportBatch) -> str:
    """Why a sheet that may not be read again may not, in a sentence."""
    if has_file(batch):
        return _("This sheet cannot be read again.")
    return sentence("gone" if batch.wiped_at is None else "wiped", {})


def address_of_records(batch: ImportBatch) -> str:
    """The list of exactly the records that the batch wrote."""
    return f"{reverse(all_kinds()[batch.kind].list_of(batch.pk))}?batch={batch.pk}"
