"""Run the tests on SQLite and on PostgreSQL and say how many passed on each: `make test ARGS="tests/lib -k growth"`.

`--only=sqlite|postgresql` runs one of the two; `--marks=EXPRESSION` chooses other tests than the usual ones. Exit 1 where a test fails,
where the two numbers differ, and under CI=true where one of the two did not run.
"""

import argparse
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from postgres import Database, NotToBeHad, database

ROOT = Path(__file__).resolve().parent.parent
USUAL = "not e2e and not slow"


@dataclass(frozen=True)
class Outcome:
    """What one run counted. `failed` counts errors too."""

    passed: int
    failed: int
    skipped: int
    exit_code: int

    def __str__(self) -> str:
        parts = [f"{self.passed} passed"]
        parts += [f"{number} {word}" for number, word in ((self.failed, "failed"), (self.skipped, "skipped")) if number]
        return ", ".join(parts)


def counted(report: Path, exit_code: int) -> Outcome:
    """Read pytest's own report; a run that never wrote one counts as one failure."""
    if not report.exists():
        return Outcome(0, 1, 0, exit_code or 1)
    suites = ET.parse(report).getroot().iter("testsuite")
    tests = failed = skipped = 0
    for suite in suites:
        tests += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    return Outcome(max(tests - failed - skipped, 0), failed, skipped, exit_code)


def run(url: str, marks: str, arguments: list[str]) -> Outcome:
    """One pytest run against the database at `url`, two tests at a time."""
    with tempfile.TemporaryDirectory(prefix="zone-test-") as folder:
        report = Path(folder) / "report.xml"
        own = {"DATABASE_URL": url.replace("FOLDER", folder), "DATA_DIR": f"{folder}/data", "DEMO": "0", "ZONE_TODAY": ""}
        command = [sys.executable, "-m", "pytest", "-n", "2", "-m", marks, f"--junitxml={report}", *arguments]
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own}, stdin=subprocess.DEVNULL)
        try:
            return counted(report, process.wait())
        except BaseException as ended:
            if not isinstance(ended, KeyboardInterrupt):  # Ctrl-C reached pytest too
                process.send_signal(signal.SIGINT)
            process.wait()  # it is dropping its databases
            raise


@contextmanager
def sqlite() -> Iterator[Database]:
    yield Database("sqlite:///FOLDER/zone.sqlite3", "a file of its own")


WAYS = {"SQLite": sqlite, "PostgreSQL": database}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=[name.lower() for name in WAYS], help="one database only")
    parser.add_argument("--marks", default=USUAL, help="which tests, as pytest's -m")
    options, rest = parser.parse_known_args()
    arguments = shlex.split(os.environ.get("ARGS", "")) + rest
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a server of ours is stopped then, too
    outcomes: dict[str, Outcome] = {}
    closing = []
    for name, way in WAYS.items():
        if options.only and options.only != name.lower():
            continue
        try:
            with way() as place:
                print(f"== {name} ({place.origin})", flush=True)
                outcomes[name] = run(place.url, options.marks, arguments)
                closing.append(f"{name}: {outcomes[name]}")
        except NotToBeHad as reason:
            closing.append(f"{name}: not run: {reason}")
    passed = {outcome.passed for outcome in outcomes.values()}
    if len(passed) > 1:
        print("The two databases passed different numbers of tests.")
    print(*closing, sep="\n", flush=True)
    strict = os.environ.get("CI", "") == "true" and not options.only
    wrong = any(outcome.exit_code for outcome in outcomes.values()) or len(passed) > 1 or (strict and len(outcomes) < len(WAYS))
    return 1 if wrong or not outcomes else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("\nStopped.")
        sys.exit(130)
