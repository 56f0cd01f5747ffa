"""How far a person sees: the districts, the departments, and what is assigned to himself.

A record is visible when it lies in his districts and belongs to one of his departments (by a post or by a deputy's portfolio) or is
assigned to him, or when his role sees the whole zone. Which role has which of the three rights is the table of `config/roles.py`.
"""

from dataclasses import dataclass
from datetime import date


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
        own = list(user.posts.on(on).values_list("department_id", "department__district_id")) if not whole else []
        bound = {district for _, district in own if district}
        is_district_staff = not whole and user.has_perm("zone.reach_district")
        departments = set()
        if user.has_perm("zone.reach_department"):
            departments = {department for department, _ in own}
            departments |= set(user.portfolios.on(on).values_list("department_id", flat=True))
        return cls(
            whole=whole,
            # Staff of a district whose post has ended belong to no district: they see none, not all.
            districts=frozenset(bound) if bound or is_district_staff else None,
            departments=frozenset(departments),
            by_district=bool(bound) and is_district_staff,
        )
