"""Chinese numerals as numbers."""


def number_of(numeral: str) -> int | float:
    """一千二百 gives 1200. Raises ValueError, KeyError or IndexError where it is no numeral."""
    import cn2an  # reads a list of all cities, for which nobody who starts a process should wait

    return cn2an.cn2an(numeral, "normal")
