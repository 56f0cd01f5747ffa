"""Column letters as Excel shows them: 1 is A, 27 is AA. Rows and columns are numbered from 1, as on the screen."""

from functools import cache


@cache
def letter(column: int) -> str:
    """1 → A, 26 → Z, 27 → AA, 16384 → XFD. ValueError below 1."""
    if column < 1:
        raise ValueError(column)
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """A → 1, AA → 27, in either case. ValueError for anything that is not one to three ASCII letters."""
    if not (1 <= len(letters) <= 3 and letters.isascii() and letters.isalpha()):
        raise ValueError(letters)
    number = 0
    for character in letters.upper():
        number = number * 26 + ord(character) - 64
    return number
