"""Dispatch tables of investment projects and monthly sheets in the layouts in which offices keep them."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects import standing
from projects.models import Procedure, Project, ProjectMonth, ProjectProgress, Stage
from projects.review import confirm
from tests.factories import DepartmentFactory, UserFactory
from tests.ledgers.conftest import counts
from tests.ledgers.test_rules import codes
from tests.ledgers.test_samples import DISPATCH, SAMPLES
from zone.ledgers.actions import commit_batch
from zone.ledgers.undo import undo_batch
from zone.lib.clock import today
from zone.models import District, Period, Post

HEADER = [
    "序号",
    "招商项目名称",
    "投资商",
    "来源地",
    "总投资（万元）",
    "签约日期",
    "计划开工时间",
    "实际开工时间",
    "2016年计划投资",
    "6月完成投资",
    "1-6月完成投资",
    "立项",
    "环评批复",
    "施工许可证",
    "目前形象进度",
    "包保领导",
    "责任人",
    "红黄绿灯",
]
TITLE = ["2016年招商项目推进情况表（6月）"]
ROW = [
    1,
    "耐火新材料基地",
    "江苏甲有限公司",
    "浙江省杭州市",
    52000,
    "2016年3月8日",
    "2016年4月",
    None,
    12000,
    2400,
    4150,
    "营发改备〔2016〕12号",
    "2016.5",
    "办理中",
    "场地平整",
    "孙丙辉",
    "刘庚远",
    "黄",
]
MONTHLY = ["序号", "项目名称", "本月完成投资", "累计完成投资", "形象进度", "存在问题"]
MONTHLY_TITLE = ["2016年6月项目月度进展表", "单位：万元"]


def dispatch(desk, *rows, header=HEADER):
    return desk.sheet(*rows, header=header, title=TITLE, name="招商.xlsx")


def monthly(desk, *rows, header=MONTHLY, title=MONTHLY_TITLE, **options):
    return desk.sheet(*rows, header=header, title=title, name="进展.xlsx", **options)


@pytest.fixture
def project(desk):
    desk.save(dispatch(desk, ROW), "investment")
    return Project.objects.get()


def test_separate_columns_and_one_row_of_headers(project):
    facts = (project.kind, project.code, project.investor, project.source_region, project.total_investment, project.stage)
    assert facts == ("investment", "ZS-2016-001", "江苏甲有限公司", "yangtze_delta", Decimal(52000), Stage.PRE_CONSTRUCTION)
    assert (str(project.planned_start_on), project.planned_start_precision, project.actual_start_on) == ("2016-04-01", "month", None)
    assert (project.leader_name, project.officer_name, project.district.code) == ("孙丙辉", "刘庚远", "ALL")


def test_papers_are_told_by_number_day_and_word(project):
    papers = {paper.item: (paper.state, paper.document_number, str(paper.done_on or "")) for paper in project.procedures.all()}
    assert papers == {
        "备案": ("approved", "营发改备〔2016〕12号", ""),
        "环评": ("approved", "", "2016-05-01"),
        "施工许可": ("preparing", "", ""),
    }


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("√", "approved"),
        ("×", "not_started"),
        ("办理中", "preparing"),
        ("已办", "approved"),
        ("不需要", "not_required"),
        ("补正", "correcting"),
        ("已申报", "submitted"),
        ("受阻", "blocked"),
        ("已办（2016年3月）", "approved"),
    ],
)
def test_words_of_papers(desk, cell, state):
    row = [*ROW[:11], cell, None, None, *ROW[14:]]
    answer = desk.answer(desk.read(dispatch(desk, row), "investment"))
    assert [(record["item"], record["state"]) for record in answer["records"]["procedures"]] == [("备案", state)]


def test_word_that_tells_no_state_of_a_paper_is_an_error(desk):
    answer = desk.answer(desk.read(dispatch(desk, [*ROW[:11], "蓝色", None, None, *ROW[14:]]), "investment"))
    assert codes(answer) == [(3, "L", "unknown_choice")]


def test_same_table_again_changes_nothing_and_a_paper_that_is_done_is_told(desk, project):
    assert counts(desk.read(dispatch(desk, ROW), "investment")) == (0, 0, 1, 0)
    answer = desk.answer(desk.read(dispatch(desk, [*ROW[:13], "√", *ROW[14:]]), "investment"))
    told = [(each["item"], each["action"], each.get("before")) for each in answer["records"]["procedures"]]
    assert told[2] == ("施工许可", "changed", {"state": "preparing"})


def test_project_without_its_investor_is_found_by_a_name_that_is_unique(desk, project):
    answer = desk.answer(desk.read(dispatch(desk, [1, ROW[1], None, *ROW[3:]]), "investment"))
    assert ((3, "B", "matched_by_alias") in codes(answer, "warnings"), answer["new"]) == (True, 0)


def test_same_name_of_another_investor_is_another_project(desk, project):
    assert counts(desk.read(dispatch(desk, [1, ROW[1], "广东乙有限公司", *ROW[3:]]), "investment")) == (1, 0, 0, 0)


def test_light_of_the_preview_is_the_one_computed_after_saving(desk):
    standing.ensure("2016-06", on=today())
    desk.save(SAMPLES / DISPATCH, "investment")
    answer = desk.answer(desk.read(SAMPLES / DISPATCH, "investment"))
    previewed = {record["project"]: record["computed_light"] or "" for record in answer["records"]["project-progress"]}
    stored = dict(ProjectMonth.objects.filter(period="2016-06").values_list("project__name", "computed_light"))
    assert previewed == stored
    assert set(previewed.values()) >= {"yellow", ""}


def test_light_that_differs_is_said_with_both(desk, project):
    answer = desk.answer(desk.read(dispatch(desk, [*ROW[:17], "绿"]), "investment"))
    told = [each for each in answer["warnings"] if each["code"] == "light_differs"]
    assert [(each["row"], each["column"], "2016年6月填报的是绿灯" in each["message"]) for each in told] == [(3, "R", True)]


def test_a_sheet_without_lights_differs_in_none(desk, project):
    ProjectProgress.objects.update(reported_light="green")
    answer = desk.answer(desk.read(monthly(desk, [1, "耐火新材料基地", 310, 4160, "基础施工", None]), "progress"))
    assert "light_differs" not in {each["code"] for each in answer["warnings"]}


def test_papers_are_exported_flat(project):
    out = StringIO()
    call_command("export_ledger", "procedures", "--format", "json", stdout=out)
    told = json.loads(out.getvalue())[0]
    assert told == {
        "project": "耐火新材料基地",
        "item": "备案",
        "state": "approved",
        "document_number": "营发改备〔2016〕12号",
        "done_on": None,
    }


def test_monthly_sheet_reports_projects_that_exist(desk, project):
    standing.ensure("2016-06", on=today())
    sheet = monthly(desk, [1, "耐火新材料基地", 300, 4450, "基础施工", "用地"], [2, "没有的项目", 1, 1, None, None])
    batch = desk.read(sheet, "auto")
    answer = desk.answer(batch)
    assert (batch.kind, codes(answer)) == ("progress", [(5, "B", "unknown_project")])
    assert commit_batch(batch, by=None, good_rows_only=True)
    report = ProjectProgress.objects.get(period="2016-06")
    assert (report.invest_month, report.invest_ytd, report.physical_progress) == (Decimal(300), Decimal(4450), "基础施工")
    assert Project.objects.get().stage == Stage.PRE_CONSTRUCTION
    assert ProjectMonth.objects.get(period="2016-06").done == Decimal(4450)
    assert counts(desk.read(sheet, "progress")) == (0, 0, 1, 1)


def test_locked_and_future_months_are_refused(desk, project):
    Period.objects.update_or_create(month="2016-05", defaults={"status": Period.Status.LOCKED})
    row = [1, "耐火新材料基地", 1, 2, None, None]
    told = [
        {code for _row, _column, code in codes(desk.answer(desk.read(monthly(desk, row, title=[title, "单位：万元"]), "progress")))}
        for title in ("2016年5月项目月度进展表", "2016年9月项目月度进展表")
    ]
    assert told == [{"period_locked"}, {"future_period"}]


def test_a_changed_report_waits_for_somebody_else_than_who_brought_the_sheet(desk, project):
    officer, bureau, reviewer = UserFactory(), UserFactory(roles=["invest"]), UserFactory(roles=["invest"])
    own = {"recorded_by": officer, "reviewed_by": reviewer, "review_note": "凭证不符", "state": ProjectProgress.State.RETURNED}
    report = ProjectProgress.objects.get()
    for name, value in {"period": "2016-06", "invest_ytd": 4000, **own}.items():
        setattr(report, name, value)
    report.save()
    batch = desk.read(monthly(desk, [1, "耐火新材料基地", 300, 4450, "基础施工", None]), "progress", by=bureau)
    assert commit_batch(batch, by=bureau, good_rows_only=False)
    report.refresh_from_db()
    told = (report.state, report.recorded_by, report.reviewed_by, report.review_note, report.reported_at is None)
    assert told == (ProjectProgress.State.SUBMITTED, bureau, None, "", False)
    mine, other = (ProjectProgress.objects.reviewable_by(person).filter(pk=report.pk).exists() for person in (bureau, reviewer))
    assert (mine, other) == (False, True)
    undo_batch(batch, by=bureau)
    report.refresh_from_db()
    assert (report.state, report.recorded_by, report.invest_ytd) == (ProjectProgress.State.RETURNED, officer, Decimal(4000))


def test_what_was_confirmed_since_is_not_undone(desk, project):
    desk.save(monthly(desk, [1, "耐火新材料基地", 300, 4450, "基础施工", None]), "progress")
    report = ProjectProgress.objects.get(period="2016-06")
    batch = desk.save(monthly(desk, [1, "耐火新材料基地", 350, 4500, "基础施工", None]), "progress")
    report.refresh_from_db()
    confirm(reports={report.pk: report.version}, by=UserFactory(roles=["invest"]))
    undo_batch(batch, by=None)
    report.refresh_from_db()
    assert (report.state, report.invest_ytd) == (ProjectProgress.State.CONFIRMED, Decimal(4500))


def test_a_confirmed_report_is_changed_by_no_sheet_and_may_be_said_again(desk, project):
    ProjectProgress.objects.update(invest_month=300, invest_ytd=4450, state=ProjectProgress.State.CONFIRMED)
    answers = [
        desk.answer(desk.read(monthly(desk, [1, "耐火新材料基地", 300, sum_, "封顶" if sum_ > 4450 else None, None]), "progress"))
        for sum_ in (4450, 4500)
    ]
    assert [codes(answer) for answer in answers] == [[], [(4, "D", "period_locked"), (4, "E", "period_locked")]]
    assert answers[1]["errors"][0]["message"].startswith("第4行D列（累计完成投资）：“4500” 2016年6月的进展已审核")


def test_what_a_locked_month_holds_may_be_said_again(desk, project):
    same = [1, "耐火新材料基地", 300, 4450, "基础施工", None]
    desk.save(monthly(desk, same), "progress")
    Period.objects.update_or_create(month="2016-06", defaults={"status": Period.Status.LOCKED})
    assert counts(desk.read(monthly(desk, same), "progress")) == (0, 0, 1, 0)
    other = desk.read(monthly(desk, [1, "耐火新材料基地", 300, 4460, "基础施工", "用地"]), "progress")
    assert codes(desk.answer(other)) == [(4, "D", "period_locked"), (4, "F", "period_locked")]


def test_project_out_of_reach_is_answered_as_one_that_does_not_exist(desk, project):
    user = UserFactory(username="xsq", roles=["district", "invest"])
    user.groups.get(name="invest").permissions.remove(*user.groups.get(name="invest").permissions.filter(codename="reach_zone"))
    office = DepartmentFactory(name="西市区发改局", district=District.objects.get(code="XSQ"))
    Post.objects.create(user=user, department=office, title="科员")
    answer = desk.answer(
        desk.read(monthly(desk, [1, "耐火新材料基地", 1, 2, None, None], [2, "没有的项目", 1, 2, None, None]), "progress", by=user)
    )
    assert codes(answer) == [(4, "B", "unknown_project"), (5, "B", "unknown_project")]


def statements(desk, kind: str, path) -> int:
    with CaptureQueriesContext(connection) as captured:
        desk.save(path, kind)
    return len(captured)


def test_statements_do_not_grow_with_the_rows(desk):
    def rows(prefix: str, count: int) -> list[list]:
        return [[number, f"{prefix}{number}", *ROW[2:]] for number in range(count)]

    few, many = (statements(desk, "investment", dispatch(desk, *rows(name, count))) for name, count in (("甲", 10), ("乙", 300)))
    assert few == many
    few, many = (
        statements(desk, "progress", monthly(desk, *([n, f"{name}{n}", 1, 2, "土建", None] for n in range(count))))
        for name, count in (("甲", 10), ("乙", 300))
    )
    assert few == many
    assert Procedure.objects.count() == 3 * 310
