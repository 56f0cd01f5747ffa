"""The texts kept in memory for SQLite find what the database would find, whatever has been written since."""

import pytest
from django.db import transaction

from enterprises.models import Enterprise
from tests.factories import EnterpriseFactory
from zone import text_cache
from zone.lib.text_search import containing


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(text_cache, "_kept", {})


def found(key):
    """By the cache; and the database must agree."""
    ids = text_cache.find(Enterprise, ("search_text",), key, order=("name",)).ids
    assert sorted(ids) == sorted(containing(Enterprise.objects.all(), ("search_text",), key).values_list("pk", flat=True))
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
    assert sorted(found("宏远")) == [stays.pk, new.pk]
    assert found("别名") == [changes.pk]


def test_many_changes_make_the_texts_anew(db, monkeypatch):
    monkeypatch.setattr(text_cache, "FEW", 2)
    firm("甲宏远")
    assert len(found("宏远")) == 1
    for place in range(3):
        firm(f"乙宏远{place}")
    assert text_cache.find(Enterprise, ("search_text",), "宏远", order=("name",)).is_ordered is True
    assert len(found("宏远")) == 4


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
