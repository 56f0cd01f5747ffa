from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from projects.actions import create_project
from projects.gate import next_stages
from projects.models import Project, Stage, StageEvent
from projects.stage_actions import record_stage
from tests.factories import DistrictFactory, ProjectFactory, UserFactory
from tests.projects.papers import papers
from zone.models import Precision


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-05")


@pytest.fixture
def econ(roles):
    return UserFactory(roles=["econ"])


def new(kind=Project.Kind.TECH_UPGRADE, **fields):
    return Project(**{"kind": kind, "name": "隧道窑节能改造", "district": DistrictFactory(), "stage": Stage.RESERVE, **fields})


@pytest.mark.django_db
def test_create_project_numbers_in_order_by_kind(roles):
    user = UserFactory(roles=["econ", "invest"])
    codes = [create_project(project=new(kind), by=user).code for kind in ("tech_upgrade", "tech_upgrade", "investment")]
    assert codes == ["JG-2016-001", "JG-2016-002", "ZS-2016-001"]


@pytest.mark.django_db
def test_create_project_never_uses_a_code_again(econ):
    create_project(project=new(), by=econ).delete()
    assert create_project(project=new(), by=econ).code == "JG-2016-002"


@pytest.mark.django_db
def test_create_project_counts_on_beyond_a_thousand(econ):
    ProjectFactory(code="JG-2016-999")
    ProjectFactory(code="JG-2016-1000")
    assert create_project(project=new(), by=econ).code == "JG-2016-1001"


@pytest.mark.django_db
def test_create_project_keeps_a_code_that_the_office_gave(econ):
    assert create_project(project=new(code="2016技改-7"), by=econ).code == "2016技改-7"


@pytest.mark.django_db
def test_create_project_derives_keys_and_spans(econ):
    project = new(planned_finish_on=date(2016, 11, 20), planned_finish_precision=Precision.QUARTER, filing_number="营经 备〔2016〕1号")
    project = create_project(project=project, by=econ)
    project.refresh_from_db()
    assert (project.planned_finish_on, project.planned_finish_by) == (date(2016, 10, 1), date(2016, 12, 31))
    assert project.filing_key == "营经备(2016)1号"
    assert "sdyjngz" in project.search_text.split()
    assert project.moved_on == date(2016, 7, 5)
    assert list(project.stage_events.values_list("stage", "recorded_by")) == [(Stage.RESERVE, econ.pk)]
    assert project.history.get().history_user == econ


@pytest.mark.django_db
def test_create_project_of_another_bureau_is_refused(econ):
    with pytest.raises(PermissionDenied):
        create_project(project=new(Project.Kind.INVESTMENT), by=econ)
    assert Project.objects.count() == 0


@pytest.mark.django_db
def test_create_project_asks_again_where_somebody_was_faster(econ, monkeypatch):
    ProjectFactory(code="JG-2016-001")
    offered = iter(["JG-2016-001", "JG-2016-001", "JG-2016-002"])
    monkeypatch.setattr("projects.actions.next_code", lambda kind, year: next(offered))
    project = create_project(project=new(), by=econ)
    assert project.code == "JG-2016-002"
    assert project.stage_events.count() == 1
    assert Project.history.filter(history_type="+", code="JG-2016-002").count() == 1


@pytest.mark.django_db
def test_record_stage_forward_by_the_officer(roles):
    officer = UserFactory(roles=["officer"])
    project = ProjectFactory(stage=Stage.PRE_CONSTRUCTION, officer=officer, moved_on=date(2016, 1, 1), filing_number="营经备〔2016〕1号")
    at_hand = papers(project, Stage.STARTED, officer)
    record_stage(project=project, stage=Stage.STARTED, entered_on=date(2016, 7, 1), papers=at_hand, by=officer)
    project.refresh_from_db()
    assert (project.stage, project.actual_start_on, project.moved_on, project.version) == (
        Stage.STARTED,
        date(2016, 7, 1),
        date(2016, 7, 5),
        2,
    )
    assert project.history.first().history_user == officer
    assert project.stage_events.get().recorded_by == officer


@pytest.mark.django_db
def test_record_stage_backward_by_the_officer_is_refused(roles):
    officer = UserFactory(roles=["officer"])
    project = ProjectFactory(stage=Stage.COMPLETED, officer=officer)
    with pytest.raises(ValidationError) as refusal:
        record_stage(project=project, stage=Stage.STARTED, entered_on=date(2016, 7, 1), by=officer, note="登记有误")
    assert list(refusal.value.message_dict) == ["stage"]
    assert StageEvent.objects.count() == 0


@pytest.mark.django_db
def test_record_stage_backward_by_the_bureau_needs_a_reason(econ):
    project = ProjectFactory(stage=Stage.COMPLETED)
    with pytest.raises(ValidationError) as refusal:
        record_stage(project=project, stage=Stage.STARTED, entered_on=date(2016, 7, 1), by=econ)
    assert list(refusal.value.message_dict) == ["note"]
    record_stage(project=project, stage=Stage.STARTED, entered_on=date(2016, 7, 1), by=econ, note="登记有误")
    project.refresh_from_db()
    assert project.stage == Stage.STARTED


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stage", "entered_on", "field"), [(Stage.PRE_CONSTRUCTION, date(2016, 7, 6), "entered_on"), (Stage.RESERVE, date(2016, 7, 1), "stage")]
)
def test_record_stage_refuses_what_cannot_be(econ, stage, entered_on, field):
    project = ProjectFactory(stage=Stage.RESERVE, filing_number="营经备〔2016〕1号")
    with pytest.raises(ValidationError) as refusal:
        record_stage(project=project, stage=stage, entered_on=entered_on, by=econ)
    assert list(refusal.value.message_dict) == [field]


@pytest.mark.django_db
def test_record_stage_out_of_reach_is_refused(roles):
    project = ProjectFactory(stage=Stage.RESERVE, officer=UserFactory(roles=["officer"]))
    for stranger in (UserFactory(roles=["officer"]), UserFactory(roles=["leader"]), UserFactory(roles=["invest"])):
        with pytest.raises(PermissionDenied):
            record_stage(project=project, stage=Stage.STARTED, entered_on=date(2016, 7, 1), by=stranger)


@pytest.mark.parametrize(
    ("stage", "following"),
    [
        (Stage.WINTER_BREAK, {Stage.UNDER_CONSTRUCTION, Stage.SUSPENDED}),
        (Stage.TERMINATED, set()),
        (Stage.AT_CAPACITY, {Stage.EFFECTIVE}),
    ],
)
def test_next_stages_after_a_rest_and_an_end(stage, following):
    assert set(next_stages(Project(stage=stage))) == following
