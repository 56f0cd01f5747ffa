"""A sheet that is saved keeps the months of its projects, and the board with them, in the transaction that writes it."""

from datetime import date

from projects import standing
from projects.models import ProjectMonth
from tests.ledgers.test_samples import CORRECTION, LEDGER, PLAN, SAMPLES
from tests.projects.live_board import kept_board, live_board, months_kept, without_nothing
from tests.projects.scene import Scene

DAY, PERIOD = date(2016, 7, 5), "2016-06"


def test_a_plan_saved_keeps_the_board(desk):
    Scene()
    for name in (LEDGER, CORRECTION):
        desk.save(SAMPLES / name, good_rows_only=True)
    standing.ensure_year(PERIOD, on=DAY)
    before = ProjectMonth.objects.count()

    desk.save(SAMPLES / PLAN, "tech-upgrade", good_rows_only=True)

    assert ProjectMonth.objects.count() == before + 5 * 6
    assert kept_board(PERIOD) == without_nothing(live_board(PERIOD, on=DAY, still_days=60))
    rows = months_kept()
    standing.refresh(None, on=DAY)
    assert months_kept() == rows
