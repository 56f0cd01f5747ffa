from decimal import Decimal

import pytest

from zone.lib.showing import show, show_number


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (None, None, ""),
        (-1234, None, "−1,234"),
        (Decimal("-4.71"), 1, "−4.7"),
        (Decimal("-0.04"), 1, "0.0"),
        (Decimal("5200"), 2, "5,200.00"),
        (Decimal("5200.5000"), None, "5,200.5"),
        (Decimal("10"), None, "10"),
        (0, None, "0"),
    ],
)
def test_show_writes_numbers_with_the_true_minus_sign(value, places, shown):
    assert show(value, places) == shown


def test_show_names_the_parts_of_a_list():
    assert (show(["西市区发改局", "老边区发改局"]), show([])) == ("西市区发改局、老边区发改局", "")


@pytest.mark.parametrize(("value", "shown"), [(Decimal("3.24"), "+3.2"), (Decimal("-3.24"), "−3.2"), (Decimal(0), "0.0")])
def test_show_number_signs_a_gap_on_request(value, shown):
    assert show_number(value, 1, signed=True) == shown
