"""What a person may take out of the house: rows that he sees, and of which he holds a right to export."""

from collections.abc import Mapping
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from zone.ledgers.importer import Importer
from zone.ledgers.refused import LedgerRefused


def may_export(rights: Mapping[str, Q], importer: Importer) -> bool:
    return any(importer.may(right) for right in rights)


def exportable(rows: QuerySet, rights: Mapping[str, Q], importer: Importer, *, called: object) -> QuerySet:
    """The rows that one of the rights held opens. Raises LedgerRefused where none is held; `called`: what the rows are called."""
    held = [opened for right, opened in rights.items() if importer.may(right)]
    if not held:
        raise LedgerRefused("no_export_right", records=str(called))
    return rows if len(held) == len(rights) else rows.filter(reduce(or_, held))
