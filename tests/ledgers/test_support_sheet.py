"""Support tables and lists of requests as other offices word them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises.ledger_support_cells import numbered
from enterprises.ledger_support_columns import status_in
from enterprises.models import EnterpriseAlias, ServiceRequest, SupportAssignment
from tests.factories import DepartmentFactory, DistrictFactory, EnterpriseFactory, UserFactory
from tests.ledgers.conftest import counts
from zone.ledgers.exports import as_csv, exported
from zone.ledgers.importer import Importer
from zone.ledgers.kinds import record_kinds

TITLE = ["2016年度县级领导包联企业安排表", "填报单位：企业服务办    2016年4月1日"]
HEADER = ["序号", "包联领导", "责任单位", "包联企业", "企业类型", "包联责任人", "存在问题", "推进情况", "办结时限"]


@pytest.fixture
def firms(desk):
    district = DistrictFactory()
    one = EnterpriseFactory(name="营口子丑机床有限公司", name_key="营口子丑机床有限公司", district=district)
    other = EnterpriseFactory(name="营口寅卯泵业有限公司", name_key="营口寅卯泵业有限公司", district=district)
    EnterpriseAlias.objects.create(enterprise=other, name="寅卯泵业", key="寅卯泵业", kind="short")
    return one, other


@pytest.fixture
def table(desk):
    return lambda *rows, header=HEADER, title=TITLE, **options: desk.sheet(*rows, header=header, title=title, name="包联.xlsx", **options)


def codes(answer: dict, of: str = "errors") -> list[tuple]:
    return [(finding["row"], finding["code"]) for finding in answer[of]]


def test_two_firms_two_officers_and_numbered_requests(desk, firms, table):
    DepartmentFactory(name="经济发展局", short_name="经发局")
    officer = UserFactory(name="李丙")
    row = [
        1,
        "王甲",
        "经发局、科技局",
        "营口子丑机床有限公司、寅卯泵业（2户）",
        "骨干",
        "李丙/赵丁",
        "①用电增容\n②招工难",
        "①已解决；②协调中",
        "①3月底；②上半年",
    ]
    desk.save(table(row), "auto")
    supports = SupportAssignment.objects.order_by("id")
    assert [(each.enterprise, each.tier, each.officer, each.department.name) for each in supports] == [
        (firm, "backbone", officer, "经济发展局") for firm in firms
    ]
    assert supports[0].supporting_departments == ["科技局"]
    assert (supports[0].leader, supports[0].leader_name) == (None, "王甲")
    found = ServiceRequest.objects.order_by("id").values_list("enterprise", "description", "status", "due_by")
    assert list(found) == [
        (firms[0].pk, "用电增容", "completed", date(2016, 3, 31)),
        (firms[1].pk, "招工难", "in_progress", date(2016, 6, 30)),
    ]


def test_row_that_names_no_firm_is_not_importable(desk, firms, table):
    batch = desk.read(table([1, "王甲", "经发局", "规下企业等15户，名单另附", "培育", "李丙", None, None, None]), "support")
    assert codes(desk.answer(batch)) == [(4, "not_importable")]


def test_missing_officer_and_impossible_limit(desk, firms, table):
    rows = [
        [1, "王甲", "经发局", "营口子丑机床有限公司", "重点", "待定", "天然气价格高", "暂无法解决，需市里协调", "长期推进"],
        [2, "王甲", "经发局", "寅卯泵业", "重点", "李丙", "融资", None, "2016.2.30"],
    ]
    answer = desk.answer(desk.read(table(*rows), "support"))
    assert (4, "officer_missing") in codes(answer, "warnings")
    assert (5, "matched_by_alias") in codes(answer, "warnings")
    assert codes(answer) == [(5, "impossible_date")]
    (request,) = answer["records"]["service-requests"]
    assert (request["status"], request["due_by"]) == ("on_hold", None)
    assert "长期推进" in request["progress_note"]


def test_changed_leader_is_a_correction(desk, firms, table):
    desk.save(table([1, "王甲", "经发局", "营口子丑机床有限公司", "重点", "李丙", None, None, None]), "support")
    batch = desk.save(table([1, "赵丁", "经发局", "营口子丑机床有限公司", "重点", "李丙", None, None, None]), "support")
    assert counts(batch) == (0, 1, 0, 0)
    assert [each.leader_name for each in SupportAssignment.objects.all()] == ["赵丁"]


def test_leader_from_a_day_on_ends_the_one_before(desk, firms, table):
    desk.save(table([1, "王甲", "经发局", "营口子丑机床有限公司", "重点", "李丙", None, None, None]), "support")
    header = ["序号", "包联领导", "责任单位", "包联企业", "调整时间"]
    sheet = table([1, "赵丁", "经发局", "营口子丑机床有限公司", "2016年6月1日"], header=header)
    desk.save(sheet, "support")
    assert [(each.leader_name, each.valid_from, each.valid_to) for each in SupportAssignment.objects.order_by("id")] == [
        ("王甲", None, date(2016, 5, 31)),
        ("赵丁", date(2016, 6, 1), None),
    ]
    assert counts(desk.read(sheet, "support")) == (0, 0, 1, 0)


DATED = ["包联领导", "责任单位", "包联企业", "起始时间", "结束时间"]


def periods() -> list[tuple]:
    return [(each.leader_name, each.valid_from, each.valid_to) for each in SupportAssignment.objects.order_by("valid_from", "leader_name")]


def supported(firm, leader: str, first: date | None, last: date | None) -> SupportAssignment:
    return SupportAssignment.objects.create(enterprise=firm, year=2016, leader_name=leader, valid_from=first, valid_to=last)


@pytest.mark.parametrize("last", [date(2016, 5, 31), None])
def test_export_with_an_earlier_assignment_comes_back_unchanged(desk, firms, tmp_path, last):
    supported(firms[0], "王甲", None, last)
    supported(firms[0], "赵丁", date(2016, 6, 1), None)
    keys, values = exported(record_kinds()["support-assignments"], Importer(None, date(2016, 7, 5)))
    path = tmp_path / "export.csv"
    path.write_bytes("".join(as_csv(keys, values)).encode())
    assert counts(desk.save(path, "support")) == (0, 0, 2, 0)


@pytest.mark.parametrize(("said", "ends"), [("2016-05-31", date(2016, 5, 31)), ("2016-05-20", date(2016, 5, 20))])
def test_last_day_alone_means_the_assignment_that_held_on_it(desk, firms, table, said, ends):
    supported(firms[0], "王甲", None, date(2016, 5, 31))
    supported(firms[0], "赵丁", date(2016, 6, 1), None)
    desk.save(table(["王甲", None, "营口子丑机床有限公司", None, said], header=DATED), "support")
    assert {(each.leader_name, each.valid_to) for each in SupportAssignment.objects.all()} == {("王甲", ends), ("赵丁", None)}


@pytest.mark.parametrize("first", [None, "2016-06-01"])
def test_end_before_the_start_is_told_at_its_cell(desk, firms, table, first):
    supported(firms[0], "王甲", date(2016, 6, 1), None)
    answer = desk.answer(desk.read(table(["王甲", None, "营口子丑机床有限公司", first, "2016-03-31"], header=DATED), "support"))
    assert [(each["code"], each["column"]) for each in answer["errors"]] == [("impossible_date", "E")]


def test_rows_of_a_firm_follow_each_other(desk, firms, table):
    supported(firms[0], "王甲", date(2016, 1, 1), None)
    rows = [["孙戊", None, "营口子丑机床有限公司", "2016-08-01", None], ["赵丁", None, "营口子丑机床有限公司", "2016-07-01", None]]
    sheet = table(*rows, header=DATED)
    desk.save(sheet, "support")
    assert periods() == [
        ("王甲", date(2016, 1, 1), date(2016, 6, 30)),
        ("赵丁", date(2016, 7, 1), date(2016, 7, 31)),
        ("孙戊", date(2016, 8, 1), None),
    ]
    assert counts(desk.read(sheet, "support")) == (0, 0, 2, 0)


def test_row_without_a_day_ends_where_another_begins(desk, firms, table):
    supported(firms[0], "王甲", date(2016, 1, 1), None)
    rows = [["王甲", None, "营口子丑机床有限公司", None, None], ["赵丁", None, "营口子丑机床有限公司", "2016-07-01", None]]
    desk.save(table(*rows, header=DATED), "support")
    assert periods() == [("王甲", date(2016, 1, 1), date(2016, 6, 30)), ("赵丁", date(2016, 7, 1), None)]


def test_rejected_row_ends_nobody(desk, firms, table):
    supported(firms[0], "王甲", date(2016, 1, 1), None)
    rows = [["赵丁", None, "营口子丑机床有限公司", "2016-07-01", "2016-06-01"], ["王甲", None, "寅卯泵业", None, None]]
    desk.save(table(*rows, header=DATED), "support", good_rows_only=True)
    assert [(each.enterprise, each.valid_to) for each in SupportAssignment.objects.order_by("id")] == [(firms[0], None), (firms[1], None)]


def test_same_firm_under_two_leaders_contradicts(desk, firms, table):
    rows = [[n, leader, "经发局", "营口子丑机床有限公司", "重点", "李丙", None, None, None] for n, leader in ((1, "王甲"), (2, "赵丁"))]
    assert codes(desk.answer(desk.read(table(*rows), "support"))) == [(4, "duplicate_in_file"), (5, "duplicate_in_file")]


def test_second_row_of_a_firm_may_bring_another_request(desk, firms, table):
    rows = [[n, "王甲", "经发局", "营口子丑机床有限公司", "重点", "李丙", words, None, None] for n, words in ((1, "缺工"), (2, "缺电"))]
    desk.save(table(*rows), "support")
    assert (SupportAssignment.objects.count(), ServiceRequest.objects.count()) == (1, 2)


def test_list_of_requests_alone(desk, firms, table):
    header = ["序号", "企业名称", "问题诉求", "交办单位", "当前进展", "解决时限"]
    sheet = table([1, "寅卯泵业", "办理土地证", "国土分局", "已销号", "5月"], header=header, title=["2016年企业诉求台账"])
    batch = desk.save(sheet, "auto")
    request = ServiceRequest.objects.get()
    assert (request.department_name, request.status, request.due_by) == ("国土分局", "closed", date(2016, 5, 31))
    assert counts(batch)[0] == 1
    assert not SupportAssignment.objects.exists()


@pytest.mark.parametrize("code", ["support-assignments", "service-requests"])
def test_export_comes_back_unchanged(desk, firms, table, tmp_path, code):
    rows = [
        [1, "王甲", "经发局、科技局", "营口子丑机床有限公司", "重点", "李丙", "用电；扩容", "已报供电公司。", "二季度"],
        [2, "王甲", "经发局", "寅卯泵业", "培育", "李丙", "招工", "已解决", "尽快"],
    ]
    desk.save(table(*rows), "support")
    keys, values = exported(record_kinds()[code], Importer(None, date(2016, 7, 5)))
    path = tmp_path / "export.csv"
    path.write_bytes("".join(as_csv(keys, values)).encode())
    assert counts(desk.read(path, "support")) == (0, 0, 2, 0)


def test_number_of_statements_does_not_depend_on_rows(desk, table):
    district = DistrictFactory()
    names = [f"营口测试{n}号有限公司" for n in range(60)]
    for name in names:
        EnterpriseFactory(name=name, name_key=name, district=district)

    def sheet(count: int):
        return table(*[[n, "王甲", "经发局", names[n], "重点", "李丙", f"诉求{n}", "推进中", "5月"] for n in range(count)])

    spent = []
    for count in (2, 3, 50):
        with CaptureQueriesContext(connection) as queries:
            desk.read(sheet(count), "support")
        spent.append(len(queries))
    assert spent[1] == spent[2]  # the first sheet finds nothing of an earlier one


def test_numbers_within_a_text_are_no_numbering():
    assert numbered("资金缺口1.5亿元") == {0: "资金缺口1.5亿元"}
    assert numbered("1.用地；2.用工30人。3、贷款") == {1: "用地", 2: "用工30人", 3: "贷款"}


@pytest.mark.parametrize(
    ("words", "status"),
    [("尚未解决", "in_progress"), ("问题已解决", "completed"), ("4月中旬解决", "in_progress"), ("已办结", "completed"),
     ("已报国土分局", "in_progress"),
     ("不予受理", "rejected"), ("企业自行考虑", None)],
)  # fmt: skip
def test_status_words(words, status):
    assert status_in(words) == status


def test_list_shows_what_an_import_wrote(desk, firms, table, client, econ):
    desk.save(table([1, "王甲", "经发局", "营口子丑机床有限公司", "重点", "李丙", "用电增容", "推进中", "3月底"]), "support", by=econ)
    client.force_login(econ)
    page = client.get("/enterprises/requests/?overdue=yes").content.decode()
    assert "用电增容" in page
    assert "用电增容" not in client.get("/enterprises/requests/?overdue=no").content.decode()
    assert "营口子丑机床" in client.get("/enterprises/supports/").content.decode()
    assert "用电增容" in client.get(f"/enterprises/{firms[0].pk}/").content.decode()
