"""The gate before each stage: what it asks for, what it refuses and at which field, what one write leaves."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from projects import gate
from projects.models import Project, Stage, StageEvent
from projects.reporting.stages import days_in_stage, early, stage_corrections, stage_spans
from projects.stage_actions import correct_day, record_stage, take_back
from tests.factories import EnterpriseFactory, ProjectFactory, UserFactory
from tests.projects.papers import papers
from zone.editing import Conflict

pytestmark = pytest.mark.django_db
INVESTMENT, TECH = Project.Kind.INVESTMENT, Project.Kind.TECH_UPGRADE
JULY = date(2016, 7, 1)
# Whatever the gate may ask of an investment, with a value that it takes.
FACTS = {
    "lead_source": "大连招商分局推荐",
    "contact_name": "陈总（副总裁）",
    "first_contact_on": date(2015, 3, 2),
    "agreement_kind": "contract",
    "agreed_investment": Decimal(26000),
    "signed_on": date(2015, 9, 1),
    "company_code": "91210800000001011R",
    "registered_capital": Decimal(3000),
    "registered_on": date(2015, 10, 8),
    "filing_number": "营高经备〔2015〕12号",
    "actual_start_on": date(2016, 3, 15),
    "construction_permit": "210804201603150101",
    "accepted_on": date(2016, 5, 10),
    "production_on": date(2016, 5, 20),
    "reached_output": Decimal(18000),
    "reached_sales": Decimal(17000),
    "reached_tax": Decimal(900),
}


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-05")


@pytest.fixture
def invest(roles):
    return UserFactory(roles=["invest", "econ"])


def project_in(stage, kind=INVESTMENT, **facts):
    project = ProjectFactory(kind=kind, stage=stage, **facts)
    StageEvent.objects.create(project=project, stage=stage, entered_on=date(2015, 1, 5))
    return project


def refused(**step) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        record_stage(**{"entered_on": JULY, **step})
    return refusal.value.message_dict


@pytest.mark.parametrize(
    ("before", "stage", "asked"),
    [
        ("lead", "negotiating", "lead_source contact_name first_contact_on paper_negotiating"),
        ("lead", "planning", "lead_source contact_name first_contact_on paper_planning"),
        ("planning", "reserve", "lead_source contact_name first_contact_on paper_reserve"),
        ("negotiating", "signed", "lead_source contact_name first_contact_on agreement_kind agreed_investment paper_signed"),
        ("signed", "registered",
         "lead_source contact_name first_contact_on agreement_kind agreed_investment signed_on company_code registered_capital"),
        ("registered", "pre_construction",
         "agreement_kind agreed_investment signed_on company_code registered_capital registered_on filing_number"),
        ("started", "winter_break", "ends_on"),
        ("started", "suspended", "note"),
        ("winter_break", "under_construction", ""),
        ("suspended", "under_construction", ""),
        ("signed", "terminated", "note approved_by"),
    ],
)  # fmt: skip
def test_each_stage_of_an_investment_asks_for_its_own(before, stage, asked):
    assert [need.name for need in gate.needs_of(Project(kind=INVESTMENT, stage=before), stage)] == asked.split()


@pytest.mark.parametrize(
    ("before", "stage", "asked"),
    [
        ("planning", "reserve", "paper_reserve"),
        ("reserve", "pre_construction", "filing_number"),
        ("pre_construction", "started", "filing_number paper_started"),
        ("pre_construction", "under_construction", "filing_number actual_start_on paper_started"),
        ("under_construction", "completed", "filing_number actual_start_on paper_completed"),
        ("completed", "in_production", "filing_number actual_start_on accepted_on paper_in_production"),
        ("in_production", "at_capacity", "filing_number actual_start_on accepted_on production_on reached_output"),
        ("at_capacity", "effective",
         "filing_number actual_start_on accepted_on production_on reached_output reached_sales reached_tax"),
    ],
)  # fmt: skip
def test_each_stage_of_a_technical_upgrade_asks_for_its_own(before, stage, asked):
    assert [need.name for need in gate.needs_of(Project(kind=TECH, stage=before), stage)] == asked.split()


def test_technical_upgrades_have_no_stages_of_investors(invest):
    project = project_in(Stage.RESERVE, TECH)
    assert gate.OF_INVESTMENTS.isdisjoint(gate.stages_of(TECH))
    assert len(gate.stages_of(INVESTMENT)) == 16
    assert list(refused(project=project, stage=Stage.SIGNED, by=invest)) == ["stage"]


@pytest.mark.parametrize("stage", [stage for stage in gate.PATH if stage not in (Stage.LEAD, Stage.PLANNING, Stage.RESERVE)])
def test_every_stage_says_all_that_is_missing_at_once_and_opens_when_it_is_there(invest, stage):
    before = gate.PATH[gate.PATH.index(stage) - 1]
    project = project_in(before)
    wanted = {need.name for need in gate.needs_of(project, stage)}
    assert set(refused(project=project, stage=stage, by=invest)) == wanted
    facts = {name: value for name, value in FACTS.items() if name in wanted}
    record_stage(project=project, stage=stage, entered_on=JULY, facts=facts, papers=papers(project, stage, invest), by=invest)
    project.refresh_from_db()
    assert (project.stage, project.stage_since, project.version) == (stage, JULY, 2)
    assert {name: getattr(project, name) for name in facts} == facts
    if stage in gate.DAYS:
        assert getattr(project, gate.DAYS[stage]) == JULY


def test_a_step_writes_facts_evidence_and_stage_together(invest):
    project = project_in(Stage.NEGOTIATING, **{name: FACTS[name] for name in ("lead_source", "contact_name", "first_contact_on")})
    at_hand = papers(project, Stage.SIGNED, invest)
    facts = {"agreement_kind": "contract", "agreed_investment": Decimal(26000)}
    event = record_stage(project=project, stage=Stage.SIGNED, entered_on=JULY, facts=facts, papers=at_hand, opened_version=1, by=invest)
    newest = project.history.first()
    assert (newest.stage, newest.agreed_investment, newest.signed_on, newest.version) == (Stage.SIGNED, Decimal(26000), JULY, 2)
    assert list(event.attachments.all()) == list(at_hand.values())
    with pytest.raises(Conflict):
        record_stage(project=project, stage=Stage.REGISTERED, entered_on=JULY, opened_version=1, by=invest)


@pytest.mark.parametrize("kind", ["framework", "intent"])
def test_a_framework_agreement_stays_in_negotiation(invest, kind):
    project = project_in(Stage.NEGOTIATING, **{name: FACTS[name] for name in ("lead_source", "contact_name", "first_contact_on")})
    given = {"facts": {"agreement_kind": kind, "agreed_investment": Decimal(1)}, "papers": papers(project, Stage.SIGNED, invest)}
    told = refused(project=project, stage=Stage.SIGNED, by=invest, **given)
    assert list(told) == ["agreement_kind"]
    assert told["agreement_kind"][0].startswith("框架协议、意向协议不是正式合同，项目仍留在“在谈”环节。")
    assert Project.objects.get().stage == Stage.NEGOTIATING


def test_a_step_over_several_stages_keeps_their_days(invest):
    project = project_in(Stage.NEGOTIATING, **{name: FACTS[name] for name in ("lead_source", "contact_name", "first_contact_on")})
    names = ("agreement_kind", "agreed_investment", "signed_on", "company_code", "registered_capital", "registered_on", "filing_number")
    at_hand = papers(project, Stage.PRE_CONSTRUCTION, invest)
    assert list(at_hand) == ["paper_signed"]
    given = {"facts": {name: FACTS[name] for name in names}, "papers": at_hand}
    late = refused(project=project, stage=Stage.PRE_CONSTRUCTION, by=invest, **{**given, "entered_on": date(2015, 10, 1)})
    assert late == {"registered_on": ["晚于进入该环节的日期（2015-10-01）：请更正其中一个日期。"]}
    record_stage(project=project, stage=Stage.PRE_CONSTRUCTION, entered_on=JULY, by=invest, **given)
    spans = stage_spans(project, on=date(2016, 7, 5))
    assert [(span.event.stage, span.days) for span in spans] == [
        ("pre_construction", 5),  # today counts
        ("registered", 267),
        ("signed", 37),
        ("negotiating", 239),
    ]


@pytest.mark.parametrize(
    ("stage", "entered_on", "field", "words"),
    [
        ("in_production", date(2016, 3, 14), "entered_on", "投产早于开工（2016-03-15）：请更正本日期，或先更正开工日期。"),
        ("in_production", date(2016, 7, 6), "entered_on", "日期晚于今天，请核对。"),
        ("in_production", date(1989, 7, 6), "entered_on", "日期早于 1990-01-01，请核对年份。"),
    ],
)
def test_days_that_cannot_be_are_said_at_the_field(invest, stage, entered_on, field, words):
    project = project_in(Stage.COMPLETED, **{name: value for name, value in FACTS.items() if name not in ("production_on",)})
    told = refused(project=project, stage=stage, entered_on=entered_on, papers=papers(project, stage, invest), by=invest)
    assert words in told[field]
    assert Project.objects.get().stage == Stage.COMPLETED


def test_a_winter_break_has_an_end_after_its_beginning_and_leads_back_to_building(invest):
    project = project_in(Stage.UNDER_CONSTRUCTION)
    told = refused(project=project, stage=Stage.WINTER_BREAK, entered_on=JULY, ends_on=JULY, by=invest)
    assert told == {"ends_on": ["冬歇结束早于开始：请更正其中一个日期。"]}
    record_stage(project=project, stage=Stage.WINTER_BREAK, entered_on=date(2015, 11, 20), ends_on=date(2016, 3, 20), by=invest)
    project.refresh_from_db()
    assert gate.next_stages(project)[0] == Stage.UNDER_CONSTRUCTION
    record_stage(project=project, stage=Stage.UNDER_CONSTRUCTION, entered_on=date(2016, 3, 21), by=invest)
    assert Project.objects.get().stage == Stage.UNDER_CONSTRUCTION


def test_an_end_needs_the_right_a_reason_and_who_approved(invest, roles):
    officer = UserFactory(roles=["officer"])
    project = project_in(Stage.SIGNED, officer=officer)
    assert list(refused(project=project, stage=Stage.TERMINATED, note="撤资", approved_by="主任办公会", by=officer)) == ["stage"]
    assert list(refused(project=project, stage=Stage.TERMINATED, by=invest)) == ["note"]
    assert list(refused(project=project, stage=Stage.TERMINATED, note="撤资", by=invest)) == ["approved_by"]
    event = record_stage(project=project, stage=Stage.TERMINATED, entered_on=JULY, note="撤资", approved_by="主任办公会", by=invest)
    assert (event.note, event.approved_by) == ("撤资", "主任办公会")


def test_the_code_of_the_enterprise_serves_as_that_of_the_company():
    project = Project(kind=INVESTMENT, stage=Stage.REGISTERED, enterprise=EnterpriseFactory(credit_code="91210800000001011R"))
    assert "company_code" not in [need.name for need in gate.missing_facts(project)]


def started_twice(by):
    """A project of two stages, the second from 15 March."""
    project = project_in(Stage.PRE_CONSTRUCTION, TECH, filing_number="备1")
    event = record_stage(
        project=project, stage=Stage.STARTED, entered_on=date(2016, 3, 15), papers=papers(project, Stage.STARTED, by), by=by
    )
    return Project.objects.get(), event


def test_a_wrong_day_is_corrected_and_both_stay_in_the_history(invest):
    project, event = started_twice(invest)
    for entered_on, reason, field in [
        (date(2016, 3, 20), " ", "reason"),
        (date(2016, 3, 15), "笔误", "entered_on"),
        (date(2016, 7, 6), "笔误", "entered_on"),
        (date(2015, 1, 4), "笔误", "entered_on"),
    ]:
        with pytest.raises(ValidationError) as refusal:
            correct_day(event=event, entered_on=entered_on, reason=reason, by=invest)
        assert list(refusal.value.message_dict) == [field]
    correct_day(event=event, entered_on=date(2016, 3, 25), reason="以监理开工令为准", opened_version=2, by=invest)
    project.refresh_from_db()
    assert (project.actual_start_on, project.stage_since, project.version) == (date(2016, 3, 25), date(2016, 3, 25), 3)
    (told,) = stage_corrections(project)
    assert (told.was, told.now, told.reason, told.is_taken_back) == (date(2016, 3, 15), date(2016, 3, 25), "以监理开工令为准", False)
    with pytest.raises(Conflict):
        correct_day(event=event, entered_on=date(2016, 3, 26), reason="笔误", opened_version=2, by=invest)


def test_a_corrected_day_stays_before_the_next_stage(invest):
    project = started_twice(invest)[0]
    first = project.stage_events.order_by("pk").first()
    with pytest.raises(ValidationError) as refusal:
        correct_day(event=first, entered_on=date(2016, 3, 16), reason="笔误", by=invest)
    assert refusal.value.message_dict == {"entered_on": ["下一环节“开工”于 2016-03-15 进入：请先更正那个日期，或更正本日期。"]}


def test_a_stage_entered_by_mistake_is_taken_back_and_stays_in_the_history(invest, roles):
    project, event = started_twice(invest)
    officer = UserFactory(roles=["officer"])
    Project.objects.update(officer=officer)
    with pytest.raises(PermissionDenied):
        take_back(event=event, reason="误操作", by=officer)
    with pytest.raises(ValidationError):
        take_back(event=project.stage_events.order_by("pk").first(), reason="误操作", by=invest)
    take_back(event=event, reason="误操作", by=invest)
    project.refresh_from_db()
    assert (project.stage, project.stage_since, project.actual_start_on) == (Stage.PRE_CONSTRUCTION, date(2015, 1, 5), None)
    (told,) = stage_corrections(project)
    assert (told.stage, told.was, told.reason, told.is_taken_back) == ("开工", date(2016, 3, 15), "误操作", True)
    with pytest.raises(ValidationError):
        take_back(event=project.stage_events.get(), reason="误操作", by=invest)


def test_three_early_measures_and_days_in_a_stage():
    project = Project(signed_on=date(2015, 9, 1), actual_start_on=date(2016, 3, 1), production_on=None, first_tax_on=date(2016, 5, 1))
    measured = early(project)
    assert (measured.days_sign_to_start, measured.days_start_to_production, measured.days_production_to_first_tax) == (182, None, None)
    assert [days_in_stage(day, on=date(2016, 2, 29)) for day in (date(2016, 2, 29), date(2016, 2, 28), None)] == [1, 2, None]


def test_projects_by_days_in_their_stage():
    for number, since in enumerate([date(2016, 7, 5), date(2016, 4, 7), date(2016, 4, 6), None]):
        ProjectFactory(name=f"项目{number}", stage_since=since)
    ProjectFactory(name="终止", stage=Stage.TERMINATED, stage_since=date(2015, 1, 1))
    assert sorted(Project.objects.in_stage_since(date(2016, 4, 7)).values_list("name", flat=True)) == ["项目1", "项目2"]
