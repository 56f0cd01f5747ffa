"""The audit trail, for the auditor: by time, person and kind, the youngest first; the export is itself an event."""

import django_filters
from django import forms
from django.contrib.auth.decorators import permission_required
from django.db.models import Q
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zone import audit
from zone.event_words import detail_words, subject_words
from zone.filtering import ListFilterSet
from zone.form_controls import DayInput, HouseField
from zone.lib.csv_text import csv_lines
from zone.models import Event

ROWS = 50
EXPORT_LIMIT = 200_000


class EventFilterForm(forms.Form):
    bound_field_class = HouseField


class EventFilter(ListFilterSet):
    of_the_page = frozenset({"before", "csrfmiddlewaretoken"})

    since = django_filters.DateFilter("at", "date__gte", label=gettext_lazy("From"), widget=DayInput)
    until = django_filters.DateFilter("at", "date__lte", label=gettext_lazy("Until"), widget=DayInput)
    person = django_filters.CharFilter(method="by_person", label=gettext_lazy("Person or account"))
    kind = django_filters.ChoiceFilter(
        choices=Event.Kind.choices,
        label=gettext_lazy("Event"),
        empty_label=pgettext_lazy("filter", "All"),
    )
    request_id = django_filters.CharFilter(label=gettext_lazy("Number of the request"))

    class Meta:
        model = Event
        form = EventFilterForm
        fields = ["since", "until", "person", "kind", "request_id"]

    def by_person(self, events, name, value):
        return events.filter(Q(username=value) | Q(user__name=value))


@require_safe
@permission_required("zone.view_event", raise_exception=True)
def event_list(request):
    """Pages go by the event's number (`before`), so that the last one of a long trail costs what the first does."""
    chosen = _chosen(request.GET)
    events = chosen.rows().select_related("user").order_by("-id")
    before = request.GET.get("before", "")
    shown = list((events.filter(pk__lt=before) if before.isdecimal() else events)[: ROWS + 1])
    parameters = request.GET.copy()
    parameters.pop("before", None)
    older = parameters.copy()
    if len(shown) > ROWS:
        older["before"] = str(shown[ROWS - 1].pk)
    context = {
        "title": _("Audit trail"),
        "form": chosen.form,
        "problems": chosen.problems,
        "rows": [(event, subject_words(event), detail_words(event)) for event in shown[:ROWS]],
        "total": events.count(),
        "newest_address": f"?{parameters.urlencode()}" if before else "",
        "older_address": f"?{older.urlencode()}" if len(shown) > ROWS else "",
        "export_parameters": [(name, value) for name, value in parameters.items() if value],
        "may_export": request.user.has_perm("zone.export_event"),
    }
    return render(request, "zone/event_list.html", context)


@require_POST
@permission_required(["zone.view_event", "zone.export_event"], raise_exception=True)
def event_export(request):
    """The chosen part of the trail as CSV, hashes included, so that whoever keeps a copy can check the chain. No events where something is
    wrong with the choice: nobody shall take the whole trail for the part that he asked for."""
    chosen = _chosen(request.POST)
    events = chosen.rows().select_related("user").order_by("id")[:EXPORT_LIMIT]
    filters = {name: value for name, value in request.POST.items() if name in chosen.filters and value}
    audit.record(Event.Kind.EXPORTED, by=request.user, request=request, subject=_("Audit trail"), detail={"filters": filters})
    name = f"audit-{timezone.localtime():%Y%m%d-%H%M%S}.csv"
    return StreamingHttpResponse(
        csv_lines(_rows(events)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _chosen(parameters) -> EventFilter:
    return EventFilter(parameters, Event.objects.all())


def _rows(events):
    shown = ["id", "at", "kind", "user", "username", "address", "request_id", "subject", "succeeded", "detail", "previous_hash", "hash"]
    yield [str(Event._meta.get_field(name).verbose_name) for name in shown]
    for event in events.iterator(chunk_size=2000):
        yield [
            event.pk,
            timezone.localtime(event.at).isoformat(),
            event.get_kind_display(),
            event.user or "",
            event.username,
            event.address,
            event.request_id,
            event.subject,
            _("yes") if event.succeeded else _("no"),
            event.detail or "",
            event.previous_hash,
            event.hash,
        ]
