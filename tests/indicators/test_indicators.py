"""Main indicators: their lists, the growth computed beside the growth stated, their forms in the back office."""

import re
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import UserFactory
from zone.indicators.growth import computed, half_a_digit
from zone.indicators.models import Indicator, IndicatorTarget, IndicatorValue
from zone.indicators.reference import load
from zone.models import District, Period

LIST = "/indicators/"


@pytest.fixture
def figure(reference, day):
    day("2016-07-05")

    def make(code="gross_output", value="281.3", period="2016-06", district="ALL", **fields) -> IndicatorValue:
        indicator = Indicator.objects.get(code=code)
        place = District.objects.get(code=district)
        return IndicatorValue.objects.create(
            indicator=indicator, district=place, period=period, value=Decimal(value), unit=indicator.unit, **fields
        )

    return make


@pytest.fixture
def stats(client, figure):
    user = UserFactory(username="stats", roles=["stats"], is_staff=True)
    client.force_login(user)
    return user


def page(client, address=LIST) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("value", "base", "stated", "agrees"),
    [
        ("160", "158", "4", False),  # the zone's own report: +4 % stated, +1.3 % computed
        ("22.5", "21.5", "5", True),  # 4.65 rounds to 5
        ("15.1", "14.7", "3", True),
        ("40", "46", "-13", True),
        ("584", "567", "3", True),
        ("40", "46", "13", False),
        ("281.3", "275.5", "2.1", True),
    ],
)
def test_a_growth_agrees_as_far_as_it_is_written_out(value, base, stated, agrees):
    assert computed(Decimal(value), Decimal(base)).agrees(Decimal(stated)) is agrees


@pytest.mark.parametrize(("value", "base"), [(None, "5"), ("5", None), ("5", "0"), ("5", "-3")])
def test_no_growth_without_a_base_above_nought(value, base):
    assert computed(value and Decimal(value), base and Decimal(base)) is None


def test_half_a_digit_of_what_is_written():
    assert [half_a_digit(Decimal(text)) for text in ("5", "2.1", "281.30", "500")] == [
        Decimal("0.5"), Decimal("0.05"), Decimal("0.05"), Decimal("0.5")
    ]  # fmt: skip


def test_the_list_says_what_cannot_be_checked_and_what_differs(stats, client, figure):
    figure(stated_growth=Decimal("2.1"))
    assert "无法核对" in page(client)
    base = figure(value="275.5", period="2015-06")
    text = page(client)
    assert ("无法核对" in text, "+2.1" in text, "不一致" in text) == (False, True, False)
    IndicatorValue.objects.filter(pk=base.pk).update(value=Decimal(250))
    assert "+12.5 不一致" in page(client)


def test_a_revised_figure_is_the_base_before_an_estimate(stats, client, figure):
    figure(value="160", period="2016-12", span="year", stated_growth=Decimal("4.0"))
    figure(value="158", period="2015-12", span="year", value_kind="estimate")
    figure(value="153.8", period="2015-12", span="ytd", value_kind="revised")
    assert "不一致" not in page(client)


def test_a_fall_keeps_its_sign(stats, client, figure):
    figure(code="fai", value="14.35", stated_growth=Decimal("-15.6"))
    assert "−15.6" in page(client)


def test_month_and_year_to_date_are_two_records(figure):
    figure(value="48.6", span="month")
    figure(value="281.3", span="ytd")
    with pytest.raises(IntegrityError), transaction.atomic():
        figure(value="281.4", span="ytd")
    with pytest.raises(IntegrityError), transaction.atomic():
        figure(span="year", period="2016-06")


def test_list_takes_as_many_statements_for_thirty_rows_as_for_one(stats, client, figure):
    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            page(client)
        return len(caught)

    figure(stated_growth=Decimal(1))
    page(client)
    one = statements()
    for year in range(1990, 2016):
        figure(period=f"{year}-06", stated_growth=Decimal(1))
    assert statements() == one


@pytest.mark.parametrize("query", ["?district=999999", "?period=x", "?span=week", "?indicator=fai"])
def test_a_wrong_filter_lists_nothing(stats, client, figure, query):
    figure()
    assert 'data-total="0"' in page(client, LIST + query)


@pytest.mark.parametrize("order", ["latest", "-latest", "indicator", "-indicator"])
def test_every_order_of_the_list(stats, client, figure, order):
    figure()
    figure(code="fai")
    assert 'data-total="2"' in page(client, f"{LIST}?sort={order}")


@pytest.mark.parametrize("role", ["officer", "liaison", "head", "district"])
def test_who_has_no_right_sees_no_figures(client, figure, role):
    figure()
    user = UserFactory(roles=[role])
    client.force_login(user)
    assert client.get(LIST).status_code == 403
    assert list(IndicatorValue.objects.visible_to(user)) == []


def test_statisticians_correct_a_figure_and_leave_a_locked_month_alone(stats, client, figure):
    value = figure()
    address = reverse("admin:indicators_indicatorvalue_change", args=[value.pk])
    form = {
        "indicator": value.indicator_id, "district": value.district_id, "period": "2016-06", "span": "ytd", "value_kind": "final",
        "value": "281.5", "opened_version": value.version,
    }  # fmt: skip
    assert client.post(address, form).status_code == 302
    value.refresh_from_db()
    assert (value.value, value.value_kind, value.version, value.history.count()) == (Decimal("281.5"), "final", 2, 2)
    Period.objects.create(month="2016-06", status="locked")
    assert client.post(address, {**form, "value": "300", "opened_version": 2}).status_code == 200
    value.refresh_from_db()
    assert value.value == Decimal("281.5")


def test_a_new_figure_takes_the_unit_of_its_indicator(stats, client):
    indicator = Indicator.objects.get(code="exports")
    form = {"indicator": indicator.pk, "district": District.objects.get(code="ALL").pk, "year": 2016, "value": "12.6"}
    answer = client.post(reverse("admin:indicators_indicatortarget_add"), {**form, "_receipt": str(uuid4())})
    assert answer.status_code == 302
    assert IndicatorTarget.objects.get().unit == "亿美元"


def test_an_indicator_keeps_its_unit_once_there_are_figures(figure):
    indicator = figure().indicator
    indicator.unit = "万元"
    with pytest.raises(ValidationError, match="单位"):
        indicator.full_clean()
    Indicator(code="power", name="全社会用电量", unit="万千瓦时").full_clean()
    with pytest.raises(ValidationError):
        Indicator(code="happiness", name="幸福指数", unit="颗星").full_clean()


def test_one_name_stands_for_one_indicator(reference):
    with pytest.raises(ValidationError, match="固定资产投资"):
        Indicator(code="investment", name="投资", other_names=["固投"], unit="亿元").full_clean()


def test_loading_again_leaves_what_the_office_made_of_an_indicator(reference):
    Indicator.objects.filter(code="fai").update(name="固投完成额", other_names=[])
    Indicator.objects.filter(code="exports").delete()
    Indicator.objects.create(code="trade", name="进出口总额", other_names=["出口总额"], unit="亿美元")
    load()
    assert Indicator.objects.get(code="fai").name == "固投完成额"
    assert "出口总额" not in Indicator.objects.get(code="exports").other_names
    assert Indicator.objects.count() == 7


@pytest.mark.django_db
def test_a_filter_that_has_nothing_to_choose_yet_is_still_a_choice(stats, client):
    page = client.get(reverse("indicators:value-list")).content.decode()
    assert 'type="choice"' not in page
    assert re.search(r'<select [^>]*><option value="">[^<]+</option></select>', page)
