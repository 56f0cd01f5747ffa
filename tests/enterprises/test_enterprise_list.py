"""The list of enterprises: who sees what, and what filters, search, sorting, pages and exports make of it."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises.models import Cluster, OperatingFigure, SupportAssignment
from tests.factories import DepartmentFactory, DistrictFactory, UserFactory
from zone.ledgers.models import ImportBatch
from zone.models import Event

LIST = "/enterprises/"


def names(answer):
    return [row["name"] for row in answer.context["rows"]]


def test_list_shows_rows_and_total(sign_in, firm, client):
    sign_in("econ")
    firm("营口宏远机械有限公司")
    answer = client.get(LIST)
    assert names(answer) == ["营口宏远机械有限公司"]
    assert answer.content.count(b"data-row") == 1
    assert b'data-total="1"' in answer.content


def test_list_is_refused_without_the_right(sign_in, client):
    sign_in("sysadmin")
    assert client.get(LIST).status_code == 403


def test_list_of_district_staff_is_their_district(sign_in, firm, client):
    xsq = DistrictFactory(code="XSQ", name="西市区", short_name="西市区")
    user = sign_in("district")
    user.posts.create(department=DepartmentFactory(district=xsq), title="科员")
    firm("营口西市一厂", district=xsq)
    firm("营口高新一厂")
    answer = client.get(LIST)
    assert (names(answer), answer.context["page"].total) == (["营口西市一厂"], 1)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("宏远", ["营口宏远机械有限公司"]),
        ("hyjx", ["营口宏远机械有限公司"]),
        ("hongyuan", ["营口宏远机械有限公司"]),
        ("老字号", ["营口宏远机械有限公司"]),
        ("91210800000001011R", ["营口宏远机械有限公司"]),
        ("宏 远", ["营口宏远机械有限公司"]),
        ("远", ["营口宏远机械有限公司"]),
        ("%", []),
        ("龘龘", []),
        ("营口", ["营口宏远机械有限公司", "营口新材料厂"]),
    ],
)
def test_search_finds_by_name_alias_pinyin_and_code(sign_in, firm, client, typed, found):
    sign_in("econ")
    firm("营口宏远机械有限公司", aliases=["老字号"], credit_code="91210800000001011R")
    firm("营口新材料厂")
    assert names(client.get(LIST, {"q": typed})) == found


def test_filters_narrow_the_list(sign_in, firm, client):
    sign_in("econ")
    parent = Cluster.objects.create(code="a", name="装备制造业")
    branch = Cluster.objects.create(code="b", name="传统装备", parent=parent)
    first = firm("甲", cluster=branch, is_above_scale=True, is_high_tech=True, is_priority=True)
    firm("乙", is_above_scale=False, operating_state="stopped")
    firm("丙")
    for query, found in [
        ({"cluster": parent.pk}, ["甲"]),
        ({"cluster": branch.pk}, ["甲"]),
        ({"above_scale": "yes"}, ["甲"]),
        ({"above_scale": "no"}, ["乙"]),
        ({"above_scale": "unknown"}, ["丙"]),
        ({"high_tech": "yes"}, ["甲"]),
        ({"priority": "yes"}, ["甲"]),
        ({"state": "stopped"}, ["乙"]),
        ({"district": first.district_id, "state": "normal"}, ["丙", "甲"]),
    ]:
        answer = client.get(LIST, query)
        assert (names(answer), answer.context["problems"]) == (found, [])


def test_filter_by_support_of_today(sign_in, firm, client, day):
    day("2016-07-05")
    sign_in("econ")
    officer, department = UserFactory(name="李责任"), DepartmentFactory(name="企业服务局")
    now = SupportAssignment.objects.create(enterprise=firm("甲"), year=2016, officer=officer, department=department)
    SupportAssignment.objects.create(enterprise=firm("乙"), year=2015, officer=officer, valid_to=date(2015, 12, 31))
    answer = client.get(LIST, {"officer": officer.pk})
    assert names(answer) == ["甲"]
    row = answer.context["rows"][0]
    assert (row["officer"], row["department"]) == ("李责任", "企业服务局")
    assert names(client.get(LIST, {"department": now.department_id})) == ["甲"]


@pytest.mark.parametrize(
    "query",
    [
        {"district": "999999"},
        {"state": "asleep"},
        {"above_scale": "maybe"},
        {"sort": "size"},
        {"batch": "7"},
        {"distrikt": "1"},
    ],
)
def test_wrong_parameter_is_shown_and_nothing_listed(sign_in, firm, client, query):
    sign_in("econ")
    firm("甲")
    answer = client.get(LIST, query)
    assert len(answer.context["problems"]) == 1
    assert answer.context["page"].total == 0
    assert "看全部" in answer.content.decode() or "Show the whole list" in answer.content.decode()


@pytest.mark.parametrize(("number", "shown"), [("99", 2), ("x", 1), ("0", 1), ("-1", 1)])
def test_wrong_page_is_shown(sign_in, firm, client, number, shown):
    sign_in("econ")
    for place in range(51):
        firm(f"厂{place:02d}")
    answer = client.get(LIST, {"page": number})
    assert len(answer.context["problems"]) == 1
    assert answer.context["page"].number == shown


def test_pages_hold_every_row_once_in_order(sign_in, firm, client):
    sign_in("econ")
    for place in range(120):
        firm(f"厂{place:03d}")
    for sort, expected in [("name", list(range(120))), ("-name", list(range(119, -1, -1)))]:
        seen = [name for number in (1, 2, 3) for name in names(client.get(LIST, {"sort": sort, "page": number}))]
        assert seen == [f"厂{place:03d}" for place in expected]


def test_list_of_a_batch_holds_what_it_wrote_and_is_its_owners(sign_in, firm, client):
    user = sign_in("econ")
    written = firm("甲")
    firm("乙")
    batch = ImportBatch.objects.create(kind="enterprises", file_name="a.xlsx", sha256="0", size=1, uploaded_by=user)
    written.history.update(history_batch=batch.pk)
    assert names(client.get(LIST, {"batch": batch.pk})) == ["甲"]
    sign_in("econ")
    answer = client.get(LIST, {"batch": batch.pk})
    assert (names(answer), len(answer.context["problems"])) == ([], 1)


def figure(enterprise, period, output, **facts):
    return OperatingFigure.objects.create(
        enterprise=enterprise, period=period, district=enterprise.district, gross_output=Decimal(output), **facts
    )


def test_figures_of_the_latest_month_for_whom_may_see_them(sign_in, firm, client):
    first = firm("甲")
    figure(first, "2016-04", "80")
    figure(first, "2016-05", "1234.5", gross_output_growth=Decimal("12.34"))
    figure(first, "2016-05", "1300", value_kind="final", gross_output_growth=Decimal("13"))
    figure(first, "2016-06", "9999", source_kind="statistical")
    sign_in("econ")
    row = client.get(LIST).context["rows"][0]
    assert (row["output"], row["growth"]) == ("1,300", "13.0")
    sign_in("supervisor")
    assert [key for key in client.get(LIST).context["label"] if key in ("output", "growth")] == []


def test_list_takes_as_many_statements_for_thirty_rows_as_for_one(sign_in, firm, client):
    sign_in("econ")
    officer = UserFactory()

    def make(name):
        made = firm(name, cluster=Cluster.objects.get_or_create(code="c", name="新材料产业")[0])
        SupportAssignment.objects.create(enterprise=made, year=2016, officer=officer)
        figure(made, "2016-05", "1")

    def statements():
        with CaptureQueriesContext(connection) as caught:
            client.get(LIST)
        return len(caught)

    make("甲")
    client.get(LIST)
    one = statements()
    for place in range(29):
        make(f"厂{place}")
    assert statements() == one
    assert one <= 12


@pytest.mark.parametrize(("asked", "counted"), [("", True), ("yes", True), ("no", False), ("unknown", False)])
def test_firms_above_scale_are_counted_unless_others_are_asked_for(sign_in, firm, client, asked, counted):
    sign_in("econ")
    firm("甲", is_above_scale=True)
    firm("乙", is_above_scale=False)

    page = client.get(LIST, {"above_scale": asked})

    assert ('data-count="1"' in page.content.decode()) is counted


def test_export_holds_the_rows_of_the_list_and_leaves_an_event(sign_in, firm, client):
    user = sign_in("econ")
    made = firm("甲", is_above_scale=True)
    firm("乙", is_above_scale=False)
    figure(made, "2016-05", "1234.5")
    shown = client.get(LIST, {"above_scale": "yes"})
    answer = client.get(LIST, {"above_scale": "yes", "format": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0]) == [head["label"] for head in shown.context["heads"]]
    assert [row[0] for row in rows[1:]] == names(shown)
    assert rows[1][-2] == 1234.5
    event = Event.objects.get(kind=Event.Kind.EXPORTED)
    assert (event.user, event.detail["rows"], event.detail["filters"]) == (user, 1, "above_scale=yes&format=xlsx")
    assert event.detail["said"] == {"规上企业": "是"}


def test_export_as_csv_disarms_formulas(sign_in, firm, client):
    sign_in("econ")
    firm("=1+1公司")
    answer = client.get(LIST, {"format": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1][0] == "'=1+1公司"


def test_export_is_refused_without_the_right(sign_in, firm, client):
    sign_in("leader")
    assert client.get(LIST, {"format": "xlsx"}).status_code == 403
    assert client.get(LIST).context["exports"] == []
    assert not Event.objects.filter(kind=Event.Kind.EXPORTED).exists()
