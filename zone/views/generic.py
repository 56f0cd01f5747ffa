"""The shared views from which each noun's pages are declared: `views/<noun>.py` names the model, the right, the columns, the form."""

from django.shortcuts import render

from zone.lib.clock import today
from zone.views.generic_access import ScopedView
from zone.views.generic_edit import ScopedCreateView, ScopedUpdateView
from zone.views.generic_list import Column, ScopedListView

__all__ = ["Column", "ScopedCreateView", "ScopedDetailView", "ScopedListView", "ScopedUpdateView", "ScopedView"]


class ScopedDetailView(ScopedView):
    """One record: `<app>/<noun>_detail.html` or `generic/detail.html`, with `facts` [(label, text)] and what `more_context` adds."""

    def facts(self) -> list[tuple[str, str]]:
        return []

    def breadcrumb(self) -> list[tuple[str, str]]:
        return []

    def more_context(self) -> dict:
        return {}

    def get(self, request, **kwargs):
        self.record = self.get_object()
        app, noun = self.model._meta.app_label, self.model._meta.model_name
        context = {
            "title": str(self.record),
            "object": self.record,
            "breadcrumb": self.breadcrumb(),
            "facts": self.facts(),
            "as_of": today(),
            **self.more_context(),
        }
        return render(request, (f"{app}/{noun}_detail.html", "generic/detail.html"), context)
