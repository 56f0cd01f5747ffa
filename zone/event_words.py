"""The audit trail in words: what an event was about and what it says beyond its kind.

Events are sealed, so whatever was recorded long ago with the names of models and fields is put into words when it is read.
"""

import re
from functools import cache
from urllib.parse import parse_qsl

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zone.lib.showing import show
from zone.models import Event, Period
from zone.roles import role_name

# A model by its label, alone or with the number of a row, with or without pk= before it.
RECORD = re.compile(r"(?P<model>[a-z]+\.[A-Za-z]+)(?: (?:pk=)?(?P<pk>\d+))?")
LABELS = {
    "change": gettext_lazy("What was done"),
    "fields": gettext_lazy("Fields changed"),
    "is_active": gettext_lazy("Account"),
    "granted": gettext_lazy("Granted"),
    "taken": gettext_lazy("Taken away"),
    "status": gettext_lazy("State"),
    "before": gettext_lazy("State before"),
    "reason": gettext_lazy("Reason"),
    "step": gettext_lazy("Step"),
    "filters": gettext_lazy("Filters"),
    "said": gettext_lazy("Filters"),
    "rows": gettext_lazy("Rows"),
    "format": gettext_lazy("Format"),
    "kind": gettext_lazy("Kind"),
    "period": gettext_lazy("Month"),
    "year": gettext_lazy("Year"),
    "district": gettext_lazy("district"),
    "new": gettext_lazy("Records made"),
    "changed": gettext_lazy("Records changed"),
    "sha256": gettext_lazy("Checksum of the file"),
    "number": gettext_lazy("Record number"),
    "attachment": gettext_lazy("Number of the attachment"),
    "since": gettext_lazy("From"),
    "until": gettext_lazy("Until"),
    "person": gettext_lazy("Person or account"),
    "request_id": gettext_lazy("Number of the request"),
    "rights": gettext_lazy("Rights"),
    "q": gettext_lazy("Search"),
    "sort": gettext_lazy("Order"),
}
WORDS = {
    ("change", "made"): gettext_lazy("account made"),
    ("change", "unlocked"): gettext_lazy("account unlocked"),
    ("change", "second_factor_set_up"): gettext_lazy("second step set up"),
    ("change", "second_factor_lifted"): gettext_lazy("second step lifted"),
    ("is_active", True): gettext_lazy("switched on"),
    ("is_active", False): gettext_lazy("switched off"),
    ("reason", "idle"): gettext_lazy("nothing was done for too long"),
    ("reason", "age"): gettext_lazy("the session had become too old"),
    ("rights", "all"): gettext_lazy("all, by a command for no account"),
    ("step", "second"): gettext_lazy("second step"),
    **{("kind", value): word for value, word in Event.Kind.choices},
    **{(name, value): word for name in ("status", "before") for value, word in Period.Status.choices},
}
HIDDEN = frozenset({"model"})  # The subject says it.


@cache
def sheet_words() -> dict[str, object]:
    """What the codes of sheets and of the records in them are called. The settings name the kinds, so that nobody looks up to them."""
    kinds = [import_string(path)() for path in settings.LEDGER_KINDS]
    records = {record.code: record._meta.model._meta.verbose_name for kind in kinds for record in kind.records}
    return records | {kind.code: kind.label for kind in kinds}


def about(record) -> dict:
    """What an event about a record takes down: the record's own words, and its number for whoever looks it up."""
    subject = f"{record._meta.verbose_name} {record}"
    return {"subject": subject, "detail": {"model": record._meta.label_lower, "number": record.pk}}


def subject_words(event: Event) -> str:
    """What the event was about; the name of a model becomes the word for it."""
    found = RECORD.fullmatch(event.subject)
    if found is None:
        return str(sheet_words().get(event.subject, event.subject)) if event.kind == Event.Kind.EXPORTED else event.subject
    try:
        words = apps.get_model(found["model"])._meta.verbose_name
    except LookupError:
        return event.subject
    return _("%(words)s no. %(pk)s") % {"words": words, "pk": found["pk"]} if found["pk"] else str(words)


def detail_words(event: Event) -> list[tuple[str, str]]:
    """Label and text of everything that the event says beyond its subject; what is empty is not said."""
    told = []
    for name, value in event.detail.items():
        if name in HIDDEN or value in (None, "", [], {}) or (name == "filters" and "said" in event.detail):
            continue
        told.append((str(LABELS.get(name, name)), _text(name, value)))
    return told


def _text(name: str, value) -> str:
    if name == "said":  # in the words of the list, by the list itself
        return "、".join(f"{label}={text}" for label, text in value.items())
    if name == "filters":
        pairs = dict(parse_qsl(value)) if isinstance(value, str) else value
        return "、".join(
            f"{LABELS.get(key, key)}={WORDS.get((key, text), text)}" for key, text in pairs.items() if text and key != "format"
        )
    if name == "kind":
        return str(sheet_words().get(value, WORDS.get((name, value), value)))
    if name in ("granted", "taken"):
        return "、".join(role_name(code) for code in value)
    if name == "fields":
        return "、".join(_(field) for field in value)
    if isinstance(value, (list, dict)):
        parts = value.items() if isinstance(value, dict) else ((None, part) for part in value)
        return "、".join(f"{LABELS.get(key, key)} {show(part)}" if key else show(part) for key, part in parts)
    if name in ("year", "number", "attachment"):
        return str(value)
    return str(WORDS.get((name, value), show(value)))
