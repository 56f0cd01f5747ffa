"""Which worksheet of a file is meant, and which kind of sheet it is. Ties are said, never guessed."""

from collections.abc import Sequence
from dataclasses import dataclass

from zone.lib.by_month import bare_times, with_figure
from zone.lib.header import ANYWHERE, Place, find_header, match_paths
from zone.lib.layout import Layout, understand
from zone.lib.mapped_header import mapped_columns
from zone.lib.own_sheets import OWN_SHEETS
from zone.lib.preamble import period_in_name, read_preamble, year_in_name
from zone.lib.refusals import Refused
from zone.lib.sheet import VISIBLE, Sheet, SheetInfo, Workbook
from zone.lib.textkey import match_key
from zone.lib.vocabulary import Vocabulary

TIE = 0.15  # two kinds nearer to each other than this fit alike
FITS = 0.6  # below this a sheet is of no known kind
MAPPED = 4.0  # a header of which a person has said what it is, for this kind


@dataclass(frozen=True, slots=True)
class Choice:
    """The worksheet to read. `rivals` are kinds that fit as well as `vocabulary`; `others` the names of the other
    sheets that hold something."""

    info: SheetInfo
    vocabulary: Vocabulary
    layout: Layout
    score: float
    rivals: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def score(sheet: Sheet, vocabulary: Vocabulary, title_words: Sequence[str] | None = None, said: Place = ANYWHERE) -> float:
    """How well a sheet fits a kind, from 0 (no header found) to 3; MAPPED where a person has mapped its header.

    One for the share of its headers that the kind knows, one for the share of the kind's required columns that it
    has, one where a title word stands above the header or in the sheet's name (the kind's own words unless others are
    given).
    """
    header = find_header(sheet, vocabulary, said)
    if header is None:
        return 0.0
    if mapped_columns(header.paths, vocabulary.mapped) is not None:
        return MAPPED
    preamble = read_preamble(sheet, header.row)
    found = with_figure(match_paths(header.paths, vocabulary), header.paths, vocabulary, f"{preamble.title} {sheet.name}")
    keys = {column.key for _number, column, _places in found}
    required = vocabulary.required
    share = 1 - len(vocabulary.missing(keys)) / len(required) if required else 1.0
    title = match_key(" ".join([*(text for _row, text in preamble.lines), sheet.name]))
    words = vocabulary.title_words if title_words is None else title_words
    in_title = any(match_key(word) in title for word in words)
    return len(found) / len(header.paths) + share + in_title


def _is_meant(sheet: Sheet, vocabulary: Vocabulary, said: Place) -> bool:
    """Whether the title, or several times side by side, say that this kind is meant among several that fit alike."""
    header = find_header(sheet, vocabulary, said) if vocabulary.tie_words else None
    if header is None:
        return False
    title = match_key(" ".join([*(text for _row, text in read_preamble(sheet, header.row).lines), sheet.name]))
    times = bare_times(match_paths(header.paths, vocabulary), header.paths, vocabulary)
    return len(times) > 1 or any(match_key(word) in title for word in vocabulary.tie_words)


def _month(info: SheetInfo) -> tuple[bool, int, int]:
    """By which of several sheets alike, one for each month or year, the latest that has been filled in is known."""
    year = year_in_name(info.name)
    period = period_in_name(info.name, year or 1)
    is_filled = sum(1 for row in info.sheet.rows if sum(value is not None for value in row) >= 3) > 2
    if not is_filled:
        return False, 0, 0
    return (True, period.year or 0, period.month) if period else (False, year or 0, 0)


def readable_sheets(workbook: Workbook) -> list[SheetInfo]:
    """The worksheets that hold something, without those that this house put in."""
    return [info for info in workbook.read_sheets() if info.sheet.rows and info.name not in OWN_SHEETS]


def pick_sheet(
    workbook: Workbook, vocabularies: Sequence[Vocabulary], wanted: str | None = None, file_name: str = "", said: Place = ANYWHERE
) -> Choice:
    """The worksheet named `wanted`, else the one that fits best (a hidden one only if no visible one fits). Of sheets that fit alike and
    are named by their months or years, the latest with rows. The file's name may say the month. `said`: where the header stands.

    Refused `unknown_sheet`, `no_header`, or what the wanted sheet itself was refused for.
    """
    infos = readable_sheets(workbook)
    names = [info.name for info in workbook.sheets]
    if wanted:
        info = workbook.info(wanted)
        if info is None:
            raise Refused("unknown_sheet", {"sheet": wanted, "sheets": "、".join(names)})
        if info.refusal:
            raise Refused(*info.refusal)
        if info.sheet is None or not info.sheet.rows:
            raise Refused("no_sheet")
        infos = [info]
    if not infos:
        refusal = next((info.refusal for info in workbook.sheets if info.refusal), None)
        raise Refused(*refusal) if refusal else Refused("no_sheet")
    ranked = sorted(
        ((info.visibility == VISIBLE, score(info.sheet, vocabulary, said=said), _month(info), -place, info, vocabulary)
         for place, info in enumerate(infos) for vocabulary in vocabularies),
        key=lambda entry: (entry[1] >= FITS, *entry[:4]), reverse=True,
    )  # fmt: skip
    _visible, best, _of_month, _place, info, vocabulary = ranked[0]
    alike = [entry[5] for entry in ranked if entry[4] is info and best - entry[1] < TIE and entry[1] >= FITS]
    meant = [one for one in alike if _is_meant(info.sheet, one, said)] if len(alike) > 1 else []
    vocabulary = meant[0] if meant else vocabulary
    # Refuses with the words looked for where nothing fits.
    layout = understand(info.sheet, vocabulary, (info.name, file_name.rsplit(".", 1)[0]), said)
    rivals = () if meant else tuple(dict.fromkeys(one.kind for one in alike if one.kind != vocabulary.kind))
    others = tuple(
        other.name for other in workbook.sheets
        if other is not info and other.name not in OWN_SHEETS and (other.refusal or (other.sheet and other.sheet.rows))
    )  # fmt: skip
    return Choice(info, vocabulary, layout, best, rivals, others)
