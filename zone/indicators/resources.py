"""The table of main indicators (主要经济指标完成情况表): figures, growth and targets; districts in columns, rows or blocks."""

import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext_lazy as _

from zone.indicators.ledger_cells import GrowthCellWidget, LaterWidget, RankWidget
from zone.indicators.ledger_checks import check_districts, check_growth, check_months
from zone.indicators.ledger_columns import BASE, GROWTH, INDICATOR_VALUE, RANK, TARGET, TARGET_GROWTH, VALUE, VALUE_KINDS, vocabulary
from zone.indicators.ledger_figures import Figure, Sheet
from zone.indicators.ledger_names import Names
from zone.indicators.ledger_rows import rows_told
from zone.indicators.ledger_slots import slots_of, with_year
from zone.indicators.models import IndicatorTarget, IndicatorValue, PriceBasis
from zone.indicators.office_indicators import EXPORT_RIGHTS, NOT_SAID, IndicatorTable
from zone.ledgers.district_widget import DistrictWidget
from zone.ledgers.importer import Importer
from zone.ledgers.kind import LedgerKind
from zone.ledgers.month_rules import locked_months
from zone.ledgers.records import RecordSet
from zone.ledgers.resource import LedgerField, LedgerResource
from zone.ledgers.table import Table
from zone.ledgers.widgets import CellWidget, ChoiceWidget, TextWidget
from zone.lib.layout import ColumnMatch
from zone.lib.units import parse_unit
from zone.lib.vocabulary import Vocabulary

# A table of targets alone says so in its title; one that tells what was reached besides has 完成情况 in it.
_OF_TARGETS = re.compile("(?:目标|计划)(?:任务)?(?:分解)?表|目标任务|(?:目标|计划|任务)分解")
_OF_RESULTS = re.compile("完成情况|进展|执行情况|运行情况|预计完成")
SPANS = {**{value: value for value in IndicatorValue.Span.values}, "当月": "month", "本月": "month", "累计": "ytd", "全年": "year"}
KINDS = {**{value: value for value in IndicatorValue.ValueKind.values}, **{f"{word}数": kind.value for word, kind in VALUE_KINDS}}
KINDS |= {word: kind.value for word, kind in VALUE_KINDS}
PRICES = {**{value: value for value in PriceBasis.values}, "可比价": "constant", "不变价": "constant", "现价": "current"}
PRICES |= {NOT_SAID: ""}


class IndicatorValueRecords(LedgerResource):
    code = "indicator-values"
    export_rights = EXPORT_RIGHTS
    natural_keys = (("indicator_id", "district_id", "period", "span", "value_kind"),)

    indicator = LedgerField("indicator__code", "indicator")
    district = LedgerField("district__code", "district")
    period = LedgerField("period")
    span = LedgerField("span")
    value = LedgerField("value")
    unit = LedgerField("unit")
    stated_growth = LedgerField("stated_growth")
    rank = LedgerField("rank")
    price_basis = LedgerField("price_basis")
    value_kind = LedgerField("value_kind")
    note = LedgerField("note")

    class Meta:
        model = IndicatorValue
        fields = (
            "indicator", "district", "period", "span", "value", "unit", "stated_growth", "rank", "price_basis", "value_kind", "note",
        )  # fmt: skip


class IndicatorTargetRecords(LedgerResource):
    code = "indicator-targets"
    export_rights = EXPORT_RIGHTS
    natural_keys = (("indicator_id", "district_id", "year"),)

    indicator = LedgerField("indicator__code", "indicator")
    district = LedgerField("district__code", "district")
    year = LedgerField("year")
    value = LedgerField("value")
    unit = LedgerField("unit")
    stated_growth = LedgerField("stated_growth")

    class Meta:
        model = IndicatorTarget
        fields = ("indicator", "district", "year", "value", "unit", "stated_growth")


class IndicatorLedger(LedgerKind):
    code = "indicators"
    label = _("table of main indicators")
    right = "ledgers.import_indicators"
    office = IndicatorTable()
    vocabulary = vocabulary()
    records = (IndicatorValueRecords, IndicatorTargetRecords)
    lands_on = "indicators:value-list"
    hidden_keys = frozenset(("indicator", "district", "period", "span", "year", "unit", "value_kind"))
    unit_by_row = True
    field_labels = {
        VALUE: _("figure"),
        BASE: _("figure of the year before"),
        TARGET: _("target"),
        GROWTH: _("growth (%)"),
        TARGET_GROWTH: _("growth aimed at (%)"),
        RANK: _("rank"),
    }

    def words_for(self, importer: Importer) -> Vocabulary:
        names = Names.known(importer.districts)
        return vocabulary((key for key, _pk in importer.districts.spellings()), names.by_key)

    def group_names(self, importer: Importer) -> Callable[[str], bool]:
        """None: a row of figures that a district bears is one of its own."""
        return lambda name: False

    def widgets(self, importer: Importer) -> Mapping[str, CellWidget]:
        later, growth = LaterWidget(), GrowthCellWidget()
        return {
            "indicator": TextWidget(120),
            "unit": TextWidget(20),
            "district": DistrictWidget(importer.districts),
            "period": TextWidget(20),
            "span": ChoiceWidget(SPANS),
            "year": TextWidget(12),
            "target_year": TextWidget(12),
            "value_kind": ChoiceWidget(KINDS),
            "price_basis": ChoiceWidget(PRICES),
            "note": TextWidget(500),
            VALUE: later,
            INDICATOR_VALUE: later,
            BASE: later,
            TARGET: later,
            GROWTH: growth,
            TARGET_GROWTH: growth,
            RANK: RankWidget(),
        }

    def list_of(self, batch: int) -> str:
        """A table of targets alone lands on the targets."""
        is_of_targets = IndicatorTarget.objects.written(batch).exists() and not IndicatorValue.objects.written(batch).exists()
        return "indicators:target-list" if is_of_targets else self.lands_on

    def stands_for(self, match: ColumnMatch):
        if match.key in (VALUE, INDICATOR_VALUE, BASE, TARGET):
            return ("value",)
        return ("stated_growth",) if match.key in (GROWTH, TARGET_GROWTH) else (match.key,)

    def row_labels(self, table: Table) -> list[str]:
        districts = table.column("district")
        places = districts.raw if districts else [None] * len(table)
        pairs = zip(table.values("indicator"), places, strict=True)
        return [" ".join(str(text) for text in pair if text) for pair in pairs]

    def build(self, table: Table, importer: Importer) -> list[RecordSet]:
        names = Names.known(importer.districts)
        table.context = with_year(table)
        title = table.context.title
        is_of_targets = table.column("target_year") is not None or bool(_OF_TARGETS.search(title) and not _OF_RESULTS.search(title))
        slots = slots_of(table, names, is_of_targets=is_of_targets)
        for column in slots.left_out:
            table.findings.warn(None, "unknown_span", match=column.match, value=column.match.header)
        measures = [column for slot in slots for column in slot.columns.values()]
        filled = [any(column.values[index] is not None for column in measures) for index in range(len(table))]
        told = rows_told(table, names, filled)
        sheet = Sheet(table, names, slots, _district(table, importer, names))
        sheet.read(told)
        found = [figure for figure in sheet.figures() if _says_something(figure)]
        check_growth(table, found, importer)
        values = [figure for figure in found if not figure.is_target and not figure.is_aside]
        additive = {pk for pk, each in names.indicators.items() if parse_unit(each.unit) and parse_unit(each.unit).family != "percent"}
        check_districts(table, values, importer, additive)
        aside = [figure for figure in found if figure.is_aside and not figure.is_target]
        kept = [*values, *_unknown_yet(aside, values)]
        sets = [
            _records(self.resources[0], kept, names, ("value", "stated_growth", "rank", "price_basis", "note")),
            _records(self.resources[1], [figure for figure in found if figure.is_target], names, ("value", "stated_growth")),
        ]
        check_months(table, values, sets[0], importer)
        # Whether a row is new is told by its first record: in a table of targets alone that is a target.
        return sets if kept else sets[::-1]


def _says_something(figure: Figure) -> bool:
    return any(figure.said.get(name) is not None for name in ("value", "stated_growth", "rank"))


def _district(table: Table, importer: Importer, names: Names) -> int | None:
    """Whose figures those are that name no district: those of the title, else of the option, else of the whole zone."""
    own, said = names.in_title(table.context.title), table.context.district
    if own is not None and said is not None and own != said:
        table.findings.warn(None, "district_conflict", reason="title")
    return own or said or importer.districts.whole


def _unknown_yet(aside: list[Figure], values: list[Figure]) -> list[Figure]:
    """Last year's figures beside this year's: kept where none is known and the month is open; else they served the comparison alone."""
    if not aside:
        return []
    own = {figure.series for figure in values}
    months = {figure.key[2] for figure in aside}
    closed = locked_months(months)
    stored = IndicatorValue.objects.filter(period__in=months).values_list("indicator_id", "district_id", "period")
    known = set(stored)
    return [each for each in aside if each.series not in own and each.key[2] not in closed and tuple(each.key[:3]) not in known]


def _records(resource: LedgerResource, figures: list[Figure], names: Names, fields: tuple[str, ...]) -> RecordSet:
    """One record a figure, matched by its natural key; at most one statement."""
    key = resource.natural_keys[0]
    records = RecordSet(resource, [figure.row for figure in figures])
    said = {name: [figure.key[place] for figure in figures] for place, name in enumerate(key)}
    said |= {name: [figure.said.get(name) for figure in figures] for name in fields}
    said["unit"] = [names.indicators[figure.key[0]].unit for figure in figures]
    records.said = said
    records.cells = [{column.match.letter: name for name, (_row, column) in figure.cells.items()} for figure in figures]
    if figures:
        when = key[2]
        stored = resource.model.objects.filter(**{f"{when}__in": sorted(set(said[when])), "indicator__in": set(said["indicator_id"])})
        known = {tuple(row): pk for pk, *row in stored.values_list("pk", *key)}
        records.targets = [known.get(figure.key) for figure in figures]
    return records
