"""When the office changes its rules of lights, the months that they judge are worked out anew."""

from datetime import date

from projects import standing
from projects.models import BoardState, ProjectMonth
from zone.lib.months import last_day
from zone.models import LightRule


def has_given_lights(rule: LightRule) -> bool:
    return rule.pk is not None and ProjectMonth.objects.filter(rule=rule).exists()


def work_out_again(rule: LightRule, before: LightRule | None, *, on: date) -> list[str]:
    """Judge the months again that this rule judges now or judged as it stood `before` (None: it is new), and those that look back at them.

    Returns the months. In the caller's transaction; a fixed number of statements for each month. Locked months are none of them: a rule
    that would change their lights is refused (`LightRule.clean`).
    """
    months = list(BoardState.objects.order_by("period").values_list("period", flat=True))
    changed = [month for month in months if rule.holds_on(last_day(month)) != (before is not None and before.holds_on(last_day(month)))]
    if not changed:
        return []
    standing.refresh(None, on=on, since=changed[0])
    return [month for month in months if month >= changed[0]]
