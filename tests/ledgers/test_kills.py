"""The long form of `test_worker`: a commit of 20,000 rows, killed at twenty moments spread over its measured length, is all or nothing."""

import time
from contextlib import suppress

import pytest

from enterprises.models import DistrictMembership, Enterprise, EnterpriseAlias, OperatingFigure, SizeStatus
from tests.ledgers.conftest import HEADER, TITLE
from tests.ledgers.test_pages import upload
from tests.ledgers.test_worker import commit, kill_worker, office, state, wait_until  # noqa: F401
from tests.sheets import make_xlsx
from zone.ledgers.actions import settle
from zone.ledgers.folders import folder_of, is_at_work
from zone.ledgers.models import ImportBatch
from zone.ledgers.progress import ENDING, WRITING, progress_of
from zone.ledgers.undo import undo_batch

ROWS, KILLS = 20_000, 20
MODELS = (Enterprise, OperatingFigure, EnterpriseAlias, DistrictMembership, SizeStatus)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def rows_left() -> list[int]:
    return [model.objects.count() for model in MODELS]


def preview(client, path) -> ImportBatch:
    upload(client, path)
    batch = ImportBatch.objects.latest("pk")
    wait_until(lambda: state(batch) == "previewed" and not is_at_work(folder_of(batch)))
    return batch


def test_twenty_kills_leave_everything_or_nothing(office, tmp_path):  # noqa: F811
    rows = [[n, f"营口第{n}机械有限公司", None, "高新区", n, 12, "否", None] for n in range(1, ROWS + 1)]
    path = make_xlsx(tmp_path / "两万行.xlsx", HEADER, *rows, title=TITLE)
    batch = preview(office, path)
    begun = time.monotonic()
    commit(office, batch)
    wait_until(lambda: state(batch) == "committed" and not is_at_work(folder_of(batch)))
    length, whole = time.monotonic() - begun, rows_left()
    undo_batch(batch, by=None)
    nothing, histories = rows_left(), [model.history.count() for model in MODELS]
    assert (whole[0], sum(nothing)) == (ROWS, 0)

    batch, after_first_write, outcomes = preview(office, path), 0, []
    for number in range(1, KILLS + 1):
        begun = time.monotonic()
        commit(office, batch)
        time.sleep(max(0.0, length * number / (KILLS + 1) - (time.monotonic() - begun)))
        told = progress_of(folder_of(batch))
        after_first_write += told.get("step") == ENDING or (told.get("step") == WRITING and told["rows"] > 0)
        if state(batch) != "committed":
            with suppress(ProcessLookupError):  # it has just ended by itself
                kill_worker(batch)
            wait_until(lambda: settle(ImportBatch.objects.get(pk=batch.pk)).state in ("interrupted", "committed"))  # noqa: B023
        outcomes.append(state(batch))
        assert rows_left() == (whole if outcomes[-1] == "committed" else nothing)
        if outcomes[-1] == "committed":
            wait_until(lambda: not is_at_work(folder_of(batch)))  # noqa: B023
            undo_batch(batch, by=None)
            batch, histories = preview(office, path), [model.history.count() for model in MODELS]
        assert [model.history.count() for model in MODELS] == histories
    assert (len(outcomes), after_first_write >= 5, outcomes.count("interrupted") >= 5) == (KILLS, True, True)
    commit(office, batch)
    wait_until(lambda: state(batch) == "committed")
    assert rows_left() == whole
