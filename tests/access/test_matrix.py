"""config/roles.py gives what the rights matrix gives, no more and no less."""

import pytest

from config.roles import BY_CODE
from tests.access.matrix import GOVERNED, MATRIX, rights_of


def test_every_role_stands_in_the_matrix():
    assert sorted(BY_CODE) == sorted(MATRIX)


@pytest.mark.parametrize("code", MATRIX)
def test_a_role_holds_what_the_matrix_gives(code):
    assert set(BY_CODE[code].rights) & GOVERNED == rights_of(code)
