"""待认定的人员和部门: names in sheets that mean nobody so far, each settled once."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from zone import kept_text
from zone.editing import save_once, saved_before
from zone.ledgers.candidates import Directory
from zone.ledgers.importer import Importer
from zone.ledgers.names_form import LISTS, NameForm, prefix_of
from zone.ledgers.pager import Pager
from zone.ledgers.settling import settle_names
from zone.ledgers.unsettled import named_records, unsettled_names
from zone.lib.clock import today
from zone.views.generic_edit import receipt_of

ROWS = 50
KEPT = "kept"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("ledgers.view_importbatch", raise_exception=True)
def names_to_settle(request):
    """`?show=kept`: those of which it was said that they are nobody of the house; they can be settled after all."""
    importer = Importer(request.user, today())
    if not named_records(importer):
        raise PermissionDenied
    receipt = receipt_of(request.POST.get("_receipt")) if request.method == "POST" else uuid4()
    if request.method == "POST" and (address := saved_before(receipt, by=request.user)):
        return redirect(address)
    are_kept = request.GET.get("show") == KEPT
    names = unsettled_names(importer, are_kept=are_kept)
    pager = Pager.asked(request.GET.get("page", "1"), total=len(names), size=ROWS, said=[("show", KEPT)] if are_kept else [])
    typed = request.POST if request.method == "POST" else kept_text.take(request, request.path)
    forms = _forms(importer, names if request.method == "POST" else pager.of(names), typed, are_kept=are_kept)
    if request.method == "POST" and all(form.is_valid() for form in forms):
        said = [settled for form in forms if (settled := form.settled())]
        return _save(request, receipt, said, importer)
    directory = forms[0].directory if forms else Directory(on=importer.on)
    context = {
        "title": _("People and departments to settle"),
        "breadcrumb": [(_("Import centre"), reverse("ledgers:import-centre")), (_("People and departments to settle"), "")],
        "as_of": importer.on,
        "forms": forms,
        "lists": [(LISTS[of], directory.all(of)) for of in dict.fromkeys(form.name.of for form in forms)],
        "pager": pager,
        "are_kept": are_kept,
        "receipt": receipt,
        "owner_mark": kept_text.owner_mark(request.user),
    }
    return render(request, "ledgers/names.html", context, status=422 if request.method == "POST" else 200)


def _forms(importer: Importer, names, typed, *, are_kept: bool) -> list[NameForm]:
    """One for each name; of those that were sent, which may stand on any page, for these alone."""
    if typed is not None:
        sent = {field.partition("-")[0] for field in typed}
        names = [name for name in names if prefix_of(name) in sent] or names
    directory = Directory(on=importer.on)
    owners = directory.owners([(name.of, name.name) for name in names])
    return [NameForm(typed, name=name, directory=directory, owner=owners.get((name.of, name.name)), is_kept=are_kept) for name in names]


def _save(request, receipt, said, importer: Importer):
    linked = []

    def save() -> str:
        linked.append(settle_names(said, importer=importer))
        return request.get_full_path()

    try:
        address = save_once(receipt, save, by=request.user) if said else request.get_full_path()
    except IntegrityError:
        messages.warning(request, _("Somebody else has just settled one of these names. Nothing was saved; please look again."))
        return redirect(request.get_full_path())
    if not said:
        messages.info(request, _("No name was settled: choose whom one means, then save."))
    elif linked:
        messages.success(request, _told(len(said), linked[0]))
    return redirect(address)


def _told(names: int, records: int) -> str:
    settled = ngettext("%(count)d name is settled", "%(count)d names are settled", names) % {"count": names}
    if not records:
        return settled
    linked = ngettext("%(count)d record was linked", "%(count)d records were linked", records) % {"count": records}
    return _("%(settled)s, %(linked)s") % {"settled": settled, "linked": linked}
