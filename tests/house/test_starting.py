"""What a second `make run` skips, it must not skip where something changed."""

import os
import subprocess
import sys

import pytest
from django.core import management
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config.environment import Env, names_a_database
from scripts import prepare, run
from tests.factories import UserFactory
from tests.house.source import ROOT
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


WRONG = [
    ("WEB_WORKERS", "two"),
    ("WEB_THREADS", "0"),
    ("SESSION_HOURS", "abc"),
    ("LOCKOUT_HOURS", "nan"),
    ("BEHIND_PROXY", "ja"),
    ("DATABASE_URL", "postgres://"),
    ("DATABASE_URL", "postgres://somebody:secret@127.0.0.1:port/zone"),
    ("DATABASE_URL", "sqlite://x"),
    ("DATABASE_URL", "mysql://127.0.0.1/zone"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_setting_that_means_nothing_is_named_in_one_line(tmp_path, name, value):
    """In English and in Chinese; and no password is repeated."""
    own = {"DATABASE_URL": f"sqlite:///{tmp_path}/zone.sqlite3", "DATA_DIR": str(tmp_path), "DEMO": "1", name: value}
    command = [sys.executable, "scripts/run.py", "--no-serve"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True, check=False)
    said = done.stderr.splitlines()
    assert (done.returncode, done.stdout, len(said)) == (1, "", 2), done.stderr
    assert [line.startswith(f"{name} ") for line in said] == [True, True]
    assert "secret" not in done.stderr


@pytest.mark.parametrize(
    ("url", "is_right"),
    [
        ("sqlite://:memory:", True),
        ("sqlite:////srv/zone.sqlite3", True),
        ("sqlite:///zone.sqlite3", True),
        ("postgres://somebody@127.0.0.1:5432/zone", True),
        ("postgresql://somebody:a%2Fb@[::1]/zone", True),
        ("postgres://%2Fvar%2Frun%2Fpostgresql/zone", True),
        ("postgres:///zone", True),
        ("postgres://127.0.0.1", False),
        ("postgres://127.0.0.1/", False),
        ("postgres://127.0.0.1:0/zone", False),
        ("sqlite://", False),
        ("zone.sqlite3", False),
    ],
)
def test_the_address_of_a_database_names_it(url, is_right):
    assert names_a_database(url) is is_right


def test_what_is_set_to_nothing_is_as_usual(monkeypatch):
    for name in ("SESSION_HOURS", "BEHIND_PROXY", "LOCKOUT_HOURS"):
        monkeypatch.setenv(name, "")
    env = Env()
    assert (env.int("SESSION_HOURS", default=12), env.bool("BEHIND_PROXY", default=True), env.float("LOCKOUT_HOURS", default=0.5)) == (
        12,
        True,
        0.5,
    )


@pytest.mark.django_db
def test_the_demo_is_not_loaded_into_an_office_of_its_own(settings):
    settings.DEMO = True
    UserFactory(username="leader", name="王局长")
    with pytest.raises(SystemExit, match="DEMO=0"):
        run.load_data()
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ('connection failed: FATAL:  role "zone" does not exist', "数据库服务器（db:5432/office）没有名为 zone 的用户（DATABASE_URL）。"),
        ('connection failed: FATAL:  database "office" does not exist', "数据库服务器有应答，但数据库 db:5432/office 尚未创建。"),
        ('FATAL:  password authentication failed for user "zone"', "数据库 db:5432/office 拒绝该用户名或密码。"),
        ("connection failed: Connection refused", "无法连接数据库 db:5432/office（DATABASE_URL）。"),
        ("FATAL:  sorry, too many clients already", "数据库 db:5432/office 无法使用，原因见上一行。"),
    ],
)
def test_what_is_wrong_with_the_database_is_told_for_what_it_is(message, told):
    english, chinese = run.database_trouble(message, "db:5432/office")
    assert chinese == told
    assert ("zone" in english) is ("role" in message)
