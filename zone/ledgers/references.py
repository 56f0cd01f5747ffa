"""Finding what a sheet calls by name: districts, departments, people. Nothing is created; what is not known is kept as written."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q

from zone.ledgers.models import KeptName
from zone.lib.textkey import match_key
from zone.models import Department, DepartmentAlias, District, DistrictAlias, PersonAlias, Post, User

# Kinds of body of which a zone may have one. 区 and 开发区 are none: every city has several.
_BODIES = frozenset(("基地", "片区", "保税区", "自贸区"))


class Districts:
    """Districts by code, name, short name and alias; of two of one name the one that holds on the day."""

    def __init__(self, *, on: date):
        self.on = on

    @cached_property
    def _rows(self) -> list[tuple]:
        return list(District.objects.values_list("id", "code", "name", "short_name", "is_whole"))

    @cached_property
    def _by_key(self) -> dict[str, int]:
        aliases = DistrictAlias.objects.on(self.on).values_list("key", "district_id")
        found = dict(aliases)
        for pk, code, name, short_name, _whole in self._rows:
            for text in (short_name, name, code):
                found[match_key(text)] = pk
        return found

    @cached_property
    def codes(self) -> dict[int, str]:
        return {pk: code for pk, code, *_rest in self._rows}

    @cached_property
    def whole(self) -> int | None:
        """The district that stands for the zone as a whole."""
        return next((pk for pk, *_rest, is_whole in self._rows if is_whole), None)

    def find(self, text: str) -> int | None:
        """By any of its names, also without 区 at the end (高新) or with the city before it (营口市西市区)."""
        key = match_key(text)
        bare = key.removeprefix("辽宁省").removeprefix("营口市").removeprefix("营口")
        return next((found for name in (key, bare, f"{bare}区") if (found := self._by_key.get(name)) is not None), None) if key else None

    def ending_in(self, text: str) -> int | None:
        """What a word for a kind of body (基地) means where one district alone is called so."""
        key = match_key(text)
        if key not in _BODIES:
            return None
        found = {pk for name, pk in self._by_key.items() if name.endswith(key)}
        return found.pop() if len(found) == 1 else None

    def short_name(self, district: int) -> str:
        return next(short_name for pk, _code, _name, short_name, _whole in self._rows if pk == district)

    def spellings(self) -> Iterable[tuple[str, int]]:
        """The key of every name, with its district."""
        return self._by_key.items()

    def apart(self) -> list[int]:
        """All districts but the zone as a whole."""
        return [pk for pk, *_rest, is_whole in self._rows if not is_whole]

    def names(self) -> str:
        return "、".join(short_name for _pk, _code, _name, short_name, is_whole in self._rows if not is_whole)


class Departments:
    """Departments by name, short name and alias."""

    @cached_property
    def _by_key(self) -> dict[str, int]:
        found = dict(DepartmentAlias.objects.values_list("key", "department_id"))
        for pk, name, short_name in Department.objects.values_list("id", "name", "short_name"):
            for text in (short_name, name):
                if text:
                    found[match_key(text)] = pk
        return found

    def find(self, text: str) -> int | None:
        return self._by_key.get(match_key(text))

    @cached_property
    def names(self) -> dict[int, str]:
        return dict(Department.objects.values_list("id", "name"))


@dataclass(frozen=True, slots=True)
class Person:
    """`user` None: nobody of that name is known; the name is kept as written. `is_ambiguous`: several people have it."""

    name: str
    user: int | None = None
    is_ambiguous: bool = False


@dataclass
class People:
    """People by name, else by an alias; of several of one name the one with a post in the department meant, if only one has."""

    on: date
    _known: dict[str, list[int]] = field(default_factory=dict)
    _departments: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def learn(self, names: Iterable[str]) -> None:
        """Look up all names of a sheet at once."""
        wanted = {name for name in names if name} - self._known.keys()
        if not wanted:
            return
        self._known |= {name: [] for name in wanted}
        for pk, name in User.objects.filter(name__among=sorted(wanted), is_active=True).values_list("id", "name"):
            self._known[name].append(pk)
        self._learn_aliases([name for name in wanted if not self._known[name]])
        doubled = [pk for name in wanted if len(self._known[name]) > 1 for pk in self._known[name]]
        if doubled:
            posts = Post.objects.on(self.on).filter(Q(user__among=doubled))
            for user, department in posts.values_list("user_id", "department_id"):
                self._departments[user].add(department)

    def _learn_aliases(self, names: list[str]) -> None:
        keys = {name: match_key(name) for name in names}
        aliases = PersonAlias.objects.filter(key__among=sorted(set(keys.values())), user__is_active=True)
        owners = dict(aliases.values_list("key", "user_id")) if names else {}
        for name, key in keys.items():
            self._known[name] += [owners[key]] if key in owners else []

    def find(self, name: str, department: int | None = None) -> Person:
        found = self._known.get(name, [])
        if len(found) > 1 and department is not None:
            within = [pk for pk in found if department in self._departments[pk]]
            found = within if len(within) == 1 else found
        if len(found) == 1:
            return Person(name, found[0])
        return Person(name, None, is_ambiguous=len(found) > 1)


class KeptNames:
    """Names of which somebody has said that they stand for nobody of the house."""

    @cached_property
    def _keys(self) -> set[tuple[str, str]]:
        return set(KeptName.objects.values_list("of", "key"))

    def hold(self, of: KeptName.Of, name: str) -> bool:
        return (of, match_key(name)) in self._keys
