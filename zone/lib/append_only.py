"""Tables that only grow, and a lock that ends with its transaction, on PostgreSQL and on SQLite."""

import zlib

from django.db import connection

REFUSAL = "this table only grows: its rows are neither changed nor deleted"

_SQLITE_GUARD = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
_POSTGRES_REFUSAL = """
CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_POSTGRES_GUARD = "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"


def lock_until_commit(name: str) -> None:
    """Only one transaction at a time passes here, until it ends. On SQLite every transaction begins as a writer
    (IMMEDIATE), which is enough."""
    if not connection.in_atomic_block:
        raise RuntimeError("a lock that ends with the transaction needs one")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(name.encode())])


def guard(table: str, connection=connection) -> None:
    """Make a table append-only: UPDATE and DELETE (TRUNCATE too) raise IntegrityError, whoever asks. `table` is a name of ours."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_REFUSAL.format(table=table, refusal=REFUSAL))
        for verb in _guarded_verbs(connection):
            text = _POSTGRES_GUARD if connection.vendor == "postgresql" else _SQLITE_GUARD
            cursor.execute(text.format(table=table, verb=verb, refusal=REFUSAL))


def unguard(table: str, connection=connection) -> None:
    """Take the guard away: for a migration that goes back, and for tests that empty their database."""
    with connection.cursor() as cursor:
        for verb in _guarded_verbs(connection):
            place = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{place}")
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP FUNCTION IF EXISTS {table}_refuse()")


def is_guarded(table: str, connection=connection) -> bool:
    """Whether the whole guard stands and is switched on."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled IN ('O', 'A') AND NOT tgisinternal"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    with connection.cursor() as cursor:
        cursor.execute(query, [table])
        found = {name for (name,) in cursor.fetchall()}
    return {f"{table}_no_{verb}" for verb in _guarded_verbs(connection)} <= found


def _guarded_verbs(connection) -> list[str]:
    return ["update", "delete", "truncate"] if connection.vendor == "postgresql" else ["update", "delete"]
