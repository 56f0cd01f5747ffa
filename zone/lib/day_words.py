"""A day as it is written into a sheet, so that it comes back with the same precision."""

from datetime import date

_TENTHS = ("上旬", "中旬", "下旬")
_QUARTERS = "一二三四"


def day_words(on: date | None, precision: str | None) -> date | str | None:
    """The day itself where it is known to the day, else words: 2016年3月, 2016年3月上旬, 2016年一季度, 2016年上半年, 2016年."""
    if on is None or precision in (None, "", "day"):
        return on
    if precision == "month":
        return f"{on.year}年{on.month}月"
    if precision == "ten_day":
        return f"{on.year}年{on.month}月{_TENTHS[min((on.day - 1) // 10, 2)]}"
    if precision == "quarter":
        return f"{on.year}年{_QUARTERS[(on.month - 1) // 3]}季度"
    if precision == "half":
        return f"{on.year}年{'上半年' if on.month < 7 else '下半年'}"
    return f"{on.year}年"


def span_words(period: str) -> str:
    """The months from January to that of the period, as a header names them: 1-6月 for 2016-06, 1月 for 2016-01."""
    month = int(period[5:])
    return f"1-{month}月" if month > 1 else "1月"


def long_day(day: date) -> str:
    """2016年7月5日."""
    return f"{day.year}年{day.month}月{day.day}日"
