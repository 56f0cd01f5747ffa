"""What a second `make run` skips, it must not skip where something changed."""

import os
import sys

import pytest
from django.core import management
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from scripts import prepare, run
from tests.factories import UserFactory
from zone.models import User


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A folder with requirements and a finished `.venv`; returns it and what was installed since."""
    installed: list[tuple] = []
    monkeypatch.setattr(prepare, "ROOT", str(tmp_path))
    monkeypatch.setattr(prepare, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(prepare, "PYTHON", sys.executable)
    monkeypatch.setattr(prepare, "quietly", lambda *command: installed.append(command[-1]))
    monkeypatch.setattr(prepare.sys, "argv", ["prepare.py"])
    os.mkdir(tmp_path / ".venv")
    (tmp_path / "requirements.txt").write_text("Django==5.2.19\n")
    prepare.main()
    assert installed == ["requirements.txt"]
    installed.clear()
    return tmp_path, installed


def test_nothing_is_installed_where_the_requirements_are_the_same(clone):
    prepare.main()
    assert clone[1] == []


def test_a_changed_requirement_is_installed(clone):
    folder, installed = clone
    (folder / "requirements.txt").write_text("Django==5.2.20\n")
    prepare.main()
    assert installed == ["requirements.txt"]


def test_another_python_installs_anew(clone, monkeypatch):
    monkeypatch.setattr(prepare.sys, "version", "3.99")
    prepare.main()
    assert clone[1] == ["requirements.txt"]


@pytest.fixture
def called(monkeypatch):
    found: list[str] = []
    monkeypatch.setattr(management, "call_command", lambda name, **_: found.append(name))
    return found


@pytest.mark.django_db
def test_tables_that_are_up_to_date_are_left_alone(called):
    run.migrate()
    assert called == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["0001_initial", "last"])
@pytest.mark.parametrize("label", ["merger", "zone", "axes"])
def test_a_migration_that_was_not_applied_is_noticed(called, label, name):
    recorder = MigrationRecorder(connection)
    applied = sorted(each for app, each in recorder.applied_migrations() if app == label)
    recorder.record_unapplied(label, applied[-1] if name == "last" else name)
    run.migrate()
    assert called == ["migrate"]


def test_the_pool_is_away_while_the_office_is_prepared():
    """Its connections and threads must not be there when the workers are forked."""
    options = connection.settings_dict.setdefault("OPTIONS", {})
    options["pool"] = {"min_size": 1}
    try:
        with run.one_connection():
            assert "pool" not in options
        assert options["pool"] == {"min_size": 1}
    finally:
        del options["pool"]


@pytest.fixture
def shell(monkeypatch, tmp_path):
    """The environment as a shell would give it, and no `.env`."""
    monkeypatch.setattr(run, "ROOT", tmp_path)
    for name in ("DEMO", "PORT", "HOST", "DATABASE_URL", "ZONE_TODAY", "DJANGO_SETTINGS_MODULE"):
        monkeypatch.setenv(name, "")
    return monkeypatch


def test_what_is_set_to_nothing_is_not_set(shell):
    run.read_environment()
    run.check_day()
    assert (os.environ["DEMO"], os.environ["ZONE_TODAY"]) == ("1", "2016-07-05")


@pytest.mark.parametrize(("name", "value"), [("DEMO", "maybe"), ("ZONE_TODAY", "2016-13-40")])
def test_a_word_that_means_nothing_is_said_in_one_line(shell, name, value):
    shell.setenv(name, value)

    def begin() -> None:
        run.read_environment()
        run.check_day()

    with pytest.raises(SystemExit) as said:
        begin()
    assert [value in line for line in str(said.value).splitlines()] == [True, True]


@pytest.mark.django_db
def test_the_demo_is_not_loaded_into_an_office_of_its_own(settings):
    settings.DEMO = True
    UserFactory(username="leader", name="王局长")
    with pytest.raises(SystemExit, match="DEMO=0"):
        run.load_data()
    assert User.objects.count() == 1
