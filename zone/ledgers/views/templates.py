"""Empty tables of the office to be filled in, for the kinds of sheet that a person may import."""

import tempfile

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zone.ledgers.forms import TemplateForm
from zone.ledgers.importer import Importer
from zone.ledgers.kinds import all_kinds
from zone.ledgers.office import asked_by
from zone.ledgers.template_file import write_template
from zone.lib.clock import today


@require_GET
@permission_required("ledgers.view_importbatch", raise_exception=True)
def template_download(request, kind: str):
    """The template of a kind of sheet, for the month asked for."""
    found = all_kinds().get(kind)
    if found is None or found.office is None:
        raise Http404
    if not request.user.has_perm(found.right):
        raise PermissionDenied
    form = TemplateForm(request.GET)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["period"]))
        return redirect("ledgers:import-centre")
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    write_template(file, found, asked_by(Importer(request.user, today()), period=form.cleaned_data["period"]))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{found.office.name}-{_('template')}.xlsx")
