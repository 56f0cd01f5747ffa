"""What somebody was told of, once for each matter and occasion: looking twice, or not for a week, changes nothing."""

from collections.abc import Iterable

from zone.models import Told


def tell(user, sayings: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Keep that the person has seen each (matter, occasion); returns those that are news to him. One statement, and one that
    writes where there is news: looking holds nobody up."""
    sayings = dict.fromkeys(sayings)
    if not sayings:
        return set()
    told = Told.objects.filter(user=user, matter__in={matter for matter, _ in sayings})
    known = set(told.values_list("matter", "occasion"))
    news = [saying for saying in sayings if saying not in known]
    if news:
        rows = [Told(user=user, matter=matter, occasion=occasion) for matter, occasion in news]
        Told.objects.bulk_create(rows, ignore_conflicts=True)  # of two windows that show the page at once the second finds the rows there
    return set(news)
