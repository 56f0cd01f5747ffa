"""Long work in a process of its own: a real child of a real file database, watched, left and killed."""

import os
import signal
import time

import pytest
from django.db import connection
from django.urls import reverse

from enterprises.models import Enterprise, OperatingFigure
from tests.factories import UserFactory
from tests.ledgers.conftest import HEADER, ROWS, TITLE
from tests.ledgers.test_commit import many
from tests.ledgers.test_pages import upload
from tests.sheets import make_xlsx
from zone.ledgers import folders, work
from zone.ledgers.actions import settle
from zone.ledgers.folders import AWAITED, WORKER, awaited_step, folder_of
from zone.ledgers.models import ImportBatch
from zone.ledgers.progress import progress_of
from zone.ledgers.views import batches, imports, undoing
from zone.models import User

MANY = 2500
PATIENCE = 60  # seconds: the machine may be busy

pytestmark = pytest.mark.django_db(transaction=True)


def database_url() -> str:
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    account = f"{told['USER']}:{told['PASSWORD']}" if told["PASSWORD"] else told["USER"]
    return f"postgres://{account}@{told['HOST']}:{told['PORT'] or 5432}/{told['NAME']}"


@pytest.fixture
def office(client, house, settings, monkeypatch):
    """Every file counts as long; the child finds the test's own database and folder."""
    monkeypatch.setenv("DATABASE_URL", database_url())
    monkeypatch.setenv("DATA_DIR", str(settings.DATA_DIR))
    monkeypatch.setattr(imports, "INLINE_BYTES", 0)
    monkeypatch.setattr(imports, "INLINE_ROWS", 0)
    client.force_login(UserFactory(username="econ", roles=["econ"]))
    return client


@pytest.fixture
def sheet(tmp_path):
    rows = [[n, f"营口第{n}机械有限公司", None, "高新区", n, 12, "否", None] for n in range(1, MANY + 1)]
    return make_xlsx(tmp_path / "长.xlsx", HEADER, *rows, title=TITLE)


def wait_until(is_so) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def state(batch: ImportBatch) -> str:
    batch.refresh_from_db()
    return batch.state


def kill_worker(batch: ImportBatch) -> None:
    pid = int((folder_of(batch) / WORKER).read_text())
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not folders.is_at_work(folder_of(batch)))


def commit(client, batch: ImportBatch) -> None:
    client.post(reverse("ledgers:batch-commit", args=[batch.pk]), {"rows": "all"})


def test_work_is_shown_and_may_be_left_and_a_kill_leaves_nothing_half_done(office, sheet):
    upload(office, sheet)
    batch = ImportBatch.objects.get()
    address = batch.get_absolute_url()
    page = office.get(address)
    assert (page.context["is_at_work"], "preview" in page.context) == (True, False)

    wait_until(lambda: progress_of(folder_of(batch)))
    assert office.get(address).context["progress"].startswith("正在")
    kill_worker(batch)
    page = office.get(address)
    assert (state(batch), page.context["refusal"]) == ("interrupted", "读取已中断，没有保存任何数据；请重新读取。")
    commit(office, batch)
    assert (state(batch), Enterprise.objects.count()) == ("interrupted", 0)

    office.post(reverse("ledgers:batch-read", args=[batch.pk]), {"kind": "auto"})
    wait_until(lambda: state(batch) == "previewed")
    assert (batch.rows_new, batch.rows_rejected, office.get(address).context["refusal"]) == (MANY, 0, "")

    commit(office, batch)
    wait_until(lambda: progress_of(folder_of(batch)).get("step") == "writing")
    kill_worker(batch)
    page = office.get(address)
    assert (state(batch), page.context["refusal"]) == ("interrupted", "保存已中断，没有保存任何数据；可以再次保存。")
    assert (Enterprise.objects.count(), OperatingFigure.objects.count(), Enterprise.history.count()) == (0, 0, 0)

    commit(office, batch)
    wait_until(lambda: state(batch) == "committed")
    assert (Enterprise.objects.count(), OperatingFigure.objects.count(), Enterprise.history.count()) == (MANY, MANY, MANY)
    page = office.get(address)
    assert (page.context["step"], page.context["refusal"], "is_at_work" in page.context) == (4, "", False)


@pytest.mark.parametrize("command", [["/bin/false"], ["/bin/sleep", "60"]], ids=["died", "hangs"])
def test_worker_that_never_begins_is_noticed(office, desk, monkeypatch, command):
    true_popen = work.subprocess.Popen
    children = []

    def start_something_else(_order, **how):
        children.append(true_popen(command, **how))
        return children[-1]

    monkeypatch.setattr(work.subprocess, "Popen", start_something_else)
    upload(office, desk.sheet([1, "营口甲有限公司", None, "高新区", 1, 1, "否", None]))
    batch = ImportBatch.objects.get()
    assert awaited_step(folder_of(batch)) == work.READ
    if command[0] == "/bin/sleep":
        assert settle(batch).state == "uploaded"
        monkeypatch.setattr(folders, "STARTING_SECONDS", 0)
    wait_until(lambda: settle(batch).state == "interrupted")
    for child in children:
        child.kill()
    assert (batch.refusal, (folder_of(batch) / AWAITED).exists()) == ({"code": "interrupted", "params": {}}, False)


def test_undoing_many_rows_is_judged_and_done_by_a_process(office, desk, monkeypatch):
    monkeypatch.setattr(undoing, "INLINE_ROWS", 1)
    for view in (undoing, batches):
        monkeypatch.setattr(view, "KEPT_ROWS", 1)
    batch = desk.save(desk.sheet(*ROWS, *many(3)), by=User.objects.get(username="econ"))
    for firm in Enterprise.objects.order_by("pk")[:2]:
        firm.remarks, firm.version = "人写的", firm.version + 1
        firm.save()
    address = reverse("ledgers:batch-undo", args=[batch.pk])
    page = office.get(address)
    assert (page.context["is_at_work"], "plan" in page.context, Enterprise.objects.count()) == (True, False, 5)
    wait_until(lambda: "plan" in office.get(address).context)
    page = office.get(address, {"page": 2})
    plan = page.context["plan"]
    assert (plan.removed, plan.restored, len(plan.kept), page.context["pager"].pages) == (8, 0, 2, 2)
    assert ('data-total="2"' in page.content.decode(), page.content.decode().count("data-row")) == (True, 1)

    office.post(address)
    wait_until(lambda: state(batch) == "undone")
    page = office.get(batch.get_absolute_url(), {"page": 2})
    assert (Enterprise.objects.count(), page.content.decode().count("data-row")) == (2, 1)


def test_undoing_that_is_killed_has_undone_nothing_and_can_be_done_again(office, sheet, monkeypatch):
    monkeypatch.setattr(undoing, "INLINE_ROWS", 1)
    upload(office, sheet)
    batch = ImportBatch.objects.get()
    wait_until(lambda: state(batch) == "previewed")
    commit(office, batch)
    wait_until(lambda: state(batch) == "committed" and not folders.is_at_work(folder_of(batch)))
    address = reverse("ledgers:batch-undo", args=[batch.pk])
    office.post(address)
    wait_until(lambda: progress_of(folder_of(batch)).get("step") == "undoing")
    kill_worker(batch)
    page = office.get(batch.get_absolute_url())
    assert (state(batch), page.context["refusal"]) == ("committed", "撤销已中断，数据没有任何变动；可以再次撤销。")
    assert (Enterprise.objects.count(), Enterprise.history.count()) == (MANY, MANY)
    office.post(address)
    wait_until(lambda: state(batch) == "undone")
    assert (Enterprise.objects.count(), OperatingFigure.objects.count()) == (0, 0)
