"""The card of the enterprises above designated size: how many, how many came and went this year, what the goals say."""

from datetime import date

from django.urls import reverse

from config.overview_lists import Count
from config.overview_markup import count_link
from enterprises.models import Enterprise, SizeStatus
from enterprises.models.standing import entered, left
from zone.kept_statements import kept_for
from zone.lib.statements import Statement, counting, numbers

MOVED = {"entered": entered, "left": left}


def scale_card(user, goals, *, on: date) -> dict | None:
    """For those who read the directory; `goals`: the settings below `goal.`, empty for somebody who sees a part of the zone.

    `entered` and `left` are links as well, empty where no firm came or went from January to the day. One statement.
    """
    if not user.has_perm("enterprises.view_enterprise"):
        return None
    count, *moved = numbers(kept_for(user, "scale", on, lambda: _counting(user, on)))
    goal, new = goals.get("above_scale"), goals.get("above_scale_new")
    address = reverse("enterprises:enterprise-list")
    links = {name: count_link(Count(number, f"{address}?{name}_scale={on.year}")) for name, number in zip(MOVED, moved, strict=True)}
    return {
        "count": Count(count, f"{address}?above_scale=yes"),
        "goal": None if goal is None else int(goal),
        "goal_new": None if new is None else int(new),
        "missing": None if goal is None else max(int(goal) - count, 0),
        "candidates": f"{address}?above_scale=no",
        **(links if any(moved) else {}),
    }


def _counting(user, on: date) -> Statement:
    """The firms above designated size, and those that entered and left the statistical list this year, each once."""
    seen, days = Enterprise.objects.visible_to(user), {"first": date(on.year, 1, 1), "last": on}
    statuses = SizeStatus.objects.filter(enterprise__in=seen) if seen.query.where else SizeStatus.objects.all()
    moved = [statuses.filter(when(**days)).values("enterprise").distinct() for when in MOVED.values()]
    return counting(seen.above_scale().values("pk"), *moved)
