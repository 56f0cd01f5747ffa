"""Which days a stage may have: none to come, none before the zone, and in order unless the note says why not."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from projects.models import Stage, StageEvent
from projects.stage_actions import record_stage
from tests.factories import ProjectFactory, UserFactory
from tests.projects.papers import papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def econ(roles, day):
    day("2016-07-05")
    return UserFactory(roles=["econ"], is_staff=True)


@pytest.fixture
def project():
    project = ProjectFactory(stage=Stage.PRE_CONSTRUCTION, filing_number="营经备〔2016〕1号")
    StageEvent.objects.create(project=project, stage=Stage.PRE_CONSTRUCTION, entered_on=date(2016, 3, 1))
    return project


@pytest.mark.parametrize(
    ("entered_on", "note", "words"),
    [
        (date(2016, 7, 6), "补记", "日期晚于今天，请核对。"),
        (date(1989, 12, 31), "补记", "日期早于 1990-01-01，请核对年份。"),
        (date(2016, 2, 29), "", "上一环节“前期”于 2016-03-01 进入，请核对日期；确实如此的，请写明原因。"),
        (date(2016, 2, 29), "补\u202e记", "这里有一个无法保存的字符（U+202E，第2个字），请重新输入这段文字。"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(econ, project, entered_on, note, words):
    given = {"entered_on": entered_on, "note": note, "papers": papers(project, Stage.STARTED, econ)}
    with pytest.raises(ValidationError) as refusal:
        record_stage(project=project, stage=Stage.STARTED, by=econ, **given)
    assert (refusal.value.messages, project.stage_events.count()) == ([words], 1)


@pytest.mark.parametrize(("entered_on", "note"), [(date(2016, 3, 1), ""), (date(2016, 2, 29), "开工令先于备案")])
def test_a_day_in_order_or_with_its_reason_is_taken(econ, project, entered_on, note):
    given = {"entered_on": entered_on, "note": note, "papers": papers(project, Stage.STARTED, econ)}
    assert record_stage(project=project, stage=Stage.STARTED, by=econ, **given).entered_on == entered_on


@pytest.mark.parametrize("stage", [Stage.SUSPENDED, Stage.WINTER_BREAK])
@pytest.mark.parametrize("known", ["event", "stage_since", "actual_start_on"])
def test_who_takes_steps_in_turn_cannot_explain_a_day_away(roles, day, stage, known):
    day("2016-07-05")
    officer = UserFactory(roles=["officer"])
    may = date(2016, 5, 1)
    facts = {} if known == "event" else {known: may}
    project = ProjectFactory(stage=Stage.UNDER_CONSTRUCTION, officer=officer, **facts)
    if known == "event":
        StageEvent.objects.create(project=project, stage=Stage.UNDER_CONSTRUCTION, entered_on=may)
    step = {"entered_on": date(2015, 1, 1), "note": "资金链断裂"}
    with pytest.raises(ValidationError) as refusal:
        record_stage(project=project, stage=stage, by=officer, **step)
    before = "开工" if known == "actual_start_on" else "在建"
    told = f"上一环节“{before}”于 2016-05-01 进入：请先更正那个日期，或更正本日期。"
    others = {"ends_on"} if stage == Stage.WINTER_BREAK else set()
    assert (refusal.value.message_dict["entered_on"], set(refusal.value.message_dict)) == ([told], {"entered_on"} | others)


def test_a_stage_is_only_read_in_the_back_office(econ, project, client):
    client.force_login(econ)
    address = reverse("admin:projects_stageevent_change", args=[project.stage_events.get().pk])
    given = {"entered_on": "2016-03-02", "precision": "", "note": "", "stage": "started", "project": project.pk}
    assert (client.get(address).status_code, client.post(address, given).status_code) == (200, 403)
    assert project.stage_events.get().entered_on == date(2016, 3, 1)
