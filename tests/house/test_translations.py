"""The interface is Chinese throughout: no text without it, none doubtful, and the compiled catalogues are the ones that were written."""

import re
from collections import defaultdict
from pathlib import Path

import django
import polib

from scripts.messages import catalogues, entries, faults, kept_faults
from tests.house.source import ROOT


def test_catalogues_are_complete_and_compiled():
    assert faults(ROOT) == []


def test_every_floor_keeps_its_own_catalogue():
    kept = {path.relative_to(ROOT).parts[:-4] for path in catalogues(ROOT)}

    zone = {("zone",), ("zone", "indicators"), ("zone", "ledgers"), ("zone", "merger"), ("zone", "supervision")}
    assert kept == zone | {("config",), ("enterprises",), ("projects",)}


def test_placeholders_survive_translation():
    """A lost `%(count)s` would fail at the moment a person reads the sentence."""
    wrong = []
    for path in catalogues(ROOT):
        for entry in polib.pofile(str(path)):
            for text in [entry.msgstr, *entry.msgstr_plural.values()]:
                if text and named(entry.msgid) | named(entry.msgid_plural) != named(text):
                    wrong.append(f"{path.relative_to(ROOT)}: {entry.msgid!r} → {text!r}")

    assert wrong == []


def named(text: str) -> set[str]:
    """The places in a text that a program fills in."""
    return set(re.findall(r"%\([a-z_0-9]+\)[sd]|\{[a-z_0-9]*\}|%[sd]", text))


def test_the_words_of_django_stay_its_own():
    """Our catalogues are asked first, so an everyday word of ours changes Django's pages as well: ours takes a context, or is borrowed."""
    theirs = words_of(Path(django.__file__).parent.glob("**/locale/zh_Hans/LC_MESSAGES/django.po"))
    ours = words_of(catalogues(ROOT))

    assert theirs["Change"] == {"修改"}
    assert {word: ours[word] for word in (ours.keys() & theirs.keys()) - borrowed() if ours[word] != theirs[word]} == {}


def borrowed() -> set[str]:
    """What is gathered from the list of such words."""
    read = [entry for path in catalogues(ROOT) for entry in polib.pofile(str(path))]
    return {entry.msgid for entry in read if ("config/borrowed_words.py", "") in entry.occurrences}


def test_a_word_is_translated_alike_on_every_floor():
    """One catalogue wins for all: the other's text would never be read."""
    assert {word: texts for word, texts in words_of(catalogues(ROOT)).items() if len(texts) > 1} == {}


def words_of(paths) -> dict[str, set[str]]:
    """The translations of each text that stands without a context; a text nobody translates has none."""
    found = defaultdict(set)
    for path in paths:
        for entry in polib.pofile(str(path)):
            if entry.msgctxt is None and entry.translated():
                found[entry.msgid] |= {entry.msgstr, *entry.msgstr_plural.values()} - {""}
    return found


def test_a_fault_is_found(tmp_path):
    """The test above would pass on nothing: here is a catalogue with one of each fault."""
    folder = tmp_path / "app" / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="empty", msgstr=""))
    catalogue.append(polib.POEntry(msgid="doubtful", msgstr="存疑", flags=["fuzzy"]))
    catalogue.append(polib.POEntry(msgid="good", msgstr="好"))
    catalogue.save(str(folder / "django.po"))

    found = [line.split(": ", 1)[1] for line in kept_faults(tmp_path)]

    assert found == ["fuzzy: 'doubtful'", "no Chinese: 'empty'", "the compiled catalogue differs; run make messages"]
    assert entries(catalogue)[(None, "good", "")] == "好"
