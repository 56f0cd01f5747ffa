"""What becomes of a saved table of main indicators: locked months, where it lands, undone, exported and brought back."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.ledgers.conftest import counts
from tests.ledgers.test_indicators_sheet import TITLE, codes, targets, values
from tests.ledgers.test_samples import INDICATORS, SAMPLES
from zone.indicators.models import Indicator, IndicatorTarget, IndicatorValue
from zone.ledgers.exports import as_csv, exported
from zone.ledgers.importer import Importer
from zone.ledgers.kinds import record_kinds
from zone.ledgers.undo import undo_batch
from zone.ledgers.views.imports import address_of_records
from zone.models import Period


@pytest.fixture
def table(desk):
    return lambda *rows, title=TITLE, **options: desk.sheet(*rows[1:], header=rows[0], title=title, name="指标.xlsx", **options)


def test_locked_and_future_months(desk, table):
    Period.objects.create(month="2016-06", status="locked")
    sheet = ["指标", "1-6月累计", "全年目标"], ["固投", 14.35, 40]
    assert codes(desk, desk.read(table(*sheet), "indicators"), "errors") == [(4, "period_locked")]
    later = table(["指标", "1-9月累计", "全年目标"], ["固投", 14.35, 40], title=["2016年1-9月主要经济指标完成情况表", "单位：亿元"])
    assert codes(desk, desk.read(later, "indicators"), "errors") == [(4, "future_period")]


def test_what_a_locked_month_holds_may_be_said_again(desk, table):
    sheet = (
        ["指标", "1-6月累计", "同比%", "位次", "全年目标", "备注"],
        ["固投", 14.35, -15.6, 3, 40, "规上口径"],
        ["净利润", 2.5, 1, None, None, None],
    )
    desk.save(table(*sheet), "indicators")
    Period.objects.create(month="2016-06", status="locked")
    assert counts(desk.read(table(*sheet), "indicators")) == (0, 0, 2, 0)
    for changed, letters in (
        (["固投", 14.35, -15.5, 3, 40, "规上口径"], "C"),
        (["固投", 14.4, -15.6, 2, 40, "规上口径"], "BD"),
        (["固投", 14.35, -15.6, 3, 40, "含农户"], "F"),
        (["固投", 14.35, -15.6, 3, 40, "规上口径，可比价"], "F"),
    ):
        answer = desk.answer(desk.read(table(sheet[0], changed, sheet[2]), "indicators"))
        assert [(each["row"], each["code"]) for each in answer["errors"]] == [(4, "period_locked")] * len(answer["errors"])
        assert "".join(each["column"] for each in answer["errors"]) == letters
    assert counts(desk.read(table(sheet[0], ["固投", 14.35, -15.6, 3, 41, None]), "indicators")) == (0, 1, 0, 0)


def test_a_batch_lands_on_the_list_of_what_it_wrote(desk, table):
    title = ["2016年主要经济指标目标分解表", "单位：亿元"]
    of_targets = desk.save(table(["指标", "计量单位", "2016年目标"], ["固投", "亿元", 40], title=title), "indicators")
    assert (values(), targets()) == ({}, {("fai", "ALL", 2016): "40/"})
    assert address_of_records(of_targets) == f"{reverse('indicators:target-list')}?batch={of_targets.pk}"
    of_both = desk.save(table(["指标", "1-6月累计", "全年目标"], ["固投", 14.35, 41]), "indicators")
    assert address_of_records(of_both) == f"{reverse('indicators:value-list')}?batch={of_both.pk}"


def test_undoing_restores_the_figures_before(desk, table):
    sheet = lambda growth: table(["指标", "1-6月累计", "同比%", "全年目标"], ["固投", 14.35 + growth, growth, 40 + growth])  # noqa: E731
    desk.save(sheet(-15), "indicators")
    before = values(), targets()
    batch = desk.save(sheet(-16), "indicators")
    assert counts(batch) == (0, 1, 0, 0)
    assert undo_batch(batch, by=None) == {"removed": 0, "restored": 2, "kept": []}
    assert (values(), targets()) == before


@pytest.mark.parametrize("records", ["indicator-values", "indicator-targets"])
def test_export_comes_back_unchanged(desk, records, tmp_path):
    desk.save(SAMPLES / INDICATORS, "indicators")
    keys, rows = exported(record_kinds()[records], Importer(None, date(2016, 7, 5)))
    path = tmp_path / "export.csv"
    path.write_bytes("".join(as_csv(keys, rows)).encode())
    batch = desk.read(path, "auto")
    stored = IndicatorValue if records == "indicator-values" else IndicatorTarget
    assert (batch.kind, counts(batch)) == ("indicators", (0, 0, stored.objects.count(), 0))


def test_number_of_statements_does_not_depend_on_rows(desk, table):
    for number in range(60):
        Indicator.objects.create(code=f"i{number}", name=f"指标{number}甲", unit="亿元")
    spent = []
    for count in (2, 3, 60):
        rows = [[f"指标{number}甲", 1, 2, 3] for number in range(count)]
        with CaptureQueriesContext(connection) as queries:
            desk.read(table(["指标", "1-6月累计", "同比%", "全年目标"], *rows), "indicators")
        spent.append(len(queries))
    assert spent[1] == spent[2]
