"""The name of a firm as a ledger writes it: with its former name or its state in brackets behind it."""

import re
from dataclasses import dataclass
from datetime import date

from enterprises.ledger_states import StateWidget
from zone.ledgers.widgets import SILENT, Name, NameWidget, Reading
from zone.lib.textkey import match_key

_BRACKET = re.compile(r"(?P<name>.+?)\s*[（(](?P<inside>[^（()）]+)[）)]", re.DOTALL)
_FORMER = re.compile(r"(?:原名称?|曾用名|更名前|变更前名称|原)[:：为]?\s*(?P<name>.{2,}(?:公司|厂|集团|社|场|所|院|店|部|中心))")
_BODY = re.compile(r".*?(?:公司|厂|集团|合作社)")


@dataclass(frozen=True, slots=True)
class FirmName(Name):
    """`former` is the former name that stood in brackets, `state` the operating state; empty where there is none."""

    former: str = ""
    state: str = ""


class FirmNameWidget(NameWidget):
    """…有限公司（原营口某某厂） and …有限公司（停产） name the firm without what stands in the brackets; others belong to the name."""

    def __init__(self, length: int, on: date):
        super().__init__(length)
        self.states = StateWidget(on)

    def fast(self, values: set, column, sheet) -> dict:
        return super().fast({value for value in values if "(" not in str(value)}, column, sheet)

    def clean(self, value, row=None, *, sheet=None, **where) -> Reading:
        reading = super().clean(value)
        found = _BRACKET.fullmatch(reading.value.text) if reading.value else None
        if found is None:
            return reading
        former, state = _FORMER.fullmatch(found["inside"].strip()), self.states.told(found["inside"], sheet)
        if not former and not state:
            return reading
        text, told = found["name"].strip(), state or SILENT
        named = FirmName(text, match_key(text), reading.value.is_marked, former["name"] if former else "", told.value or "")
        return Reading(named, (*reading.notes, *told.notes))


def key_within(key: str) -> str:
    """The key of the firm whose name this one holds with something behind it (…有限公司本部); empty where nothing is."""
    body = _BODY.match(key)
    return body[0] if body and body[0] != key else ""
