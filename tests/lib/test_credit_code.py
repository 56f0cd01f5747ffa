from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from tests.lib.test_numbers import problem
from zone.lib.credit_code import ALPHABET, check_character, is_valid, organisation_check_character, read_code

VALID = [
    "91350100M000100Y43",
    "91110000600037341L",
    "91210800000001011R",
    "91210803000002081K",
    "91210800MAEXAMPL88",
    "912108030000001150",
    "912108110000030419",
    "91210800000002073D",
    "91210800000004060H",
    "91210803000005151U",
    "91210800MAEXAMPM63",
    "91210800000006111K",
    "91210804000007181U",
]


@pytest.mark.parametrize("code", VALID)
def test_registered_code_is_valid_here_and_elsewhere(code):
    assert (read_code(code).code, read_code(code).status, uscc.is_valid(code)) == (code, "valid", True)


@pytest.mark.parametrize("code", [code for code in VALID if code != "91350100M000100Y43"])
def test_organisation_code_inside_has_its_own_check(code):
    body = read_code(code).code[8:17]
    assert organisation_check_character(body[:8]) == body[8]


@given(st.from_regex(r"\A[1-9A-Y][1-9][0-9]{6}[0-9]{9}\Z").filter(lambda body: set(body) <= set(ALPHABET)))
def test_check_character_makes_a_valid_code_and_only_one(body):
    code = body + check_character(body)
    assert is_valid(code)
    assert [end for end in ALPHABET if is_valid(body + end)] == [code[-1]]
    if code[:8].isdecimal():
        assert uscc.is_valid(code)


@pytest.mark.parametrize(
    "raw",
    [
        "91210803000002081K ",
        " 91210803000002081k",
        "91210803-00000208-1K",
        "9121 0803 0000 0208 1K",
        "９１２１０８０３０００００２０８１Ｋ",
        "'91210803000002081K",
        "91210803000002081K\u200b",
    ],
)
def test_spacing_width_and_case_do_not_matter(raw):
    assert read_code(raw).code == "91210803000002081K"


@pytest.mark.parametrize(
    "raw",
    ["210800004000123", 210800004000123, 210800004000123.0, Decimal("210800004000123"), "2108 0000 4000 123"],
)
def test_registration_number_of_the_old_kind_is_legacy(raw):
    code = read_code(raw)
    assert (code.code, code.status, code.legacy_reg_no) == (None, "legacy", "210800004000123")


@pytest.mark.parametrize("raw", [None, "", " ", "无", "—", "/"])
def test_cell_without_a_code_is_missing(raw):
    code = read_code(raw)
    assert (code.code, code.status, code.legacy_reg_no) == (None, "missing", None)


@pytest.mark.parametrize("raw", [9.1210811000003e17, 912108110000030000, "9.12108E+17", "9.12e17", "912108110000030000"])
def test_number_cell_has_lost_its_digits(raw):
    assert problem(read_code, raw).code == "credit_code_lost_digits"


@pytest.mark.parametrize("raw", ["91210800MAEXAMPL89", "91210803000002081X", "912108030000001151"])
def test_wrong_check_character_is_refused(raw):
    refused = problem(read_code, raw)
    assert (refused.code, is_valid(raw[:17] + refused.params["expected"])) == ("credit_code_bad_check", True)


@pytest.mark.parametrize(
    "raw",
    [
        "91350100M000100Y4Z",
        "abc",
        "9121080300000208",
        "00000101-1",
        "9121O8OO0OOOO4060H",
        True,
        12,
        -1,
        1.5,
        float("nan"),
        float("inf"),
        10**500,
        object(),
        "9121080A000002081K",
    ],
)
def test_other_forms_are_refused(raw):
    assert problem(read_code, raw).code == "credit_code_bad_format"


def test_letters_read_as_digits_are_suggested_and_never_taken():
    assert problem(read_code, "9121O8OO0OOOO4060H").params["suggestion"] == "91210800000004060H"
    assert "suggestion" not in problem(read_code, "9121O8OO0OOOO4061H").params


@pytest.mark.parametrize("body", ["", "123", "91350100M000100YI", "９１３５０１００００００００００"])
def test_check_characters_refuse_other_alphabets(body):
    with pytest.raises(ValueError):  # noqa: PT011
        check_character(body)
