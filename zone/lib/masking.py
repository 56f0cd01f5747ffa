"""Phone numbers that somebody may not read whole."""

import re

PARTS = re.compile(r"([\s、，,;；/／]+)")
# What is known to be a number, as `zone.lib.contacts` writes it: what comes before the stars, the stars, the last digits, an extension.
NUMBER = re.compile(r"(?:(1[3-9][\d*])([\d*]{4})|(0\d{2,3}-)?([\d*]{3,4}))([\d*]{4})(-\d{1,5})?", re.ASCII)


def mask_phone(text: str) -> str:
    """`13900000001` as 139****0001, `0417-2800002` as 0417-***0002. Of what is not known to be a number no letter and no digit is shown."""
    return "".join(_masked(part) for part in PARTS.split(text))


def _masked(part: str) -> str:
    found = NUMBER.fullmatch(part)
    if found is None:
        return "".join("*" if sign.isalnum() else sign for sign in part)
    before, hidden = (found[1], found[2]) if found[1] else (found[3] or "", found[4])
    return f"{before}{'*' * len(hidden)}{found[5]}" + ("-" + "*" * (len(found[6]) - 1) if found[6] else "")
