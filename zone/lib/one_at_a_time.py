"""Rows that hold from a day to a day, of which no two that are alike may hold on the same day: refused by the database itself, on both."""

import zlib
from collections.abc import Sequence

from django.db import connection

REFUSAL = "two rows that are alike hold on the same day"

# The check runs after the write, so that the rows of one statement see each other. An open end lies beyond every day.
_CLASH = """
EXISTS (
    SELECT 1 FROM {table} AS other
    WHERE other.id <> NEW.id AND {alike}
    AND COALESCE(other.valid_from, {first}) <= COALESCE(NEW.valid_to, {last})
    AND COALESCE(NEW.valid_from, {first}) <= COALESCE(other.valid_to, {last})
)
"""
_SQLITE = """
CREATE TRIGGER {table}_one_at_a_time_{verb} AFTER {verb} ON {table} WHEN {clash}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
# Two who write at the same moment: the second one waits here and then sees what the first one wrote.
_POSTGRES_CHECK = """
CREATE OR REPLACE FUNCTION {table}_one_at_a_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock({lock});
    IF {clash} THEN
        RAISE EXCEPTION '{refusal}' USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NULL;
END $$
"""
_POSTGRES = """
CREATE TRIGGER {table}_one_at_a_time AFTER INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_one_at_a_time()
"""


def keep_apart(table: str, columns: Sequence[str], connection=connection) -> None:
    """From now on a row whose days (`valid_from`, `valid_to`) overlap with those of a row alike in `columns` raises IntegrityError."""
    alike = " AND ".join(f"other.{column} = NEW.{column}" for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            clash = _CLASH.format(table=table, alike=alike, first="DATE '-infinity'", last="DATE 'infinity'")
            lock = zlib.crc32(f"{table} one at a time".encode())
            cursor.execute(_POSTGRES_CHECK.format(table=table, clash=clash, refusal=REFUSAL, lock=lock))
            cursor.execute(_POSTGRES.format(table=table))
        else:
            clash = _CLASH.format(table=table, alike=alike, first="'0000-01-01'", last="'9999-12-31'")
            for verb in ("insert", "update"):
                cursor.execute(_SQLITE.format(table=table, verb=verb, clash=clash, refusal=REFUSAL))


def let_overlap(table: str, connection=connection) -> None:
    """Take the check away: for a migration that goes back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_one_at_a_time ON {table}")
            cursor.execute(f"DROP FUNCTION IF EXISTS {table}_one_at_a_time()")
        else:
            for verb in ("insert", "update"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_one_at_a_time_{verb}")
