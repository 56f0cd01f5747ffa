"""Two imports at once: the second waits for its turn, says so, and finds what the first one wrote; others go on working meanwhile."""

import threading

import pytest
from django.urls import reverse

from enterprises.models import Enterprise
from tests.ledgers.conftest import ROWS
from tests.ledgers.test_cancelling import cancel
from tests.ledgers.test_commit import many
from tests.ledgers.test_pages import upload
from tests.ledgers.test_worker import commit, office, sheet, state, wait_until  # noqa: F401
from tests.threads import at_once
from zone.ledgers.actions import commit_batch
from zone.ledgers.folders import awaited_step, folder_of
from zone.ledgers.models import ImportBatch
from zone.ledgers.progress import ENDING, Progress, progress_of
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.turns import is_taken, own_turn
from zone.ledgers.views import imports

pytestmark = pytest.mark.django_db(transaction=True)


def save(batch: ImportBatch):
    return commit_batch(ImportBatch.objects.get(pk=batch.pk), by=None, good_rows_only=False)


def test_of_two_alike_the_second_finds_the_firsts_records_and_writes_nothing(desk):
    batches = [desk.read(desk.sheet(*many(300))) for _person in range(2)]
    results = at_once(*(lambda batch=batch: save(batch) for batch in batches))
    refused = [each for each in results if isinstance(each, LedgerRefused)]
    assert ([each for each in results if each is True], [each.code for each in refused]) == ([True], ["stale"])
    assert sorted(state(batch) for batch in batches) == ["committed", "previewed"]
    assert (Enterprise.objects.count(), Enterprise.history.count()) == (300, 300)


def test_two_that_differ_are_both_written(desk):
    batches = [desk.read(desk.sheet(row)) for row in ROWS]
    assert at_once(*(lambda batch=batch: save(batch) for batch in batches)) == [True, True]
    assert (Enterprise.objects.count(), Enterprise.history.count()) == (2, 2)


def test_second_says_that_it_waits_and_can_be_cancelled_or_comes_next(office, desk):  # noqa: F811
    upload(office, desk.sheet(*ROWS))
    batch = ImportBatch.objects.get()
    wait_until(lambda: state(batch) == "previewed")
    with own_turn(lambda: None):
        assert is_taken()
        commit(office, batch)
        wait_until(lambda: progress_of(folder_of(batch)).get("step") == "waiting")
        page = office.get(batch.get_absolute_url())
        assert (page.context["progress"], page.context["may_be_cancelled"]) == ("另一份表格正在入库，完成后接着处理本表……", True)
        cancel(office, batch)
        wait_until(lambda: state(batch) == "cancelled")
        commit(office, batch)
        wait_until(lambda: progress_of(folder_of(batch)).get("step") == "waiting")
        assert Enterprise.objects.count() == 0
    wait_until(lambda: state(batch) == "committed")
    assert (Enterprise.objects.count(), is_taken()) == (2, False)


def test_small_sheet_does_not_hold_up_the_web_server_while_another_is_written(office, desk, monkeypatch):  # noqa: F811
    monkeypatch.setattr(imports, "INLINE_BYTES", 10**9)
    monkeypatch.setattr(imports, "INLINE_ROWS", 10**9)
    upload(office, desk.sheet(*ROWS))
    batch = ImportBatch.objects.get()
    with own_turn(lambda: None):
        commit(office, batch)
        assert awaited_step(folder_of(batch)) == "commit" or state(batch) == "committing"
    wait_until(lambda: state(batch) == "committed")


def test_others_read_and_save_while_a_sheet_is_written(client, desk, econ, monkeypatch):
    """While the transaction is open pages are read at once; what is saved meanwhile waits on SQLite for its end, and is not lost."""
    client.force_login(econ)
    desk.save(desk.sheet(ROWS[0]))
    batch, firm = desk.read(desk.sheet(*many(300))), Enterprise.objects.get()
    client.get(reverse("enterprises:enterprise-list"))  # whoever looks first works out the month, which is a write
    is_open, go_on = threading.Event(), threading.Event()
    look = Progress.__call__

    def hold(progress, step, rows=0, of=0):
        look(progress, step, rows, of)
        if step == ENDING:
            is_open.set()
            go_on.wait(30)

    def edit():
        row = Enterprise.objects.get(pk=firm.pk)
        row.remarks, row.version = "页面上写的", row.version + 1
        row.save()

    def meanwhile():
        assert is_open.wait(30)
        page = client.get(reverse("enterprises:enterprise-list"))
        threading.Timer(0.3, go_on.set).start()
        edit()
        return page.status_code, page.context["page"].total

    monkeypatch.setattr(Progress, "__call__", hold)
    assert at_once(lambda: save(batch), meanwhile) == [True, (200, 1)]
    assert (Enterprise.objects.count(), Enterprise.objects.get(pk=firm.pk).remarks) == (301, "页面上写的")
