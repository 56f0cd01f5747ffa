import pytest

from tests.lib.test_numbers import problem
from zone.lib.contacts import parse_contact
from zone.lib.industry import parse_industry
from zone.lib.yes_no import parse_yes_no


@pytest.mark.parametrize(
    ("raw", "name", "phones"),
    [
        ("李丁松 13900000001", "李丁松", ("13900000001",)),
        ("赵工\n0417-2800002", "赵工", ("0417-2800002",)),
        ("0417-2810003、13800000003", "", ("0417-2810003", "13800000003")),
        ("无", "", ()),
        (None, "", ()),
        ("", "", ()),
        ("赵工 0417-2800002\n13900000002", "赵工", ("0417-2800002", "13900000002")),
        ("吴癸兰", "吴癸兰", ()),
        ("陈辛川 ", "陈辛川", ()),
        (13800000009, "", ("13800000009",)),
        (13800000009.0, "", ("13800000009",)),
        ("李× 139****0001", "李×", ("139****0001",)),
        ("（0417）2800002", "", ("0417-2800002",)),
        ("+86 139-0000-0001 李工", "李工", ("13900000001",)),
        ("02412345678", "", ("024-12345678",)),
        ("联系人：王工 电话：2800002", "王工", ("2800002",)),
        ("0417-2800002转801", "", ("0417-2800002-801",)),
        ("李工13900000001／王工13900000002", "李工、王工", ("13900000001", "13900000002")),
        ("13900000001李丁松", "李丁松", ("13900000001",)),
    ],
)
def test_contact_is_taken_apart(raw, name, phones):
    contact = parse_contact(raw)
    assert (contact.name, contact.phones, contact.is_ditto, contact.reference) == (name, phones, False, "")


@pytest.mark.parametrize("raw", ["同上", "〃", " 同上 "])
def test_ditto_is_left_to_the_sheet(raw):
    contact = parse_contact(raw)
    assert (contact.is_ditto, contact.name, contact.phones) == (True, "", ())


def test_reference_elsewhere_is_no_name():
    assert (parse_contact("见台账").reference, parse_contact("见台账").name) == ("见台账", "")


@pytest.mark.parametrize("raw", [True, 1.5, float("nan"), 10**20, object()])
def test_what_is_no_contact_is_refused(raw):
    assert problem(parse_contact, raw).code == "not_a_phone"


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
    assert problem(parse_yes_no, raw).code == "unknown_choice"


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
