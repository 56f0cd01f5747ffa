"""What those are called of whom the overview speaks."""

from collections.abc import Collection, Iterable
from functools import cache

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf

from projects.models import ProjectMonth
from projects.reporting.overview import Overview
from zone.lib.statements import THESE, Statement, asked, selecting, told
from zone.models import Department, District, LightRule, User

Names = dict[str, dict[int, str]]


def names(people: Iterable[int]) -> Names:
    """What departments, districts, rules of the lights and these people are called: by their ids, in the order in which they are listed;
    one statement. The people are those who lead, look after or approve something."""
    result: Names = {code: {} for code in ("department", "district", "rule", "leader")}
    for _place, words, code, pk in sorted(asked(told(_naming(), sorted(people)))):
        result[code][pk] = words
    return result


@cache
def _naming() -> Statement:
    sources = {
        "department": (Department.objects.all(), Coalesce(NullIf("short_name", Value("")), "name"), F("position")),
        "district": (District.objects.all(), F("short_name"), F("position")),
        "rule": (LightRule.objects.all(), F("name"), Value(0)),
        "leader": (User.objects.filter(pk__among=THESE), F("name"), Value(0)),
    }
    parts = [
        rows.order_by().annotate(words=words, place=place, of=Value(code)).values_list("place", "words", "of", "pk")
        for code, (rows, words, place) in sources.items()
    ]
    return selecting(parts[0].union(*parts[1:], all=True))


def leaders(found: Overview) -> set[int]:
    return {line.key for line in found.leaders if line.key is not None}


def people(found: Overview, months: Collection[ProjectMonth]) -> frozenset[int]:
    """Whose names the page prints: leaders of the board, officers of the projects that it names, and who approved a light set by hand."""
    approving = {month.override.approved_by_id for month in months if month.override}
    return frozenset(leaders(found) | approving | {month.project.officer_id for month in months if month.project.officer_id})
