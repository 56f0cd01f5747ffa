"""How a project's names and numbers are kept for matching and for search."""

from zone.lib.pinyin import pinyin_keys
from zone.lib.textkey import match_key


def name_key(name: str) -> str:
    """The key by which two spellings of a project's name are the same; `investor_key` and `filing_key` are made alike."""
    return match_key(name)


def search_text(name: str, investor: str = "", code: str = "", filing_number: str = "") -> str:
    """What the list's search looks into: keys of the project and its investor, the pinyin of both, and its numbers.

    The names of its firm are the firm's own text, so that a project is found by whatever its firm is called now. A search for `words` finds
    the rows whose text contains `match_key(words)`.
    """
    names = [each for each in (name, investor) if each]
    parts = [match_key(each) for each in names]
    for each in names:
        pinyin = pinyin_keys(each)
        parts += [pinyin.initials, pinyin.full]
    parts += [match_key(code), match_key(filing_number)]
    return " ".join(dict.fromkeys(part for part in parts if part))
