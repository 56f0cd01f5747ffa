"""The texts kept in memory find what the database would find, whatever has been written since."""

import threading

import pytest
from django.db import connection, transaction

from enterprises.models import Enterprise
from tests.factories import DistrictFactory, EnterpriseFactory
from zone import text_cache
from zone.lib.text_search import containing
from zone.own_conditions import own_conditions


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(text_cache, "_kept", {})


def found(key):
    """By the cache; and the database must agree."""
    ids = list(text_cache.find(Enterprise, ("search_text",), key, order=("name",)))
    expected = containing(Enterprise.objects.order_by("name", "pk"), ("search_text",), key)
    assert ids == list(expected.values_list("pk", flat=True))
    return ids


def firm(name, text=""):
    return EnterpriseFactory(name=name, search_text=text or name)


def test_found_in_the_order_of_the_list(db):
    later, first = firm("乙宏远"), firm("丁宏远")
    firm("甲")
    assert found("宏远") == [first.pk, later.pk]
    assert found("龘龘") == []


def test_new_changed_and_deleted_rows_are_known_at_once(db):
    stays, goes, changes = firm("甲宏远"), firm("乙宏远"), firm("丙宏远")
    assert len(found("宏远")) == 3
    goes.delete()
    changes.search_text = "别名"
    changes.save()
    new = firm("丁宏远")
    assert found("宏远") == [new.pk, stays.pk]
    assert found("别名") == [changes.pk]


def test_many_changes_make_the_texts_anew(db, monkeypatch):
    monkeypatch.setattr(text_cache, "FEW", 2)
    firm("甲宏远")
    assert len(found("宏远")) == 1
    for place in range(3):
        firm(f"乙宏远{place}")
    assert len(found("宏远")) == 4
    assert len(next(iter(text_cache._kept.values())).index.ids) == 4


def test_changed_rows_stand_where_the_list_has_them(db):
    rows = {name: firm(f"{name}宏远", "宏远") for name in "dbf"}
    assert found("宏远") == [rows[name].pk for name in "bdf"]
    for name in "aceeg":
        rows[name] = firm(f"{name}宏远", "宏远")
    rows["d"].name = "h宏远"
    rows["d"].save()
    assert [Enterprise.objects.get(pk=pk).name[0] for pk in found("宏远")] == list("abceefgh")


def test_without_any_row_nothing_is_found(db):
    assert found("宏远") == []
    assert found("hy") == []


def test_what_was_rolled_back_is_forgotten(db):
    kept = firm("甲宏远")
    found("宏远")
    with transaction.atomic():
        firm("乙宏远")
        assert len(found("宏远")) == 2
        transaction.set_rollback(True)
    assert found("宏远") == [kept.pk]
    again = firm("丙远宏")
    assert found("远宏") == [again.pk]


def test_key_is_text_and_no_pattern(db):
    plain = firm("a.b(c)")
    firm("axb(c)")
    assert found("a.b(") == [plain.pk]


def test_key_without_chinese_is_found_in_every_word(db):
    firm("甲a3公司", "甲a3公司 ja3gs")
    assert (len(found("a3公")), len(found("a3")), len(found("ja3g")), len(found("a3公司j"))) == (1, 1, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_row_that_somebody_else_commits_later_is_found(settings):
    """On PostgreSQL a row of history may appear after one with a higher number: nothing is remembered while somebody writes."""
    if connection.vendor != "postgresql":
        return  # there is one writer at a time
    district = firm("甲宏远").district
    written, ended = threading.Event(), threading.Event()

    def slowly():
        with transaction.atomic():
            EnterpriseFactory(name="乙宏远", search_text="乙宏远", district=district)
            written.set()
            ended.wait(20)
        connection.close()

    writer = threading.Thread(target=slowly)
    writer.start()
    try:
        assert written.wait(20)
        EnterpriseFactory(name="丙宏远", search_text="丙宏远", district=district)
        assert text_cache.find(Enterprise, ("search_text",), "宏远", order=("name",)) is None
        assert text_cache._kept == {}
    finally:
        ended.set()
        writer.join()
    assert len(found("宏远")) == 3
    assert len(found("宏远")) == 3


def test_conditions_on_own_columns_are_kept_and_follow_what_is_written(db):
    here, there = DistrictFactory(), DistrictFactory(code="XSQ", short_name="西市区")
    rows = {name: EnterpriseFactory(name=f"{name}宏远", search_text="宏远", district=here) for name in "abc"}
    within = own_conditions(Enterprise.objects.filter(district=here, is_high_tech=None))

    def names():
        ids = text_cache.find(Enterprise, ("search_text",), "宏远", order=("name",), within=within)
        return "".join(Enterprise.objects.get(pk=pk).name[0] for pk in ids)

    assert names() == "abc"
    rows["b"].district = there
    rows["b"].save()
    rows["c"].is_high_tech = True
    rows["c"].save()
    EnterpriseFactory(name="d宏远", search_text="宏远", district=there)
    EnterpriseFactory(name="e宏远", search_text="宏远", district=here)
    assert names() == "ae"
    rows["b"].district = here
    rows["b"].save()
    assert names() == "abe"
