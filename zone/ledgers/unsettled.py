"""Names of people and departments that stand in records as written and mean nobody so far: each once, with where it stands."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Case, CharField, Count, F, Model, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.http import urlencode

from zone.ledgers.filters import bearing
from zone.ledgers.importer import Importer
from zone.ledgers.kind import LedgerKind
from zone.ledgers.kinds import kinds_of
from zone.ledgers.models import KeptName
from zone.ledgers.resource import LedgerField, LedgerResource
from zone.models import Department

Of = KeptName.Of
Targets = dict[tuple[Of, str], int]  # whom a name means, by primary key
ASKED = {Of.PERSON: "unknown_person", Of.DEPARTMENT: "unknown_department"}  # zone.ledgers.filters.NameFilter


@dataclass(frozen=True, slots=True)
class Named:
    """Records of one kind of sheet that name people and departments, each beside the text that the sheet had."""

    kind: LedgerKind
    resource: LedgerResource

    @property
    def model(self) -> type[Model]:
        return self.resource.model

    def keys(self, of: Of | None = None) -> list[LedgerField]:
        """The keys with a text beside them; `of` people or of departments."""
        return [key for key in self.resource.declared() if key.kept_as_written and of in (None, self.of(key))]

    def of(self, key: LedgerField) -> Of:
        return Of.DEPARTMENT if self.resource.model_field(key.model_field).related_model is Department else Of.PERSON

    def rows(self, importer: Importer) -> QuerySet:
        """Those of this kind of sheet that the person sees."""
        _list, own = self.kind.lists[self.resource.code]
        return importer.visible(self.model).filter(**own)

    def bearing(self, targets: Targets) -> Q:
        """Rows that bear one of these names where nobody is known yet."""
        found = Q()
        for of in Of:
            found |= bearing([key.model_field for key in self.keys(of)], [name for each, name in targets if each == of])
        return found

    def address(self, of: Of, name: str) -> str:
        """The list of exactly the rows that bear the name."""
        list_name, own = self.kind.lists[self.resource.code]
        return f"{reverse(list_name)}?{urlencode({**own, ASKED[of]: name})}"


@dataclass(frozen=True, slots=True)
class Place:
    """In how many records of a kind a name stands, and the list of them."""

    label: str
    address: str
    count: int


@dataclass(slots=True)
class UnsettledName:
    """`departments` (ids) of the records in which a person is named, those with most records first."""

    of: Of
    name: str
    places: list[Place] = field(default_factory=list)
    found_in: Counter = field(default_factory=Counter)

    @property
    def count(self) -> int:
        return sum(place.count for place in self.places)

    @property
    def departments(self) -> list[int]:
        return [department for department, _count in self.found_in.most_common()]


def named_records(importer: Importer) -> list[Named]:
    """The records with such names, of the kinds of sheet that this person may import."""
    found = (Named(kind, resource) for kind in kinds_of(importer) for resource in kind.resources if resource.code in kind.lists)
    return [named for named in found if named.keys()]


def unsettled_names(importer: Importer, *, are_kept: bool = False) -> list[UnsettledName]:
    """What is to be settled, people before departments, those in most records first; or what was said to be kept. Two statements for each
    kind of record."""
    names: dict[tuple[Of, str], UnsettledName] = {}
    for named in named_records(importer):
        for of in Of:
            for text, places, found_in in _counted(named, of, importer):
                if importer.kept.hold(of, text) == are_kept:
                    name = names.setdefault((of, text), UnsettledName(of, text))
                    name.places.append(places)
                    name.found_in.update(found_in)
    return sorted(names.values(), key=lambda name: (name.of != Of.PERSON, -name.count, name.name))


def _counted(named: Named, of: Of, importer: Importer) -> Iterator[tuple[str, Place, Counter]]:
    """A record that names the same person twice is counted once, as its list does."""
    keys = named.keys(of)
    if not keys:
        return
    own = [key.model_field for key in named.keys(Of.DEPARTMENT)[:1]] if of == Of.PERSON else []
    texts = {f"written_{at}": _where_empty(key) for at, key in enumerate(keys)}
    rows = named.rows(importer).filter(is_written(keys)).order_by().annotate(**texts)
    counts: Counter = Counter()
    departments: dict[str, Counter] = defaultdict(Counter)
    for *said, count in rows.values_list(*texts, *own).annotate(records=Count("pk")):
        department = said.pop() if own else None
        for text in {*said} - {""}:
            counts[text] += count
            if department is not None:
                departments[text][department] += count
    label = str(named.model._meta.verbose_name_plural)
    for text, count in counts.items():
        yield text, Place(label, named.address(of, text), count), departments[text]


def is_written(keys: Sequence[LedgerField]) -> Q:
    """Rows with a name beside one of these references, which is empty."""
    found = Q()
    for key in keys:
        found |= Q(**{f"{key.model_field}__isnull": True}) & ~Q(**{key.kept_as_written: ""})
    return found


def _where_empty(key: LedgerField) -> Case:
    empty = When(**{f"{key.model_field}__isnull": True}, then=F(key.kept_as_written))
    return Case(empty, default=Value(""), output_field=CharField())
