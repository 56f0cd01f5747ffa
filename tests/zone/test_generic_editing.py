"""Two people save at the same moment: exactly one of them wins, on both databases, and without the check both would."""

from uuid import uuid4

import pytest
from django.db import transaction

from enterprises.models import Enterprise
from tests.factories import EnterpriseFactory, UserFactory
from tests.threads import at_once
from zone.editing import Conflict, save_edit, save_once

ROUNDS = 5


def test_save_edit_writes_version_and_history(db):
    user, firm = UserFactory(), EnterpriseFactory()
    firm.remarks = "新"
    save_edit(firm, ["remarks"], opened_version=1, by=user)
    firm.refresh_from_db()
    latest = firm.history.order_by("-history_id").first()
    assert (firm.remarks, firm.version) == ("新", 2)
    assert (latest.remarks, latest.version, latest.history_user, latest.history_type) == ("新", 2, user, "~")


def test_save_edit_of_an_older_version_tells_theirs_and_writes_nothing(db):
    user, firm = UserFactory(), EnterpriseFactory()
    firm.remarks = "先"
    save_edit(firm, ["remarks"], opened_version=1, by=user)
    late = type(firm).objects.get(pk=firm.pk)
    late.remarks = "后"
    with pytest.raises(Conflict) as told:
        save_edit(late, ["remarks"], opened_version=1, by=user)
    assert (told.value.theirs.remarks, told.value.theirs.version, firm.history.count()) == ("先", 2, 2)


def test_save_edit_of_a_deleted_record_tells_that_it_is_gone(db):
    user, firm = UserFactory(), EnterpriseFactory()
    type(firm).objects.filter(pk=firm.pk).delete()
    with pytest.raises(Conflict) as told:
        save_edit(firm, ["remarks"], opened_version=1, by=user)
    assert told.value.theirs is None


def test_of_two_writers_exactly_one_wins(transactional_db):
    user, firm = UserFactory(), EnterpriseFactory()
    for number in range(1, ROUNDS + 1):
        opened = [type(firm).objects.get(pk=firm.pk) for _ in range(2)]

        def write(record, text, version=number):
            record.remarks = text
            save_edit(record, ["remarks"], opened_version=version, by=user)
            return text

        results = at_once(*(lambda record=record, text=text: write(record, text) for record, text in zip(opened, "甲乙", strict=True)))
        winners = [result for result in results if isinstance(result, str)]
        assert [type(result) for result in results if not isinstance(result, str)] == [Conflict]
        firm.refresh_from_db()
        assert ([firm.remarks], firm.version, firm.history.count()) == (winners, number + 1, number + 1)


def test_without_the_check_an_edit_is_lost(transactional_db):
    """The control: the same race with `save()` alone lets both writers believe that they have saved."""
    firm = EnterpriseFactory()
    opened = [type(firm).objects.get(pk=firm.pk) for _ in range(2)]

    def write(record, field):
        setattr(record, field, "写")
        record.save()
        return field

    fields = ["remarks", "address"]
    results = at_once(*(lambda pair=pair: write(*pair) for pair in zip(opened, fields, strict=True)))
    firm.refresh_from_db()
    assert results == fields
    assert sorted([firm.remarks, firm.address]) == ["", "写"]


def test_one_receipt_saves_once_for_two_at_once(transactional_db):
    user, token = UserFactory(), uuid4()
    EnterpriseFactory()

    def save():
        return save_once(token, lambda: f"/made/{EnterpriseFactory().pk}/", by=user)

    first, second = at_once(save, save)
    assert first == second == f"/made/{Enterprise.objects.latest('pk').pk}/"
    assert Enterprise.objects.count() == 2


def test_receipt_of_a_saving_that_failed_is_free_again(db):
    user, token = UserFactory(), uuid4()

    def fail():
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction.atomic():
        save_once(token, fail, by=user)
    assert save_once(token, lambda: "/made/1/", by=user) == "/made/1/"
