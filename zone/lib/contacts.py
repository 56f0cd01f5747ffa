"""A contact cell taken apart: who, and the numbers behind the name."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from zone.lib.problems import CellProblem, quoted
from zone.lib.textkey import is_ditto, is_null_word, tidy


@dataclass(frozen=True, slots=True)
class Contact:
    """`name` (several joined by 、) and `phones`, written 13900000001 or 0417-2800002, masked digits kept as *.

    `is_ditto` is True for 同上, `reference` holds words like 见台账 that point elsewhere; both leave the rest empty.
    """

    name: str = ""
    phones: tuple[str, ...] = ()
    is_ditto: bool = False
    reference: str = ""
    text: str = ""


_MOBILE = r"(?:\+?86[-\s]?)?1[3-9*][0-9*][-\s]?[0-9*]{4}[-\s]?[0-9*]{4}"
_LANDLINE = r"(?:\+?86[-\s]?)?\(?0[0-9]{2,3}\)?[-\s]?[0-9*]{7,8}(?:\s*(?:转|-|ext\.?)\s*[0-9]{1,5})?"
_LOCAL = r"[2-9][0-9*]{6,7}|400[-\s]?[0-9*]{3,4}[-\s]?[0-9*]{3,4}"
_PHONE = re.compile(rf"(?<![0-9*])(?:(?P<mobile>{_MOBILE})|(?P<landline>{_LANDLINE})|(?P<local>{_LOCAL}))(?![0-9*])", re.IGNORECASE)
_AREA = re.compile(r"^(?:\+?86)?[-\s]?\(?(0(?:10|2[0-9]|[3-9][0-9]{2}))\)?[-\s]?(.*)$")
_LABELS = re.compile(r"(?:联系人|联系电话|联系方式|电话|手机号?码?|座机|办公室?电话|姓名|tel|mobile)\s*[:：]\s*", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:详?见|同|参见).{1,12}")
_BETWEEN = re.compile(r"[\s/／、，,;；:：()（）]+")


def parse_contact(raw: object) -> Contact:
    """Read "赵工⏎0417-2800002", "0417-2810003、13800000003", "无", "同上" or a number stored as one.

    Raises CellProblem `bad_characters`, and `not_a_phone` for what is neither text nor a whole number.
    """
    if raw is None:
        return Contact()
    if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
        raw = _digits(raw)
    elif not isinstance(raw, str):
        raise CellProblem("not_a_phone", text=quoted(raw))
    text = tidy(raw)
    if is_null_word(text):
        return Contact(text=text)
    if is_ditto(text):
        return Contact(is_ditto=True, text=text)
    if _REFERENCE.fullmatch(text):
        return Contact(reference=text, text=text)
    line = _LABELS.sub(" ", unicodedata.normalize("NFKC", text))
    phones = tuple(dict.fromkeys(_phone(found) for found in _PHONE.finditer(line)))
    names = [part for part in _BETWEEN.split(_PHONE.sub(" ", line)) if part.strip("-—.")]
    return Contact(name="、".join(dict.fromkeys(names)), phones=phones, text=text)


def _digits(raw: float | Decimal) -> str:
    try:
        whole = int(raw)
        if whole == raw and 0 <= whole < 10**15:
            return str(whole)
    except (ValueError, OverflowError) as failure:
        raise CellProblem("not_a_phone", text=quoted(raw)) from failure
    raise CellProblem("not_a_phone", text=quoted(raw))


def _phone(found: re.Match) -> str:
    number = re.sub(r"\s*(?:转|ext\.?)\s*", "-", found.group().strip(), flags=re.IGNORECASE)
    if found["mobile"]:
        return re.sub(r"[-\s+]", "", number)[-11:]
    if found["landline"] and (area := _AREA.match(number)):
        return f"{area[1]}-{area[2].replace(' ', '')}"
    return re.sub(r"\s+", "-", number)
