"""The office's own table of main indicators: whatever is stored goes out and comes back as it was."""

from decimal import Decimal

import openpyxl
import pytest
from django.core.management import call_command

from tests.ledgers.conftest import counts
from zone.indicators.models import Indicator, IndicatorTarget, IndicatorValue
from zone.models import District, Period

pytestmark = pytest.mark.django_db
FIELDS = ("indicator__code", "district__code", "period", "span", "value_kind", "value", "stated_growth", "rank", "price_basis", "note")


@pytest.fixture
def figure(house):
    def make(code="gross_output", period="2016-06", span="ytd", district="ALL", **fields):
        indicator, place = Indicator.objects.get(code=code), District.objects.get(code=district)
        return IndicatorValue.objects.create(indicator=indicator, district=place, period=period, span=span, unit=indicator.unit, **fields)

    return make


@pytest.fixture
def target(house):
    def make(code="gross_output", year=2016, district="ALL", **fields):
        indicator, place = Indicator.objects.get(code=code), District.objects.get(code=district)
        return IndicatorTarget.objects.create(indicator=indicator, district=place, year=year, unit=indicator.unit, **fields)

    return make


@pytest.fixture
def path(tmp_path):
    return tmp_path / "out.xlsx"


def export(path, *options: str):
    call_command("export_ledger", "indicators", "--output", str(path), *options)
    return path


def stored() -> tuple[list, list]:
    targets = IndicatorTarget.objects.order_by("pk").values_list("indicator__code", "district__code", "year", "value", "stated_growth")
    return sorted(IndicatorValue.objects.values_list(*FIELDS), key=str), sorted(targets, key=str)


@pytest.fixture
def everything(figure, target):
    """A month with all that a figure may be, and targets with and without one."""
    figure(value=Decimal("281.3"), stated_growth=Decimal("2.1"), rank=3, note="规上口径")
    figure(span="month", value=Decimal("48.6"), stated_growth=Decimal("-0.4"), rank=5, price_basis="constant", note="6月当月")
    figure(value=Decimal("280.12345678"), value_kind="flash")
    figure(value=Decimal("281.5"), value_kind="revised", note="快报数修订")
    figure(value=Decimal("150.2"), district="GXQ")
    figure("value_added", value=Decimal("76.9"), stated_growth=Decimal("3.2"), price_basis="", note="按可比价计算")
    figure("value_added", district="XSQ", value=Decimal("19.4"), stated_growth=Decimal("3.25"), price_basis="current", note="可比价另列")
    figure("net_profit", value=None, stated_growth=Decimal("-4.2"))
    figure("taxes_paid", value=None, rank=2)
    figure("fai", value=Decimal("12345678901.2345678"), note="目标同比下降13%")
    figure("exports", value=Decimal("-0.5"), value_kind="estimate", price_basis="constant")
    target(value=Decimal(584), stated_growth=Decimal(3))
    target("fai", value=Decimal(40))
    target("exports", stated_growth=Decimal(5))
    target("net_profit", district="YHJD", value=Decimal("2.5"))


def test_what_is_stored_comes_back_and_changes_nothing(desk, everything, path):
    batch = desk.read(export(path), "indicators")
    assert desk.answer(batch)["errors"] == []
    assert desk.answer(batch)["unmapped_columns"] == []
    assert counts(batch) == (0, 0, 13, 0)


def test_what_is_stored_comes_back_where_nothing_was(desk, everything, path):
    before = stored()
    export(path)
    IndicatorValue.objects.all().delete()
    IndicatorTarget.objects.all().delete()
    desk.save(path, "indicators")
    values, targets = stored()
    # Prices of a growth that is not there are said by no sheet.
    assert values == [(*row[:8], "" if row[6] is None else row[8], row[9]) for row in before[0]]
    assert targets == before[1]


def test_a_locked_month_may_be_said_again(desk, everything, path):
    Period.objects.create(month="2016-06", status="locked")
    assert counts(desk.read(export(path), "indicators")) == (0, 0, 13, 0)


def test_months_of_a_year_stand_in_one_table(desk, figure, target, path):
    figure(period="2016-01", value=Decimal(40), note="1-1月")
    figure(period="2016-01", span="month", value=Decimal(41))
    figure(period="2015-12", value=Decimal(567))
    figure(period="2015-12", span="year", value=Decimal(568))
    target(value=Decimal(584))
    target(year=2015, value=Decimal(580))
    assert counts(desk.read(export(path, "--year", "2015"), "indicators")) == (0, 0, 2, 0)
    assert counts(desk.read(export(path, "--period", "2016-01"), "indicators")) == (0, 0, 2, 0)
    figure(period="2015-11", value=Decimal(500))
    batch = desk.read(export(path, "--year", "2015"), "indicators")
    assert (counts(batch), batch.period) == ((0, 0, 3, 0), "")


def test_one_district(desk, everything, path):
    sheet = openpyxl.load_workbook(export(path, "--district", "XSQ")).active
    assert {sheet.cell(row, 3).value for row in range(5, sheet.max_row - 1)} == {"西市区"}
    assert counts(desk.read(path, "indicators")) == (0, 0, 1, 0)


def test_it_looks_as_the_office_has_it(everything, path):
    sheet = openpyxl.load_workbook(export(path, "--as", "")).active
    assert sheet["A1"].value == "营口国家高新区2016年1-6月主要经济指标完成情况表"
    assert [cell.value for cell in sheet[2] if cell.value][-1] == "计量单位见表内"
    assert [cell.value for cell in sheet[5]][:7] == [1, "规模以上工业总产值", "全区", "2016年1-6月", "亿元", 280.12345678, None]
    assert sheet.freeze_panes == "E5"
    assert sheet.cell(sheet.max_row, 1).value.startswith("负责人：")


def test_text_is_never_a_formula(desk, figure, path):
    figure(value=Decimal(1), note="=1+1")
    cell = openpyxl.load_workbook(export(path)).active["M5"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert counts(desk.read(path, "indicators")) == (0, 0, 1, 0)
