"""Ticks and crosses: 是 √ 有 Y 1 已, 否 × 无 N 0 未, and blank for "not said"."""

import re
from decimal import Decimal

from zone.lib.problems import CellProblem, quoted
from zone.lib.textkey import is_null_word, match_key, tidy

_YES = frozenset(("是", "√", "✓", "✔", "☑", "✅", "对", "有", "y", "yes", "1", "已", "t", "true", "〇", "○", "o", "真", "属于"))
_NO = frozenset(
    (
        "否",
        "×",
        "✗",
        "✘",
        "☒",
        "❌",
        "x",
        "不",
        "不是",
        "无",
        "没有",
        "n",
        "no",
        "0",
        "未",
        "非",
        "f",
        "false",
        "假",
        "不属于",
    )
)
OFFERED = "是、否"
_NUMBERS = {"1": True, "1.0": True, "0": False, "0.0": False}
_REMARK = re.compile(r"\([^()]*\)$")


def parse_yes_no(raw: object) -> bool | None:
    """True, False, or None for blank, — and /. Raises CellProblem `unknown_choice` or `bad_characters`."""
    if raw is None or isinstance(raw, bool):
        return raw
    if isinstance(raw, (int, float, Decimal)):
        if quoted(raw) in _NUMBERS:
            return _NUMBERS[quoted(raw)]
        raise CellProblem("unknown_choice", text=quoted(raw), choices=OFFERED)
    if not isinstance(raw, str):
        raise CellProblem("unknown_choice", text=quoted(raw), choices=OFFERED)
    key = _REMARK.sub("", match_key(raw))
    if key in _YES or key.startswith("已"):
        return True
    if key in _NO or key.startswith(("未", "尚未")):
        return False
    if is_null_word(key):
        return None
    raise CellProblem("unknown_choice", text=tidy(raw)[:80], choices=OFFERED)
