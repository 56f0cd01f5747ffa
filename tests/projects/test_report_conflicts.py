"""A report that was written anew while somebody typed: by a rival, by a review, by a correction; only a rival is told as one."""

from decimal import Decimal

import pytest

from projects.corrections import Later, correct_report
from projects.models import ProgressDraft, ProjectProgress
from projects.month_page import grid_rows
from projects.reports import save_drafts
from projects.review import send_back
from tests.factories import UserFactory
from tests.projects.reporting import PERIOD, hand, report_month, typed
from tests.projects.scene import report, tech
from zone.lib.clock import today

pytestmark = pytest.mark.django_db
State = ProjectProgress.State
REASON = "已退回：凭证不符"


@pytest.fixture(autouse=True)
def _fixed_day(day, roles):
    day("2016-07-05")


@pytest.fixture
def econ():
    return UserFactory(roles=["econ"])


@pytest.fixture
def officer():
    return UserFactory(name="李丁松", roles=["officer"])


@pytest.fixture
def project(officer):
    """300 in March, 500 by May, 620 by June: reported by the officer himself."""
    project = tech(officer=officer)
    report(project, "2016-05", 500, invest_month=Decimal(200), state=State.CONFIRMED, recorded_by=officer, physical_progress="设备到货")
    report_month(project, officer, month="120")
    return project


def own(project):
    return project.progress.get(period=PERIOD)


def returned(project, econ):
    send_back(reports={own(project).pk: own(project).version}, by=econ, reason="凭证不符")


def corrected(report, econ, *, later=Later.SHIFT, **values):
    values |= {"difference_reason": "mistake", "difference_note": "单位看错"}
    for name, value in values.items():
        setattr(report, name, value)
    correct_report(report=report, fields=values, opened_version=report.version, later=later, by=econ)


def said(project, officer) -> dict[str, str]:
    (row,) = grid_rows([project.pk], period=PERIOD, by=officer, is_closed=False, is_locked=False, on=today())
    return row.problems


def test_a_return_while_one_types_is_told_by_its_reason_alone(project, officer, econ):
    save_drafts(by=officer, period=PERIOD, rows=[typed(project, officer, month="150")])
    returned(project, econ)
    assert said(project, officer) == {"returned": REASON}


def test_an_open_tab_is_handed_in_after_a_return_and_told_the_reason_while_it_is_typed(project, officer, econ):
    tab = typed(project, officer, month="150")
    returned(project, econ)
    assert save_drafts(by=officer, period=PERIOD, rows=[tab])[project.pk].problems == {"returned": REASON}
    assert hand(officer, tab).handed == [project.pk]
    assert (own(project).invest_month, own(project).invest_ytd, own(project).state) == (150, 650, State.SUBMITTED)


def test_the_reason_stands_beside_what_is_wrong_with_the_row(project, officer, econ):
    returned(project, econ)
    save_drafts(by=officer, period=PERIOD, rows=[typed(project, officer, month="x")])
    assert list(said(project, officer)) == ["returned", "invest_month"]


def test_a_rival_is_named_beside_the_reason(project, officer, econ):
    tab = typed(project, officer, month="150")
    report_month(project, officer, month="130")
    returned(project, econ)
    assert set(hand(officer, tab).refused[project.pk]) == {"row", "invest_month"}
    assert list(said(project, officer)) == ["returned", "row", "invest_month"]


@pytest.mark.parametrize(
    ("later", "changed", "handed"),
    [
        (Later.SHIFT, {"problems": "缺电"}, (120, 670)),
        (Later.SHIFT, {"month": "150"}, (150, 700)),
        (Later.STAY, {"problems": "缺电"}, (70, 620)),
        (Later.STAY, {"ytd": "640", "month": ""}, (90, 640)),
    ],
)
def test_the_correction_of_an_earlier_month_is_no_rival(project, officer, econ, later, changed, handed):
    tab = typed(project, officer, **changed)
    corrected(project.progress.get(period="2016-05"), econ, later=later, invest_month=Decimal(250))
    assert hand(officer, tab).handed == [project.pk]
    assert (own(project).invest_month, own(project).invest_ytd) == handed


def test_what_was_put_right_and_typed_otherwise_is_told_at_its_cell(project, officer, econ):
    tab = typed(project, officer, month="150")
    corrected(project.progress.get(period="2016-05"), econ, later=Later.STAY, invest_month=Decimal(250))
    assert hand(officer, tab).refused == {project.pk: {"invest_month": "期间已更正为：70。您填的仍在这里，再次提交即替换。"}}
    assert ProgressDraft.objects.get().cells["invest_month"] == "150"
    assert hand(officer, typed(project, officer, month="150")).handed == [project.pk]
