"""When the office changes its rules of lights, the months that they judge are worked out anew."""

from datetime import date

from projects.lights import judge
from projects.models import ProjectMonth
from zone.lib.months import between, last_day
from zone.models import LightRule
from zone.reporting_period import period_due

# What a rule that has given lights says stays as it was said; when it ends may still be set.
SAID = ("method", "yellow_at", "red_at", "start_red_months", "winter_months")


def has_given_lights(rule: LightRule) -> bool:
    return rule.pk is not None and ProjectMonth.objects.filter(rule=rule).exists()


def work_out_again(rule: LightRule, before: LightRule | None, *, on: date) -> list[str]:
    """Judge the months again that this rule judges now or judged as it stood `before` (None: it is new), and those that look back at them.

    Returns the months. In the caller's transaction; a fixed number of statements for each month. Locked months are none of them: a rule
    that would change their lights is refused (`LightRule.clean`).
    """
    first = ProjectMonth.objects.order_by("period").values_list("period", flat=True).first()
    if first is None:
        return []
    months = between(first, period_due(on=on))
    changed = [month for month in months if rule.holds_on(last_day(month)) != (before is not None and before.holds_on(last_day(month)))]
    again = [month for month in months if changed and changed[0] <= month]
    for month in again:
        judge(ProjectMonth.objects.all(), period=month, on=on)
    return again
