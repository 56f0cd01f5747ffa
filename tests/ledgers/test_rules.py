"""What the rows of a sheet are taken for: matching, scope, rules over several columns, totals."""

import pytest

from enterprises.models import Enterprise
from projects.models import Project, Stage, StageEvent
from projects.wording import stage_in_progress, stage_of_heading, start_in_progress
from tests.factories import DepartmentFactory, EnterpriseFactory, UserFactory
from tests.ledgers.conftest import HEADER, ROWS, counts
from zone.ledgers.actions import commit_batch
from zone.models import District, Period, Post

PLAN_HEADER = ["序号", "企业名称", "项目名称", "备案号", "总投资", "其中:设备", "2016年计划投资", "1-6月完成投资", "形象进度", "责任人"]
PLAN_TITLE = ["2016年技改项目计划及进展情况表", "填报单位：经济发展局      2016年6月30日      单位：万元"]


def codes(answer, kind="errors") -> list[tuple]:
    return [(found["row"], found["column"], found["code"]) for found in answer[kind]]


def plan(desk, *rows, **options):
    return desk.sheet(*rows, header=PLAN_HEADER, title=PLAN_TITLE, name="技改.xlsx", **options)


@pytest.fixture
def firm(desk):
    desk.save(desk.sheet(ROWS[0]))
    return Enterprise.objects.get()


def test_short_name_finds_the_firm_and_does_not_rename_it(desk):
    header = [*HEADER[:-1], "简称"]
    desk.save(desk.sheet([*ROWS[0][:-1], "甲辰机械"], header=header))
    batch = desk.read(desk.sheet([1, "甲辰机械", None, None, 3000, None, None, None]))
    answer = desk.answer(batch)
    assert codes(answer, "warnings") == [(4, "B", "matched_by_alias")]
    assert [record["name"] for record in answer["records"]["enterprises"]] == ["营口甲辰机械制造有限公司"]
    assert counts(batch) == (0, 1, 0, 0)


def test_code_and_name_of_two_firms_conflict(desk):
    desk.save(desk.sheet(ROWS[0]))
    EnterpriseFactory(name="营口丁酉阀门厂", name_key="营口丁酉阀门厂", district=District.objects.get(code="GXQ"))
    answer = desk.answer(desk.read(desk.sheet([1, "营口丁酉阀门厂", ROWS[0][2], "高新区", 1, 1, "是", None])))
    assert codes(answer) == [(4, "C", "key_conflict")]


def test_same_firm_in_two_rows(desk):
    same = desk.answer(desk.read(desk.sheet(ROWS[0], [9, *ROWS[0][1:]])))
    other = desk.answer(desk.read(desk.sheet(ROWS[0], [9, *ROWS[0][1:4], 1, *ROWS[0][5:]])))
    assert codes(same) == [(5, "B", "duplicate_in_file")]
    assert codes(other) == [(4, "B", "duplicate_in_file"), (5, "B", "duplicate_in_file")]


def test_firm_out_of_reach_is_answered_as_one_that_does_not_exist(desk):
    desk.save(desk.sheet(*ROWS))
    user = UserFactory(username="xsq", roles=["district", "econ"])
    user.groups.get(name="econ").permissions.remove(*user.groups.get(name="econ").permissions.filter(codename="reach_zone"))
    office = DepartmentFactory(name="西市区发改局", district=District.objects.get(code="XSQ"))
    Post.objects.create(user=user, department=office, title="科员")
    hidden = ROWS[0]
    absent = [2, "营口没有这家有限公司", "91210800000006111K", "高新区", 1, 1, "是", None]
    answer = desk.answer(desk.read(desk.sheet(hidden, absent, ROWS[1]), by=user))
    assert codes(answer) == [(4, "B", "unknown_enterprise"), (5, "B", "unknown_enterprise")]
    assert [record["name"] for record in answer["records"]["enterprises"]] == [ROWS[1][1]]


def test_sheet_without_a_month_brings_firms_and_no_figures(desk):
    header = ["序号", "企业名称", "统一社会信用代码", "所属区域", "主营业务收入", "从业人员", "是否规上", "备注"]
    answer = desk.answer(desk.read(desk.sheet(ROWS[0], header=header, title=["企业台账", "单位：万元"])))
    assert (codes(answer, "warnings"), answer["records"]["operating-figures"], answer["new"]) == ([(None, "", "no_period")], [], 1)


def test_unit_and_month_of_the_sheet_go_before_those_of_the_user(desk):
    answer = desk.answer(desk.read(desk.sheet(ROWS[0]), unit="亿元", period="2016-05"))
    assert sorted(code for _row, _column, code in codes(answer, "warnings")) == ["period_conflict", "unit_conflict"]
    assert (answer["unit"], answer["period"]) == ("万元", "2016-03")


def test_what_a_locked_month_holds_may_be_said_again_with_other_news_of_the_firm(desk):
    header = [*HEADER[:6], "1-3月实缴税费", HEADER[7]]
    row = [*ROWS[0][:6], None, "老厂"]
    desk.save(desk.sheet(row, header=header))
    Period.objects.create(month="2016-03", status=Period.Status.LOCKED)
    assert counts(desk.read(desk.sheet(row, header=header))) == (0, 0, 1, 0)
    assert counts(desk.read(desk.sheet([*row[:7], "新厂"], header=header))) == (0, 1, 0, 0)
    answer = desk.answer(desk.read(desk.sheet([*row[:5], 216, 12, "老厂"], [*ROWS[1][:6], None, None], header=header)))
    assert codes(answer) == [(4, "F", "period_locked"), (4, "G", "period_locked"), (5, "E", "period_locked"), (5, "F", "period_locked")]
    assert (answer["unchanged"], answer["rejected"]) == (0, 2)


def test_total_that_does_not_add_up_is_told_in_its_own_unit(desk):
    total = ["合计", "3户", None, None, 5111, 303, None, None]
    answer = desk.answer(desk.read(desk.sheet(*ROWS, total)))
    assert answer["totals"] == [
        {"row": 6, "column": "E", "header": "1-3月主营业务收入", "printed": 5111, "computed": 5110, "difference": 1}
    ]
    assert codes(answer, "warnings") == [(6, "", "total_differs"), (6, "E", "total_differs")]


def test_equipment_dearer_than_the_stored_whole_is_an_error(desk, firm):
    row = [1, firm.name, "加工中心", "营高经备〔2016〕1号", 1000, 600, 500, 100, "正在施工", None]
    desk.save(plan(desk, row), "tech-upgrade")
    answer = desk.answer(desk.read(plan(desk, [*row[:4], None, 1200, *row[6:]]), "tech-upgrade"))
    assert codes(answer) == [(4, "F", "equipment_exceeds_total")]
    assert "1200万元" in answer["errors"][0]["message"]


def test_project_is_numbered_and_enters_its_stage(desk, firm):
    row = [1, firm.name, "加工中心", "营高经备〔2016〕1号", 1000, 600, 500, 100, "4月已开工", None]
    batch = desk.save(plan(desk, row, [2, firm.name, "热处理线", None, 800, 100, 80, None, None, None]), "tech-upgrade")
    first, second = Project.objects.written(batch.pk).order_by("code")
    assert [project.code[:3] + project.code[-4:] for project in (first, second)] == ["JG--001", "JG--002"]
    assert (first.stage, str(first.actual_start_on), second.stage) == (Stage.STARTED, "2016-04-01", Stage.PLANNING)
    assert first.code.casefold() in first.search_text
    event = StageEvent.objects.get(project=first)
    assert (event.stage, str(event.entered_on), event.precision) == (Stage.STARTED, "2016-04-01", "month")


def test_next_month_moves_the_project_on(desk, firm):
    row = [1, firm.name, "加工中心", "营高经备〔2016〕1号", 1000, 600, 500, 100, "4月已开工", None]
    desk.save(plan(desk, row), "tech-upgrade")
    header = [word.replace("1-6", "1-7") for word in PLAN_HEADER]
    july = [*row[:7], 300, "因环保验收滞后，停工整改", None]
    batch = desk.read(desk.sheet(july, header=header, title=PLAN_TITLE, name="七月.xlsx"), "tech-upgrade")
    assert commit_batch(batch, by=None, good_rows_only=False)
    project = Project.objects.get()
    assert (project.stage, [str(row.period) for row in project.progress.order_by("period")]) == (Stage.SUSPENDED, ["2016-06", "2016-07"])
    assert list(project.stage_events.order_by("id").values_list("stage", flat=True)) == [Stage.STARTED, Stage.SUSPENDED]


def test_person_is_found_within_the_department(desk, firm):
    department = DepartmentFactory(name="经济发展局")
    meant, other = (UserFactory(name="李丁松") for _same_name in range(2))
    Post.objects.create(user=meant, department=department, title="科员")
    row = [1, firm.name, "加工中心", None, 1000, 600, 500, 100, None, "李丁松"]
    desk.save(plan(desk, row), "tech-upgrade")
    assert (Project.objects.get().officer, Project.objects.get().department) == (meant, department)
    Post.objects.create(user=other, department=department, title="科员")
    answer = desk.answer(desk.read(plan(desk, row), "tech-upgrade"))
    assert codes(answer) == [(4, "J", "ambiguous_person")]


def test_person_settled_on_the_page_stays_settled(desk, firm):
    row = [1, firm.name, "加工中心", None, 1000, 600, 500, 100, None, "某某某"]
    desk.save(plan(desk, row), "tech-upgrade")
    project = Project.objects.get()
    assert (project.officer, project.officer_name) == (None, "某某某")
    project.officer, project.version = UserFactory(name="别的写法"), 2
    project.save()
    assert counts(desk.read(plan(desk, row), "tech-upgrade")) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("words", "stage", "is_ambiguous"),
    [
        ("设备已安装9台", Stage.UNDER_CONSTRUCTION, False),
        ("因环保验收滞后，停工整改", Stage.SUSPENDED, False),
        ("主体完工，设备未到货", Stage.UNDER_CONSTRUCTION, True),
        ("4月已开工", Stage.STARTED, False),
        ("前期手续", Stage.PRE_CONSTRUCTION, False),
        ("尚未开工", Stage.PRE_CONSTRUCTION, False),
        ("已完工", Stage.COMPLETED, False),
        ("预计12月底前竣工，正在施工", Stage.UNDER_CONSTRUCTION, False),
        ("冬歇", Stage.WINTER_BREAK, False),
        ("冬歇后复工", Stage.UNDER_CONSTRUCTION, False),
        ("建成投产", Stage.IN_PRODUCTION, False),
        ("部分投产", Stage.IN_PRODUCTION, True),
        ("项目终止", Stage.TERMINATED, False),
        ("顺利", None, False),
    ],
)
def test_stage_is_told_in_words(words, stage, is_ambiguous):
    found = stage_in_progress(words)
    assert (found.stage, found.is_ambiguous) == (stage, is_ambiguous)


def test_innermost_heading_names_the_stage():
    assert stage_of_heading(("一、新开工项目（3个）", "（一）续建")) == Stage.UNDER_CONSTRUCTION
    assert stage_of_heading(("一、装备制造",)) is None


def test_start_is_told_in_words():
    found = [start_in_progress(words, 2016) for words in ("4月已开工", "2015年10月20日开工", "设备到货")]
    assert [(str(day[0]), day[1]) if day else None for day in found] == [("2016-04-01", "month"), ("2015-10-20", "day"), None]


def test_a_name_that_another_code_bears_makes_a_new_firm_and_is_told(desk):
    desk.save(desk.sheet(ROWS[0]))
    answer = desk.answer(desk.read(desk.sheet([1, ROWS[0][1], "91210800000004060H", "高新区", 1, 1, "是", None])))
    assert (answer["new"], [warning["code"] for warning in answer["warnings"]]) == (1, ["same_name_other_code"])
    assert "91210800000001011R" in answer["warnings"][0]["message"]
