"""Statements as words and values: what they say, and that ids told later are the ones that count."""

import pytest
from django.db.models import F, Value

from tests.factories import DepartmentFactory
from zone.lib.statements import NOTHING, THESE, asked, counting, inserting, numbers, run, selecting, together, told, updating
from zone.models import Department

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    return [DepartmentFactory(name=name) for name in ("甲", "乙", "丙")]


@pytest.mark.parametrize("chosen", [[], [0], [2, 0], [0, 1, 2]])
def test_a_kept_selection_goes_by_the_ids_that_it_is_told(three, chosen):
    kept = selecting(Department.objects.filter(pk__among=THESE).order_by("pk").values_list("pk"))
    ids = [three[number].pk for number in chosen]
    assert asked(told(kept, ids)) == [(pk,) for pk in sorted(ids)]


@pytest.mark.parametrize("chosen", [[], [1], [0, 2]])
def test_a_kept_update_changes_these_and_no_others(three, chosen):
    kept = updating(Department.objects.filter(pk__among=THESE), short_name=F("name"), position=Value(7))
    run(told(kept, [three[number].pk for number in chosen]))
    found = [Department.objects.values_list("short_name", "position").get(pk=each.pk) for each in three]
    assert found == [(each.name, 7) if number in chosen else ("", 0) for number, each in enumerate(three)]


def test_a_statement_that_is_told_stays_as_it_was_kept(three):
    kept = selecting(Department.objects.filter(pk__among=THESE).values_list("pk"))
    assert told(told(kept, [three[0].pk]), [three[1].pk]) == told(kept, [three[0].pk])
    assert asked(told(kept, [three[1].pk])) == [(three[1].pk,)]


def test_what_is_inserted_again_is_written_over(three):
    same = Department.objects.filter(pk=three[0].pk).values_list("name", Value("简称"))
    run(inserting(Department, ("name", "short_name"), same, constants={"position": 1}, unique=("name",), changing=("short_name",)))
    assert Department.objects.filter(name="甲").values_list("pk", "short_name").get() == (three[0].pk, "简称")


def test_nothing_is_asked_where_there_is_nothing_to_ask(three, django_assert_num_queries):
    nothing = selecting(Department.objects.none().values_list("pk"))
    assert nothing == NOTHING
    with django_assert_num_queries(0):
        assert asked(nothing) == []
    assert together([nothing, nothing])[0] == ""
    some = selecting(Department.objects.filter(pk=three[0].pk).values_list("pk"))
    assert asked(together([nothing, some])) == [(three[0].pk,)]


def test_several_lists_are_counted_by_one_statement(three, django_assert_num_queries):
    rows = Department.objects.order_by("name")
    several = counting(rows.values("pk"), rows.none().values("pk"), rows.filter(name__in=["甲", "丙"]).values("short_name").distinct())
    with django_assert_num_queries(1):
        assert numbers(several) == (3, 0, 1)
