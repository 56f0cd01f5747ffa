"""Text as an office types it: what is stored, and the key by which it is matched and searched."""

import functools
import re
import unicodedata

import opencc

from zone.lib.problems import CellProblem

# Bidi embeddings, overrides and isolates can make a line read backwards; U+FFFD is the trace of a wrong encoding.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffd\ufffe\uffff\ud800-\udfff]")
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff]")
_EDGES = "\u200c\u200d\u3000 \t\n"
_FIXED_SPACES = re.compile("[\xa0\u2000-\u200a\u202f\u205f]")
_LINE_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")

_MARKS = "★☆"
_UNIFIED = str.maketrans(
    dict.fromkeys("[{〔【〖〈《「『﹝", "(")
    | dict.fromkeys("]}〕】〗〉》」』﹞", ")")
    | dict.fromkeys("、;؛﹑", ",")
    | dict.fromkeys("‐‑‒–—―−─━﹣ー~〜∼", "-")
    | dict.fromkeys("•‧・∙⋅", "·")
    | dict.fromkeys("“”„〃", '"')
    | dict.fromkeys("‘’`", "'")
    | dict.fromkeys("★☆*\u200c\u200d", None)
)
_SPACE = re.compile(r"\s+")
_FOOTNOTE_MARKS = re.compile(r"^[\s*＊※▲△●◆■①-⑳]+|[\s*＊※▲△●◆■①-⑳]+$")
# What nothing but its script can change in: most names.
_PLAIN = re.compile("[\u4e00-\u9fff0-9a-z()]*")

_NULL_REASONS = (
    dict.fromkeys(("", "空", "空白"), "missing")
    | dict.fromkeys(("-", "--", "---", "----", "不适用", "不涉及"), "na")
    | dict.fromkeys(("/", "//", "\\", "n/a", "na", "暂缺", "不详", "未统计", "未报", "未知", "待补"), "unavailable")
    | dict.fromkeys(("无", "没有", "暂无", "(无)", "无。", "均无"), "none")
)
_DITTO = frozenset(("同上", '"', "″", "''", "同前", "上同"))


def tidy(text: str) -> str:
    """The text as it is stored: without invisible characters and outer space, otherwise as typed.

    Full-width brackets, emoji and rare characters stay. Raises CellProblem `bad_characters` for NUL and other control
    characters, bidi controls, U+FFFD and lone surrogates.
    """
    if text.isprintable() and "\ufffd" not in text:
        return text.strip()
    if refused := _REFUSED.search(text):
        raise CellProblem("bad_characters", character=f"U+{ord(refused.group()):04X}", position=refused.start() + 1)
    text = _INVISIBLE.sub("", text)
    text = _LINE_BREAKS.sub("\n", text)
    return _FIXED_SPACES.sub(" ", text).strip(_EDGES)


def legible(text: str) -> str:
    """The text without what `tidy` refuses, for lines that are understood and not stored."""
    return text if text.isprintable() and "\ufffd" not in text else _REFUSED.sub("", text)


@functools.cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplify(text: str) -> str:
    """Traditional characters made simplified; for matching and searching, never for what is stored."""
    return text if text.isascii() else _simplifier().convert(text)


@functools.lru_cache(maxsize=16_384)
def match_key(text: str) -> str:
    """The key by which two spellings are the same: width, script, case, space, brackets, dashes, ★☆* do not count.

    What `tidy` refuses does not count either: a key is compared, never stored, and a sheet is understood before its cells are read.
    """
    if is_plain(text):
        return simplify(text)
    key = unicodedata.normalize("NFKC", tidy(legible(text)))
    return _SPACE.sub("", simplify(key).translate(_UNIFIED)).casefold()


def is_plain(text: str) -> bool:
    """Whether the text holds nothing but Chinese characters, digits, small letters and plain brackets: it is stored as it stands."""
    return _PLAIN.fullmatch(text) is not None


def marks(text: str) -> bool:
    """Whether the text carries the ★ or ☆ of a key enterprise or project."""
    return any(mark in text for mark in _MARKS)


def without_marks(text: str) -> str:
    """The text without ★ and ☆, and without the marks of a footnote before and after it (※, ▲, ①), for a name that is stored."""
    return _FOOTNOTE_MARKS.sub("", tidy(text.replace("★", "").replace("☆", "")))


def null_reason(text: str) -> str | None:
    """Why a cell says nothing: `missing`, `na`, `unavailable`, `none`; None when it does say something."""
    if len(text) > 12:
        return None if text.strip() else "missing"
    return _NULL_REASONS.get(match_key(text))


def is_null_word(text: str) -> bool:
    """Whether the cell stands for "nothing here" (blank, —, /, 无 and their kin)."""
    return null_reason(text) is not None


def is_ditto(text: str) -> bool:
    """Whether the cell means "as above" (同上, 〃)."""
    return len(text) <= 6 and match_key(text) in _DITTO


def bigrams(text: str) -> tuple[str, ...]:
    """The distinct pairs of neighbouring characters of the text's key, in order; a single character stands alone."""
    key = match_key(text)
    if len(key) < 2:
        return (key,) if key else ()
    return tuple(dict.fromkeys(key[start : start + 2] for start in range(len(key) - 1)))
