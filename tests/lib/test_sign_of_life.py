"""Processes under limits: one that hangs is ended, one that gets on is not, and one that wants too much is told so."""

import subprocess
import sys
import time

import pytest

from tests.lib.reading import refusal
from tests.sheets import make_xlsx
from zone.lib.child_process import ROOT, run_child
from zone.lib.limits import Limits
from zone.lib.refusals import Refused

HANG = "from zone.lib import sign_of_life\nsign_of_life.promise(0.3)\nwhile True: pass"
GET_ON = """
import time
from zone.lib import sign_of_life
sign_of_life.promise(0.3)
while time.process_time() < 1.5:
    sign_of_life.give()
"""


def run(code: str) -> int:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60).returncode


def test_whoever_gives_no_sign_is_ended_and_whoever_does_goes_on():
    assert (run(HANG), run(GET_ON)) == (-27, 0)


def test_a_child_that_hangs_is_a_file_that_took_too_long(tmp_path):
    begun = time.process_time()
    with pytest.raises(Refused) as caught:
        run_child("tests.lib.hanging_child", {"seconds": 1}, tmp_path / "answer", Limits(silent=1))
    assert (caught.value.code, caught.value.params) == ("too_slow", {"seconds": 1})
    assert time.process_time() - begun < 1


def test_a_child_holds_no_more_memory_than_it_may(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", *[[f"营口第{row}号{column}" for column in range(30)] for row in range(4000)])
    assert refusal(path, limits=Limits(memory=12 << 20))[0] in ("too_big", "unreadable")
