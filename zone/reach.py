"""How far a person sees: the districts, the departments, and what is assigned to himself.

A record is visible when it lies in his districts and belongs to one of his departments (by a post or by a deputy's portfolio) or is
assigned to him, or when his role sees the whole zone. Which role has which of the three rights is the table of `config/roles.py`.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Value


@dataclass(frozen=True, slots=True)
class Reach:
    """`districts` None: not bound to districts. `departments`: ids. `whole`: sees every record of the zone."""

    whole: bool
    districts: frozenset[int] | None
    departments: frozenset[int]
    by_district: bool

    @classmethod
    def of(cls, user, *, on: date) -> "Reach":
        whole = user.has_perm("zone.reach_zone")
        by_department = not whole and user.has_perm("zone.reach_department")
        own, led = ([], set()) if whole else _places(user, on=on, with_portfolios=by_department)
        bound = {district for _, district in own if district}
        is_district_staff = not whole and user.has_perm("zone.reach_district")
        departments = {department for department, _ in own} | led if by_department else set()
        return cls(
            whole=whole,
            # Staff of a district whose post has ended belong to no district: they see none, not all.
            districts=frozenset(bound) if bound or is_district_staff else None,
            departments=frozenset(departments),
            by_district=bool(bound) and is_district_staff,
        )


def _places(user, *, on: date, with_portfolios: bool) -> tuple[list[tuple[int, int | None]], set[int]]:
    """(department, its district) of the person's posts, and the departments of his portfolios, by one statement."""
    posts = user.posts.on(on).order_by().values_list("department_id", "department__district_id", Value(True))
    if not with_portfolios:
        return [(department, district) for department, district, _ in posts], set()
    portfolios = user.portfolios.on(on).order_by().values_list("department_id", "department__district_id", Value(False))
    found = list(posts.union(portfolios, all=True))
    own = [(department, district) for department, district, is_post in found if is_post]
    return own, {department for department, _, is_post in found if not is_post}
