"""What somebody was told of, once for each matter and occasion: looking twice, or not for a week, changes nothing."""

from collections.abc import Iterable

from django.db import transaction

from zone.models import Told


@transaction.atomic
def tell(user, sayings: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Keep that the person has seen each (matter, occasion); returns those that are news to him. Two statements at most besides the
    transaction's own."""
    sayings = dict.fromkeys(sayings)
    if not sayings:
        return set()
    told = Told.objects.filter(user=user, matter__in={matter for matter, _ in sayings})
    known = set(told.values_list("matter", "occasion"))
    news = [saying for saying in sayings if saying not in known]
    rows = [Told(user=user, matter=matter, occasion=occasion) for matter, occasion in news]
    # Of two windows that show the page at once the second one finds the rows there.
    Told.objects.bulk_create(rows, ignore_conflicts=True)
    return set(news)
