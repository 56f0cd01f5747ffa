"""A winter break under the rules as delivered: within its own dates no progress is judged, by the sets and by a sheet alike."""

from datetime import date
from decimal import Decimal

import pytest

from projects.ledger_lights import Facts
from projects.ledger_lights import light_of as told_light
from projects.models import Stage, StageEvent
from projects.reporting.spread import rule_for
from tests.factories import ProjectFactory
from tests.projects.lights_scene import light_of
from zone.models import LightRule

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["规则A（按百分点）", "规则B（按比例）"])
def delivered(request, reference):
    """One of the rules of `zone.reference`, in force with nothing changed."""
    LightRule.objects.update(is_applied=False)
    LightRule.objects.filter(name=request.param).update(is_applied=True)


@pytest.mark.parametrize(
    ("ends_on", "period", "light"),
    [
        (date(2016, 3, 31), "2016-02", ""),
        (date(2016, 3, 20), "2016-03", ""),  # the month in which work begins again
        (date(2016, 4, 10), "2016-04", ""),
        (date(2016, 4, 30), "2016-05", "red"),  # over, and nobody went back to work
        (date(2016, 3, 31), "2016-06", "red"),
        (None, "2016-01", ""),  # as long as the season
        (None, "2016-03", ""),
        (None, "2016-04", "red"),
    ],
)
def test_winter_break_is_not_judged_within_its_dates(delivered, ends_on, period, light):
    project = ProjectFactory(stage=Stage.WINTER_BREAK)
    StageEvent.objects.create(project=project, stage=Stage.WINTER_BREAK, entered_on=date(2015, 11, 24), ends_on=ends_on)
    assert light_of(period, plan=1200, done=0, project=project) == light
    facts = Facts(Stage.WINTER_BREAK, ends_on, Decimal(1200), Decimal(0), None, None, None)
    assert told_light(facts, period, rule_for(period)) == light


def test_who_went_back_to_work_is_judged_again(delivered):
    project = ProjectFactory(stage=Stage.UNDER_CONSTRUCTION)
    for stage, day, ends_on in (("winter_break", date(2015, 11, 24), date(2016, 4, 30)), ("under_construction", date(2016, 3, 20), None)):
        StageEvent.objects.create(project=project, stage=stage, entered_on=day, ends_on=ends_on)
    assert light_of("2016-02", done=0, project=project) == ""
    assert light_of("2016-06", done=0, project=project) == "red"


def test_who_works_through_the_winter_is_judged(delivered):
    assert light_of("2016-02", done=0, project=ProjectFactory(stage=Stage.UNDER_CONSTRUCTION)) in ("yellow", "red")
