"""Number formats of cells: the built-in ones of a Chinese Excel, and which of them show a date."""

import re
from datetime import date, datetime, time, timedelta
from functools import cache

GENERAL = "General"
_YEAR_MONTH = 'yyyy"年"m"月"'
_MONTH_DAY = 'm"月"d"日"'
_DAY = 'yyyy"年"m"月"d"日"'
_CLOCK = '上午/下午h"时"mm"分"'
_LONG_CLOCK = '上午/下午h"时"mm"分"ss"秒"'
# Files of a Chinese Excel name 27-36 and 50-58 by number alone; other readers take them for plain numbers.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m/d/yy", 31: _DAY,
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: _CLOCK, 35: _LONG_CLOCK, 36: _YEAR_MONTH,
    37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;[Red]-#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: _YEAR_MONTH, 51: _MONTH_DAY,
    52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY, 55: _CLOCK, 56: _LONG_CLOCK, 57: _YEAR_MONTH, 58: _MONTH_DAY,
}  # fmt: skip
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
DATE_LETTER = re.compile(r"[ymdhs]|(?<![0#?.])e", re.I)
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
LAST_SERIAL = 2_958_466  # the first day of year 10000


@cache
def is_date_format(number_format: str) -> bool:
    """Does the format show a day or a time of day? Only its first section (positive numbers) counts."""
    bare = LITERAL.sub("", number_format.split(";")[0])
    return bare.lower() != "general" and bool(DATE_LETTER.search(bare)) and not re.search(r"[0#?]", bare.split(".")[0])


def from_serial(serial: float, is_1904: bool = False) -> date | datetime | time | None:
    """A day, a moment or (below one) a time of day; None for a serial that is no date.

    Serials below 61 of the ordinary calendar lie on both sides of a leap day that never was, and are no dates here.
    """
    if not 0 <= serial < LAST_SERIAL:
        return None
    moment = (EPOCH_1904 if is_1904 else EPOCH) + timedelta(seconds=round(serial * 86400))
    if serial < 1:
        return moment.time() if serial else None
    if serial < 61 and not is_1904:
        return None
    return moment.date() if moment.time() == time() else moment
