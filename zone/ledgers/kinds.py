"""The kinds of sheets that this house knows: dotted paths in settings.LEDGER_KINDS, so that the engine looks up to nobody."""

from functools import cache

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from zone.ledgers.importer import Importer
from zone.ledgers.kind import LedgerKind
from zone.ledgers.models import ImportBatch
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.resource import LedgerResource

AUTO = "auto"


@cache
def all_kinds() -> dict[str, LedgerKind]:
    """Kinds by their code, in the order of the settings."""
    kinds = [import_string(path)() for path in settings.LEDGER_KINDS]
    return {kind.code: kind for kind in kinds}


def kind_label(code: str) -> str:
    """What a kind is called; `auto` is what was never recognised."""
    kind = all_kinds().get(code)
    return str(kind.label) if kind else gettext("not recognised")


def kinds_of(importer: Importer) -> list[LedgerKind]:
    """The kinds that this person may import."""
    return [kind for kind in all_kinds().values() if importer.may(kind.right)]


def batches_told_to(user) -> QuerySet[ImportBatch]:
    """The imports of which this person hears: his own, and what others saved of the kinds that he may import."""
    return ImportBatch.objects.told_to(user, [kind.code for kind in all_kinds().values() if user.has_perm(kind.right)])


def kinds_named(code: str, importer: Importer) -> list[LedgerKind]:
    """The one kind of this code, or all for `auto`. Raises LedgerRefused for a code that is not known or not this person's."""
    if code == AUTO:
        return list(all_kinds().values())
    kind = all_kinds().get(code)
    if kind is None:
        raise LedgerRefused("unknown_kind", kind=code, kinds="、".join([*all_kinds(), AUTO]))
    check_right(kind, importer)
    return [kind]


def check_right(kind: LedgerKind, importer: Importer) -> None:
    if not importer.may(kind.right):
        raise LedgerRefused("no_right", kind=str(kind.label))


@cache
def record_kinds() -> dict[str, LedgerResource]:
    """Record kinds of the contract by their code."""
    return {resource.code: resource for kind in all_kinds().values() for resource in kind.resources if resource.is_listed}
