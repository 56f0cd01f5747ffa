"""Saving a preview: everything or nothing, with history, in a number of statements that does not grow."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises.models import DistrictMembership, Enterprise, EnterpriseAlias, OperatingFigure, SizeStatus
from enterprises.naming import name_key, search_text
from tests.ledgers.conftest import HEADER, ROWS, TITLE, counts
from zone.ledgers.actions import commit_batch
from zone.ledgers.models import ImportBatch
from zone.ledgers.refused import LedgerRefused
from zone.lib.credit_code import check_character
from zone.models import District, Event, Period

MODELS = [Enterprise, OperatingFigure, EnterpriseAlias, DistrictMembership, SizeStatus]


def replayed(model) -> dict[int, dict]:
    """Each row as its newest history row has it."""
    names = [field.attname for field in model.history.model.tracked_fields]
    rows = {}
    for row in model.history.order_by("history_date", "history_id"):
        rows[row.id] = {name: getattr(row, name) for name in names}
    return rows


def stored(model) -> dict[int, dict]:
    names = [field.attname for field in model.history.model.tracked_fields]
    return {row.pk: {name: getattr(row, name) for name in names} for row in model.objects.all()}


def many(count: int) -> list[list]:
    rows = []
    for number in range(count):
        body = f"91210800{number:09d}"
        code = body + check_character(body)
        rows.append([number + 1, f"营口测试{number}有限公司", code, "高新区", number + 100.5, 10 + number, "是", None])
    return rows


def test_new_firm_is_stored_with_all_that_follows_from_it(desk):
    batch = desk.save(desk.sheet(ROWS[0]))
    firm = Enterprise.objects.get()
    assert (firm.name, firm.credit_code, firm.credit_code_status, firm.district.code) == (
        "营口甲辰机械制造有限公司",
        "91210800000001011R",
        "valid",
        "GXQ",
    )
    assert (firm.name_key, firm.search_text) == (name_key(firm.name), search_text(firm.name, (), firm.credit_code))
    figure = firm.operating_figures.get()
    assert (figure.period, figure.principal_revenue, figure.employees, figure.district) == ("2016-03", Decimal(2960), 215, firm.district)
    assert [(str(row.valid_from), row.valid_to) for row in firm.memberships.all()] == [("2016-03-01", None)]
    assert [(str(row.valid_from), row.valid_to) for row in firm.size_statuses.all()] == [("2016-03-01", None)]
    assert list(Enterprise.objects.written(batch.pk)) == [firm]
    assert firm.history.get().history_batch == batch.pk


def test_firm_of_which_a_sheet_brings_figures_alone_is_listed_with_its_batch(desk):
    desk.save(desk.sheet(*ROWS))
    april = ["营口国家高新区企业台账（2016年1-4月）", "单位：万元"]
    header = ["序号", "企业名称", "1-4月主营业务收入"]
    batch = desk.save(desk.sheet([1, ROWS[0][1], 4010], header=header, title=april))
    (firm,) = Enterprise.objects.written(batch.pk)
    assert (firm.name, firm.history.count(), firm.operating_figures.count()) == (ROWS[0][1], 1, 2)


def test_rows_equal_those_of_ordinary_saving(desk):
    desk.save(desk.sheet(*many(3)))
    names = [field.attname for field in Enterprise._meta.concrete_fields if field.attname not in ("id", "credit_code", "search_text")]
    imported = Enterprise.objects.order_by("pk").first()
    typed = Enterprise(**{name: getattr(imported, name) for name in names})
    typed.save()
    again = Enterprise.objects.get(pk=typed.pk)
    assert {name: getattr(again, name) for name in names} == {name: getattr(imported, name) for name in names}


@pytest.mark.parametrize("resaved", [False, True])
def test_same_sheet_again_changes_nothing(desk, resaved):
    desk.save(desk.sheet(*ROWS))
    path = desk.sheet(*ROWS, name="再存.xlsx", hidden_columns=["A"]) if resaved else desk.sheet(*ROWS)
    before = {model: stored(model) for model in MODELS}
    again = desk.save(path)
    assert counts(again) == (0, 0, 2, 0)
    assert {model: stored(model) for model in MODELS} == before


def test_changed_cell_is_told_with_its_old_value(desk):
    desk.save(desk.sheet(*ROWS))
    row = [*ROWS[0]]
    row[4], row[7] = 3000, "新厂"
    answer = desk.answer(desk.read(desk.sheet(row)))
    assert [record["before"] for record in answer["records"]["enterprises"]] == [{"remarks": "老厂"}]
    assert [record["before"] for record in answer["records"]["operating-figures"]] == [{"principal_revenue": 2960}]


def test_blank_never_wipes_and_the_word_for_it_does(desk):
    desk.save(desk.sheet(ROWS[0]))
    blank = [1, ROWS[0][1], ROWS[0][2], None, None, None, None, None]
    desk.save(desk.sheet(blank))
    assert Enterprise.objects.get().remarks == "老厂"
    desk.save(desk.sheet([*blank[:4], "清空", None, None, "清空"]))
    assert Enterprise.objects.get().remarks == ""
    assert OperatingFigure.objects.get().principal_revenue is None


def test_change_raises_the_version_and_keeps_history(desk):
    desk.save(desk.sheet(*ROWS))
    batch = desk.save(desk.sheet([*ROWS[0][:7], "搬入新厂"]))
    firm = Enterprise.objects.get(credit_code=ROWS[0][2])
    assert (firm.version, firm.remarks) == (2, "搬入新厂")
    assert [(row.history_type, row.remarks, row.history_batch == batch.pk) for row in firm.history.order_by("history_id")] == [
        ("+", "老厂", False),
        ("~", "搬入新厂", True),
    ]


def test_history_replayed_is_the_table(desk):
    desk.save(desk.sheet(*ROWS))
    june = [TITLE[0].replace("1-3", "1-6"), TITLE[1]]
    desk.save(desk.sheet([*ROWS[0][:3], "西市区", 3100, 220, "否", "迁入西市区"], title=june))
    assert {model: replayed(model) for model in MODELS} == {model: stored(model) for model in MODELS}


def test_firm_that_moves_ends_one_standing_and_begins_another(desk):
    desk.save(desk.sheet(ROWS[0]))
    june = [TITLE[0].replace("1-3", "1-6"), TITLE[1]]
    header = [word.replace("1-3", "1-6") for word in HEADER]
    desk.save(desk.sheet([*ROWS[0][:3], "西市区", 6000, 220, "否", None], title=june, header=header))
    firm = Enterprise.objects.get()
    dated = [(row.district.code, str(row.valid_from), str(row.valid_to)) for row in firm.memberships.order_by("id")]
    assert dated == [("GXQ", "2016-03-01", "2016-05-31"), ("XSQ", "2016-06-01", "None")]
    assert [str(row.valid_to) for row in firm.size_statuses.all()] == ["2016-05-31"]
    assert [(figure.period, figure.district.code) for figure in firm.operating_figures.order_by("period")] == [
        ("2016-03", "GXQ"),
        ("2016-06", "XSQ"),
    ]


def test_whole_sheet_or_nothing(desk):
    batch = desk.read(desk.sheet(ROWS[0], [2, "营口乙有限公司", "91210800000001011X", "高新区", 1, 1, "是", None]))
    with pytest.raises(LedgerRefused) as refused:
        commit_batch(batch, by=None, good_rows_only=False)
    assert (refused.value.code, Enterprise.objects.count()) == ("has_errors", 0)
    assert commit_batch(batch, by=None, good_rows_only=True)
    assert [firm.name for firm in Enterprise.objects.all()] == [ROWS[0][1]]


def test_second_commit_is_none(desk):
    batch = desk.save(desk.sheet(ROWS[0]))
    assert commit_batch(batch, by=None, good_rows_only=False) is False
    assert (Enterprise.objects.count(), Enterprise.history.count()) == (1, 1)


def test_what_somebody_changed_since_the_preview_is_refused(desk):
    desk.save(desk.sheet(*ROWS))
    batch = desk.read(desk.sheet([*ROWS[0][:7], "表里的备注"]))
    firm = Enterprise.objects.get(credit_code=ROWS[0][2])
    firm.remarks, firm.version = "页面上的备注", firm.version + 1
    firm.save()
    with pytest.raises(LedgerRefused) as refused:
        commit_batch(batch, by=None, good_rows_only=False)
    assert (refused.value.code, refused.value.params["records"]) == ("stale", firm.name)
    assert (Enterprise.objects.get(pk=firm.pk).remarks, ImportBatch.objects.get(pk=batch.pk).state) == ("页面上的备注", "previewed")


def test_what_somebody_made_since_the_preview_is_refused(desk):
    batch = desk.read(desk.sheet(ROWS[0]))
    district = District.objects.get(code="GXQ")
    Enterprise.objects.create(name=ROWS[0][1], name_key=name_key(ROWS[0][1]), credit_code=ROWS[0][2], district=district)
    with pytest.raises(LedgerRefused) as refused:
        commit_batch(batch, by=None, good_rows_only=False)
    assert (refused.value.code, Enterprise.objects.count()) == ("stale", 1)


def test_month_locked_since_the_preview_is_refused(desk):
    batch = desk.read(desk.sheet(ROWS[0]))
    Period.objects.create(month="2016-03", status=Period.Status.LOCKED)
    with pytest.raises(LedgerRefused) as refused:
        commit_batch(batch, by=None, good_rows_only=False)
    assert (refused.value.code, Enterprise.objects.count()) == ("stale", 0)


def test_import_is_an_event(desk, econ):
    batch = desk.save(desk.sheet(ROWS[0]), by=econ)
    event = Event.objects.get(kind=Event.Kind.IMPORTED)
    assert (event.user, event.detail["new"], event.subject) == (econ, 1, f"{batch.pk} 台账.xlsx")


def statements(work) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def test_statements_do_not_grow_with_the_rows(desk):
    found = {}
    for count in (10, 300):
        new = statements(lambda: desk.save(desk.sheet(*many(count))))  # noqa: B023
        rows = [[*row[:4], row[4] + 1, row[5] + 1, "否", "变更"] for row in many(count)]
        changed = statements(lambda: desk.save(desk.sheet(*rows)))  # noqa: B023
        found[count] = (new, changed)
        for model in reversed(MODELS):
            model.objects.all().delete()
    assert found[10] == found[300]
    assert max(found[300]) <= 60
