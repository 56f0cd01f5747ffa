"""Builds the demo office in one transaction."""

from datetime import date
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q

from config.demo import (
    asking,
    enterprises,
    figures,
    indicators,
    merger_tasks,
    month_end,
    organisation,
    progress,
    projects,
    requests,
    support,
)
from config.demo.accounts import ACCOUNTS
from config.demo.chance import LAST_DAY, chance, moment
from config.demo.edits import Edit, apply
from config.demo.enterprises import Firm
from config.demo.facts import set_facts
from config.demo.projects import Built
from enterprises.models import Enterprise, OperatingFigure
from projects import standing
from zone.models import User


class NotEmpty(RuntimeError):
    """The database holds people or firms that are not of the demo office."""


def is_loaded() -> bool:
    """Whether somebody of the demo office is there, by account and name, since an office of its own may call an account `leader` too. The
    demo comes whole or not at all, and some of it may have been changed since."""
    known = [Q(username=account.username, name=account.name) for account in ACCOUNTS]
    return User.objects.filter(reduce(or_, known)).exists()


@transaction.atomic
def load() -> None:
    """Raises NotEmpty. The reference rows must be there."""
    if User.objects.exists() or Enterprise.objects.exists():
        raise NotEmpty
    office = organisation.load()
    econ, stats = office.accounts["econ"], office.accounts["stats"]
    firms = enterprises.load(office.districts, econ)
    sizes = figures.load(firms, office.districts, stats)
    requests.load(office, support.load(office, firms, sizes, econ), econ)
    built = projects.load(office, firms, prepare=_prepare)
    progress.load(office, built)
    month_end.load(office, built)
    asking.load(office, built)
    merger_tasks.load(office)
    indicators.load(office)
    _change_firms(firms, econ)
    _correct_figures(stats)
    standing.work_out_all(f"{LAST_DAY.year}-01", on=LAST_DAY)  # the office has looked at each month in its time
    month_end.lock(office)


def _prepare(built: list[Built]) -> None:
    progress.set_last_movement(built)
    set_facts(built)


def _change_firms(firms: list[Firm], econ: User) -> None:
    """New contacts, a new address, more capital: what changes in half a year."""
    random = chance("changed firms")
    edits = []
    chosen = random.sample([firm.row for firm in firms if firm.is_above], 18)
    for place, row in enumerate(chosen):
        at = moment(date(2016, 2 + place % 5, 3 + place), 9 + place % 8)
        if place % 3 == 0:
            values: dict[str, object] = {"contact_name": random.choice(chosen).contact_name, "contact_phone": f"139000{99000 + place:05d}"}
        elif place % 3 == 1:
            values = {"registered_capital": row.registered_capital * 2}
        else:
            values = {"remarks": "2016年上半年完成股权变更"}
        edits.append(Edit(row, at, econ, values))
    apply(Enterprise, edits)


def _correct_figures(stats: User) -> None:
    """Eight firms reported their April anew: taxes and staff had been forgotten or counted twice."""
    random = chance("corrected figures")
    reported = OperatingFigure.objects.filter(period="2016-04", enterprise__is_above_scale=True).select_related("enterprise")
    rows = list(reported.order_by("enterprise__name"))
    edits = [
        Edit(
            row,
            moment(date(2016, 5, 16 + place), 15),
            stats,
            {"taxes_paid": round(row.taxes_paid * random.randint(96, 104) / 100, 1), "employees": row.employees + random.randint(1, 4)},
        )
        for place, row in enumerate(random.sample(rows, 8))
    ]
    apply(OperatingFigure, edits)
