"""Measure on the one database that the settings name: furnish a demo office, make the crowd, run the cases of every `bench/case_*.py`.
What a database kept from an earlier run has already is not made again.

A case file offers `cases(visitor) -> Iterable[Case]`; `visitor("econ")` is a browser stand-in of that account, signed in.
"""

import importlib
import os
import sys
from pathlib import Path


def visitor(account: str):
    """A client of the whole application, middleware included, signed in as one demo account."""
    from django.test import Client

    from zone.models import User

    client = Client()
    client.force_login(User.objects.get(username=account), backend="django.contrib.auth.backends.ModelBackend")
    return client


def furnish() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from bench.crowd import make_crowd
    from scripts.run import collect_static

    settings.ROOT_URLCONF = "bench.urls"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    call_command("load_demo", verbosity=0)
    collect_static()
    make_crowd()


def main() -> int:
    from bench.stopwatch import read, table

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    furnish()
    words, readings = sys.argv[1:], []
    for path in sorted(Path(__file__).parent.glob("case_*.py")):
        for case in importlib.import_module(f"bench.{path.stem}").cases(visitor):
            if not words or any(word in f"{path.stem} {case.name}" for word in words):
                readings.append(read(case))
    print(table(os.environ.get("BENCH_DATABASE", ""), readings), flush=True)
    return 0 if readings and all(reading.reached for reading in readings) else 1


if __name__ == "__main__":
    sys.exit(main())
