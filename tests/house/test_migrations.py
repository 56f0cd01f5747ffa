"""The tables go down and up again with the whole demo office in them, on the database of this run."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from tests.house.source import ROOT
from tests.reference import load_reference

HOMES = (ROOT, ROOT / "zone")
APPS = sorted(app.label for app in apps.get_app_configs() if Path(app.path).parent in HOMES and (Path(app.path) / "migrations").is_dir())
SHAPE = {
    "sqlite": "SELECT type, name, tbl_name, COALESCE(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2",
    "postgresql": """
        SELECT 'column', table_name, column_name, data_type || is_nullable FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT 'index', tablename, indexname, '' FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'trigger', event_object_table, trigger_name, event_manipulation FROM information_schema.triggers
        ORDER BY 1, 2, 3, 4""",
}
WORKED_OUT = {"projects_boardline", "projects_boardstate"}  # forgotten by a step, and worked out again when somebody looks


@contextlib.contextmanager
def copied_database(folder: Path) -> Iterator[dict]:
    """The settings of a copy of this run's database, whose tables were made by the migrations."""
    place = connection.settings_dict
    if connection.vendor == "sqlite":
        copy = f"{folder}/spare.sqlite3"
        with contextlib.closing(sqlite3.connect(place["NAME"])) as made, contextlib.closing(sqlite3.connect(copy)) as spare:
            made.backup(spare)
        yield place | {"NAME": copy}
        return
    name = f"{place['NAME']}_spare"
    with connection.cursor() as cursor:
        # A thread of an earlier test may still hold a connection to this run's own database; nobody copies it then.
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()", [place["NAME"]]
        )
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{place["NAME"]}"')
    try:
        yield place | {"NAME": name}
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def spare(transactional_db, tmp_path):
    """A database of its own for this test, in the place of the usual one."""
    usual = connections["default"]
    with copied_database(tmp_path) as place:
        connections["default"] = usual.__class__(place, "default")
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"] = usual
            ContentType.objects.clear_cache()


def migrate_to(*targets: tuple[str, str | None]) -> None:
    MigrationExecutor(connection).migrate(list(targets))


def shape() -> list[tuple]:
    """Tables, columns, indexes and triggers as the database itself lists them."""
    with connection.cursor() as cursor:
        cursor.execute(SHAPE[connection.vendor])
        return cursor.fetchall()


def columns() -> dict[str, list[str]]:
    """Table of an app of the house → its columns."""
    with connection.cursor() as cursor:
        ours = [name for name in connection.introspection.table_names(cursor) if name.split("_")[0] in APPS]
        return {name: [column.name for column in connection.introspection.get_table_description(cursor, name)] for name in ours}


def rows(held: dict[str, list[str]]) -> dict[str, list[tuple]]:
    """What stands in these columns of these tables."""
    found = {}
    with connection.cursor() as cursor:
        for table, names in held.items():
            cursor.execute(f"SELECT {', '.join(map(connection.ops.quote_name, sorted(names)))} FROM {table} ORDER BY {names[0]}")
            found[table] = cursor.fetchall()
    return found


def differing(before: dict[str, list[tuple]], after: dict[str, list[tuple]]) -> list[str]:
    return [table for table in before if before[table] != after[table] and table not in WORKED_OUT]


def test_the_apps_are_found():
    assert {"zone", "ledgers", "supervision", "merger", "indicators", "enterprises", "projects"} <= set(APPS)
    assert "auth" not in APPS


def test_the_office_keeps_its_rows_on_the_way_back_and_forth_and_nothing_is_left_at_zero(spare, day, settings):
    """Back to the first step of each app and forward: every row is there, in all columns that the first step has. Then down altogether,
    which takes the rows along, and up again."""
    day("2016-07-05")
    settings.DEMO = True
    load_reference()
    call_command("load_demo", verbosity=0)
    graph = MigrationLoader(connection).graph
    first, newest = shape(), graph.leaf_nodes()
    beginnings = [graph.root_nodes(app)[0] for app in APPS]
    everything = columns()
    full = {
        table: dict(zip(sorted(everything[table]), zip(*held, strict=True), strict=True))
        for table, held in rows(everything).items()
        if held
    }
    assert len(full["enterprises_enterprise"]["id"]) >= 280

    migrate_to(*beginnings)
    kept = {table: names for table, names in columns().items() if table in full}
    assert kept.keys() >= full.keys() - WORKED_OUT
    migrate_to(*newest)
    before = {table: list(zip(*(full[table][name] for name in sorted(names)), strict=True)) for table, names in kept.items()}
    assert differing(before, rows(kept)) == []
    assert shape() == first

    migrate_to(*((app, None) for app in APPS))
    assert columns() == {}
    migrate_to(*newest)
    assert shape() == first


def test_every_migration_can_be_taken_back():
    one_way = [
        f"{app}.{name}: {operation.describe()}"
        for (app, name), migration in MigrationLoader(None).disk_migrations.items()
        if app in APPS
        for operation in migration.operations
        if not operation.reversible
    ]

    assert one_way == []
