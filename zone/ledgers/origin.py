"""Where a written value came from: the import that brought it, for whoever may open that import."""

from collections.abc import Iterable

from zone.history import Change
from zone.ledgers.models import ImportBatch


def own_batches(changes: Iterable[Change], user) -> set[int]:
    """The ids of the imports among these changes whose page this person may open. One statement at most."""
    ids = {change.batch for change in changes} - {None}
    if not ids or not user.has_perm("ledgers.view_importbatch"):
        return set()
    return set(ImportBatch.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
