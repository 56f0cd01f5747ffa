"""Finding rows by a part of a text, on both databases: what a search means. They look at every text; a page of a list has a sooner way
(zone/searching.py)."""

from collections.abc import Sequence

from django.db import models
from django.db.models import F, Q, Value


class Contains(models.Func):
    """Whether the first text contains the second. Compared as stored: Chinese has no case, and keys are folded already."""

    arity = 2
    output_field = models.BooleanField()

    def as_sql(self, compiler, connection, function="instr", **extra):
        (text, text_params), (part, part_params) = (compiler.compile(each) for each in self.get_source_expressions())
        return f"{function}({text}, {part}) > 0", (*text_params, *part_params)

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, function="strpos")


def containing(rows: models.QuerySet, fields: Sequence[str], key: str) -> models.QuerySet:
    """Rows one of whose texts contains the key (made with `match_key`, as the texts were): `search_text`, `enterprise__search_text`.

    An empty key finds everything.
    """
    if not key:
        return rows
    found = Q()
    for field in fields:
        found |= Q(Contains(F(field), Value(key)))
    return rows.filter(found)
