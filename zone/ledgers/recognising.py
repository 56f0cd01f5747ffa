"""Which kind of sheet it is, where nobody has said so; of one that is not recognised, which kind it looks like and what it lacks."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zone.ledgers.heads import Heads, heads_guessed
from zone.ledgers.importer import Importer
from zone.ledgers.kind import LedgerKind
from zone.ledgers.refused import LedgerRefused
from zone.lib.header import Place
from zone.lib.preamble import read_preamble
from zone.lib.sheet import Sheet
from zone.lib.sheet_choice import Choice
from zone.lib.textkey import match_key
from zone.lib.vocabulary import Vocabulary

# Scores of zone.lib.sheet_choice: from the first on a sheet is of that kind, from the second on it looks like it.
RECOGNISED, NEAR = 1.5, 1.0
# Titles of the office's other tables; some of them list firms or projects by the same words.
OTHER_TABLES = re.compile("包扶|招商引资|任务分解|经济指标|诉求|进展情况月报|项目月度进展")


@dataclass(frozen=True, slots=True)
class Near:
    """The kind that a sheet looks like, its header as it was read, and what its required columns are called that nobody found."""

    kind: LedgerKind
    heads: Heads
    missing: Sequence[str]


def is_recognised(choice: Choice) -> bool:
    """Whether the best kind is more than the nearest one."""
    if choice.layout.is_mapped:
        return True
    return not choice.layout.missing and choice.score >= RECOGNISED and not _is_of_another(choice)


def is_near(choice: Choice) -> bool:
    """Whether it lacks nothing but required columns to be a sheet of the best kind, and looks like that kind alone."""
    return bool(choice.layout.missing) and choice.score >= NEAR and not choice.rivals and not _is_of_another(choice)


def _is_of_another(choice: Choice) -> bool:
    title = match_key(f"{choice.layout.title} {choice.info.sheet.name}")
    return bool(OTHER_TABLES.search(title)) and not _is_titled(choice.vocabulary, title)


def by_title(kinds: Sequence[LedgerKind], vocabularies: Sequence[Vocabulary], sheet: Sheet, place: Place) -> Near | None:
    """The one kind of which a sheet without any known header bears the title."""
    found = []
    for kind, vocabulary in zip(kinds, vocabularies, strict=True):
        heads = heads_guessed(kind, sheet, vocabulary, place)
        above = read_preamble(sheet, heads.row).lines if heads else ()
        if heads and _is_titled(vocabulary, match_key(" ".join([sheet.name, *(text for _row, text in above)]))):
            held = {head.field for head in heads.columns}
            found.append(Near(kind, heads, [column.label for column in vocabulary.missing(held)]))
    return found[0] if len(found) == 1 else None


def _is_titled(vocabulary: Vocabulary, title: str) -> bool:
    return any(match_key(word) in title for word in vocabulary.title_words)


def unrecognised(kinds: Sequence[LedgerKind], importer: Importer, near: Near | None, tell: Callable[[Heads], None]) -> LedgerRefused:
    """What is said of a sheet that is not recognised. Whoever may import the kind that it looks like can say what its columns hold."""
    if near is not None and importer.may(near.kind.right):
        tell(near.heads)
        return LedgerRefused("looks_like", kind=str(near.kind.label), missing="、".join(near.missing))
    return LedgerRefused("unrecognised", kinds="、".join(str(kind.label) for kind in kinds if importer.may(kind.right)))
