"""Bring the office up and serve it: `make run`. Each step is skipped where nothing changed; whatever is in the way is said in one line.

Environment: PORT (8000), HOST (127.0.0.1), DATABASE_URL (SQLite in data/), DEMO (1), ZONE_TODAY (2016-07-05 in the demo); the rest is in
.env.example. `--no-serve` stops after the data is in place.
"""

import contextlib
import errno
import hashlib
import os
import re
import runpy
import socket
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMO_DAY = "2016-07-05"


def stop(english: str, chinese: str) -> None:
    sys.exit(f"{english}\n{chinese}")


@contextlib.contextmanager
def said_in_one_line() -> Iterator[None]:
    """A wrong value of a setting, by its name."""
    from config.environment import WrongSetting

    try:
        yield
    except WrongSetting as error:
        stop(str(error), error.chinese)


def read_environment() -> None:
    """`.env` first, then the demo office as the default. What the shell says wins over both."""
    from config.environment import Env

    if (ROOT / ".env").exists():
        Env.read_env(ROOT / ".env")
    for name in ("DEMO", "PORT", "HOST", "DATABASE_URL", "ZONE_TODAY"):
        if not os.environ.get(name, ""):
            os.environ.pop(name, None)  # set to nothing means not set
    os.environ.setdefault("DEMO", "1")
    os.environ.setdefault("PORT", "8000")
    os.environ.setdefault("HOST", "127.0.0.1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with said_in_one_line():
        is_demo = Env().bool("DEMO")
    if is_demo:
        os.environ.setdefault("ZONE_TODAY", DEMO_DAY)


def check_day() -> None:
    day = os.environ.get("ZONE_TODAY", DEMO_DAY)
    try:
        date.fromisoformat(day)
    except ValueError:
        stop(f"ZONE_TODAY must be a day such as {DEMO_DAY}, not {day!r}.", f"ZONE_TODAY 应为日期，如 {DEMO_DAY}，当前为 {day!r}。")


def check_port() -> None:
    host, port = os.environ["HOST"], os.environ["PORT"]
    if not port.isdecimal() or not 0 < int(port) < 65536:
        stop(f"PORT must be a number from 1 to 65535, not {port!r}.", f"PORT 应为 1 至 65535 的数字，当前为 {port!r}。")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                stop(
                    f"Port {port} is taken. Use another one: make run PORT={int(port) + 1}",
                    f"端口 {port} 已被占用，可换一个：make run PORT={int(port) + 1}",
                )
            stop(f"Cannot listen on {host}:{port}: {error.strerror}.", f"无法监听 {host}:{port}：{error.strerror}。")


def check_settings() -> None:
    """Load the settings, those of the server too; a wrong value or a folder that cannot be written is one line, not a traceback."""
    try:
        import django

        with said_in_one_line():
            import config.server  # noqa: F401

            django.setup()
    except OSError as error:
        stop(f"This folder cannot be written to: {error.filename}", f"此文件夹不可写：{error.filename}")
    except Exception as error:
        first = (str(error).splitlines() or [type(error).__name__])[0]
        stop(f"The settings do not hold: {first}", f"配置有误：{first}（可用的设置见 .env.example）")


UNREACHABLE = ("refused", "translate host", "resolve", "timeout", "timed out", "unreachable", "No such file", "No route")


def database_trouble(message: str, where: str) -> tuple[str, str]:
    """A driver's message in words that say what to do, in English and in Chinese."""
    last = (message.strip().splitlines() or ["no answer"])[-1]
    if "password" in message or "authentication" in message:
        return f"The database {where} refuses this name or password (DATABASE_URL).", f"数据库 {where} 拒绝该用户名或密码。"
    if role := re.search(r'role "(.+)" does not exist', message):
        return (
            f"The database server of {where} knows no user {role[1]} (DATABASE_URL).",
            f"数据库服务器（{where}）没有名为 {role[1]} 的用户（DATABASE_URL）。",
        )
    if re.search(r'database ".+" does not exist', message):
        return (
            f"The database server answers, but the database {where} has not been made yet.",
            f"数据库服务器有应答，但数据库 {where} 尚未创建。",
        )
    if any(sign in message for sign in UNREACHABLE):
        return f"The database {where} cannot be reached (DATABASE_URL).", f"无法连接数据库 {where}（DATABASE_URL）。"
    return f"The database {where} cannot be used: {last}", f"数据库 {where} 无法使用，原因见上一行。"


def check_database() -> None:
    from django.db import DatabaseError, connection

    place = connection.settings_dict
    where = str(place["NAME"])
    if connection.vendor == "postgresql":
        where = f"{place['HOST'] or 'localhost'}:{place['PORT'] or 5432}/{place['NAME']}"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        if connection.vendor == "sqlite" and any(sign in str(error) for sign in ("unable to open", "readonly")):
            stop(f"This folder cannot be written to: {Path(where).parent}", f"此文件夹不可写：{Path(where).parent}")
        stop(*database_trouble(str(error), where))


def has_all_migrations() -> bool:
    """Whether each migration that lies on the disk has been applied, asked by their names: reading them takes longer than the question."""
    import pkgutil
    from importlib.util import find_spec

    from django.apps import apps
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    applied = MigrationRecorder(connection).applied_migrations()
    places = {app.label: find_spec(f"{app.name}.migrations") for app in apps.get_app_configs()}
    folders = {label: place.submodule_search_locations for label, place in places.items() if place}
    return all((label, module.name) in applied for label, folder in folders.items() for module in pkgutil.iter_modules(folder))


def migrate() -> None:
    """Bring the tables up to date."""
    from django.core.management import call_command

    if not has_all_migrations():
        print("Preparing the tables / 正在建立数据表", flush=True)
        call_command("migrate", verbosity=0, interactive=False)


def load_data() -> None:
    from django.conf import settings
    from django.core.management import CommandError, call_command

    call_command("load_reference", verbosity=0)
    if not settings.DEMO:
        return
    try:
        call_command("load_demo", verbosity=0)
    except CommandError:
        stop(
            "This database belongs to an office of its own, so the demo office was not loaded into it. Serve it with DEMO=0.",
            "此数据库属于正式单位，未装入演示数据；请设 DEMO=0 后再启动。",
        )


def collect_static() -> None:
    """Gather and compress the static files, unless the same ones were gathered before. Nothing is taken away meanwhile: another office may
    be served from the same folder."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256(f"{version('whitenoise')} {settings.STORAGES['staticfiles']['BACKEND']}".encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = os.stat(storage.path(path))
            digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
    root = Path(settings.STATIC_ROOT)
    stamp, manifest = root / ".gathered", root / "staticfiles.json"
    with contextlib.suppress(OSError):
        if manifest.exists() and stamp.read_text() == digest.hexdigest():
            return
    print("Gathering static files / 正在整理静态文件", flush=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(digest.hexdigest())


def welcome() -> str:
    """What a person needs to go on: the address, and in the demo the accounts with their one password."""
    from django.conf import settings

    host = "127.0.0.1" if os.environ["HOST"] in {"0.0.0.0", "[::]", "::"} else os.environ["HOST"]
    place = f"http://{host}:{os.environ['PORT']}/"
    lines = [f"\n  {place}\n"]
    if settings.DEMO:
        from config.demo.accounts import ACCOUNTS, PASSWORD

        lines.append(f"  Demo office of {os.environ['ZONE_TODAY']}; password of every account / 演示数据，所有账号的密码：{PASSWORD}\n")
        lines += [f"  {account.username:<11} {account.name}　{account.role}" for account in ACCOUNTS]
    elif settings.SECURE_SSL_REDIRECT:
        lines = [f"\n  https://{settings.ALLOWED_HOSTS[0]}/  by a proxy that speaks https / 由 https 代理转发到 {place}"]
    if not settings.DEMO and not has_accounts():
        lines.append("\n  No account yet / 尚无账号：.venv/bin/python manage.py first_accounts")
    lines.append("\n  Ctrl-C stops it / 按 Ctrl-C 结束")
    return "\n".join(lines)


def has_accounts() -> bool:
    from zone.models import User

    with one_connection():
        return User.objects.exists()


@contextlib.contextmanager
def one_connection() -> Iterator[None]:
    """A connection of its own, closed at the end: a pool retries for ten seconds where one refusal says it all, and its connections and
    threads must not be there when the workers are forked."""
    from django.db import connection

    options = connection.settings_dict.get("OPTIONS", {})
    pool = options.pop("pool", None)
    try:
        yield
    finally:
        connection.close()
        if pool is not None:
            options["pool"] = pool


def serve() -> None:
    """`python -m gunicorn` in this very process, which has loaded the house: the workers are forks of it, and nobody loads it again."""
    os.environ["WELCOME"] = welcome()
    sys.argv = ["gunicorn", "--config", "config/server.py", "config.wsgi"]
    sys.stdout.flush()
    runpy.run_module("gunicorn", run_name="__main__", alter_sys=True)


def main() -> None:
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    read_environment()
    serves = "--no-serve" not in sys.argv
    if serves:
        check_port()
    check_day()
    check_settings()
    with one_connection():
        check_database()
        migrate()
        load_data()
    collect_static()
    if serves:
        serve()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("\nStopped / 已停止")
        sys.exit(130)
