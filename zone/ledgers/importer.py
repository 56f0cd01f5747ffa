"""On whose behalf a sheet is read, and what he said about it."""

from dataclasses import dataclass, field
from datetime import date

from zone.ledgers.references import Departments, Districts, People


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says where the file does not: worksheet, month (`2016-06`), unit (`万元`), district (code or name)."""

    sheet: str = ""
    period: str = ""
    unit: str = ""
    district: str = ""

    @classmethod
    def of(cls, stored: dict) -> "Options":
        return cls(**{name: stored.get(name, "") for name in ("sheet", "period", "unit", "district")})

    def stored(self) -> dict:
        return {name: value for name in ("sheet", "period", "unit", "district") if (value := getattr(self, name))}


@dataclass
class Importer:
    """`user` None: a command without --as, which has all rights and sees everything. `on` is the business day."""

    user: object
    on: date
    districts: Districts = field(init=False)
    departments: Departments = field(init=False)
    people: People = field(init=False)

    def __post_init__(self) -> None:
        self.districts = Districts(on=self.on)
        self.departments = Departments()
        self.people = People(self.on)

    def visible(self, model):
        """The rows of a model that this person sees."""
        return model.objects.all() if self.user is None else model.objects.visible_to(self.user)

    def may(self, right: str) -> bool:
        return self.user is None or self.user.has_perm(right)

    @property
    def sees_whole(self) -> bool:
        """Whoever does not see the whole zone cannot add to it by a sheet: he could not tell a new record from one hidden from him."""
        return self.user is None or self.user.reach.whole
