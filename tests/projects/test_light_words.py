"""The sentence why: what each light is told by, in the words that the office reads."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override as language

from projects.light_words import why
from projects.models import ProjectMonth, Stage
from projects.views.light_markup import light_cell
from tests.factories import ProjectFactory
from tests.projects.lights_scene import RATIO, by_hand, judged, row, rule
from zone.models import Precision

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _chinese():
    with language("zh-hans"):
        yield


def told(*args, on=None, **fields) -> str:
    month = judged(row(*args, **fields), on=on)
    return why(ProjectMonth.objects.select_related("project", "rule", "override__approved_by").get(pk=month.pk))


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (38, "完成率38.0%，时序50.0%，低12.0个百分点（10—30个百分点为黄灯）"),
        (15, "完成率15.0%，时序50.0%，低35.0个百分点（超过30个百分点为红灯）"),
        (45, "完成率45.0%，时序50.0%，低5.0个百分点，略低于时序（10个百分点起为黄灯）"),
        (50, "完成率50.0%，时序50.0%，与时序持平"),
        (62, "完成率62.0%，时序50.0%，高12.0个百分点"),
        (Decimal("40.04"), "完成率40.04%，时序50.00%，低9.96个百分点，略低于时序（10个百分点起为黄灯）"),
        (Decimal("19.99"), "完成率19.99%，时序50.00%，低30.01个百分点（超过30个百分点为红灯）"),
    ],
)
def test_words_of_points(done, words):
    rule(name="规则A")
    assert told(plan=100, done=done) == f"{words} · 规则：规则A"


def test_words_say_that_the_rule_leaves_winter_out_unless_the_plan_has_a_curve():
    rule(name="规则A", winter_months="1,2,3,11,12")
    assert told(plan=700, done=175).startswith("完成率25.0%，时序42.9%（不计冬季月份），低17.9个百分点")
    assert told(plan=700, done=175, curve=350).startswith("完成率25.0%，时序50.0%，低25.0个百分点")


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (38, "为时序的76.0%（低于80%为黄灯，低于60%为红灯）"),
        (29, "为时序的58.0%（低于60%为红灯）"),
        (30, "为时序的60.0%（低于80%为黄灯，低于60%为红灯）"),
        (Decimal("29.99"), "为时序的59.98%（低于60%为红灯）"),
        (45, "为时序的90.0%，略低于时序（低于80%为黄灯）"),
        (50, "与时序持平"),
        (51, "高1.0个百分点"),
    ],
)
def test_words_of_ratio(done, words):
    rule(name="规则B", **RATIO)
    assert told(plan=100, done=done).endswith(f"，时序50.0%，{words} · 规则：规则B")


def test_words_of_an_own_curve():
    rule()
    assert told(plan=300, curve=200, done=100).startswith("完成率33.3%，时序66.7%，低33.4个百分点（超过30个百分点为红灯）")


@pytest.mark.parametrize(
    ("due", "precision", "words"),
    [
        (date(2016, 3, 31), Precision.MONTH, "应于2016年3月开工，已逾期3个月"),
        (date(2016, 6, 30), Precision.QUARTER, "应于2016年2季度开工，尚未开工"),
        (date(2016, 5, 20), Precision.DAY, "应于2016-05-20开工，已逾期1个月"),
    ],
)
def test_words_of_the_start(due, precision, words):
    rule()
    first = due.replace(day=1, month=4) if precision == Precision.QUARTER else due.replace(day=1) if precision == Precision.MONTH else due
    project = ProjectFactory(stage=Stage.PRE_CONSTRUCTION, planned_start_on=first, planned_start_precision=precision, planned_start_by=due)
    assert told(plan=None, done=None, project=project) == f"{words} · 没有年度计划，不判进度 · 规则：规则"


def test_words_of_silence_name_the_start_too():
    rule()
    project = ProjectFactory(stage=Stage.PRE_CONSTRUCTION, planned_start_by=date(2016, 3, 31))
    assert told(is_reported=False, project=project) == "应于2016年3月开工，已逾期3个月 · 本月应报未报 · 规则：规则"
    assert told(is_reported=False) == "本月应报未报 · 规则：规则"


def test_words_without_a_rule():
    assert told() == "当月没有生效的规则，未判灯"
    assert told(is_reported=False) == "本月应报未报"


def test_words_of_what_is_not_judged():
    rule()
    assert told(done=None) == "本年没有报送完成投资，不判进度 · 规则：规则"
    assert told(project=ProjectFactory(stage=Stage.COMPLETED)) == "所处环节不判进度 · 规则：规则"


def test_words_of_an_override_stand_before_what_was_computed():
    rule()
    month = row(plan=100, done=38)
    override = by_hand(month.project, "green", valid_from=date(2016, 7, 1), expires_on=date(2016, 7, 31))
    assert why(judged(month)).startswith(f"人工定为绿灯至7月31日：现场已核实，批准人{override.approved_by.name} · 完成率38.0%")


def test_cell_of_a_list_has_a_word_and_a_way_to_the_reason():
    assert light_cell("red", reason="below", address="/projects/5/") == (
        '<a class="light light-red" href="/projects/5/#lights" title="低于时序进度">红灯</a>'
    )
    assert "未报送" in light_cell("grey", reason="not_reported")
    assert "未评" in light_cell("")
