"""What was uploaded is wiped after its time; folders that belong to nothing are, too."""

import os
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from enterprises.models import Enterprise
from tests.ledgers.conftest import ROWS
from zone.ledgers.folders import ORPHAN_SECONDS, folder_of, root, sweep
from zone.ledgers.models import ImportBatch

pytestmark = pytest.mark.django_db


def test_uploads_are_wiped_after_their_time(desk, settings):
    left, saved = desk.read(desk.sheet(ROWS[0])), desk.save(desk.sheet(ROWS[1]))
    fresh = desk.read(desk.sheet(*ROWS))
    old = timezone.now() - timedelta(days=settings.UPLOAD_KEPT_DAYS, hours=1)
    ImportBatch.objects.filter(pk__in=[left.pk, saved.pk]).update(uploaded_at=old)

    assert sweep() == 2

    assert [folder_of(batch).exists() for batch in (left, saved, fresh)] == [False, False, True]
    assert [batch.wiped_at is None for batch in ImportBatch.objects.order_by("pk")] == [False, False, True]
    assert Enterprise.objects.count() == 1


def test_folder_of_no_batch_is_wiped_once_it_is_old(desk):
    desk.read(desk.sheet(ROWS[0]))
    old, young = root() / ("0" * 32), root() / ("1" * 32)
    for folder in (old, young):
        folder.mkdir(parents=True)
        (folder / "upload").write_bytes(b"x")
    past = time.time() - ORPHAN_SECONDS - 60
    os.utime(old, (past, past))

    sweep()

    assert [folder.exists() for folder in (old, young)] == [False, True]
