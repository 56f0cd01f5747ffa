"""The sentence that says why a light is what it is: from the row of the month, its rule, its project and the override that it shows.

Rates are printed with one decimal as everywhere; where that would put the gap on the wrong side of a threshold they are printed with more,
so that nobody reads “10.0 points behind” beside a green light.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.models import Light, ProjectMonth
from projects.reporting.figures import rounded
from projects.reporting.spread import Spread
from projects.showing import planned_words
from zone.lib.months import month_of, split
from zone.lib.showing import month_of_year, month_words, show
from zone.models import LightRule

PLACES = range(1, 7)
HUNDRED = Decimal(100)


def why(month: ProjectMonth) -> str:
    """`人工定为绿灯至7月31日：… · 完成率38.0%，时序50.0%，低12.0个百分点（10—30个百分点为黄灯）· 规则：…`

    Reads the month's `project`, `rule` and `override` with its `approved_by`: have them selected.
    """
    by_hand = [override_words(month.override)] if month.override else []
    return " · ".join([*by_hand, *computed(month)])


def computed(month: ProjectMonth) -> list[str]:
    """Why the light was computed as it was, whatever was set by hand afterwards."""
    if month.rule is None:
        told = [_("no rule was in force at the end of the month: not judged")]
        return [_("the report of the month is missing")] if month.is_missing else told
    parts = [start_words(month), progress_words(month)]
    return [*(part for part in parts if part), _("rule: %(name)s") % {"name": month.rule}]


def override_words(override) -> str:
    return _("set to %(light)s by hand until %(day)s: %(reason)s, approved by %(person)s") % {
        "light": override.get_light_display(),
        "day": _("%(month)s %(day)d") % {"month": month_of_year(override.expires_on.month), "day": override.expires_on.day},
        "reason": override.reason,
        "person": override.approved_by,
    }


def start_words(month: ProjectMonth) -> str:
    """`应于2016年3月开工，已逾期3个月`; empty where no start was due."""
    if month.months_overdue is None:
        return ""
    project = month.project
    due = planned_words(project.planned_start_on, project.planned_start_precision)
    due = due or (month_words(month_of(project.planned_start_by)) if project.planned_start_by else _("a day that was changed since"))
    if not month.months_overdue:
        return _("to start in %(due)s, not started") % {"due": due}
    overdue = ngettext("%(months)d month overdue", "%(months)d months overdue", month.months_overdue) % {"months": month.months_overdue}
    return _("to start in %(due)s, %(overdue)s") % {"due": due, "overdue": overdue}


def progress_words(month: ProjectMonth) -> str:
    """How far the project is against its schedule and what the rule makes of it, or why it is not judged."""
    if month.is_missing:
        return _("the report of the month is missing")
    if not month.year_plan:
        return _("no plan for the year: the progress is not judged")
    if month.done is None:
        return _("no investment has been reported this year: the progress is not judged")
    if not month.progress_light:
        return _("the progress is not judged in this stage")
    return Standing.of(month).words()


def leaves_winter_out(month: ProjectMonth) -> bool:
    """Whether the rule spreads the plan over fewer than twelve months, so that its schedule is another than that of the figures."""
    return bool(month.even_plan and month.rule and month.rule.resting_months)


@dataclass(frozen=True, slots=True)
class Standing:
    """Completion and schedule of the year's plan in percent, exact, with the rule and the light that they led to. `without_winter`: the
    schedule goes by the months that the rule counts, and says so."""

    completion: Decimal
    schedule: Decimal
    rule: LightRule
    light: str
    without_winter: bool = False

    @classmethod
    def of(cls, month: ProjectMonth) -> "Standing":
        if month.even_plan:
            spread = Spread.until(split(month.period)[1], month.rule)
            schedule = HUNDRED * spread.counted / spread.counting
        else:
            schedule = HUNDRED * month.curve_due / month.year_plan
        return cls(HUNDRED * month.done / month.year_plan, schedule, month.rule, month.progress_light, leaves_winter_out(month))

    def words(self) -> str:
        if self.rule.method == LightRule.Method.POINTS:
            return self._points()
        return self._ratio()

    def _points(self) -> str:
        for places in PLACES:
            done, due = rounded(self.completion, places), rounded(self.schedule, places)
            gap = due - done
            light = Light.RED if gap > self.rule.red_at else Light.YELLOW if gap >= self.rule.yellow_at else Light.GREEN
            if light == self.light:
                break
        facts = {"done": done, "due": due, "gap": abs(gap), **self._limits()}
        told = self._rates(facts)
        if gap <= 0:
            return told + (_("%(gap)s points ahead") % facts if gap else _("on schedule"))
        bands = {
            Light.RED: _("%(gap)s points behind (red beyond %(red)s points)"),
            Light.YELLOW: _("%(gap)s points behind (yellow from %(yellow)s to %(red)s points)"),
            Light.GREEN: _("%(gap)s points behind, slightly below (yellow from %(yellow)s points)"),
        }
        return told + bands[self.light] % facts

    def _ratio(self) -> str:
        facts = {"done": rounded(self.completion, 1), "due": rounded(self.schedule, 1), **self._limits()}
        told = self._rates(facts)
        if self.completion >= self.schedule:
            gap = facts["done"] - facts["due"]
            return told + (_("%(gap)s points ahead") % {"gap": gap} if gap else _("on schedule"))
        exact = self.completion * 100 / self.schedule
        for places in PLACES:
            share = rounded(exact, places)
            light = Light.RED if share < self.rule.red_at else Light.YELLOW if share < self.rule.yellow_at else Light.GREEN
            if light == self.light:
                break
        bands = {
            Light.RED: _("%(share)s%% of the schedule (red below %(red)s%%)"),
            Light.YELLOW: _("%(share)s%% of the schedule (yellow from %(red)s%% to below %(yellow)s%%)"),
            Light.GREEN: _("%(share)s%% of the schedule, slightly below (yellow below %(yellow)s%%)"),
        }
        return told + bands[self.light] % {**facts, "share": share}

    def _rates(self, facts: dict) -> str:
        if self.without_winter:
            return _("completion %(done)s%%, schedule %(due)s%% (winter months left out), ") % facts
        return _("completion %(done)s%%, schedule %(due)s%%, ") % facts

    def _limits(self) -> dict[str, str]:
        return {"yellow": show(self.rule.yellow_at), "red": show(self.rule.red_at)}
