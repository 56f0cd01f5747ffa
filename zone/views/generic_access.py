"""Who may open a page about a model: without the right 403, out of scope 404."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views.generic import View

from zone import audit
from zone.models import Event


class ScopedView(View):
    """`model` has a QuerySet with `visible_to(user)`. `right`: who may open the page at all."""

    model = None
    right = ""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.right):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return self.model.objects.visible_to(self.request.user)

    def get_object(self):
        """The record of the address. One that exists out of scope answers as if it did not, and leaves a line in the audit trail."""
        pk = self.kwargs["pk"]
        found = self.get_queryset().filter(pk=pk).first()
        if found is None:
            if self.model._base_manager.filter(pk=pk).exists():
                subject = f"{self.model._meta.label_lower} {pk}"
                audit.record(Event.Kind.OUT_OF_SCOPE, by=self.request.user, subject=subject, request=self.request, succeeded=False)
            raise Http404
        return found
