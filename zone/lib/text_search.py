"""Finding rows by a part of a text, on both databases. Chinese is searched by two characters at a time more often than not.

PostgreSQL looks up the pairs of neighbouring characters in an index of its own (made by a migration that runs `make_index`), then looks at
the text itself; its trigram index never serves two characters. SQLite looks through the texts.
"""

from collections.abc import Sequence

from django.db import connections, models
from django.db.models import F, Q, Value

# Unsafe for parallel plans on purpose: starting workers takes longer than the whole search.
FUNCTION = """
CREATE OR REPLACE FUNCTION zone_bigrams(content text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL UNSAFE AS $$
    SELECT coalesce(array_agg(DISTINCT substr(content, place, 2)), '{}') FROM generate_series(1, length(content) - 1) AS place
$$
"""


class Contains(models.Func):
    """Whether the first text contains the second. Compared as stored: Chinese has no case, and keys are folded already."""

    arity = 2
    output_field = models.BooleanField()

    def as_sql(self, compiler, connection, function="instr", **extra):
        (text, text_params), (part, part_params) = (compiler.compile(each) for each in self.get_source_expressions())
        return f"{function}({text}, {part}) > 0", (*text_params, *part_params)

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, function="strpos")


class ContainsPairs(Contains):
    """The same by the index of PostgreSQL, for two characters and more. Worked out row by row it takes a hundred times as long as
    `Contains`: only where no plan reads the whole table (`zone.lib.database.by_index`)."""

    def as_postgresql(self, compiler, connection, **extra):
        text, part = self.get_source_expressions()
        (column, column_params), (key, key_params) = compiler.compile(text), compiler.compile(part)
        pairs, params = f"zone_bigrams({column}) @> zone_bigrams({key})", (*column_params, *key_params)
        if len(part.value) == 2:
            return pairs, params  # the pair is the whole of what is looked for
        looked_at, looked_params = super().as_postgresql(compiler, connection)
        return f"({pairs} AND {looked_at})", (*params, *looked_params)


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


def has_index(rows: models.QuerySet, key: str) -> bool:
    """Whether `containing_by_index` serves: PostgreSQL, and a key that has a pair."""
    return connections[rows.db].vendor == "postgresql" and len(key) > 1


def containing_by_index(rows: models.QuerySet, fields: Sequence[str], key: str, *, most: int) -> models.QuerySet:
    """What `containing` finds, by the index of each text: texts of two tables joined by OR would be looked at one by one.

    `most`: they are known to be no more. The limit says nothing else, yet makes PostgreSQL find the rows before it puts them in order.
    """
    first, *others = _arms(rows, fields, key)
    return rows.filter(pk__in=(first.union(*others) if others else first)[:most])


def count_by_index(rows: models.QuerySet, fields: Sequence[str], key: str) -> int:
    """How many `containing` finds of these rows. One statement."""
    first, *others = _arms(rows, fields, key)
    return first.union(*others).count() if others else first.count()


def _arms(rows: models.QuerySet, fields: Sequence[str], key: str) -> list[models.QuerySet]:
    """Of each text the ids of the rows where it contains the key."""
    arms = []
    for field in fields:
        relation, _, name = field.rpartition("__")
        found = Q(ContainsPairs(F(name), Value(key)))
        if relation:
            holder = rows.model._meta.get_field(relation).related_model
            found = Q(**{f"{relation}__in": holder._base_manager.order_by().filter(found).values("pk")})
        arms.append(rows.order_by().filter(found).values("pk"))
    return arms


def make_index(table: str, column: str):
    """For `migrations.RunPython`: the index that `containing_by_index` uses on PostgreSQL. SQLite needs none."""

    def run(apps, schema_editor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(FUNCTION)
            schema_editor.execute(f"CREATE INDEX {table}_{column}_bigrams ON {table} USING gin (zone_bigrams({column}))")

    return run


def drop_index(table: str, column: str):
    """For `migrations.RunPython`: undoes `make_index`."""

    def run(apps, schema_editor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP INDEX {table}_{column}_bigrams")

    return run
