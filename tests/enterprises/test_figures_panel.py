"""经营数据 of a firm: what stands there, why nothing does, and of which month the list speaks."""

import re
from decimal import Decimal

import pytest

from enterprises.models import OperatingFigure, SupportAssignment
from zone.ledgers.models import ImportBatch

LIST = "/enterprises/"


def figure(firm, period, output, **facts):
    return OperatingFigure.objects.create(enterprise=firm, district=firm.district, period=period, gross_output=output, **facts)


def page(client, firm) -> str:
    return client.get(firm.get_absolute_url()).content.decode()


def test_panel_says_how_many_months_it_shows_and_names_the_lone_one(sign_in, firm, client):
    sign_in("econ")
    made = firm("甲")
    for period, output in [("2015-12", 5936), ("2016-02", 769), ("2016-03", 1342)]:
        figure(made, period, Decimal(output), gross_output_growth=Decimal("-1.5"))
    answer = client.get(made.get_absolute_url())
    assert [line["name"] for line in answer.context["chart"]["series"]] == ["2016"]
    text = answer.content.decode()
    assert "共3期，2015年12月至2016年3月" in text
    assert "2015年只有1—12月数：5,936万元" in text
    assert text.count('data-label="增速（%）">−1.5<') == 3
    assert text.count('data-label="主营收入（万元）"><span class="soft" title="未报送">—</span>') == 3


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("supervisor", "经营数据只对本企业的包扶责任人"),
        ("officer", "经营数据只对本企业的包扶责任人"),
        ("econ", "还没有记录这家企业的经营数据；统计调查的数据只对统计局开放。"),
        ("stats", "还没有记录这家企业的经营数据。"),
    ],
)
def test_panel_without_figures_says_which_it_is(sign_in, firm, client, role, words):
    sign_in(role)
    assert words in page(client, firm("甲"))


def test_panel_tells_the_supporting_officer_that_none_is_recorded(sign_in, firm, client, day):
    day("2016-07-05")
    officer, made = sign_in("officer"), firm("甲")
    SupportAssignment.objects.create(enterprise=made, officer=officer, year=2016)
    assert "还没有记录这家企业的经营数据" in page(client, made)


@pytest.mark.parametrize(("period", "head"), [("2016-03", "2016年1—3月产值（万元）"), ("2016-05", "2016年1—6月产值（万元）")])
def test_list_of_an_import_shows_the_month_that_it_brought(sign_in, firm, client, period, head):
    user, made = sign_in("econ"), firm("甲")
    figure(made, "2016-03", Decimal(100))
    figure(made, "2016-06", Decimal(250))
    batch = ImportBatch.objects.create(kind="enterprises", file_name="a.xlsx", sha256="0", size=1, uploaded_by=user, period=period)
    made.history.update(history_batch=batch.pk)
    heads = [column["label"] for column in client.get(LIST, {"batch": batch.pk}).context["heads"]]
    assert heads[-2] == head


def test_list_counts_stand_above_it_and_lead_to_as_many_rows(sign_in, firm, client):
    sign_in("econ")
    for number in range(3):
        firm(f"厂{number}", is_above_scale=number > 0)
    text = client.get(LIST).content.decode()
    assert "3 户企业" in text
    address, count = re.search(r'<a href="([^"]+)" data-count="(\d+)"', text).groups()
    assert (count, client.get(LIST + address).context["page"].total) == ("2", 2)


def test_rare_filter_in_use_is_not_folded_away(sign_in, firm, client):
    sign_in("econ")
    assert [client.get(LIST, query).context["rare_is_open"] for query in ({}, {"district": ""}, {"priority": "yes"})] == [
        False,
        False,
        True,
    ]
