"""Who may open a page about a model: without the right 403, out of scope 404."""

from django.core.exceptions import PermissionDenied
from django.views.generic import View

from zone.scope import get_visible_or_404


class ScopedView(View):
    """`model` has a QuerySet with `visible_to(user)`. `right`: who may open the page at all (none: everybody, and sees what is his)."""

    model = None
    right = ""

    def dispatch(self, request, *args, **kwargs):
        if self.right and not request.user.has_perm(self.right):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return self.model.objects.visible_to(self.request.user)

    def get_object(self):
        """The record of the address. One that exists out of scope answers as if it did not, and leaves a line in the audit trail."""
        rows = self.model._base_manager.all()
        return get_visible_or_404(rows, self.request.user, self.request, shown=self.get_queryset(), pk=self.kwargs["pk"])
