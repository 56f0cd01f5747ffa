"""On whose behalf a sheet is read, and what he said about it."""

from dataclasses import asdict, dataclass, field, fields
from datetime import date

from zone.ledgers.known_headers import KnownHeaders
from zone.ledgers.references import Departments, Districts, KeptNames, People


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says where the file does not: worksheet, month (`2016-06`), unit (`万元`), district (code or name); and where the
    header stands (its first row as Excel numbers it, how many rows it has; 0: it is to be found)."""

    sheet: str = ""
    period: str = ""
    unit: str = ""
    district: str = ""
    header_row: int = 0
    header_rows: int = 0

    @classmethod
    def of(cls, stored: dict) -> "Options":
        return cls(**{each.name: stored[each.name] for each in fields(cls) if each.name in stored})

    def stored(self) -> dict:
        return {name: value for name, value in asdict(self).items() if value}


@dataclass
class Importer:
    """`user` None: a command without --as, which has all rights and sees everything. `on` is the business day."""

    user: object
    on: date
    districts: Districts = field(init=False)
    departments: Departments = field(init=False)
    people: People = field(init=False)
    kept: KeptNames = field(init=False)
    headers: KnownHeaders = field(init=False)

    def __post_init__(self) -> None:
        self.districts = Districts(on=self.on)
        self.departments = Departments()
        self.people = People(self.on)
        self.kept = KeptNames()
        self.headers = KnownHeaders()

    def visible(self, model):
        """The rows of a model that this person sees."""
        return model.objects.all() if self.user is None else model.objects.visible_to(self.user)

    def may(self, right: str) -> bool:
        return self.user is None or self.user.has_perm(right)

    @property
    def sees_whole(self) -> bool:
        """Whoever does not see the whole zone cannot add to it by a sheet: he could not tell a new record from one hidden from him."""
        return self.user is None or self.user.reach.whole
