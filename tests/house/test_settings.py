"""What an office sets, and what production must be: everything named in .env.example, nothing for Django's deployment check to say."""

import ast
import os
import re
import secrets
import subprocess
import sys
from functools import cache

from tests.house.source import ROOT, python_files, tree

# Set by a program for a program, never by a person.
INTERNAL = {"DJANGO_SETTINGS_MODULE", "WELCOME"}
READERS = {"bool", "str", "int", "float", "list", "db", "json", "get", "url"}


@cache
def names_read() -> set[str]:
    """Names of the environment that a source file under config/ or zone/lib/ asks for."""
    found = set()
    for path in python_files("config", "zone", "enterprises", "projects"):
        constants = {
            target.id: node.value.value
            for node in tree(path).body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READERS and node.args):
                continue
            owner = ast.unparse(node.func.value)
            if owner in {"env", "os.environ"}:
                first = node.args[0]
                found.add(first.value if isinstance(first, ast.Constant) else constants[first.id])
    return found


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    clean = {name: value for name, value in os.environ.items() if name not in names_read()}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**clean, **environment}, capture_output=True, text=True, check=False)


def production(tmp_path, **more: str) -> dict[str, str]:
    own = {"DEMO": "0", "SECRET_KEY": secrets.token_urlsafe(64), "ALLOWED_HOSTS": "office.example", "DATABASE_URL": "sqlite://:memory:"}
    return {**own, "DATA_DIR": str(tmp_path), **more}


def test_every_name_that_is_read_is_explained_and_no_other():
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    explained = re.findall(r"^#?([A-Z][A-Z0-9_]*)=", text, re.M)

    assert sorted(explained) == sorted(names_read() - INTERNAL)


def test_production_passes_the_deployment_check(tmp_path):
    done = manage("check", "--deploy", "--fail-level", "WARNING", **production(tmp_path))

    assert (done.returncode, done.stdout) == (0, "System check identified no issues (1 silenced).\n"), done.stderr


def test_production_without_a_secret_makes_its_own(tmp_path):
    done = manage("check", "--deploy", "--fail-level", "WARNING", **production(tmp_path, SECRET_KEY=""))

    kept = tmp_path / "secret_key"
    assert (done.returncode, len(kept.read_text()), kept.stat().st_mode & 0o777) == (0, 86, 0o600), done.stderr


def test_models_and_migrations_agree(tmp_path):
    done = manage("makemigrations", "--check", "--dry-run", **production(tmp_path))

    assert (done.returncode, done.stdout) == (0, "No changes detected\n"), done.stderr
