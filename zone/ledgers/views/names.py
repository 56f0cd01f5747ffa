"""待认定的人员和部门: names in sheets that mean nobody so far, each settled once."""

from collections.abc import Sequence
from uuid import UUID, uuid4

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
from zone.ledgers.unsettled import UnsettledName, named_records, unsettled_names
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
    are_kept = request.GET.get("show") == KEPT
    names = unsettled_names(importer, are_kept=are_kept)
    pager = Pager.asked(request.GET.get("page", "1"), total=len(names), size=ROWS, said=[("show", KEPT)] if are_kept else [])
    if request.method == "POST":
        return _settle(request, names, importer, pager)
    typed = kept_text.take(request, request.path)
    return _page(request, _forms(request, pager.of(names), typed, importer), pager, uuid4())


def _settle(request, names: list[UnsettledName], importer: Importer, pager: Pager):
    """Save what was said of the names that were sent, wherever they stand in the list by now."""
    receipt = receipt_of(request.POST.get("_receipt"))
    if address := saved_before(receipt, by=request.user):
        return redirect(address)
    sent = {field.partition("-")[0] for field in request.POST}
    forms = _forms(request, [name for name in names if prefix_of(name) in sent], request.POST, importer)
    if not all(form.is_valid() for form in forms):
        return _page(request, forms, pager, receipt, has_errors=True)
    here, linked = request.get_full_path(), []
    said = [settled for form in forms if (settled := form.settled())]
    if not said:
        messages.info(request, _("No name was settled: choose whom one means, then save."))
        return redirect(here)

    def save() -> str:
        linked.append(settle_names(said, importer=importer))
        return here

    try:
        address = save_once(receipt, save, by=request.user)
    except IntegrityError:
        messages.warning(request, _("Somebody else has just settled one of these names. Nothing was saved; please look again."))
        return redirect(here)
    if linked:
        messages.success(request, _told(len(said), linked[0]))
    return redirect(address)


def _forms(request, names: Sequence[UnsettledName], typed, importer: Importer) -> list[NameForm]:
    directory = Directory(on=importer.on)
    owners = directory.owners([(name.of, name.name) for name in names])
    told = {"directory": directory, "is_kept": request.GET.get("show") == KEPT}
    return [NameForm(typed, name=name, owner=owners.get((name.of, name.name)), **told) for name in names]


def _page(request, forms: list[NameForm], pager: Pager, receipt: UUID, *, has_errors: bool = False):
    known = {form.name.of: form.directory.all(form.name.of) for form in forms}
    context = {
        "title": _("People and departments to settle"),
        "breadcrumb": [(_("Import centre"), reverse("ledgers:import-centre")), (_("People and departments to settle"), "")],
        "as_of": today(),
        "forms": forms,
        "lists": [(LISTS[of], all_known) for of, all_known in known.items()],
        "pager": pager,
        "are_kept": request.GET.get("show") == KEPT,
        "has_errors": has_errors,
        "receipt": receipt,
        "owner_mark": kept_text.owner_mark(request.user),
    }
    return render(request, "ledgers/names.html", context, status=422 if has_errors else 200)


def _told(names: int, records: int) -> str:
    settled = ngettext("%(count)d name is settled", "%(count)d names are settled", names) % {"count": names}
    if not records:
        return settled
    linked = ngettext("%(count)d record was linked", "%(count)d records were linked", records) % {"count": records}
    return _("%(settled)s, %(linked)s") % {"settled": settled, "linked": linked}
