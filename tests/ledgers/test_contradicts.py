"""What only the database finds wrong is told in a sentence, and nothing is saved."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.urls import reverse
from structlog.testing import capture_logs

from tests.factories import UserFactory
from zone.ledgers import commit
from zone.ledgers.actions import commit_batch
from zone.ledgers.models import ImportBatch
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.violations import violated_by, words_of
from zone.merger.models import MergerTask

HEADER = ["序号", "工作任务", "责任单位", "完成进度"]
TITLE = ["三区整合重点工作责任分工表", "2016年3月1日"]


@pytest.fixture
def sheet(desk, monkeypatch):
    """A sheet whose preview does not see that more than all is done."""
    monkeypatch.setattr("zone.merger.ledger_cells.ALL", Decimal(1000))
    return desk.sheet([1, "编制规划", "规划局", 180], header=HEADER, title=TITLE, name="分工.xlsx")


def test_a_broken_rule_is_a_refusal_and_the_batch_stands_as_before(desk, sheet):
    batch = desk.read(sheet, "merger")
    with capture_logs() as logs, pytest.raises(LedgerRefused) as refused:
        commit_batch(batch, by=None, good_rows_only=False)
    assert (refused.value.code, refused.value.params) == ("contradicts", {"why": "merger_task_percent"})
    assert str(refused.value) == "表中的内容不符合数据规则，没有保存任何内容。完成比例应在0到100之间。请改正表格后重新上传。"
    [log] = [log for log in logs if log["event"] == "import_contradicts"]
    assert (log["batch"], log["exc_info"]) == (batch.pk, True)
    batch.refresh_from_db()
    assert (batch.state, MergerTask.objects.exists()) == ("previewed", False)


def test_the_page_says_it(desk, sheet, client):
    officer = UserFactory(username="merger", roles=["merger"])
    batch = desk.read(sheet, "merger", by=officer)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(reverse("ledgers:batch-commit", args=[batch.pk]), {"rows": "all"}, follow=True)
    assert answer.status_code == 200
    assert "完成比例应在0到100之间。请改正表格后重新上传。" in answer.content.decode()


def test_the_command_says_it(sheet, capsys):
    with pytest.raises(SystemExit, match="2"):
        call_command("import_ledger", "merger", str(sheet), "--commit")
    assert "完成比例应在0到100之间。请改正表格后重新上传。" in capsys.readouterr().err
    assert not ImportBatch.objects.exists()


def test_the_process_of_its_own_leaves_it_with_the_batch(desk, sheet):
    batch = desk.read(sheet, "merger")
    call_command("ledger_work", str(batch.pk), "commit")
    batch.refresh_from_db()
    assert (batch.state, batch.refusal) == ("previewed", {"code": "contradicts", "params": {"why": "merger_task_percent"}})


def test_a_record_that_is_there_already(desk, monkeypatch):
    monkeypatch.setattr(commit, "_check_new", lambda resource, stage: None)
    path = desk.sheet([1, "编制规划", "规划局", 80], header=HEADER, title=TITLE, name="分工.xlsx")
    second = desk.read(path, "merger")
    desk.save(path, "merger")
    with pytest.raises(LedgerRefused) as refused:
        commit_batch(second, by=None, good_rows_only=False)
    assert refused.value.params == {"why": "merger_task_once"}


def test_a_rule_without_words_of_its_own_says_nothing():
    assert (violated_by(DatabaseError("disk I/O error")), words_of(""), words_of("no_such_rule")) == ("", "", "")
