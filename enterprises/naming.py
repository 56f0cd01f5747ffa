"""How a firm's name is kept for matching and for search: by what its names, codes and their pinyin say."""

from collections.abc import Iterable

from zone.lib.pinyin import pinyin_of_key
from zone.lib.textkey import match_key


def name_key(name: str) -> str:
    """The key by which two spellings of a firm's name are the same; `Enterprise.name_key` and `EnterpriseAlias.key` hold it."""
    return match_key(name)


def search_text(name: str, aliases: Iterable[str] = (), credit_code: str = "", legacy_reg_no: str = "") -> str:
    """What the list's search looks into: keys of all names, their pinyin (initials and in full), the codes; parted by spaces.

    A search for `words` finds the rows whose text contains `match_key(words)`.
    """
    keys = [match_key(each) for each in (name, *aliases)]
    parts = [*keys]
    for key in keys:
        pinyin = pinyin_of_key(key)
        parts += [pinyin.initials, pinyin.full]
    parts += [credit_code.casefold(), legacy_reg_no]
    return " ".join(dict.fromkeys(part for part in parts if part))
