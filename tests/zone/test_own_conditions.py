"""What is told by values of a row's own columns is recognised; whatever else is asked for makes it none."""

from datetime import date

import pytest
from django.db.models import Exists, OuterRef, Q

from projects.models import Project, ProjectMonth
from zone.own_conditions import Condition, own_conditions

ROWS = Project.objects.all()


def told(rows):
    found = own_conditions(rows)
    return None if found is None else {condition.field: set(condition.values) for condition in found}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (ROWS, {}),
        (ROWS.filter(kind="investment", district=3), {"kind": {"investment"}, "district_id": {3}}),
        (ROWS.filter(Q(stage="lead") | Q(stage="signed")), {"stage": {"lead", "signed"}}),
        (ROWS.filter(district__in=[3, 4]), {"district_id": {3, 4}}),
        (ROWS.filter(Q(officer=None) | Q(officer=7)), {"officer_id": {None, 7}}),
        (ROWS.filter(Q(officer=7) | Q(leader=7)), None),
        (ROWS.filter(Q(officer=7, leader=7) | Q(officer=8, leader=7)), None),
        (ROWS.exclude(stage="lead"), None),
        (ROWS.filter(kind="investment", moved_on__lt=date(2016, 7, 1)), None),
        (ROWS.filter(officer__isnull=False), None),
        (ROWS.filter(enterprise__district=3), None),
        (ROWS.filter(pk__in=ProjectMonth.objects.values("project")), None),
        (ROWS.filter(Exists(ProjectMonth.objects.filter(project=OuterRef("pk")))), None),
        (ROWS.none(), None),
        (ROWS.filter(kind="investment")[:5], None),
    ],
)
def test_conditions_on_own_columns_are_told_from_others(rows, expected):
    assert told(rows) == expected


def test_a_condition_says_the_same_to_the_database():
    assert Condition("officer_id", frozenset({None, 7})).as_q() == Q(officer_id__in=[7]) | Q(officer_id__isnull=True)
