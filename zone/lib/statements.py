"""Statements as words and values, whose words may be kept: Django takes longer to write a long one than a database to run it.

Who keeps one (`functools.cache` on a function of all that its words depend on) writes it with THESE where it goes by ids, and says the ids
when it is run. Table and column names come from the models, never from a file or a form.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.sql import UpdateQuery

# A statement and its parameters.
Statement = tuple[str, tuple]
NOTHING: Statement = ("", ())
THESE = [-1]  # stands in a kept statement for ids that are told when it is run: `field__among=THESE`
NO_VALUES: Mapping = MappingProxyType({})


def selecting(rows: QuerySet) -> Statement:
    """What the QuerySet asks; NOTHING where it knows that there is nothing."""
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return NOTHING


def counting(*of: QuerySet) -> Statement:
    """How many rows each QuerySet of values has."""
    selected = [selecting(rows.order_by()) for rows in of]
    parts = [f"(SELECT COUNT(*) FROM ({words}) AS counted)" if words else "0" for words, _values in selected]  # noqa: S608
    return f"SELECT {', '.join(parts)}", tuple(value for _words, values in selected for value in values)


def updating(rows: QuerySet, **values) -> Statement:
    """What `rows.update(**values)` says, for rows of one table."""
    query = rows.order_by().query.chain(UpdateQuery)
    query.add_update_values(values)
    return query.get_compiler(connection=connection).as_sql()


def inserting(
    model: type[Model],
    columns: Sequence[str],
    selected: QuerySet,
    *,
    constants: Mapping[str, object] = NO_VALUES,
    unique: Sequence[str] = (),
    changing: Sequence[str] = (),
) -> Statement:
    """Inserts what a QuerySet of values selects, in the order of `columns`; `constants` are the same in every row. Where a row with the
    same `unique` columns is there, its `changing` columns are written over; without `unique` there must be none."""
    sql, params = selected.query.sql_with_params()
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(column) for column in (*columns, *constants))
    values = ", ".join(["selected.*", *["%s"] * len(constants)])
    # The WHERE is for SQLite, which would read ON as that of a join.
    words = f"INSERT INTO {quoted(model._meta.db_table)} ({names}) SELECT {values} FROM ({sql}) AS selected WHERE 1 = 1"  # noqa: S608
    if unique:
        written = ", ".join(f"{quoted(column)} = excluded.{quoted(column)}" for column in changing)
        words += f" ON CONFLICT ({', '.join(quoted(column) for column in unique)}) DO UPDATE SET {written}"
    return words, (*constants.values(), *params)


def together(statements: Iterable[Statement]) -> Statement:
    """All that they give, as one statement; each may have an order and an end of its own, which SQLite takes only within brackets."""
    found = [statement for statement in statements if statement[0]]
    words = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS part_{number}" for number, (sql, _values) in enumerate(found))  # noqa: S608
    return words, tuple(value for _sql, values in found for value in values)


def told(statement: Statement, ids: Iterable[int]) -> Statement:
    """The statement with the ids where it was written with THESE: a list on PostgreSQL, the text of one on SQLite."""
    ids = list(ids)
    as_text, these = json.dumps(ids), json.dumps(THESE)
    words, values = statement
    return words, tuple(ids if value == THESE else as_text if value == these else value for value in values)


def asked(statement: Statement) -> list[tuple]:
    """The rows that it gives now, as the driver gives them: amounts are binary fractions on SQLite, days texts."""
    if not statement[0]:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return cursor.fetchall()


def numbers(statement: Statement) -> tuple[int, ...]:
    """What a `counting` comes to now."""
    return asked(statement)[0]


def run(statement: Statement) -> None:
    """Run it for what it writes."""
    with connection.cursor() as cursor:
        cursor.execute(*statement)
