"""Figures and days of projects in the words of the office."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from projects.reporting.figures import Figures, rounded
from zone.lib.months import split
from zone.lib.showing import listed, month_of_year, month_words, show_number
from zone.models import Precision


def in_yi(amount: Decimal) -> str:
    """10,000 yuan as 亿元 with two decimals, for leaders: 150000 is 15.00."""
    return show_number(rounded(amount / 10_000, 2), 2)


def signed(value: Decimal | None) -> str:
    """A gap with its sign: +3.2, −4.7, 0.0."""
    return "" if value is None else show_number(value, 1, signed=True)


def span_words(period: str) -> str:
    """1—6月 for 2016-06, 1月 for 2016-01."""
    month = split(period)[1]
    return _("January to %(month)s") % {"month": month_of_year(month)} if month > 1 else month_of_year(1)


def month_name(period: str) -> str:
    """6月, for the axis of a chart."""
    return month_of_year(split(period)[1])


def plain(value: Decimal | None) -> float | None:
    """A figure for a chart."""
    return None if value is None else round(float(value), 2)


def meter(figures: Figures) -> dict[str, str]:
    """Where the bar ends and the tick stands, 0 to 100."""
    if not figures.plan:
        return {}
    return {"done": f"{min(figures.completion, 100):.1f}", "due": f"{min(figures.schedule, 100):.1f}"}


def gap_words(figures: Figures) -> str:
    """低于时序 4.7 个百分点; empty without a plan."""
    gap = figures.gap
    if gap is None:
        return ""
    if not gap:
        return _("on schedule")
    words = _("%(size)s points ahead of schedule") if gap > 0 else _("%(size)s points behind schedule")
    return words % {"size": abs(gap)}


def spread_words(figures: Figures) -> str:
    """时序进度不计1月、2月、12月; empty where all months count alike, or every plan has its own months."""
    resting = figures.spread.resting
    if not (resting and figures.even_plan):
        return ""
    return _("the schedule leaves out %(months)s") % {"months": listed(month_of_year(month) for month in sorted(resting))}


def summary_words(figures: Figures, period: str) -> str:
    """25 个项目 · 计划 15.00 亿元 · 1—6月完成 6.80 亿元（45.3%，低于时序 4.7 个百分点）."""
    parts = [ngettext("%(count)s project", "%(count)s projects", figures.count) % {"count": show_number(figures.count)}]
    if figures.plan:
        parts.append(_("planned %(amount)s (100 million yuan)") % {"amount": in_yi(figures.plan)})
    if figures.done or figures.plan:
        done = _("%(span)s done %(amount)s (100 million yuan)") % {"span": span_words(period), "amount": in_yi(figures.done)}
        if figures.plan:
            done += _(" (%(percent)s%%, %(gap)s)") % {"percent": figures.completion, "gap": gap_words(figures)}
        parts.append(done)
    if words := spread_words(figures):
        parts.append(words)
    return " · ".join(parts)


def days_ago(day: date, *, on: date) -> str:
    """今天, 昨天, 6天前."""
    days = (on - day).days
    if days <= 0:
        return _("today")
    return _("yesterday") if days == 1 else _("%(days)d days ago") % {"days": days}


def overdue_words(due: date, *, on: date) -> str:
    """逾期2天."""
    days = (on - due).days
    return ngettext("%(days)d day overdue", "%(days)d days overdue", days) % {"days": days}


def planned_words(on: date | None, precision: str) -> str:
    """A planned day as exactly as it is known: 2016-10-08, 2016年10月, 2016年四季度, 2016年下半年, 2016年."""
    if on is None:
        return ""
    values = {"year": on.year, "month": on.month, "quarter": (on.month + 2) // 3}
    if precision == Precision.MONTH:
        return month_words(f"{on:%Y-%m}")
    if precision == Precision.QUARTER:
        return _("quarter %(quarter)d of %(year)d") % values
    if precision == Precision.HALF:
        return (_("first half of %(year)d") if on.month < 7 else _("second half of %(year)d")) % values
    if precision == Precision.YEAR:
        return pgettext("a year alone", "%(year)d") % values
    if precision == Precision.TEN_DAY:
        third = _("first ten days of %(year)d-%(month)d"), _("second ten days of %(year)d-%(month)d"), _("last days of %(year)d-%(month)d")
        return third[min((on.day - 1) // 10, 2)] % values
    return on.isoformat()
