"""主要经济指标完成情况表 as the office prints it: one figure a row, with its time, prices, place and kind, so that all of it comes back.

A template has the month and January to the month side by side, as the office fills them in.
"""

from collections.abc import Iterator

from django.db.models import Max, Q, QuerySet

from zone.indicators.ledger_cells import target_growth_in
from zone.indicators.ledger_rows import price_basis_in
from zone.indicators.models import Indicator, IndicatorTarget, IndicatorValue, PriceBasis
from zone.indicators.models.value import when_words
from zone.ledgers.office import Asked, Chunk, OfficeColumn, OfficeSheet, OfficeTable, first_said, words
from zone.lib.day_words import span_words
from zone.lib.sheet_cells import MONEY, RATE, SERIAL, WORD
from zone.models import District

Kind, Span = IndicatorValue.ValueKind, IndicatorValue.Span
EXPORT_RIGHTS = {"indicators.change_indicatorvalue": Q()}
KINDS = {
    Kind.ESTIMATE: "预计数", Kind.FLASH: "快报数", Kind.PRELIMINARY: "初步数", Kind.FINAL: "最终数", Kind.REVISED: "修订数",
}  # fmt: skip
PRICES = {PriceBasis.CURRENT: "现价", PriceBasis.CONSTANT: "可比价"}
NOT_SAID = "未注明"
TITLE = "主要经济指标完成情况表"
UNIT_LINE = "计量单位见表内"
FIGURE_HINT = "填数字，单位按“计量单位”一列"
TARGET_NOTE = "注：全年目标在同一指标、同一区域的第一行列出。"
TARGET = ("target.value", "target.growth")
ORDER = ("indicator__position", "indicator_id", "-district__is_whole", "district__position", "district_id")


class IndicatorTable(OfficeTable):
    model = IndicatorValue
    name = "主要经济指标"
    export_rights = EXPORT_RIGHTS

    def rows(self, asked: Asked) -> QuerySet:
        """Of the month asked for, else the year, else the newest month with figures; for a list, of any."""
        rows = asked.importer.visible(IndicatorValue).order_by(*ORDER, "-period", "-span", "value_kind")
        if asked.district is not None:
            rows = rows.filter(district=asked.district)
        if asked.of_list:
            return rows
        if asked.year and not asked.period:
            return rows.filter(period__startswith=f"{asked.year}-")
        return rows.filter(period=asked.period or rows.aggregate(newest=Max("period"))["newest"])

    def sheet(self, asked: Asked, rows: QuerySet | None) -> OfficeSheet:
        if rows is None:
            return OfficeSheet(_title({asked.month}), _template_columns(asked.month), UNIT_LINE, frozen=3)
        months = set(rows.order_by().values_list("period", flat=True).distinct())
        facts = _targets(asked, rows, months)
        return OfficeSheet(_title(months), _columns(), UNIT_LINE, (TARGET_NOTE,), frozen=4, with_total=False, facts=facts)

    def join(self, chunk: Chunk, sheet: OfficeSheet, asked: Asked) -> Chunk:
        """The target of the year beside the first of its figures alone: a second time it would contradict the first."""
        keys = zip(chunk["indicator_id"], chunk["district_id"], map(_year, chunk["period"]), strict=True)
        return chunk | _of_targets([sheet.facts["beside"].pop(key, None) for key in keys])

    def chunks(self, rows: QuerySet, sheet: OfficeSheet, asked: Asked) -> Iterator[Chunk]:
        """Targets that no figure bears stand in rows of their own; a list of figures has none."""
        yield from super().chunks(rows, sheet, asked)
        left = [*sheet.facts["beside"].values(), *sheet.facts["apart"].values()]
        if left and not asked.of_list:
            told = {
                "pk": [target.pk for target in left],
                "indicator__name": [target.indicator.name for target in left],
                "district__name": [target.district.name for target in left],
                "district__short_name": [target.district.short_name for target in left],
                "period": [f"{target.year}-12" for target in left],
                "span": [Span.YEAR.value] * len(left),
                "unit": [target.unit for target in left],
            }
            yield {name: [None] * len(left) for name in sheet.sources} | told | _of_targets(left)


def _targets(asked: Asked, rows: QuerySet, months: set[str]) -> dict[str, dict[tuple, IndicatorTarget]]:
    """Of the years of the figures, and, but for a list, of the year asked for or running. One without a growth goes `apart`, below all
    figures, where a remark beside a figure speaks of it (目标同比下降13%): read above it, the remark would be taken for its growth."""
    years = set(map(_year, months)) | (set() if asked.of_list else {asked.plan_year})
    found = asked.importer.visible(IndicatorTarget).filter(Q(year__in=years), ~Q(value=None, stated_growth=None))
    found = found if asked.district is None else found.filter(district=asked.district)
    ordered = found.select_related("indicator", "district").order_by("year", *ORDER)
    remarks = rows.order_by().exclude(note="").values_list("indicator_id", "district_id", "period", "note")
    spoken_of = {(*of, _year(month)) for *of, month, note in remarks if target_growth_in(note)}
    told: dict[str, dict[tuple, IndicatorTarget]] = {"beside": {}, "apart": {}}
    for target in ordered:
        key = (target.indicator_id, target.district_id, target.year)
        told["apart" if target.stated_growth is None and key in spoken_of else "beside"][key] = target
    return told


def _year(month: str) -> int:
    return int(month[:4])


def _of_targets(targets: list[IndicatorTarget | None]) -> Chunk:
    pairs = [(each.value, each.stated_growth) if each else (None, None) for each in targets]
    return dict(zip(TARGET, map(list, zip(*pairs, strict=True)), strict=True))


def _title(months: set[str]) -> str:
    """A table of one month says which; in one of several each row does."""
    month = next(iter(months)) if len(months) == 1 else ""
    return f"营口国家高新区{month[:4]}年{span_words(month)}{TITLE}" if month else f"营口国家高新区{TITLE}"


def _columns() -> tuple[OfficeColumn, ...]:
    return (
        OfficeColumn(("指标名称",), ("indicator__name", "indicator_id"), width=26, told=first_said),
        OfficeColumn(("区域",), ("district__short_name", "district__name", "district_id"), WORD, 12, told=first_said),
        OfficeColumn(("期间",), ("period", "span"), WORD, 15, told=_times),
        OfficeColumn(("计量单位",), ("unit",), WORD, 10),
        OfficeColumn(("完成数",), ("value",), MONEY, 14),
        OfficeColumn(("同比±%",), ("stated_growth",), RATE, 10),
        OfficeColumn(("价格口径",), ("price_basis", "stated_growth", "note"), WORD, 10, told=_prices),
        OfficeColumn(("位次",), ("rank",), SERIAL, 7),
        OfficeColumn(("数据性质",), ("value_kind",), WORD, 10, told=words(KINDS)),
        OfficeColumn(("全年目标", "目标数"), TARGET[:1], MONEY, 12),
        OfficeColumn(("全年目标", "增长%"), TARGET[1:], RATE, 9),
        OfficeColumn(("备注",), ("note",), width=30),
    )


def _template_columns(month: str) -> tuple[OfficeColumn, ...]:
    own, since = f"{int(month[5:])}月", f"{span_words(month)}累计"
    indicators = list(Indicator.objects.filter(is_active=True).values_list("name", "unit"))
    districts = District.objects.order_by("-is_whole", "position").values_list("short_name", flat=True)
    return (
        OfficeColumn(("指标名称",), width=26, choices=tuple(name for name, _unit in indicators)),
        OfficeColumn(("区域",), cell=WORD, choices=tuple(districts), hint="不填为全区"),
        OfficeColumn(
            ("计量单位",), cell=WORD, width=10, choices=tuple(dict.fromkeys(unit for _name, unit in indicators)),
            hint="不填按系统中该指标的单位",
        ),
        OfficeColumn(("全年目标", "目标数"), cell=MONEY, hint=FIGURE_HINT),
        OfficeColumn(("全年目标", "增长%"), cell=RATE, width=9),
        OfficeColumn((own, "完成数"), cell=MONEY, hint=FIGURE_HINT),
        OfficeColumn((own, "同比±%"), cell=RATE, width=9),
        OfficeColumn((since, "完成数"), cell=MONEY, hint=FIGURE_HINT),
        OfficeColumn((since, "同比±%"), cell=RATE, width=9),
        OfficeColumn(("位次",), cell=SERIAL, width=7, hint="累计数在全市的位次，填整数"),
        OfficeColumn(("价格口径",), cell=WORD, width=10, choices=tuple(PRICES.values()), hint="累计增速的口径"),
        OfficeColumn(("数据性质",), cell=WORD, width=10, choices=tuple(KINDS.values()), hint="不填为初步数"),
        OfficeColumn(("备注",), width=30),
    )  # fmt: skip


def _times(periods: list, spans: list) -> list:
    return [when_words(period, span) for period, span in zip(periods, spans, strict=True)]


def _prices(bases: list, growths: list, notes: list) -> list:
    """未注明 where nothing is said but the remark would be read for it."""
    found = zip(bases, growths, notes, strict=True)
    return [PRICES.get(basis) or (NOT_SAID if growth is not None and price_basis_in(note or "") else None) for basis, growth, note in found]
