"""经营数据 on a firm's page: what it reported of late, or why nothing of it is shown."""

from django.utils.translation import gettext as _

from enterprises.models import Enterprise, OperatingFigure, SupportAssignment
from enterprises.reporting import MonthOfFigures, last_months
from enterprises.views.figures_chart import chart_note, chart_of
from zone.lib.showing import month_words, show
from zone.views.row_markup import missing


def figures_panel(firm: Enterprise, user) -> dict:
    """The panel's context: `months` and `chart`, else `no_figures` in words."""
    months = last_months(OperatingFigure.objects.visible_to(user).filter(enterprise=firm))
    if not months:
        return {"months": [], "no_figures": why_none(firm, user)}
    labels = measure_labels()
    return {
        "months": [
            {"words": month_words(month.period), "kind": month.kind, "cells": list(zip(labels, month_texts(month), strict=True))}
            for month in months
        ],
        "measures": labels,
        "months_words": shown_months(months),
        "chart": chart_of(months),
        "chart_note": chart_note(months),
    }


def why_none(firm: Enterprise, user) -> str:
    """Not open to this person, or not there."""
    is_open = user.has_perm("enterprises.view_operatingfigure") and (
        user.reach.whole or SupportAssignment.objects.reached_by(user).filter(enterprise=firm).exists()
    )
    if not is_open:
        return _(
            "Operating figures are open only to those who support the enterprise (responsible person, his department, supporting leader), "
            "to the principal leaders, the economic development bureau and statistics."
        )
    if user.has_perm("enterprises.view_statistical_figure"):
        return _("No operating figures of this enterprise have been recorded.")
    return _("No operating figures of this enterprise have been recorded; those of statistical surveys are open to statistics alone.")


def shown_months(months: list[MonthOfFigures]) -> str:
    """How many months stand there and which: not every month is reported."""
    values = {"count": len(months), "first": month_words(months[-1].period), "last": month_words(months[0].period)}
    return (_("%(count)d months, %(first)s to %(last)s") if len(months) > 1 else _("one month, %(last)s")) % values


def measure_labels() -> list[str]:
    """The heads of the table's columns; money in 10,000 yuan."""
    return [
        _("Output (10,000 yuan)"),
        _("Growth (%)"),
        _("Revenue (10,000 yuan)"),
        _("Profits (10,000 yuan)"),
        _("Taxes (10,000 yuan)"),
        _("Employees"),
    ]


def month_texts(month: MonthOfFigures) -> list[str]:
    """The figures of a month in the order of `measure_labels`."""
    figures = [
        (month.gross_output, 0),
        (month.growth, 1),
        (month.principal_revenue, 0),
        (month.total_profits, 0),
        (month.taxes_paid, 0),
        (month.employees, None),
    ]
    return [missing(_("Not reported")) if value is None else show(value, places) for value, places in figures]
