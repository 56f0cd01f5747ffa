"""Texts in memory in which a part of a word is found at once: Chinese by a table of its pairs of characters, the rest in long strings."""

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import add

SPARSE = 2_000  # of so many hits each is traced back to its row; of more, the rows are gone through one by one


def pairs_of(text: str) -> set[str]:
    """The pairs of neighbouring characters."""
    return set(map(add, text, text[1:]))


class Lines:
    """One string with a line for each row, and which pairs of characters occur in it at all: learned as they are asked for."""

    def __init__(self, lines: list[str]):
        self.lines, self.text = tuple(lines), "\n".join(lines)  # tuples of texts are none of the garbage collector's business
        self.starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self.known: dict[str, bool] = {}

    def find(self, key: str) -> list[int]:
        """The numbers of the lines that contain the key, rising."""
        if not all(map(self._holds, pairs_of(key))):
            return []
        numbers: dict[int, None] = {}
        # An expression without a variable part goes through a long string half as fast again as `str.find`.
        for hit in re.finditer(re.escape(key), self.text):
            numbers[bisect_right(self.starts, hit.start()) - 1] = None
            if len(numbers) > SPARSE:
                return [number for number, line in enumerate(self.lines) if key in line]
        return list(numbers)

    def _holds(self, pair: str) -> bool:
        if pair not in self.known:
            self.known[pair] = pair in self.text
        return self.known[pair]


class PairIndex:
    """Made of (id, words) of all rows; the order in which they come is the order in which they are found. Words hold no space.

    Words without Chinese are mostly pinyin: long and of few letters, with nearly every pair in every row, so that a table of their pairs
    would be large and say little. Initials stand apart from what is written in full: no syllable begins with i or u, and few names have
    none; a key of initials mostly has a pair that nothing in full has.
    """

    def __init__(self, rows: Iterable[tuple[int, Iterable[str]]]):
        self.pairs: dict[str, array] = defaultdict(lambda: array("q"))  # in words that hold anything but ASCII; some hold ASCII too
        ids, mixed, short, full = [], [], [], []
        for pk, words in rows:
            words = dict.fromkeys(words)
            text = " ".join([word for word in words if not word.isascii()])
            ascii_words = [word for word in words if word.isascii()]
            for pair in pairs_of(text):
                self.pairs[pair].append(pk)
            ids.append(pk)
            mixed.append(text)
            short.append(" ".join([word for word in ascii_words if not ("i" in word or "u" in word)]))
            full.append(" ".join([word for word in ascii_words if "i" in word or "u" in word]))
        self.ids, self.mixed = tuple(ids), tuple(mixed)
        self.short, self.full = Lines(short), Lines(full)
        self.places = {pk: place for place, pk in enumerate(self.ids)}

    def find(self, key: str) -> Sequence[int]:
        """The ids of the rows one of whose words contains the key, which is not empty and holds no space. Not to be changed."""
        if len(key) == 1:
            rows = zip(self.ids, self.mixed, self.short.lines, self.full.lines, strict=True)
            return [pk for pk, *texts in rows if any(key in text for text in texts)]
        rarest = min((self.pairs.get(pair, ()) for pair in pairs_of(key)), key=len)
        found = rarest if len(key) == 2 else [pk for pk in rarest if key in self.mixed[self.places[pk]]]
        if not key.isascii():
            return found  # a key with Chinese in it lies within a word with Chinese in it
        numbers = {*self.short.find(key), *self.full.find(key)}
        if found:
            numbers.update(self.places[pk] for pk in found)
        return [self.ids[number] for number in sorted(numbers)]
