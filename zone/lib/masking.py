"""Phone numbers that somebody may not read whole."""

import re

NUMBER = re.compile(r"(?<!\d)(\d{3,4}-)?(\d{5,})(?!\d)")


def mask_phone(text: str) -> str:
    """`13900000001` as 139****0001, `0417-2800002` as 0417-***0002; what is no number stays."""
    return NUMBER.sub(_mask, text)


def _mask(found: re.Match) -> str:
    area, digits = found.group(1) or "", found.group(2)
    shown_before = 3 if len(digits) >= 11 else 0
    shown_after = 4 if len(digits) >= 7 else 2
    return area + digits[:shown_before] + "*" * (len(digits) - shown_before - shown_after) + digits[-shown_after:]
