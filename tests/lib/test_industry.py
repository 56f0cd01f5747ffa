import pytest

from tests.lib.test_numbers import problem
from zone.lib.industry import parse_industry


@pytest.mark.parametrize(
    ("raw", "code", "section", "noted"),
    [
        ("C3516", "3516", "C", []),
        ("3516", "3516", "C", []),
        ("c34", "34", "C", []),
        ("34 ", "34", "C", []),
        (3089, "3089", "C", []),
        (30.0, "30", "C", []),
        (6420, "6420", "I", []),
        (1, "01", "A", []),
        ("Ｃ３５９５", "3595", "C", []),
        ("阀门", None, None, ["industry_unknown"]),
        ("C", None, "C", ["industry_unknown"]),
        ("98", None, None, ["industry_unknown"]),
        ("A3516", "3516", "C", ["industry_section_differs"]),
        ("C3516 机床", "3516", "C", ["remark"]),
        (None, None, None, []),
        ("/", None, None, []),
        ("35161", None, None, ["industry_unknown"]),
    ],
)
def test_industry_code_is_read(raw, code, section, noted):
    industry = parse_industry(raw)
    assert (industry.code, industry.section, [note.code for note in industry.notes]) == (code, section, noted)


@pytest.mark.parametrize("raw", [True, 1.5, -3, 12345, float("nan"), object()])
def test_what_is_no_industry_is_refused(raw):
    assert problem(parse_industry, raw).code == "unknown_choice"
