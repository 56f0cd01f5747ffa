"""The tables go up, down and up again with the whole demo office in them, on the database of this run."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from tests.house.source import ROOT

APPS = ("projects", "enterprises", "ledgers", "zone")
SHAPE = {
    "sqlite": "SELECT type, name, tbl_name, COALESCE(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2",
    "postgresql": """
        SELECT 'column', table_name, column_name, data_type || is_nullable FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT 'index', tablename, indexname, '' FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'trigger', event_object_table, trigger_name, event_manipulation FROM information_schema.triggers
        ORDER BY 1, 2, 3, 4""",
}


@contextlib.contextmanager
def spare_database(folder) -> Iterator[str]:
    """The address of an empty database of the kind that this run uses."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder}/spare.sqlite3"
        return
    place = settings.DATABASES["default"]
    name = f"{connection.settings_dict['NAME']}_spare"
    who = quote(place["USER"]) + (f":{quote(place['PASSWORD'], safe='')}" if place["PASSWORD"] else "")
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0")
    try:
        yield f"postgres://{who}@{place['HOST'] or '127.0.0.1'}:{place['PORT'] or 5432}/{name}"
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def rows(url: str, query: str) -> list[tuple]:
    if url.startswith("sqlite"):
        import sqlite3

        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as spare:
            return spare.execute(query).fetchall()
    import psycopg

    with psycopg.connect(url) as spare:
        return spare.execute(query).fetchall()


def shape(url: str) -> list[tuple]:
    """Tables, columns, indexes and triggers as the database itself lists them."""
    return rows(url, SHAPE[connection.vendor])


def ours(url: str) -> list[str]:
    return sorted({row[1] for row in shape(url) if row[1].split("_")[0] in APPS})


@pytest.fixture
def manage(tmp_path):
    def run(url: str, *arguments: str) -> str:
        own = {"DATABASE_URL": url, "DATA_DIR": str(tmp_path), "DEMO": "1", "ZONE_TODAY": "2016-07-05", "DATABASE_POOL": "0"}
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    return run


@pytest.mark.django_db(transaction=True)
def test_migrations_go_down_and_up_again_with_the_office_in_them(manage, tmp_path):
    with spare_database(tmp_path) as url:
        manage(url, "migrate", "-v0")
        manage(url, "load_reference")
        manage(url, "load_demo")
        first = shape(url)
        held = rows(url, "SELECT COUNT(*) FROM enterprises_enterprise")[0][0]
        assert held >= 280

        for app in APPS:  # a first migration without a foreign key to the zone does not go down with it
            manage(url, "migrate", app, "zero", "-v0")
        assert ours(url) == []

        manage(url, "migrate", "-v0")
        assert shape(url) == first
        manage(url, "load_reference")
        manage(url, "load_demo")
        assert rows(url, "SELECT COUNT(*) FROM enterprises_enterprise")[0][0] == held


@pytest.mark.django_db
def test_every_migration_can_be_taken_back():
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    one_way = [
        f"{app}.{name}: {operation.describe()}"
        for (app, name), migration in loader.disk_migrations.items()
        if app in APPS
        for operation in migration.operations
        if not operation.reversible
    ]

    assert one_way == []
