from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import ProgressDraft, Project, ProjectProgress, Stage
from projects.reports import drop_file, keep_file, save_drafts
from tests.factories import DepartmentFactory, ProjectFactory, UserFactory
from tests.projects.reporting import PERIOD, hand, report_month, typed
from tests.projects.scene import report
from zone.models import Period, Post

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-05")


@pytest.fixture
def officer(roles):
    return UserFactory(name="王某", roles=["officer"])


def project_of(officer, *, last: str | None = "960", **fields) -> Project:
    project = ProjectFactory(
        **{"plan_year": 2016, "annual_plan": Decimal(5200), "officer": officer, "moved_on": date(2016, 6, 2), **fields}
    )
    if last is not None:
        report(project, "2016-05", last, physical_progress="设备到货", problems="缺电", next_step="安装", funds_in_place=Decimal(1000))
    return project


def figures(project, period=PERIOD):
    own = ProjectProgress.objects.get(project=project, period=period)
    return own.invest_month, own.invest_ytd


def problems(project, by, period=PERIOD, **cells) -> dict[str, str]:
    outcome = report_month(project, by, period=period, **cells)
    assert outcome.handed == []
    return outcome.refused[project.pk]


@pytest.mark.parametrize("cells", [{"month": "500"}, {"ytd": "1460"}, {"month": "500", "ytd": "1,460"}, {"month": "５００．０"}])
def test_of_month_and_sum_the_other_is_worked_out(officer, cells):
    project = project_of(officer)
    assert report_month(project, officer, **cells).handed == [project.pk]
    assert figures(project) == (500, 1460)


def test_report_carries_words_and_funds_and_says_who_and_when(officer):
    project = project_of(officer)
    report_month(project, officer, month="500", physical="设备已安装9台")
    own = project.progress.get(period=PERIOD)
    assert (own.physical_progress, own.problems, own.next_step, own.funds_in_place) == ("设备已安装9台", "缺电", "安装", 1000)
    assert (own.state, own.recorded_by, own.recorded_for, own.is_unchanged) == ("submitted", officer, None, False)
    assert own.reported_at is not None
    assert own.history.get().history_user == officer
    project.refresh_from_db()
    assert (project.moved_on, project.version) == (date(2016, 7, 5), 2)


def test_january_starts_at_nothing(officer, day):
    day("2016-02-03")
    project = project_of(officer, last=None)
    report(project, "2015-12", "4000", invest_since_start=Decimal(4500))
    report_month(project, officer, period="2016-01", month="200")
    own = project.progress.get(period="2016-01")
    assert (own.invest_ytd, own.invest_since_start) == (200, 4700)


def test_after_a_gap_the_sum_must_be_typed(officer):
    project = project_of(officer, last=None)
    report(project, "2016-04", "900")
    assert problems(project, officer, month="500") == {
        "invest_ytd": "5月没有填报，只填本月数算不出年初以来的累计：请填写累计（最近一次：4月累计 900）。"
    }
    assert report_month(project, officer, month="", ytd="1500").handed == [project.pk]
    assert figures(project) == (None, 1500)


def test_after_a_gap_words_and_funds_are_carried_from_the_last_report(officer):
    project = project_of(officer, last=None)
    report(project, "2016-03", "700", funds_in_place=Decimal(2000))
    report(project, "2016-04", "900", physical_progress="设备到货", funds_in_place=Decimal(3090))
    report_month(project, officer, ytd="1500")
    own = project.progress.get(period=PERIOD)
    assert (own.physical_progress, own.funds_in_place) == ("设备到货", 3090)


def test_project_that_began_this_month_needs_no_last_month(officer):
    project = project_of(officer, last=None, actual_start_on=date(2016, 6, 8))
    report_month(project, officer, month="30")
    assert figures(project) == (30, 30)
    assert project.progress.get().invest_since_start == 30


def test_figures_that_do_not_add_up_need_a_reason(officer):
    project = project_of(officer)
    assert problems(project, officer, month="500", ytd="1400") == {
        "invest_ytd": "上月累计 960 加本月 500 应为 1,460，与填写的 1,400 相差 −60：请改正其中一项，或选择原因。"
    }
    assert problems(project, officer, month="500", ytd="1400", reason="other") == {"difference_note": "请在说明栏写明是什么原因。"}
    assert report_month(project, officer, month="500", ytd="1400", reason="other", note="五月多报").handed == [project.pk]
    own = project.progress.get(period=PERIOD)
    assert (own.invest_month, own.invest_ytd, own.difference_reason, own.difference_note) == (500, 1400, "other", "五月多报")


def test_sum_that_falls_needs_a_reason(officer):
    project = project_of(officer)
    assert problems(project, officer, ytd="900") == {"invest_ytd": "累计 900 小于上月 960：如为更正请选择原因。"}
    report_month(project, officer, ytd="900", reason="audit")
    assert figures(project) == (-60, 900)


def test_reason_that_is_not_needed_is_not_kept(officer):
    project = project_of(officer)
    report_month(project, officer, month="1", reason="audit", note="多余")
    assert project.progress.filter(difference_reason="", difference_note="", period=PERIOD).exists()


def test_figure_above_the_total_is_refused_with_what_to_do(officer):
    project = project_of(officer, total_investment=Decimal(1400))
    assert problems(project, officer, month="500") == {
        "invest_ytd": "已完成投资 1,460 大于计划总投资 1,400：请先更正计划总投资，或核对这里的数字。"
    }


def test_figure_above_an_approximate_total_needs_a_reason(officer):
    project = project_of(officer, total_investment=Decimal(1400), total_is_approximate=True)
    assert problems(project, officer, month="500") == {"invest_ytd": "已完成投资 1,460 大于计划总投资（约数）1,400：请核对，或选择原因。"}
    assert report_month(project, officer, month="500", reason="scope").handed == [project.pk]


def test_years_before_count_towards_the_total(officer):
    project = project_of(officer, total_investment=Decimal(5000))
    project.progress.update(invest_since_start=Decimal(4900))
    assert list(problems(project, officer, month="500")) == ["invest_ytd"]


@pytest.mark.parametrize(
    ("cells", "cell", "said"),
    [
        ({}, "invest_month", "请填写本月完成投资或累计，填一项即可；没有投资请填 0。"),
        ({"month": "五百多"}, "invest_month", "“五百多”不是一个确定的数：请只填数字，单位万元。"),
        ({"month": "abc"}, "invest_month", "“abc”不是数字：请只填数字，单位万元。"),
        ({"month": "1.23456"}, "invest_month", "最多四位小数（即精确到元）。"),
        ({"ytd": "-5"}, "invest_ytd", "这个数不能为负。"),
        ({"month": "-961"}, "invest_month", "累计将成为负数：请核对本月数。"),
        ({"month": "1", "physical": "长" * 201}, "physical_progress", "最多 200 个字，现在有 201 个：请缩短。"),
        ({"month": "1", "funds": "-1"}, "funds_in_place", "这个数不能为负。"),
        ({"month": "5", "unchanged": "on"}, "invest_month", "勾选了“本月无变化”，又填了数字：请去掉其中一项。"),
    ],
)
def test_what_is_wrong_is_said_at_its_cell_and_kept_as_typed(officer, cells, cell, said):
    project = project_of(officer)
    sent = typed(project, officer, is_asked=True, **cells)
    assert hand(officer, sent).refused == {project.pk: {cell: said}}
    assert ProgressDraft.objects.get(user=officer).cells == sent.cells


def test_no_change_carries_last_month_and_is_no_movement(officer):
    project = project_of(officer)
    report_month(project, officer, unchanged="on")
    own = project.progress.get(period=PERIOD)
    assert (own.invest_month, own.invest_ytd, own.physical_progress, own.is_unchanged) == (0, 960, "设备到货", True)
    project.refresh_from_db()
    assert project.moved_on == date(2016, 6, 2)


def test_no_change_with_other_words_is_a_change(officer):
    project = project_of(officer)
    report_month(project, officer, unchanged="on", physical="停工")
    assert project.progress.filter(period=PERIOD, is_unchanged=False, invest_month=0).exists()


def test_no_change_after_a_gap_says_nothing(officer):
    project = project_of(officer, last=None)
    assert problems(project, officer, unchanged="on") == {"invest_month": "上月没有填报累计，“本月无变化”无从比较：请填写累计。"}


def test_project_without_figures_may_be_told_in_words(officer):
    project = project_of(officer, last=None, plan_year=None, annual_plan=None, stage=Stage.NEGOTIATING)
    report_month(project, officer, physical="已实地考察")
    assert figures(project) == (None, None)


def test_month_before_the_plan_needs_no_report(officer):
    project = project_of(officer, last=None, plan_year=2017, stage=Stage.PRE_CONSTRUCTION)
    assert problems(project, officer, month="5") == {"invest_month": "项目的计划从 2017 年开始，这个月不用填报。"}


def test_locked_month_keeps_what_was_typed(officer):
    Period.objects.create(month=PERIOD, status=Period.Status.LOCKED, changed_by=UserFactory(name="何戊清"))
    project = project_of(officer)
    said = problems(project, officer, month="5")["row"]
    assert "何戊清" in said
    assert ProgressDraft.objects.get().cells["invest_month"] == "5"


@pytest.mark.parametrize("period", ["2016-07", "2016-12", "2017-01"])
def test_month_that_is_not_open_is_refused(officer, period):
    said = problems(project_of(officer), officer, period=period, month="5")["row"]
    assert "开放" in said or "尚未开始" in said


def test_report_above_a_later_month_needs_a_reason_here(officer):
    project = project_of(officer)
    report_month(project, officer, month="500")
    assert list(problems(project, officer, period="2016-05", ytd="990")) == ["invest_ytd"]
    assert report_month(project, officer, period="2016-05", ytd="990", reason="mistake").handed == [project.pk]


def test_good_rows_are_written_while_wrong_ones_stay_drafts(officer):
    good, wrong = project_of(officer), project_of(officer)
    outcome = hand(officer, typed(good, officer, month="5"), typed(wrong, officer, month="x"))
    assert (outcome.handed, list(outcome.refused)) == ([good.pk], [wrong.pk])
    assert list(ProgressDraft.objects.values_list("project", flat=True)) == [wrong.pk]


def test_untouched_rows_are_left_alone(officer):
    project = project_of(officer)
    outcome = hand(officer, typed(project, officer))
    assert (outcome.handed, outcome.refused) == ([], {})
    assert ProgressDraft.objects.count() == 0


def test_same_grid_sent_twice_saves_once(officer):
    project, token = project_of(officer), uuid4()
    rows = [typed(project, officer, month="5")]
    assert not hand(officer, *rows, token=token).is_repeated
    again = hand(officer, *rows, token=token)
    assert (again.is_repeated, again.handed) == (True, [])
    assert project.progress.get(period=PERIOD).version == 1


def test_second_report_edits_the_first(officer):
    project = project_of(officer)
    report_month(project, officer, month="5")
    report_month(project, officer, month="6")
    own = project.progress.get(period=PERIOD)
    assert (own.version, own.invest_month, own.invest_ytd) == (2, 6, 966)
    assert list(own.history.order_by("version").values_list("invest_month", flat=True)) == [5, 6]


def test_same_figures_written_otherwise_are_no_new_version(officer):
    project = project_of(officer)
    report_month(project, officer, month="1500")
    report_month(project, officer, month="1500.0")
    assert project.progress.get(period=PERIOD).version == 1


def test_of_two_who_report_at_once_the_second_sees_both_and_keeps_his_text(officer):
    liaison = UserFactory(roles=["liaison"])
    department = DepartmentFactory()
    Post.objects.create(user=liaison, department=department)
    project = project_of(officer, department=department)
    second = typed(project, officer, month="700", physical="主体完工")
    report_month(project, liaison, month="500", next="报审")
    outcome = hand(officer, second)
    told = outcome.refused[project.pk]
    assert set(told) == {"row", "invest_month", "physical_progress"}
    assert "500" in told["invest_month"]
    assert ProgressDraft.objects.get(user=officer).cells["invest_month"] == "700"
    hand(officer, typed(project, officer, month="700", physical="主体完工"))
    own = project.progress.get(period=PERIOD)
    assert (own.invest_month, own.physical_progress, own.next_step, own.recorded_by) == (700, "主体完工", "报审", officer)


def test_untouched_row_that_another_reported_is_no_conflict(officer):
    project = project_of(officer)
    stale = typed(project, officer)
    report_month(project, officer, month="5")
    assert hand(officer, stale).refused == {}


def test_confirmed_report_stays(officer):
    project = project_of(officer)
    report_month(project, officer, month="5")
    project.progress.update(state="confirmed")
    assert list(problems(project, officer, month="6")) == ["row"]
    assert figures(project) == (5, 965)


def test_returned_report_is_handed_in_again(officer):
    project = project_of(officer)
    report_month(project, officer, month="5")
    project.progress.filter(period=PERIOD).update(state="returned", reviewed_by=officer, review_note="请核对")
    assert hand(officer, typed(project, officer)).handed == []
    assert hand(officer, typed(project, officer, is_asked=True)).handed == [project.pk]
    own = project.progress.get(period=PERIOD)
    assert (own.state, own.reviewed_by, own.review_note) == ("submitted", None, "")


def test_who_reports_for_another_is_said_with_him(officer):
    liaison, department = UserFactory(roles=["liaison"]), DepartmentFactory()
    Post.objects.create(user=liaison, department=department)
    project = project_of(officer, department=department)
    report_month(project, liaison, month="5")
    own = project.progress.get(period=PERIOD)
    assert (own.recorded_by, own.recorded_for) == (liaison, officer)


@pytest.mark.parametrize("role", ["officer", "liaison", "leader", "econ", "head"])
def test_projects_of_others_are_not_reported(officer, role):
    project = project_of(officer)
    with pytest.raises(PermissionDenied):
        report_month(project, UserFactory(roles=[role]), month="5")
    assert project.progress.filter(period=PERIOD).count() == 0


def test_row_that_is_no_longer_his_does_not_keep_the_others_out(officer):
    mine, other = project_of(officer), project_of(None)
    outcome = hand(officer, typed(mine, officer, month="5"), typed(other, officer, month="5"))
    assert (outcome.handed, outcome.foreign) == ([mine.pk], 1)


@pytest.mark.parametrize("kind", ["new", "known", "wrong"])
def test_statements_do_not_grow_with_rows(officer, kind):
    def statements(count: int) -> int:
        projects = [project_of(officer) for _each in range(count)]
        if kind == "known":
            hand(officer, *(typed(project, officer, month="5") for project in projects))
        rows = [typed(project, officer, month="x" if kind == "wrong" else "7") for project in projects]
        with CaptureQueriesContext(connection) as asked:
            outcome = hand(officer, *rows)
        assert len(outcome.handed) + len(outcome.refused) == count
        return len(asked)

    statements(1)  # his rights are looked up once
    assert statements(1) == statements(30)


def test_drafts_are_kept_for_their_writer_until_they_say_nothing_new(officer):
    project = project_of(officer)
    found = save_drafts(by=officer, period=PERIOD, rows=[typed(project, officer, ytd="900")])
    assert found[project.pk].problems == {"invest_ytd": "累计 900 小于上月 960：如为更正请选择原因。"}
    assert ProgressDraft.objects.get().user == officer
    save_drafts(by=officer, period=PERIOD, rows=[typed(project, officer)])
    assert ProgressDraft.objects.count() == 0


def test_draft_survives_what_no_field_may_hold(officer):
    project = project_of(officer)
    save_drafts(by=officer, period=PERIOD, rows=[typed(project, officer, physical="甲\x00乙")])
    assert ProgressDraft.objects.get().cells["physical_progress"] == "甲乙"


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.usefixtures("media")
def test_file_is_kept_with_the_draft_and_handed_in_with_it(officer):
    project = project_of(officer)
    file = keep_file(by=officer, period=PERIOD, upload=SimpleUploadedFile("现场.png", PNG + bytes(9)), sent=typed(project, officer))
    with pytest.raises(ValidationError):
        keep_file(by=officer, period=PERIOD, upload=SimpleUploadedFile("再次.png", PNG + bytes(9)), sent=typed(project, officer))
    assert ProgressDraft.objects.get().cells["files"] == [file.pk]
    report_month(project, officer, month="5")
    assert list(project.progress.get(period=PERIOD).attachments.all()) == [file]
    assert ProgressDraft.objects.count() == 0


@pytest.mark.usefixtures("media")
def test_file_may_be_taken_back_before_it_is_handed_in(officer):
    project = project_of(officer)
    file = keep_file(by=officer, period=PERIOD, upload=SimpleUploadedFile("现场.png", PNG + bytes(9)), sent=typed(project, officer))
    drop_file(by=officer, period=PERIOD, project=project.pk, attachment=file.pk)
    report_month(project, officer, month="5")
    assert project.progress.get(period=PERIOD).attachments.count() == 0


@pytest.mark.usefixtures("media")
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("现场.jpg", b"<html><script>alert(1)</script></html>", "文件内容不是 jpg 格式"),
        ("现场.jpg", b"\xff\xd8\xff" + bytes(2 * 1024 * 1024), "文件超过 2 MB"),
        ("现场.html", b"<html></html>", "只接受"),
    ],
)
def test_file_that_is_not_taken_is_refused_in_words(officer, settings, name, content, said):
    settings.ATTACHMENT_MAX_BYTES = 2 * 1024 * 1024
    project = project_of(officer)
    with pytest.raises(ValidationError) as refusal:
        keep_file(by=officer, period=PERIOD, upload=SimpleUploadedFile(name, content), sent=typed(project, officer))
    assert said in refusal.value.messages[0]
