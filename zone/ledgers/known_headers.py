"""What people have taught the house about headers: further words for columns, and headers that they mapped. Asked once for all kinds."""

from collections import defaultdict
from functools import cached_property, lru_cache

from zone.ledgers.models import ColumnWord, KnownLayout
from zone.lib.mapped_header import MappedHeader
from zone.lib.vocabulary import Vocabulary

Words = tuple[tuple[str, str], ...]


class KnownHeaders:
    """`apart_from`: a word of the list that does not count, because it is the one that is being looked at."""

    def __init__(self, apart_from: int | None = None):
        self.apart_from = apart_from

    def teach(self, vocabulary: Vocabulary) -> Vocabulary:
        """The vocabulary of a kind with what people have taught about its sheets."""
        words, mapped = self._words.get(vocabulary.kind, []), self._mapped.get(vocabulary.kind, [])
        return _taught(vocabulary, tuple(words), tuple(mapped)) if words or mapped else vocabulary

    @cached_property
    def _words(self) -> dict[str, list[tuple[str, str]]]:
        found = defaultdict(list)
        rows = ColumnWord.objects.in_use().exclude(pk=self.apart_from) if self.apart_from else ColumnWord.objects.in_use()
        for kind, field, word in rows.order_by("pk").values_list("kind", "field", "word"):
            found[kind].append((field, word))
        return found

    @cached_property
    def _mapped(self) -> dict[str, list[MappedHeader]]:
        found = defaultdict(list)
        for kind, digest, rows, fields in KnownLayout.objects.order_by("pk").values_list("kind", "digest", "header_rows", "fields"):
            found[kind].append(MappedHeader(digest, rows, tuple(sorted(fields.items()))))
        return found


@lru_cache(maxsize=32)
def _taught(vocabulary: Vocabulary, words: Words, mapped: tuple[MappedHeader, ...]) -> Vocabulary:
    """Kept, because what a vocabulary works out of its words (patterns, matches) is worth keeping with it."""
    return vocabulary.taught(words, mapped)
