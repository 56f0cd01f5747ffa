"""Unified social credit codes (GB 32100-2015), organisation codes (GB 11714) and the older registration numbers."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from operator import mul
from typing import Literal

from zone.lib.problems import CellProblem, quoted
from zone.lib.textkey import is_null_word, tidy

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, position, 31) for position in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_BODY = re.compile(r"[0-9A-Z]{8}")

_FORM = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")
_LEGACY = re.compile(r"[0-9]{15}")
_SEPARATORS = re.compile(r"[\s\u200b-\u200d\ufeff\-‐‑‒–—―−_.·]+")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{1,2}")
# Letters that the alphabet leaves out because they are read as digits.
_LOOKALIKES = str.maketrans("OISZ", "0152")


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A read code. `legacy` rows have a 15-digit `legacy_reg_no` and no `code`; `missing` ones have neither."""

    code: str | None
    status: Literal["valid", "missing", "legacy"]
    legacy_reg_no: str | None = None


def check_character(body: str) -> str:
    """The 18th character for the first 17. Raises ValueError for a character outside the alphabet."""
    if len(body) != len(_WEIGHTS):
        raise ValueError(body)
    try:
        total = sum(map(mul, map(_VALUES.__getitem__, body), _WEIGHTS))
    except KeyError as failure:
        raise ValueError(body) from failure
    return ALPHABET[(31 - total % 31) % 31]


def organisation_check_character(body: str) -> str:
    """The 9th character of an organisation code for its first eight. Raises ValueError for another form."""
    if not _ORGANISATION_BODY.fullmatch(body):
        raise ValueError(body)
    total = sum(int(character, 36) * weight for character, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def is_valid(code: str) -> bool:
    """Whether the text is a credit code as registered: upper case, right form, right check character."""
    return bool(_FORM.fullmatch(code)) and check_character(code[:17]) == code[17]


def read_code(raw: object) -> CreditCode:
    """Read the cell of a credit code or registration number.

    Raises CellProblem `credit_code_lost_digits` (a number, or the text of one, that kept 15 digits),
    `credit_code_bad_check` or `credit_code_bad_format`; their params hold `text` and, where reading letters as digits
    makes a valid code, `suggestion`.
    """
    if raw is None:
        return CreditCode(None, "missing")
    if isinstance(raw, str):
        text = tidy(raw)
        if is_null_word(text):
            return CreditCode(None, "missing")
        return _from_text(text)
    if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
        return _from_number(raw)
    raise CellProblem("credit_code_bad_format", text=quoted(raw))


def _from_number(raw: float | Decimal) -> CreditCode:
    """A numeric cell holds 15 digits: enough for a registration number, never for a credit code."""
    try:
        value = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
        whole = int(value)
        is_whole = whole == value
    except (ValueError, OverflowError) as failure:
        raise CellProblem("credit_code_bad_format", text=quoted(raw)) from failure
    if not is_whole or not 0 < whole < 10**20:
        raise CellProblem("credit_code_bad_format", text=quoted(raw))
    if len(str(whole)) == 15:
        return CreditCode(None, "legacy", str(whole))
    if whole >= 10**15:
        raise CellProblem("credit_code_lost_digits", text=str(whole))
    raise CellProblem("credit_code_bad_format", text=str(whole))


def _from_text(text: str) -> CreditCode:
    code = unicodedata.normalize("NFKC", text).upper().lstrip("'’‘`")
    if _SCIENTIFIC.fullmatch(code):
        raise CellProblem("credit_code_lost_digits", text=text)
    code = _SEPARATORS.sub("", code)
    if _LEGACY.fullmatch(code):
        return CreditCode(None, "legacy", code)
    if is_valid(code):
        return CreditCode(code, "valid")
    suggestion = code.translate(_LOOKALIKES)
    params: dict[str, object] = {"text": text[:40]}
    if suggestion != code and is_valid(suggestion):
        params["suggestion"] = suggestion
    if not _FORM.fullmatch(code):
        raise CellProblem("credit_code_bad_format", **params, length=len(code))
    if code.isdecimal() and code.endswith("000"):
        raise CellProblem("credit_code_lost_digits", **params)
    raise CellProblem("credit_code_bad_check", **params, expected=check_character(code[:17]))
