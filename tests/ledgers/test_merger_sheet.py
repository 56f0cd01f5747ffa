"""Breakdowns of the merger's tasks as other offices word them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import DepartmentFactory, UserFactory
from tests.ledgers.conftest import counts
from zone.ledgers.exports import as_csv, exported
from zone.ledgers.importer import Importer
from zone.ledgers.kinds import record_kinds
from zone.merger.ledger_columns import percent_in, plan_of, state_in
from zone.merger.models import MergerTask

TITLE = ["三区整合重点工作责任分工表", "2016年3月1日"]
HEADER = ["序号", "工作任务", "责任单位", "协办单位", "时限要求", "推进情况"]


@pytest.fixture
def table(desk):
    return lambda *rows, header=HEADER, title=TITLE: desk.sheet(*rows, header=header, title=title, name="分工.xlsx")


def test_due_words_and_states(desk, table):
    rows = [
        [1, "编制规划", "规划局", "三区", "上半年", "按计划推进中"],
        [2, "人员划转", "组织人事部", None, "即时", "已全部完成。"],
        [3, "财政体制", "财政局", "另行明确", "年底前", "进展缓慢，完成30%"],
        [4, "四至范围", "国土分局⏎统计局".replace("⏎", "\n"), "审计局", "2016年5月20日", "尚未启动"],
    ]
    batch = desk.save(table(*rows), "auto")
    assert (batch.kind, counts(batch)) == ("merger", (4, 0, 0, 0))
    tasks = {task.number: task for task in MergerTask.objects.all()}
    assert [(tasks[n].state, tasks[n].due_by) for n in (1, 2, 3, 4)] == [
        ("on_schedule", date(2016, 6, 30)),
        ("done", None),
        ("behind", date(2016, 12, 31)),
        ("not_started", date(2016, 5, 20)),
    ]
    assert tasks[1].supporting_departments == ["高新区", "西市区", "沿海基地"]
    assert tasks[3].supporting_departments == []
    assert (tasks[3].progress_percent, tasks[2].progress_note) == (30, "已全部完成。；即时")
    assert (tasks[4].lead_department_name, tasks[4].supporting_departments) == ("国土分局", ["统计局", "审计局"])
    assert tasks[1].plan == "三区整合重点工作责任分工表（2016年）"


def test_numbers_of_rows_without_a_serial(desk, table):
    rows = [
        ["一", "7.编制规划", "规划局", None, None, None],
        [None, "（8）人员划转", "人事部", None, None, None],
        [None, "清查", "财政局", None, None, None],
    ]
    desk.save(table(*rows), "merger")
    assert list(MergerTask.objects.values_list("number", "title")) == [(7, "编制规划"), (8, "人员划转"), (9, "清查")]


def test_one_number_twice_is_an_error(desk, table):
    rows = [[1, "编制规划", "规划局", None, None, None], [1, "人员划转", "人事部", None, None, None]]
    errors = desk.answer(desk.read(table(*rows), "merger"))["errors"]
    assert [(error["row"], error["code"]) for error in errors] == [(4, "duplicate_in_file"), (5, "duplicate_in_file")]


def test_progress_of_a_later_sheet_changes_the_task(desk, table):
    desk.save(table([1, "编制规划", "规划局", "三区", "6月", "未启动"]), "merger")
    batch = desk.save(table([1, "编制规划", "规划局", None, None, "完成60%"]), "merger")
    task = MergerTask.objects.get()
    assert counts(batch) == (0, 1, 0, 0)
    assert (task.state, task.progress_percent, task.due_by) == ("on_schedule", 60, date(2016, 6, 30))
    assert task.history.count() == 2


def test_export_comes_back_unchanged(desk, table, tmp_path):
    rows = [[1, "编制规划", "规划局", "三区", "二季度", "完成60%"], [2, "划转", "人事部、财政局", None, "尽快", "已完成√"]]
    desk.save(table(*rows), "merger")
    keys, values = exported(record_kinds()["merger-tasks"], Importer(None, date(2016, 7, 5)))
    path = tmp_path / "export.csv"
    path.write_bytes("".join(as_csv(keys, values)).encode())
    assert counts(desk.read(path, "merger")) == (0, 0, 2, 0)


def test_number_of_statements_does_not_depend_on_rows(desk, table):
    spent = []
    for count in (2, 3, 60):
        sheet = table(*[[n, f"任务{n}", "规划局", "三区", "6月", "推进中"] for n in range(1, count + 1)])
        with CaptureQueriesContext(connection) as queries:
            desk.read(sheet, "merger")
        spent.append(len(queries))
    assert spent[1] == spent[2]


def test_supporting_body_sees_its_task(desk, table, client):
    DepartmentFactory(name="审计局")
    desk.save(table([1, "资产划转", "财政局", "审计局", "6月", "推进中"], [2, "编制规划", "规划局", None, "6月", None]), "merger")
    liaison = UserFactory(roles=["liaison"])
    liaison.posts.create(department=DepartmentFactory(name="审计局"), title="科员")
    client.force_login(liaison)
    page = client.get("/merger/").content.decode()
    assert "资产划转" in page
    assert "编制规划" not in page


@pytest.mark.parametrize(
    ("words", "state"),
    [("初稿已完成，征求意见", "on_schedule"), ("已完成√", "done"), ("√", "done"), ("滞后", "behind"), ("未启动", "not_started"),
     ("已销号", "closed"), ("完成100%", "done"), ("市里未明确，长期推进", "on_schedule"), ("基本完成", "on_schedule"),
     ("已完成，印发实施", "done"),      ("已完成，正在报批", "on_schedule")],
)  # fmt: skip
def test_words_of_progress(words, state):
    assert state_in(words) == state


def test_percent_is_that_of_the_work():
    assert (percent_in("完成80%"), percent_in("资金缺口20%")) == ("80", None)


def test_plan_by_its_document_number():
    assert plan_of("贯彻落实营委发〔2015〕4号文件  三区整合工作任务分解表", 2016) == "营委发〔2015〕4号"


STORED = [
    [1, "编制规划", "规划局", None, None, None],
    [2, "人员划转", "人事部", None, None, None],
    [3, "清查资产", "财政局", None, None, None],
]


def told(answer) -> list[tuple]:
    return [(task["number"], task["title"], task["action"]) for task in answer["records"]["merger-tasks"]]


def test_serial_that_is_no_whole_number_takes_no_number_of_another_task(desk, table):
    desk.save(table(*STORED), "merger")
    rows = [
        ["3.1", "编制目录", "规划局", None, None, None],
        ["3.2", "人员划转", "人事部", None, None, None],
        ["1-1", "搬迁", "人事部", None, None, None],
    ]
    answer = desk.answer(desk.read(table(*rows), "merger"))
    assert told(answer) == [(4, "编制目录", "new"), (2, "人员划转", "unchanged"), (5, "搬迁", "new")]
    assert [found["code"] for found in answer["warnings"] if found["column"] == "A"] == ["serial_not_whole"] * 3
    desk.save(table(*rows), "merger")
    assert counts(desk.read(table(*rows), "merger")) == (0, 0, 3, 0)


def test_number_that_is_stored_under_another_title_is_said(desk, table):
    desk.save(table(*STORED), "merger")
    answer = desk.answer(desk.read(table(["（3）", "编制目录", "财政局", None, None, None]), "merger"))
    codes = [(found["code"], found["column"]) for found in answer["warnings"]]
    assert (told(answer), ("number_of_another", "B") in codes) == ([(3, "编制目录", "changed")], True)


@pytest.mark.parametrize(
    ("cells", "expected", "doubtful"),
    [
        ([(1, "已完成"), (0.8, "推进"), (0.3, "推进")], [100, 80, 30], 0),
        ([("0.8", "推进"), (0, "尚未启动")], [80, 0], 0),
        ([(1, "已完成")], [100], 0),
        ([(1, "推进")], [1], 0),
        ([(80, "推进"), (0.8, "推进"), (1, "已完成")], [80, None, 100], 1),
        ([("80%", "推进"), (0.8, "推进")], [80, None], 1),
        ([("八成", "推进"), ("过半", "推进"), ("0.8%", "推进")], [80, None, 0.8], 0),
    ],
)
def test_share_of_one_is_a_percentage_where_the_column_says_so(desk, table, cells, expected, doubtful):
    header = [*HEADER, "完成比例"]
    rows = [[number, f"任务{number}", "规划局", None, None, words, share] for number, (share, words) in enumerate(cells, 1)]
    answer = desk.answer(desk.read(table(*rows, header=header), "merger"))
    assert [task["progress_percent"] for task in answer["records"]["merger-tasks"]] == expected
    assert [found["code"] for found in answer["warnings"]].count("ambiguous_percent") == doubtful


def test_plan_in_traditional_characters_is_the_same():
    assert plan_of("三區整合工作任務分解表（營委發〔2015〕4號）", 2016) == plan_of("三区整合工作任务分解表（营委发〔2015〕4号）", 2016)


@pytest.mark.parametrize("share", [180, 180.5, 100.5, "180%", "完成180"])
def test_more_than_all_of_a_task_cannot_be_done(desk, table, share):
    header = ["序号", "工作任务", "责任单位", "完成进度"]
    desk.save(table([1, "编制规划", "规划局", 80], header=header), "merger")
    batch = desk.read(table([1, "编制规划", "规划局", share], [2, "人员划转", "财政局", 100], header=header), "merger")
    [error] = desk.answer(batch)["errors"]
    assert (error["code"], error["row"], error["column"]) == ("not_a_number", 4, "D")
    assert counts(batch) == (1, 0, 0, 1)
