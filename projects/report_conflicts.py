"""A report that two people write at once: who typed what, and with which text either of them goes on."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from projects.month_row import CELLS, FIGURES, TYPED, MonthRow, figure_text
from zone.lib.problems import CellProblem
from zone.lib.textkey import tidy

ROW, RETURNED = "row", "returned"  # the keys of a problem of the row as a whole, and of why it was returned


def is_touched(row: MonthRow, cells: Mapping[str, str]) -> bool:
    """Whether somebody typed: the cells are neither what he found nor what stands there now."""
    typed = {name: plain(cells.get(name, "")) for name in CELLS}
    return all(any(typed[name] != plain(found[name]) for name in CELLS) for found in (row.cells(row.opened), row.cells(row.own)))


def merged(row: MonthRow, cells: Mapping[str, str]) -> dict[str, str]:
    """The cells with which a person goes on after the report was written anew: what he left as he found it takes the new text."""
    if not row.is_overtaken:
        return {name: cells.get(name, "") for name in CELLS}
    opened, theirs = row.cells(row.opened), row.cells(row.own)
    return {name: theirs[name] if plain(cells.get(name, "")) == plain(opened[name]) else cells.get(name, "") for name in CELLS}


def conflict_words(row: MonthRow, cells: Mapping[str, str]) -> dict[str, str]:
    """That somebody else has reported since the row was opened, and at each cell what he says where this person typed something else.

    A review or a correction reports nothing: only a figure or text that was put right and typed otherwise is told.
    """
    theirs, mine = row.cells(row.own), merged(row, cells)
    if not row.has_rival:
        return _put_right(row, mine)
    who = row.own.recorded_by.name if row.own and row.own.recorded_by else _("Somebody else")
    told = {ROW: _("%(who)s has reported this project meanwhile: compare both, then hand in again.") % {"who": who}}
    for name in TYPED:
        if plain(mine[name]) != plain(theirs[name]):
            facts = {"who": who, "value": theirs[name] or _("(empty)")}
            told[name] = _("%(who)s: %(value)s. What you typed stays here; hand in again to replace it.") % facts
    return told


def _put_right(row: MonthRow, mine: Mapping[str, str]) -> dict[str, str]:
    told = {}
    for name in TYPED if row.own and row.opened else ():
        before, now = (_cell_text(name, getattr(report, name)) for report in (row.opened, row.own))
        if mine[name] and now != before and plain(mine[name]) != now:
            facts = {"value": now or _("(empty)")}
            told[name] = _("Put right meanwhile: %(value)s. What you typed stays here; hand in again to replace it.") % facts
    return told


def _cell_text(name: str, value) -> str:
    return figure_text(value) if name in FIGURES else value


def plain(text: str) -> str:
    """The text as it would be stored, so that a line break or a space at the edge makes no difference."""
    try:
        return tidy(text)
    except CellProblem:
        return text
