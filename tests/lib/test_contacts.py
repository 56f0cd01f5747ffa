import pytest

from tests.lib.test_numbers import problem
from zone.lib.contacts import parse_contact


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
