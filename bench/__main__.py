"""`make bench`: how many times slower a thing is than what it stands on, both measured in the same run, on SQLite and on PostgreSQL.

`make bench ARGS="lists sqlite"` keeps the cases whose file or name holds a word, and one database. Absolute times drift with the machine;
ratios hold. No test asserts them: the table marks what misses its goal, and the run ends with 1 then.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.postgres import NotToBeHad, database

ROOT = Path(__file__).resolve().parent.parent


def measure(name: str, url: str, words: list[str]) -> int:
    """Measure in a process of its own, since settings name one database."""
    with tempfile.TemporaryDirectory(prefix="zone-bench-") as folder:
        own = {"DATABASE_URL": url or f"sqlite:///{folder}/bench.sqlite3", "DATA_DIR": folder, "DATABASE_POOL": "0"}
        demo = {"DEMO": "1", "ZONE_TODAY": "2016-07-05", "BENCH_DATABASE": name}
        command = [sys.executable, "-m", "bench.measure", *words]
        return subprocess.run(command, cwd=ROOT, env={**os.environ, **own, **demo}, check=False).returncode


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that its database is dropped then, too
    words = sys.argv[1:] or os.environ.get("ARGS", "").split()
    asked = [word.lower() for word in words if word.lower() in {"sqlite", "postgresql"}] or ["sqlite", "postgresql"]
    words = [word for word in words if word.lower() not in {"sqlite", "postgresql"}]
    codes = []
    if "sqlite" in asked:
        codes.append(measure("SQLite", "", words))
    if "postgresql" in asked:
        try:
            with database() as place:
                codes.append(measure("PostgreSQL", place.url, words))
        except NotToBeHad as reason:
            print(f"PostgreSQL: not measured: {reason}")
    return max(codes, default=1)


if __name__ == "__main__":
    sys.exit(main())
