"""A batch that is being worked on: how far it is, in words, and the button that gives it up."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.humanize.templatetags.humanize import intcomma
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from zone.ledgers.actions import settle
from zone.ledgers.folders import awaited_step, folder_of, is_at_work
from zone.ledgers.models import ImportBatch
from zone.ledgers.progress import (
    CHECKING,
    COMPARING,
    ENDING,
    JUDGING,
    READING,
    STAGING,
    UNDOING,
    WAITING,
    WRITING,
    ask_to_stop,
    is_asked_to_stop,
    progress_of,
)
from zone.scope import get_visible_or_404

State = ImportBatch.State
BEING_WORKED_ON = (State.UPLOADED, State.READING, State.COMMITTING, State.UNDOING)
PROGRESS = {
    "": gettext_lazy("Waiting to begin …"),
    READING: gettext_lazy("Reading: %(rows)s rows so far …"),
    CHECKING: gettext_lazy("Checking: %(rows)s rows so far …"),
    COMPARING: gettext_lazy("Comparing %(rows)s rows with the records …"),
    STAGING: gettext_lazy("Preparing the preview of %(rows)s rows …"),
    WAITING: gettext_lazy("Another import is being saved; this one comes next …"),
    WRITING: gettext_lazy("Writing: %(rows)s of %(of)s records so far …"),
    ENDING: gettext_lazy("Ending …"),
    JUDGING: gettext_lazy("Looking at what has become of the records of %(rows)s rows …"),
    UNDOING: gettext_lazy("Undoing: %(rows)s of %(of)s records so far …"),
}


def is_worked_on(batch: ImportBatch) -> bool:
    """Whether a process works on the batch or is awaited. The batch is settled."""
    folder = folder_of(batch)
    return batch.state in BEING_WORKED_ON or bool(awaited_step(folder)) or is_at_work(folder)


def at_work_context(batch: ImportBatch) -> dict:
    """What `_at_work.html` needs."""
    folder = folder_of(batch)
    progress, is_ending = progress_of(folder), is_asked_to_stop(folder)
    words = _("Cancelling …") if is_ending else progress_words(progress)
    return {"is_at_work": True, "progress": words, "may_be_cancelled": not is_ending and progress.get("step") != ENDING}


def progress_words(progress: dict) -> str:
    rows, of = (intcomma(progress.get(name, 0)) for name in ("rows", "of"))
    return PROGRESS[progress.get("step", "")] % {"rows": rows, "of": of}


@require_POST
@permission_required("ledgers.view_importbatch", raise_exception=True)
def batch_cancel(request, pk: int):
    """Give up the work on a batch: whoever does it stops at his next look, and leaves everything as it was."""
    batch = settle(get_visible_or_404(ImportBatch.objects.all(), request.user, request, pk=pk))
    if is_worked_on(batch):
        ask_to_stop(folder_of(batch))
    else:
        messages.info(request, _("There is nothing to cancel: the work has ended."))
    return redirect(batch)
