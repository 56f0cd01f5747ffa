"""Evidence of a project: handed in by those who may edit it, fetched by those who see it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from projects.actions import add_evidence
from projects.models import Project
from zone import audit
from zone.attachments import as_download
from zone.models import Event
from zone.scope import get_visible_or_404

PLACE = "evidence"  # id of the panel's headline, and the mark of the messages that are shown there


def seen_project(request, pk: int) -> Project:
    if not request.user.has_perm("projects.view_project"):
        raise PermissionDenied
    return get_visible_or_404(Project.objects.all(), request.user, request, pk=pk)


@require_POST
def add(request, pk: int):
    """Keep the file and hang it on the project; how that went is said beside the form, where the page opens again."""
    project = seen_project(request, pk)
    place = f"{project.get_absolute_url()}#{PLACE}"
    if not Project.objects.editable_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    upload = request.FILES.get("file")
    if upload is None:
        messages.error(request, _("Choose a file first."), extra_tags=PLACE)
        return redirect(place)
    try:
        attachment = add_evidence(project=project, upload=upload, by=request.user)
    except ValidationError as refusal:
        for message in refusal.messages:
            messages.error(request, message, extra_tags=PLACE)
    else:
        detail = {"attachment": attachment.pk}
        audit.record(Event.Kind.HANDED_IN, by=request.user, request=request, subject=attachment.name, detail=detail)
        messages.success(request, _("Kept: %(name)s") % {"name": attachment.name}, extra_tags=PLACE)
    return redirect(place)


@require_GET
def download(request, pk: int, attachment_pk: int):
    project = seen_project(request, pk)
    attachment = project.attachments.filter(pk=attachment_pk).first()
    if attachment is None:
        raise Http404
    return as_download(attachment, request=request)
