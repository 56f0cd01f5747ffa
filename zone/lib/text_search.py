"""Finding rows by a part of a text, on both databases. Chinese is searched by two characters at a time more often than not.

PostgreSQL looks up the pairs of neighbouring characters in an index of its own (made by a migration that runs `make_index`), then looks at
the text itself; its trigram index never serves two characters. SQLite looks through the texts.
"""

from django.db import models

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

    def as_sql(self, compiler, connection, **extra):
        (text, text_params), (part, part_params) = (compiler.compile(each) for each in self.get_source_expressions())
        return f"instr({text}, {part}) > 0", (*text_params, *part_params)

    def as_postgresql(self, compiler, connection, **extra):
        (text, text_params), (part, part_params) = (compiler.compile(each) for each in self.get_source_expressions())
        params = (*text_params, *part_params)
        return f"(zone_bigrams({text}) @> zone_bigrams({part}) AND strpos({text}, {part}) > 0)", params + params


def containing(rows: models.QuerySet, field: str, key: str) -> models.QuerySet:
    """Rows whose text `field` contains the key (made with `match_key`, as the text was). An empty key finds everything."""
    return rows.filter(Contains(models.F(field), models.Value(key))) if key else rows


def make_index(table: str, column: str):
    """For `migrations.RunPython`: the index that `containing` uses on PostgreSQL. SQLite needs none."""

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
