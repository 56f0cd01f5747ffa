"""The law of docs/architecture.md: which way imports run, and what no file may be or hold."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import FLOORS, ROOT, imports, place, python_files, templates, tree

LINES = 400
JUNK_DRAWERS = {"utils", "helpers", "helper", "common", "core", "misc", "mixins", "base"}
MODEL_SIGNALS = {"pre_init", "post_init", "pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed"}
OURS = ("config", "zone", "enterprises", "projects", "scripts", "bench")
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")")
INLINE_HANDLER = re.compile(r"\s(on[a-z]+|style)\s*=\s*[\"']")
OTHER_HOST = re.compile(r"(\ssrc=|<link[^>]*\shref=|url\()[\"']?(https?:)?//")


def test_imports_run_downwards_only():
    contracts = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert contracts.returncode == 0, contracts.stdout


def test_no_floor_is_imported_by_a_lower_one_even_inside_a_function():
    wrong = []
    for path in python_files():
        own = FLOORS.index(path.relative_to(ROOT).parts[0])
        for line, module, _names in imports(path):
            top = module.split(".")[0]
            if top in FLOORS and FLOORS.index(top) < own:
                wrong.append(f"{place(path, line)} imports {module}")

    assert wrong == []


@pytest.mark.parametrize("app", ["ledgers", "supervision", "merger", "indicators"])
def test_nothing_of_the_ground_floor_imports_an_app_that_stands_on_it(app):
    """The small apps side by side may stand on the ledgers; nothing else of the floor on them, and none of them on another."""
    small = ("supervision", "merger", "indicators")
    above = ("ledgers", *small) if app == "ledgers" else (app,)
    folders = [ROOT / "zone" / name for name in above]
    wrong = [
        f"{place(path, line)} imports {module}"
        for path in python_files("zone")
        for line, module, names in imports(path)
        if not any(path.is_relative_to(folder) for folder in folders)
        and (f"{module}.".startswith(f"zone.{app}.") or (module == "zone" and app in names))
    ]

    assert wrong == []


def test_mechanism_imports_no_app_and_no_models():
    wrong = []
    for path in python_files("zone/lib"):
        for line, module, _names in imports(path):
            ours = module.split(".")[0] in FLOORS and not module.startswith("zone.lib")
            if ours or module.startswith(("django.contrib", "django.apps")):
                wrong.append(f"{place(path, line)} imports {module}")

    assert wrong == []


def test_tests_and_scripts_are_imported_by_no_floor():
    wrong = [
        f"{place(path, line)} imports {module}"
        for path in python_files()
        for line, module, _names in imports(path)
        if module.split(".")[0] in {"tests", "bench", "scripts"}
    ]

    assert wrong == []


@pytest.mark.parametrize("folder", [*OURS, "tests", "templates"])
def test_no_file_is_longer_than_a_reader_can_hold(folder):
    files = templates() if folder == "templates" else python_files(folder)
    long = {place(path, 1): count for path in files if (count := len(path.read_text(encoding="utf-8").splitlines())) > LINES}

    assert long == {}


def test_no_file_is_a_junk_drawer():
    drawers = [place(path, 1) for path in python_files(*OURS) if path.stem in JUNK_DRAWERS]

    assert drawers == []


def test_no_model_signals_and_no_generic_keys():
    wrong = []
    for path in python_files():
        for line, module, names in imports(path):
            if module == "django.db.models.signals" and set(names) & MODEL_SIGNALS:
                wrong.append(f"{place(path, line)} listens to models")
            if module == "django.db.models" and "signals" in names:
                wrong.append(f"{place(path, line)} listens to models")
            if module.startswith("django.contrib.contenttypes.fields") or "*" in names:
                wrong.append(f"{place(path, line)} imports {module} {names}")

    assert wrong == []


def test_nothing_is_left_for_later():
    later = re.compile(r"#\s*(TODO|FIXME|XXX|HACK)\b")
    left = [
        place(path, number)
        for path in python_files(*OURS, "tests")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if later.search(line)
    ]

    assert left == []


def test_no_markup_is_declared_safe():
    wrong = [
        place(path, node.lineno)
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Name | ast.Attribute) and (getattr(node, "id", "") or getattr(node, "attr", "")) == "mark_safe"
    ]

    assert wrong == []


def test_templates_hold_nothing_that_the_security_policy_forbids():
    wrong = []
    for path in templates():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            markup = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", line)
            if INLINE_SCRIPT.search(line) or INLINE_HANDLER.search(markup) or OTHER_HOST.search(line) or "<style" in line:
                wrong.append(f"{place(path, number)}: {line.strip()[:80]}")
            if re.search(r"\|\s*safe\b|autoescape off", line):
                wrong.append(f"{place(path, number)}: {line.strip()[:80]}")

    assert wrong == []


def test_every_test_has_a_name_of_its_own_in_its_file():
    twice = []
    for path in python_files("tests"):
        names = [node.name for node in tree(path).body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
        twice += [f"{path.relative_to(ROOT)}: {name}" for name in set(names) if names.count(name) > 1]

    assert twice == []
