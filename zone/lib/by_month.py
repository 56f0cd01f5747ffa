"""Cross tables: columns of which each names nothing but a time (企业 | 1月 | 2月 …), while the title says which figure they tell."""

import re
from collections.abc import Mapping, Sequence

from zone.lib.header_words import path_key
from zone.lib.textkey import match_key
from zone.lib.vocabulary import BY_MONTH, Column, Vocabulary

Found = tuple[int, Column, dict[str, str]]
# A title that speaks of these tells of more than the figure itself.
_GROWTH = re.compile("[增降]速|[增降]幅|同比|增长|[率比]重?")
# Of what else than money invested a table of projects may tell by month; a plan is one unless the title speaks of what came of it too.
_NOT_INVESTED = re.compile("到位|产值|税|用电|用工|就业|收入")
_PLAN, _DONE = re.compile("计划|目标|任务|安排"), re.compile("完成|进展|进度|推进|情况|实施")


def with_figure(found: Sequence[Found], paths: Mapping[int, Sequence[str]], vocabulary: Vocabulary, title: str) -> list[Found]:
    """The columns with the figure of the title in place of bare times; where it names none, or several, these are left out."""
    bare = set(bare_times(found, paths, vocabulary))
    if not bare:
        return list(found)
    key = match_key(title)
    figure, name = (vocabulary.named(vocabulary.usual_figure), "") if vocabulary.usual_figure else _figure_in(key, vocabulary)
    if vocabulary.usual_figure and (_NOT_INVESTED.search(key) or (_PLAN.search(key) and not _DONE.search(key))):
        figure = None
    is_cumulative = bool(name) and any(form in key for form in (f"累计{name}", f"{name}累计", f"{name}(累计)"))
    told = []
    for number, column, places in found:
        if number not in bare:
            told.append((number, column, places))
        elif figure is not None:
            told.append((number, figure, _cumulative(places) if is_cumulative else places))
    return told


def bare_times(found: Sequence[Found], paths: Mapping[int, Sequence[str]], vocabulary: Vocabulary) -> list[int]:
    """The numbers of the columns that name a time and no figure."""
    usual = vocabulary.usual_figure
    return [
        number
        for number, column, places in found
        if column.key == BY_MONTH or (usual and column.key == usual and path_key(paths[number]) == places.get("span"))
    ]


def _figure_in(title: str, vocabulary: Vocabulary) -> tuple[Column | None, str]:
    """The one figure that a title names, with the name by which it does."""
    figures = {}
    for name, column in vocabulary.timed_names:
        if name in title:
            figures.setdefault(column.key, (column, name))
            title = title.replace(name, "|")
    return next(iter(figures.values())) if len(figures) == 1 and not _GROWTH.search(title) else (None, "")


def _cumulative(places: dict[str, str]) -> dict[str, str]:
    """3月 of a cumulative figure is January to March."""
    month = re.fullmatch(r"(?P<year>.*年)?(?P<month>[0-9]{1,2}月)份?", next(iter(places.values()), ""))
    return {"span": f"{month['year'] or ''}1-{month['month']}"} if month else places
