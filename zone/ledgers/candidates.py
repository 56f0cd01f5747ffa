"""Whom a name as written may mean: people and departments of the house, the likeliest first."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property

from zone.ledgers.models import KeptName
from zone.lib.textkey import match_key
from zone.models import Department, DepartmentAlias, PersonAlias, Post, User

Of = KeptName.Of
MOST = 5
# What stands behind a surname or a name (赵主任, 王建国局长), or for a character that nobody wrote (李×).
_TITLES = re.compile(
    r"(?:副?(?:主任|局长|书记|科长|处长|部长|主席|区长|市长|县长|经理|主管|巡视员|调研员)|工程师|工|总|老师|同志|先生|女士)$"
)
_LEFT_OUT = re.compile(r"[×xX*＊某○〇]+$")
OWN, FULL, MISTYPED, SURNAME, SAME_DEPARTMENT = 100, 90, 70, 40, 20
ABBREVIATED, ALIKE = 80, 0.6


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody or a department that may be chosen. `label` is like no other's: 李强（招商局）. `names`: all that it is called."""

    pk: int
    label: str
    names: tuple[str, ...]
    departments: frozenset[int] = frozenset()


class Directory:
    """Who is here on a day: active people with the departments of their posts, and departments."""

    def __init__(self, *, on: date):
        self.on = on

    @cached_property
    def people(self) -> list[Known]:
        places: dict[int, dict[int, str]] = {}
        for post in Post.objects.on(self.on).order_by("pk").select_related("department"):
            places.setdefault(post.user_id, {})[post.department_id] = str(post.department)
        people = list(User.objects.filter(is_active=True).order_by("name", "pk").values_list("pk", "name", "username"))
        labels = [f"{name}（{'、'.join(places[pk].values())}）" if pk in places else name for pk, name, _username in people]
        counts = Counter(labels)
        return [
            Known(pk, f"{label}·{username}" if counts[label] > 1 else label, (name,), frozenset(places.get(pk, ())))
            for (pk, name, username), label in zip(people, labels, strict=True)
        ]

    @cached_property
    def departments(self) -> list[Known]:
        rows = Department.objects.on(self.on).values_list("pk", "name", "short_name")
        return [Known(pk, name, tuple(filter(None, (name, short_name)))) for pk, name, short_name in rows]

    def all(self, of: Of) -> list[Known]:
        return self.people if of == Of.PERSON else self.departments

    def owners(self, names: Collection[tuple[Of, str]]) -> dict[tuple[Of, str], Known]:
        """Whom names mean already by an alias; two statements."""
        found = {}
        for of, model, column in ((Of.PERSON, PersonAlias, "user_id"), (Of.DEPARTMENT, DepartmentAlias, "department_id")):
            keys = {match_key(name): name for each, name in names if each == of}
            known = {known.pk: known for known in self.all(of)} if keys else {}
            for key, pk in model.objects.filter(key__among=sorted(keys)).values_list("key", column) if keys else ():
                found |= {(of, keys[key]): known[pk]} if pk in known else {}
        return found

    def called(self, of: Of, text: str) -> list[Known]:
        """Those with this label, else with this name."""
        return [known for known in self.all(of) if known.label == text] or [known for known in self.all(of) if text in known.names]

    def likely(self, of: Of, name: str, departments: Iterable[int] = ()) -> list[Known]:
        """At most five, the likeliest first; of people alike those of the departments that the records name."""
        own = set(departments)
        scored = [(_likeness(of, name, known), known) for known in self.all(of)]
        found = [(score + SAME_DEPARTMENT * bool(own & known.departments), known) for score, known in scored if score]
        return [known for _score, known in sorted(found, key=lambda pair: (-pair[0], pair[1].label))[:MOST]]


def _likeness(of: Of, name: str, known: Known) -> float:
    return person_likeness(name, known.names[0]) if of == Of.PERSON else department_likeness(name, known.names)


def person_likeness(written: str, name: str) -> int:
    """From 0 (nothing speaks for it) to 100 (his own name)."""
    if written == name:
        return OWN
    bare = _LEFT_OUT.sub("", _TITLES.sub("", written))
    if bare == name:
        return FULL
    if len(bare) == len(name) > 1 and bare[0] == name[0] and sum(one != other for one, other in zip(bare, name, strict=True)) == 1:
        return MISTYPED
    return SURNAME if bare != written and bare and name.startswith(bare) else 0


def department_likeness(written: str, names: Sequence[str]) -> float:
    """From 0 to 100; an abbreviation leaves characters out (经发局 for 经济发展局)."""
    return max(_likeness_of_keys(match_key(written), match_key(name)) for name in names)


def _likeness_of_keys(written: str, name: str) -> float:
    short, long = sorted((written, name), key=len)
    if short == long:
        return OWN
    ratio = SequenceMatcher(None, written, name).ratio()
    if len(short) > 1 and _is_left_in(short, long):
        return ABBREVIATED + 10 * ratio
    return 100 * ratio * 0.7 if ratio >= ALIKE else 0


def _is_left_in(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)
