"""config/roles.py gives what the rights matrix gives, no more and no less."""

import pytest

from config.roles import BY_CODE
from tests.access.matrix import BESIDES, MATRIX, STAFF, rights_of


def test_every_role_stands_in_the_matrix():
    assert sorted(BY_CODE) == sorted(MATRIX)
    assert {role for _rights, roles in BESIDES for role in roles} <= set(MATRIX)


@pytest.mark.parametrize("code", MATRIX)
def test_a_role_holds_what_the_matrix_gives(code):
    assert set(BY_CODE[code].rights) == rights_of(code)


def test_the_back_office_is_for_whom_the_matrix_says():
    assert {code for code, role in BY_CODE.items() if role.is_staff} == STAFF


def test_the_three_administrators_share_no_right_but_to_see_accounts():
    """And none of them sees business data."""
    sysadmin, secadmin, auditor = (rights_of(code) for code in ("sysadmin", "secadmin", "auditor"))
    assert (sysadmin & secadmin, sysadmin & auditor, secadmin & auditor) == ({"zone.view_user"}, set(), set())
    assert {right.partition(".")[0] for right in sysadmin | secadmin | auditor} == {"zone"}
