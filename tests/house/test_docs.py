"""The documentation holds what it points at: files, pictures, verbs of the Makefile, sections."""

import re

import pytest

from tests.house.source import ROOT

READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
DOCUMENTS = [*READMES, ROOT / "samples" / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
VERB = re.compile(r"\bmake ([a-z][a-z0-9]*)\b")
TARGET = re.compile(r"^([a-z][a-z0-9]*):", re.MULTILINE)
COMMAND = re.compile(r"manage\.py ([a-z_]+)")
CODE = re.compile(r"`[^`\n]+`|^```.*?^```", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file(document):
    text = FENCED.sub("", document.read_text(encoding="utf-8"))
    own = [link.partition("#")[0] for link in LINK.findall(text) if "://" not in link and not link.startswith(("#", "mailto:"))]

    assert [link for link in own if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_verb_and_command_of_a_readme_can_be_typed(readme):
    code = "\n".join(CODE.findall(readme.read_text(encoding="utf-8")))
    verbs = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    commands = {path.stem for path in ROOT.glob("**/management/commands/*.py") if ".venv" not in path.parts}

    assert set(VERB.findall(code)) >= {"run", "test"}
    assert sorted(set(VERB.findall(code)) - verbs) == []
    assert sorted(set(COMMAND.findall(code)) - commands) == []


def test_every_picture_of_the_readmes_is_one_that_is_taken():
    from scripts.screenshots import SHOTS

    shown = {
        link.rpartition("/")[2] for readme in READMES for link in LINK.findall(readme.read_text(encoding="utf-8")) if link.endswith(".png")
    }
    assert shown - {f"{shot.name}.png" for shot in SHOTS} == set()


def test_decisions_are_numbered_one_after_the_other():
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    titles = [path.read_text(encoding="utf-8").splitlines()[0] for path in records]

    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    assert [int(title.removeprefix("# ").partition(".")[0]) for title in titles] == list(range(1, len(records) + 1))
