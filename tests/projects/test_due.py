"""What falls due soon, held against what is late: no project is told as both."""

from datetime import date, timedelta
from itertools import product

import pytest

from projects.models import Project, Stage
from projects.models.stage import BEFORE_START
from tests.factories import ProjectFactory

DAY = date(2016, 7, 5)
LAST = DAY + timedelta(days=7)
DAYS = (None, DAY - timedelta(days=1), DAY, LAST, LAST + timedelta(days=1))
STAGES = (Stage.RESERVE, Stage.UNDER_CONSTRUCTION, Stage.IN_PRODUCTION, Stage.TERMINATED)


@pytest.mark.django_db
def test_what_is_late_already_is_not_due_soon_as_well():
    expected = set()
    for stage, start, finish in product(STAGES, DAYS, DAYS):
        pk = ProjectFactory().pk
        Project.objects.filter(pk=pk).update(stage=stage, planned_start_by=start, planned_finish_by=finish)
        if stage in (Stage.IN_PRODUCTION, Stage.TERMINATED):
            continue
        ahead = [day for day in (start if stage in BEFORE_START else None, finish) if day is not None]
        if all(day >= DAY for day in ahead) and any(day <= LAST for day in ahead):
            expected.add(pk)
    assert set(Project.objects.due_between(DAY, LAST).values_list("pk", flat=True)) == expected
    assert not Project.objects.due_between(DAY, LAST).late(on=DAY).exists()
    assert len(expected) == 12 + 10  # before the start, and at work
