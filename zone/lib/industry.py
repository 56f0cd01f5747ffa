"""Industry codes of GB/T 4754, as written: C3516, 3516, C34, "34 ", a number, or only a name."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from zone.lib.problems import CellProblem, Note, quoted
from zone.lib.textkey import is_null_word, tidy


@dataclass(frozen=True, slots=True)
class Industry:
    """`code` has the two to four digits of division, group or class, without the letter; `section` is that letter.

    Note codes: `industry_unknown` (a name only, or no such division), `industry_section_differs` (A3516), `remark`.
    """

    code: str | None
    section: str | None
    text: str
    notes: tuple[Note, ...] = ()


_LAST_DIVISIONS = (
    ("A", 5), ("B", 12), ("C", 43), ("D", 46), ("E", 50), ("F", 52), ("G", 60), ("H", 62), ("I", 65), ("J", 69),
    ("K", 70), ("L", 72), ("M", 75), ("N", 79), ("O", 82), ("P", 83), ("Q", 85), ("R", 90), ("S", 96), ("T", 97),
)  # fmt: skip
_CODE = re.compile(r"(?P<section>[A-Ta-t])?\s*(?P<digits>[0-9]{1,4})(?![0-9])(?P<rest>.*)", re.DOTALL)
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
OFFERED = "行业名称或代码（如 34、C3411、通用设备制造业）"
_SECTION = re.compile(r"(?P<section>[A-T])(?:类|门类)?")


def section_of(code: str) -> str | None:
    """The section letter of a code by its division: "3516" is in C; None where no section has that division."""
    division = int(code[:2])
    return next((letter for letter, last in _LAST_DIVISIONS if division <= last), None) if division else None


def parse_industry(raw: object) -> Industry:
    """Read an industry cell. A name without a code is accepted with code None and the note `industry_unknown`.

    Raises CellProblem `unknown_choice` for a value that is neither text nor a whole number, or `bad_characters`.
    """
    if raw is None:
        return Industry(None, None, "")
    if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
        raw = quoted(raw).removesuffix(".0")
        if not _NUMBER.fullmatch(raw):
            raise CellProblem("unknown_choice", text=raw, choices=OFFERED)
    elif not isinstance(raw, str):
        raise CellProblem("unknown_choice", text=quoted(raw), choices=OFFERED)
    text = tidy(raw)
    if is_null_word(text):
        return Industry(None, None, text)
    line = unicodedata.normalize("NFKC", text).lstrip("'’ ")
    unknown = (Note("industry_unknown", {"text": text}),)
    if letter := _SECTION.fullmatch(line):
        return Industry(None, letter["section"], text, unknown)
    found = _CODE.fullmatch(line)
    if not found:
        return Industry(None, None, text, unknown)
    # A number cell drops the leading zero of divisions 01 to 09.
    code = found["digits"].zfill(2)
    section = section_of(code)
    if section is None:
        return Industry(None, None, text, unknown)
    notes = []
    if found["section"] and found["section"].upper() != section:
        notes.append(Note("industry_section_differs", {"text": text, "section": section}))
    if rest := found["rest"].strip(" -:;,.、"):
        notes.append(Note("remark", {"text": rest}))
    return Industry(code, section, text, tuple(notes))
