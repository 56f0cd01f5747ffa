import pytest

from tests.lib.test_numbers import problem
from zone.lib.yes_no import parse_yes_no


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        ("是", True),
        ("√", True),
        ("有", True),
        ("Y", True),
        ("ｙ", True),
        (1, True),
        ("1", True),
        ("已", True),
        ("已办", True),
        ("是（2015年）", True),
        ("否", False),
        ("×", False),
        ("无", False),
        ("N", False),
        (0, False),
        ("0", False),
        ("未", False),
        ("未办", False),
        (False, False),
        ("", None),
        (None, None),
        ("—", None),
        ("/", None),
    ],
)
def test_tick_is_read(raw, answer):
    assert parse_yes_no(raw) is answer


@pytest.mark.parametrize("raw", ["办理中", 2, 0.5, float("nan"), "是否", object()])
def test_other_answers_are_refused(raw):
    refused = problem(parse_yes_no, raw)
    assert (refused.code, refused.params["choices"]) == ("unknown_choice", "是、否")
