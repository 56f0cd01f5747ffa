"""The card of the enterprises above designated size: how many, how many came and went this year, what the goals say."""

from datetime import date

from django.db.models import Count as Rows
from django.urls import reverse
from django.utils.safestring import SafeString

from config.overview_lists import Count
from config.overview_markup import count_link
from enterprises.models import Enterprise, SizeStatus
from enterprises.models.standing import entered, left


def scale_card(user, goals, *, on: date) -> dict | None:
    """For those who read the directory; `goals`: the settings below `goal.`, empty for somebody who sees a part of the zone."""
    if not user.has_perm("enterprises.view_enterprise"):
        return None
    seen = Enterprise.objects.visible_to(user)
    count = seen.above_scale().count()
    goal, new = goals.get("above_scale"), goals.get("above_scale_new")
    address = reverse("enterprises:enterprise-list")
    return {
        "count": Count(count, f"{address}?above_scale=yes"),
        "goal": None if goal is None else int(goal),
        "goal_new": None if new is None else int(new),
        "missing": None if goal is None else max(int(goal) - count, 0),
        "candidates": f"{address}?above_scale=no",
        **moved_this_year(seen, address, on=on),
    }


def moved_this_year(seen, address: str, *, on: date) -> dict[str, SafeString]:
    """How many of these firms entered and left the statistical list from January to the day, each once, as links; empty where none did.
    One statement."""
    days = {"first": date(on.year, 1, 1), "last": on}
    moved = SizeStatus.objects.filter(enterprise__in=seen) if seen.query.where else SizeStatus.objects.all()
    numbers = moved.aggregate(
        entered=Rows("enterprise", filter=entered(**days), distinct=True), left=Rows("enterprise", filter=left(**days), distinct=True)
    )
    if not any(numbers.values()):
        return {}
    return {name: count_link(Count(number, f"{address}?{name}_scale={on.year}")) for name, number in numbers.items()}
