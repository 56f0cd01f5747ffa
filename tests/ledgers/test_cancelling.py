"""Giving up long work: whoever does it stops at his next look, nothing is half done, and it can be done again."""

import pytest
from django.urls import reverse

from enterprises.models import Enterprise
from tests.ledgers.conftest import ROWS
from tests.ledgers.test_commit import MODELS, many, stored
from tests.ledgers.test_pages import upload
from tests.ledgers.test_worker import commit, office, sheet, state, wait_until  # noqa: F401
from zone.ledgers.actions import commit_batch, read_batch
from zone.ledgers.folders import UPLOAD, await_worker, folder_of, is_at_work
from zone.ledgers.models import ImportBatch
from zone.ledgers.progress import STOP, Progress, ask_to_stop, is_asked_to_stop, progress_of
from zone.ledgers.undo import undo_batch
from zone.ledgers.work import COMMIT
from zone.models import Event


@pytest.fixture
def stop_at(monkeypatch):
    """Ask to stop at the look of this number, from 1 on (0: never). Gives the steps at which one looked."""
    look = Progress.__call__

    def at(number: int) -> list[str]:
        seen = []

        def counted(progress, step, rows=0, of=0):
            seen.append(step)
            if len(seen) == number:
                ask_to_stop(progress.folder)
            look(progress, step, rows, of)

        monkeypatch.setattr(Progress, "__call__", counted)
        return seen

    return at


def test_reading_stops_at_any_look_and_can_be_done_again(desk, stop_at):
    path = desk.sheet(*ROWS)
    seen = stop_at(0)
    desk.read(path)
    steps = [step for step in seen if step != "reading"]  # of these there are as many as it takes
    assert list(dict.fromkeys(steps)) == ["checking", "comparing", "staging"]
    for number in range(1, len(steps) + 1):
        stop_at(number)
        batch = desk.read(path)
        left = {entry.name for entry in folder_of(batch).iterdir()}
        assert (batch.state, batch.refusal["code"], left) == ("cancelled", "reading_cancelled", {UPLOAD, "lock"})
        stop_at(0)
        assert (read_batch(batch).state, batch.rows_new, batch.refusal) == ("previewed", 2, {})


def test_saving_stops_at_any_look_writes_nothing_and_can_be_done_again(desk, stop_at):
    desk.save(desk.sheet(ROWS[0]))
    before = {model: stored(model) for model in MODELS}
    kept = {model: model.history.count() for model in MODELS}
    path = desk.sheet([*ROWS[0][:7], "新厂"], ROWS[1], *many(900))
    batch = desk.read(path)
    for number in (1, 2, 3, 4, 5, 6):
        seen = stop_at(number)
        assert commit_batch(batch, by=None, good_rows_only=False) is False
        assert len(seen) == number
        assert (state(batch), batch.refusal["code"]) == ("cancelled", "saving_cancelled")
        assert {model: stored(model) for model in MODELS} == before
        assert {model: model.history.count() for model in MODELS} == kept
        assert not is_asked_to_stop(folder_of(batch))
    seen = stop_at(0)
    assert commit_batch(batch, by=None, good_rows_only=False)
    assert (state(batch), seen[-1], len(seen) > 6) == ("committed", "ending", True)
    assert (Enterprise.objects.count(), Event.objects.filter(kind=Event.Kind.IMPORTED).count()) == (902, 2)


def test_saving_stops_in_its_last_look(desk, stop_at):
    seen = stop_at(0)
    commit_batch(desk.read(desk.sheet(ROWS[0])), by=None, good_rows_only=False)
    saving = seen[seen.index("writing") :]
    batch = desk.read(desk.sheet(ROWS[1]))
    stop_at(len(saving))
    assert commit_batch(batch, by=None, good_rows_only=False) is False
    assert (saving[-1], state(batch), Enterprise.objects.count()) == ("ending", "cancelled", 1)


def test_undoing_stops_at_any_look_and_can_be_done_again(desk, stop_at):
    desk.save(desk.sheet(ROWS[0]))
    batch = desk.save(desk.sheet([*ROWS[0][:7], "新厂"], ROWS[1]))
    before, stops = {model: stored(model) for model in MODELS}, 0
    while True:
        seen = stop_at(stops + 1)
        answer = undo_batch(batch, by=None)
        if len(seen) <= stops:
            break
        stops += 1
        assert (answer["removed"], state(batch), batch.refusal["code"]) == (0, "committed", "undoing_cancelled")
        assert {model: stored(model) for model in MODELS} == before
    assert (answer["removed"], answer["restored"], state(batch), batch.refusal, stops > 5) == (2, 1, "undone", {}, True)


def cancel(client, batch: ImportBatch) -> None:
    client.post(reverse("ledgers:batch-cancel", args=[batch.pk]))


def test_page_offers_it_while_there_is_work_and_says_what_became_of_it(client, desk, econ):
    client.force_login(econ)
    batch = desk.read(desk.sheet(*ROWS), by=econ)
    address, folder = reverse("ledgers:batch-cancel", args=[batch.pk]), folder_of(batch)
    cancel(client, batch)
    page = client.get(batch.get_absolute_url())
    assert ([str(message) for message in page.context["messages"]], address in page.content.decode()) == (
        ["处理已经结束，无需取消。"],
        False,
    )
    assert not (folder / STOP).exists()

    await_worker(folder, COMMIT)
    page = client.get(batch.get_absolute_url())
    assert (page.context["may_be_cancelled"], address in page.content.decode()) == (True, True)
    cancel(client, batch)
    page = client.get(batch.get_absolute_url())
    assert (page.context["progress"], address in page.content.decode()) == ("正在取消……", False)
    assert commit_batch(ImportBatch.objects.get(pk=batch.pk), by=econ, good_rows_only=False) is False
    page = client.get(batch.get_absolute_url())
    assert (page.context["batch"].get_state_display(), "is_at_work" in page.context) == ("已取消", False)
    assert page.context["refusal"] == "保存已取消，没有保存任何数据；需要时可以再次保存。"
    assert page.context["preview"].counts["new"] == 2
    client.post(reverse("ledgers:batch-commit", args=[batch.pk]), {"rows": "all"})
    assert (state(batch), Enterprise.objects.count()) == ("committed", 2)


@pytest.mark.django_db(transaction=True)
def test_process_gives_up_reading_and_saving(office, sheet):  # noqa: F811
    upload(office, sheet)
    batch = ImportBatch.objects.get()
    cancel(office, batch)
    wait_until(lambda: state(batch) == "cancelled")
    assert "读取已取消" in office.get(batch.get_absolute_url()).content.decode()
    office.post(reverse("ledgers:batch-read", args=[batch.pk]), {"kind": "auto"})
    wait_until(lambda: state(batch) == "previewed")

    commit(office, batch)
    wait_until(lambda: progress_of(folder_of(batch)).get("rows"))
    cancel(office, batch)
    wait_until(lambda: not is_at_work(folder_of(batch)))
    assert (state(batch), Enterprise.objects.count(), Enterprise.history.count()) == ("cancelled", 0, 0)
    commit(office, batch)
    wait_until(lambda: state(batch) == "committed")
    assert Enterprise.objects.count() == 2500
