"""The typed cells of a monthly report made into figures, and what is wrong with them, said at the cell with the way out.

Nothing here asks the database: all that is known of the project stands in its `MonthRow`. Money in 10,000 yuan.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from projects.models import Project, ProjectProgress
from projects.month_row import FIGURES, NOTHING, TEXTS, MonthRow
from zone.lib.months import shift, split
from zone.lib.numbers import parse_number
from zone.lib.problems import CellProblem
from zone.lib.showing import show
from zone.lib.units import WAN_YUAN
from zone.models.written import tidied

PLACES = 4
Difference = ProjectProgress.Difference


@dataclass(slots=True)
class Reading:
    """`values` by field; `problems` by cell; `wants_reason`: whether the figures need one, given or not."""

    values: dict[str, object] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    wants_reason: bool = False

    @property
    def is_clean(self) -> bool:
        return not self.problems


def read(row: MonthRow, cells: Mapping[str, str]) -> Reading:
    found = Reading()
    for name in TEXTS:
        _read_text(found, name, cells.get(name, ""))
    for name in FIGURES:
        _read_figure(found, name, cells.get(name, ""))
    _check_plan(found, row)
    if any(found.problems.get(name) for name in FIGURES):
        return found
    if cells.get("is_unchanged"):
        _carry(found, row)
    else:
        _complete(found, row)
    values = found.values
    values["is_unchanged"] = bool(cells.get("is_unchanged")) and not found.problems and not is_moved(row, values)
    if values["funds_in_place"] is None and row.carried is not None:
        values["funds_in_place"] = row.carried.funds_in_place
    values["invest_since_start"] = _since_start(row, values["invest_ytd"])
    if found.is_clean:
        _weigh(found, row, cells)
    return found


def is_moved(row: MonthRow, values: Mapping[str, object]) -> bool:
    """Whether the report says anything that last month's did not."""
    before = row.carried
    return bool(values["invest_month"]) or before is None or any(values[name] != getattr(before, name) for name in TEXTS)


def _read_text(found: Reading, name: str, text: str) -> None:
    try:
        found.values[name] = tidied(text)
    except ValidationError as refusal:
        found.problems[name] = " ".join(refusal.messages)
        return
    longest, length = ProjectProgress._meta.get_field(name).max_length, len(found.values[name])
    if length > longest:
        told = _("At most %(longest)d characters fit here; there are %(length)d. Please shorten it.")
        found.problems[name] = told % {"longest": longest, "length": length}


def _read_figure(found: Reading, name: str, text: str) -> None:
    found.values[name] = None
    try:
        number = parse_number(text, unit=WAN_YUAN)
    except CellProblem:
        found.problems[name] = _("“%(text)s” is no number: write digits only, in 10,000 yuan.") % {"text": text.strip()[:40]}
        return
    codes = {note.code for note in number.notes}
    if number.approximate or "unit_conflict" in codes or (number.value is None and number.low is not None):
        told = _("“%(text)s” is not one exact amount in 10,000 yuan: write the amount alone.")
        found.problems[name] = told % {"text": text.strip()[:40]}
    elif number.value is not None and number.value != round(number.value, PLACES):
        found.problems[name] = _("At most four digits behind the point (that is one yuan).")
    elif number.value is not None and number.value < 0 and name != "invest_month":
        found.problems[name] = _("This amount cannot be negative.")
    else:
        found.values[name] = number.value


def _check_plan(found: Reading, row: MonthRow) -> None:
    """Before its plan begins a project owes nothing, unless it is being built."""
    project, year = row.project, split(row.period)[0]
    began = project.actual_start_on
    if project.plan_year and project.plan_year > year and not (began and f"{began:%Y-%m}" <= row.period):
        found.problems["invest_month"] = _("The plan of this project begins in %(year)d: this month needs no report.") % {
            "year": project.plan_year
        }


def _carry(found: Reading, row: MonthRow) -> None:
    """本月无变化: nothing in the month, the sum as it stood."""
    values = found.values
    if values["invest_month"] or (values["invest_ytd"] is not None and values["invest_ytd"] != row.base):
        found.problems["invest_month"] = _("“No change” is ticked and a figure is typed as well: keep one of the two.")
    elif row.base is not None:
        values["invest_month"], values["invest_ytd"] = NOTHING, row.base
    elif row.is_before_returned:
        found.problems["invest_month"] = _returned_words(row)
    elif row.needs_figures or row.before is None:
        found.problems["invest_month"] = _(
            "Last month has no report with a sum, so “no change” says nothing: please type the sum since January."
        )


def _complete(found: Reading, row: MonthRow) -> None:
    """Of the month and the sum since January one follows from the other, where last month's sum is known."""
    values, base = found.values, row.base
    month, total = values["invest_month"], values["invest_ytd"]
    if month is None and total is None:
        if row.needs_figures:
            found.problems["invest_month"] = _("Type the amount of the month or the sum since January; 0 where nothing was invested.")
    elif base is None:
        if total is None:
            found.problems["invest_ytd"] = _gap_words(row)
    elif total is None:
        values["invest_ytd"] = base + month
        if values["invest_ytd"] < 0:
            found.problems["invest_month"] = _("The sum since January would be negative: please check the amount of the month.")
    elif month is None:
        values["invest_month"] = total - base


def _returned_words(row: MonthRow) -> str:
    told = _("Month %(month)d was returned, so its sum does not count: hand it in again first, or type the sum since January here.")
    return told % {"month": split(shift(row.period, -1))[1]}


def _gap_words(row: MonthRow) -> str:
    if row.is_before_returned:
        return _returned_words(row)
    month = split(shift(row.period, -1))[1]
    if row.earlier is None:
        told = _("Month %(month)d was not reported, so the sum since January does not follow from this month alone: please type the sum.")
        return told % {"month": month}
    told = _(
        "Month %(month)d was not reported, so the sum since January does not follow from this month alone: please type the sum "
        "(last known: %(known)s by month %(last)d)."
    )
    return told % {"month": month, "known": show(row.earlier.invest_ytd), "last": split(row.earlier.period)[1]}


def _since_start(row: MonthRow, total: Decimal | None) -> Decimal | None:
    if total is None or row.years_before is None:
        return None
    return row.years_before + total


def _weigh(found: Reading, row: MonthRow, cells: Mapping[str, str]) -> None:
    """What does not fit together needs a reason from the list; a figure beyond a total that is exact is refused."""
    values = found.values
    asked = _above_total(found, row) or _not_adding_up(values, row) or _against_next(values, row)
    values["difference_reason"], values["difference_note"] = "", ""
    if found.problems or not asked:
        return
    found.wants_reason = True
    reason, note = cells.get("difference_reason", ""), cells.get("difference_note", "")
    if reason not in Difference.values:
        found.problems["invest_ytd"] = asked
        return
    values["difference_reason"] = reason
    _read_text(found, "difference_note", note)
    if reason == Difference.OTHER and not values.get("difference_note"):
        found.problems.setdefault("difference_note", _("Say in the note what the other reason is."))


def _above_total(found: Reading, row: MonthRow) -> str:
    """A sentence where a reason will do, since the total is approximate; a problem where it will not."""
    told = beyond_total(row.project, found.values["invest_since_start"], found.values["invest_ytd"])
    if told and not row.project.total_is_approximate:
        found.problems["invest_ytd"] = told
        return ""
    return told


def beyond_total(project: Project, since_start: Decimal | None, since_january: Decimal | None) -> str:
    """That more was invested than the total planned investment, in words; empty where it was not. Without the sum since the start the
    sum since January is weighed."""
    total, spent = project.total_investment, since_january if since_start is None else since_start
    if total is None or spent is None or spent <= total:
        return ""
    facts = {"spent": show(spent), "total": show(total)}
    if project.total_is_approximate:
        return _("Invested so far %(spent)s, more than the approximate total of %(total)s: please check, or choose a reason.") % facts
    return (
        _("Invested so far %(spent)s, more than the total planned investment of %(total)s: please correct the total first, or this figure.")
        % facts
    )


def _not_adding_up(values: Mapping, row: MonthRow) -> str:
    month, total, base, floor = values["invest_month"], values["invest_ytd"], row.base, row.floor
    if total is None:
        return ""
    if base is not None and base + month != total:
        facts = {
            "base": show(base),
            "month": show(month),
            "sum": show(base + month),
            "total": show(total),
            "gap": show(total - base - month),
        }
        told = _(
            "%(base)s until last month and %(month)s in the month make %(sum)s, not %(total)s (difference %(gap)s): "
            "correct one or choose a reason."
        )
        return told % facts
    if floor is not None and total < floor:
        facts = {"total": show(total), "floor": show(floor)}
        return _("The sum %(total)s is less than last month's %(floor)s: if this is a correction, choose a reason.") % facts
    if base is None and floor is not None and month is not None and total < floor + month:
        facts = {"total": show(total), "floor": show(floor), "month": show(month)}
        return (
            _("The sum %(total)s is less than %(floor)s known before and %(month)s in the month: correct one or choose a reason.") % facts
        )
    return ""


def _against_next(values: Mapping, row: MonthRow) -> str:
    """A month that was reported after this one has been built upon it; a reason that it bears itself explains the step."""
    after, total = row.after, values["invest_ytd"]
    if after is None or after.invest_ytd is None or total is None or after.difference_reason:
        return ""
    step = after.invest_ytd - total
    if (after.invest_month is None and step >= 0) or after.invest_month == step:
        return ""
    facts = {"month": split(after.period)[1], "total": show(after.invest_ytd), "own": show(total)}
    return (
        _("Month %(month)d is reported already with a sum of %(total)s, which does not follow from %(own)s: check, or choose a reason.")
        % facts
    )
