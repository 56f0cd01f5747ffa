"""The operating state of a firm, where a day or an explanation stands beside it: 停产（2015年3月）, 2015年3月停产."""

import re
from datetime import date

from enterprises.ledger_columns import STATES
from zone.ledgers.widgets import ChoiceWidget, Reading, text_of
from zone.lib.dates import parse_day
from zone.lib.problems import CellProblem, Note
from zone.lib.textkey import is_null_word, match_key
from zone.lib.yes_no import parse_yes_no

_BY_WORD = {match_key(word): state.value for word, state in sorted(STATES.items(), key=lambda pair: -len(pair[0]))}
_BESIDE = re.compile(r"\((?P<in>[^()]+)\)|[,.:;/]+(?P<after>.+)")
_RESUMED = re.compile("复工|复产|恢复|重启")
_SINCE = re.compile(r"(?:起|开始|以来|已|至今)+$")


class StateWidget(ChoiceWidget):
    """Taken is the state, told is what stood beside it. A state still to come (停产（预计8月）) is none; `on` is today."""

    def __init__(self, on: date):
        super().__init__({word: state.value for word, state in STATES.items()})
        self.on = on

    def clean(self, value, row=None, *, sheet=None, **where) -> Reading:
        try:
            return super().clean(value)
        except CellProblem:
            if (told := self.told(text_of(value), sheet)) is None:
                raise
            return told

    def told(self, text: str, sheet) -> Reading | None:
        """What a text says that is more than a state; None where it says none for certain."""
        key = _SINCE.sub("", match_key(text))
        for word, state in _BY_WORD.items():
            if key == word:
                return Reading(state)
            if key.startswith(word):
                return self._beside(word, state, key.removeprefix(word), sheet)
            if key.endswith(word):
                return self._dated(word, state, _SINCE.sub("", key.removesuffix(word)), sheet)
        return None

    def _beside(self, word: str, state: str, rest: str, sheet) -> Reading | None:
        if dated := self._dated(word, state, _SINCE.sub("", rest.strip("(),.:;/")), sheet):
            return dated
        found = _BESIDE.fullmatch(rest)
        remark = found and (found["in"] or found["after"])
        says_no = not remark or is_null_word(remark) or _says_yes_or_no(remark)
        is_doubtful = says_no or _RESUMED.search(remark) or any(other in remark and code != state for other, code in _BY_WORD.items())
        return None if is_doubtful else _partly(word, state, remark)

    def _dated(self, word: str, state: str, rest: str, sheet) -> Reading | None:
        try:
            day = parse_day(rest, year=sheet.year, month=sheet.month)
        except CellProblem:
            return None
        if day.is_planned or day.is_to_come(self.on):
            return Reading(None, (Note("still_to_come"),))
        is_bare = not any(note.code == "remark" for note in day.notes) and (day.on or day.null_reason == "no_year")
        return _partly(word, state, rest) if is_bare else None


def _says_yes_or_no(text: str) -> bool:
    try:
        return len(text) < 3 and parse_yes_no(text) is not None
    except CellProblem:
        return False


def _partly(word: str, state: str, rest: str) -> Reading:
    return Reading(state, (Note("partly_taken", {"taken": word, "text": rest}),))
