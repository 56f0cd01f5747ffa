"""What the two databases do differently, in one place: sets of values, sets of rows, locks.

PostgreSQL and SQLite leave equal rows behind; each goes its own fastest way there. Every function is a fixed number of statements, whatever
the number of rows. Table and column names come from the models, never from a file or a form.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.db.models import Aggregate, BigIntegerField, BooleanField, DecimalField, Field, Func, Lookup, Model, QuerySet
from django.db.models.expressions import Col
from django.db.models.fields.related import ForeignObject

LOCKED = "55P03"  # PostgreSQL: somebody else holds the lock


def is_postgresql() -> bool:
    return connection.vendor == "postgresql"


@ForeignObject.register_lookup
@Field.register_lookup
class Among(Lookup):
    """`field__among={…}`: what `__in` says, as one parameter, so that a hundred thousand values are still one statement.

    Many values come best as a set: Django looks at each value of a list, and at none of a set.
    """

    lookup_name = "among"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        values = [item.pk if isinstance(item, Model) else item for item in value]
        if connection.vendor != "postgresql":
            return "%s", [json.dumps(values, ensure_ascii=False)]
        field = self.lhs.target if isinstance(self.lhs, Col) else self.lhs.output_field
        column_type = field.rel_db_type(connection) if field.is_relation else field.cast_db_type(connection)
        return f"%s::{column_type.partition('(')[0]}[]", [values]

    def as_sqlite(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.get_db_prep_lookup(self.rhs, connection)
        return f"{left} IN (SELECT value FROM json_each({right}))", [*left_params, *right_params]  # noqa: S608

    def as_postgresql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.get_db_prep_lookup(self.rhs, connection)
        return f"{left} = ANY({right})", [*left_params, *right_params]


class SmallestUnits(Func):
    """An amount with four decimals as a whole number of its smallest parts, so that sums and products of it are exact and can be compared
    with a threshold: SQLite reckons amounts as binary fractions, in which 0.1 and 0.2 do not make 0.3."""

    function = "ROUND"
    output_field = BigIntegerField()

    def as_sqlite(self, compiler, connection, **context):
        return super().as_sql(compiler, connection, template="CAST(ROUND(%(expressions)s * 10000) AS INTEGER)", **context)

    def as_postgresql(self, compiler, connection, **context):
        return super().as_sql(compiler, connection, template="(%(expressions)s * 10000)", **context)


class Unindexed(Func):
    """The id in a column, whose indexes SQLite is not to take: it goes by the equal values rather than by the order in which the first few
    rows are wanted. PostgreSQL weighs that by itself."""

    template = "%(expressions)s"
    output_field = BigIntegerField()

    def as_sqlite(self, compiler, connection, **context):
        return super().as_sql(compiler, connection, template="+%(expressions)s", **context)


class RowPrecedes(Func):
    """`RowPrecedes(a, b, c, d)`: whether the row (a, b) stands before the row (c, d); an index in that order serves it."""

    output_field = BooleanField()

    def as_sql(self, compiler, connection, **extra):
        parts = [compiler.compile(each) for each in self.get_source_expressions()]
        columns, params = [sql for sql, _ in parts], [param for _, each in parts for param in each]
        half = len(columns) // 2
        return f"({', '.join(columns[:half])}) < ({', '.join(columns[half:])})", params


class _Keys(Aggregate):
    """All values in one: a list on PostgreSQL, a text with commas on SQLite."""

    function, name, output_field = "GROUP_CONCAT", "Keys", Field()

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, function="ARRAY_AGG", **extra)


def keys_of(rows: QuerySet) -> list[int]:
    """The primary keys of the rows, in no order. They come as one value: ten thousand rows take a driver as long as a whole page."""
    keys = rows.order_by().aggregate(keys=_Keys("pk"))["keys"] or []
    return json.loads(f"[{keys}]") if isinstance(keys, str) else keys


def between_writes(models: Iterable[type[Model]], read: Callable[[], object]) -> object | None:
    """What `read` answers at a moment at which nobody else has written these tables without having ended; None where somebody just has, for
    nobody is waited for. SQLite shows what was written in the order of writing anyhow."""
    if not is_postgresql():
        return read()
    tables = ", ".join(sorted({_table(model) for model in models}))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE MODE NOWAIT")
            return read()
    except OperationalError as problem:
        if getattr(problem.__cause__, "sqlstate", "") != LOCKED:
            raise
        return None


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Inside, a write waits no longer than this for the one that holds SQLite's only write lock, then raises OperationalError. PostgreSQL
    locks rows, and is not made to wait by others' rows."""
    if is_postgresql():
        yield
        return
    connection.ensure_connection()
    driver = connection.connection
    usual = driver.execute("PRAGMA busy_timeout").fetchone()[0]
    driver.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout = {usual}")


def hold_writers(*models: type[Model]) -> None:
    """Until the transaction ends nobody else writes these tables; reading goes on. SQLite holds that lock in any IMMEDIATE transaction."""
    if is_postgresql():
        tables = ", ".join(sorted({_table(model) for model in models}))
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def new_keys(model: type[Model], count: int) -> Sequence[int]:
    """`count` primary keys that nobody else will get. Inside a transaction."""
    with connection.cursor() as cursor:
        if is_postgresql():
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [_table(model), model._meta.pk.column, count],
            )
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        last = (cursor.fetchone() or (0,))[0]
    return range(last + 1, last + 1 + count)


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Insert rows as a set, by COPY or executemany. Values are as the database keeps them; columns that are not given have no value."""
    _fill(_table(model), columns, rows)


def update_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence], *, counted: str | None = None) -> None:
    """Write rows of (primary key, *values of `columns`) by one UPDATE; the number in column `counted` is raised by one in each row."""
    table, key = _table(model), _quoted(model._meta.pk.column)
    names = [_quoted(column) for column in columns]
    passing = _quoted(f"changed_{model._meta.db_table}")
    assignments = [f"{name} = {passing}.{name}" for name in names]
    if counted:
        assignments.append(f"{_quoted(counted)} = {table}.{_quoted(counted)} + 1")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {passing} AS SELECT {', '.join([key, *names])} FROM {table} WHERE 1 = 0")  # noqa: S608
        _fill(passing, [model._meta.pk.column, *columns], rows)
        cursor.execute(f"UPDATE {table} SET {', '.join(assignments)} FROM {passing} WHERE {passing}.{key} = {table}.{key}")  # noqa: S608
        cursor.execute(f"DROP TABLE {passing}")


def copy_rows(source: type[Model], target: type[Model], columns: Sequence[str], keys: Sequence, constants: dict[str, object]) -> None:
    """Insert into `target` the rows of `source` with these primary keys: `columns` as they stand, `constants` the same in every row."""
    names = ", ".join(_quoted(column) for column in columns)
    fixed = ", ".join(_quoted(column) for column in constants)
    values = ", ".join(["%s"] * len(constants))
    key = _quoted(source._meta.pk.column)
    chosen = f"{key} = ANY(%s::bigint[])" if is_postgresql() else f"{key} IN (SELECT value FROM json_each(%s))"  # noqa: S608
    among = list(keys) if is_postgresql() else json.dumps(list(keys))
    fields = [target._meta.get_field(column) for column in constants]
    prepared = [field.get_db_prep_save(value, connection) for field, value in zip(fields, constants.values(), strict=True)]
    statement = f"INSERT INTO {_table(target)} ({names}, {fixed}) SELECT {names}, {values} FROM {_table(source)} WHERE {chosen}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [*prepared, among])


def add_rows(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence], *, unique: Sequence[str]) -> None:
    """Insert rows as a set, as one statement; where there is one with the same `unique` columns, the others are added to its own."""
    table, names = _table(model), ", ".join(_quoted(column) for column in columns)
    added = [model._meta.get_field(column) for column in columns if column not in unique]
    sums = ", ".join(f"{_quoted(field.column)} = {_sum(table, field)}" for field in added)
    adding = f"ON CONFLICT ({', '.join(_quoted(column) for column in unique)}) DO UPDATE SET {sums}"
    with connection.cursor() as cursor:
        if is_postgresql():
            types = [model._meta.get_field(column).cast_db_type(connection).partition("(")[0] for column in columns]
            given = ", ".join(f"%s::{each}[]" for each in types)
            lists = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT * FROM unnest({given}) {adding}", lists)  # noqa: S608
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places}) {adding}", rows)  # noqa: S608


def _sum(table: str, field: Field) -> str:
    """Amounts are rounded to what the column keeps: SQLite adds them up as binary fractions, whose errors would grow."""
    column = _quoted(field.column)
    words = f"{table}.{column} + excluded.{column}"
    return f"ROUND({words}, {field.decimal_places:d})" if isinstance(field, DecimalField) else words


def _fill(table: str, columns: Sequence[str], rows: Iterable[Sequence]) -> None:
    names = ", ".join(_quoted(column) for column in columns)
    with connection.cursor() as cursor:
        if is_postgresql():
            # A COPY speaks with the driver itself, whose errors are none of Django's unless they are told so.
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                write = copy.write_row
                for row in rows:
                    write(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608


def _table(model: type[Model]) -> str:
    return _quoted(model._meta.db_table)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
