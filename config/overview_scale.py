"""The card of the enterprises above designated size: how many, how many came and went this year, what the goal lacks."""

from datetime import date, timedelta

from django.db.models import Count as Rows
from django.db.models import Q
from django.urls import reverse

from config.overview_lists import Count
from enterprises.models import Enterprise, SizeStatus


def scale_card(user, goals, *, on: date) -> dict | None:
    """For those who read the directory; `goals`: the settings below `goal.`, empty for somebody who sees a part of the zone."""
    if not user.has_perm("enterprises.view_enterprise"):
        return None
    seen = Enterprise.objects.visible_to(user)
    count = seen.above_scale().count()
    goal = goals.get("above_scale")
    address = reverse("enterprises:enterprise-list")
    return {
        "count": Count(count, f"{address}?above_scale=yes"),
        "goal": None if goal is None else int(goal),
        "missing": None if goal is None else max(int(goal) - count, 0),
        "candidates": f"{address}?above_scale=no",
        **moved_this_year(seen, on=on),
    }


def moved_this_year(seen, *, on: date) -> dict[str, int]:
    """How many of these firms entered and left the statistical list from January to the day. One statement."""
    first = date(on.year, 1, 1)
    moved = SizeStatus.objects.filter(enterprise__in=seen) if seen.query.where else SizeStatus.objects.all()
    return moved.aggregate(
        entered=Rows("pk", filter=Q(valid_from__range=(first, on))),
        left=Rows("pk", filter=Q(valid_to__range=(first - timedelta(days=1), on - timedelta(days=1)))),
    )
