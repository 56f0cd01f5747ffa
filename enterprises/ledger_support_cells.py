"""Cells of a support table that hold several things: firms, numbered requests, their progress and their time limits."""

import re
from dataclasses import dataclass

from zone.ledgers.widgets import CLEAR, SILENT, CellWidget, DayWidget, Reading, TextWidget, text_of, without_marks
from zone.lib.dates import Day
from zone.lib.problems import CellProblem, Note
from zone.lib.textkey import is_null_word, match_key

_NUMBERED = re.compile(r"(?:^|[\n；;。，,、\s])\s*(?:[（(](\d{1,2})[）)]|(\d{1,2})[.．、:：)）](?!\d)|([①②③④⑤⑥⑦⑧⑨⑩]))\s*")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_COUNT = re.compile(r"[（(][^（()）]*?(\d{1,4})\s*[户家个][^（()）]*[）)]|(?:等|共)\s*(\d{1,4})\s*[户家个](?:企业)?$")
_ELSEWHERE = re.compile(r"名单?另附|另附名单|名单附后|名单见|见附[件表]|详见|另附")
_SEVERAL = re.compile(r"[、，,;；\n]+|(?<=公司)[/／\s]+|(?<=厂)[/／\s]+")


@dataclass(frozen=True, slots=True)
class Firms:
    """The firms that a cell names: the whole cell as one name, and the names into which it falls. `is_unnamed`: it stands for firms that it
    does not name (停产企业（12户，名单另附）)."""

    whole: str
    names: tuple[str, ...]
    is_unnamed: bool = False


class FirmsWidget(CellWidget):
    def clean(self, value, row=None, **where) -> Reading:
        text = without_marks(text_of(value)).strip()
        if not text or is_null_word(text):
            return SILENT
        counted = _COUNT.search(text)
        bare = _NUMBERED.sub("\n", _COUNT.sub("", text))
        names = tuple(dict.fromkeys(" ".join(name.split()) for name in _SEVERAL.split(bare) if name.strip()))
        number = int(counted[1] or counted[2]) if counted else len(names)
        if any(len(name) > 120 for name in names):
            raise CellProblem("text_too_long", limit=120)
        return Reading(Firms(" ".join(text.split()), names, number > len(names) or bool(_ELSEWHERE.search(text))))


class NumberedWidget(TextWidget):
    """Texts by their number: `1.…⏎2.…` is {1: …, 2: …}; a text without numbers is {0: …}. Each is cut at `length`."""

    def clean(self, value, row=None, **where) -> Reading:
        text = text_of(value)
        if not text or is_null_word(text):
            return SILENT
        parts = numbered(text)
        cut = {number: part[: self.length] for number, part in parts.items()}
        return Reading(cut, () if cut == parts else (Note("text_truncated", {"limit": self.length}),))


class DueWidget(DayWidget):
    """Time limits by their number, as NumberedWidget has it; one that is no date (尽快) is a Day without a day."""

    def clean(self, value, row=None, *, number_format="", column=None, sheet=None) -> Reading:
        parts = numbered(value) if isinstance(value, str) else {0: value}
        days, notes = {}, []
        for number, part in parts.items():
            reading = super().clean(part, number_format=number_format, column=column, sheet=sheet)
            if reading.value is not None:
                days[number] = reading.value
            notes += reading.notes
        return Reading(days or None, tuple(notes))


def numbered(text: str) -> dict[int, str]:
    """The parts of a text that counts them from 1; else the whole text under 0."""
    found = list(_NUMBERED.finditer(text))
    numbers = [int(mark[1] or mark[2] or _CIRCLED.index(mark[3]) + 1) for mark in found]
    if len(found) < 2 or numbers != list(range(1, len(found) + 1)) or text[: found[0].start()].strip():
        return {0: _stripped(re.sub(r"^\s*1[.．、](?!\d)\s*", "", text))}
    ends = [mark.start() for mark in found[1:]] + [len(text)]
    parts = {number: _stripped(text[mark.end() : end]) for number, mark, end in zip(numbers, found, ends, strict=True)}
    return {number: part for number, part in parts.items() if part and not is_null_word(part)}


def _stripped(text: str) -> str:
    return text.strip().rstrip("；;。，,").strip()


def part_of(cell: object, number: int) -> object:
    """What a cell says of the request of that number: its own part, else what it says of all."""
    if cell is None or cell is CLEAR:
        return cell
    return cell.get(number, cell.get(0))


def text_key(text: str, length: int) -> str:
    """The key by which two wordings are one request: neither width, space nor the full stops count."""
    return re.sub(r"[.。,;:!?]", "", match_key(text))[:length]


def note_of(*parts: str | None) -> str | None:
    """Words of several cells in one note."""
    said = list(dict.fromkeys(part for part in parts if part))
    return _stripped("；".join(said)[:1000]) or None


def limit_words(day: Day | None) -> str:
    """The words of a time limit that is no date."""
    return day.text if day is not None and day.on is None else ""
