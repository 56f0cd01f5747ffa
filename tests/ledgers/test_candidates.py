"""Whom a name as written may mean."""

import pytest

from zone.ledgers.candidates import department_likeness, person_likeness


@pytest.mark.parametrize(
    ("written", "likely", "less_likely"),
    [
        ("王建国", "王建国", "王健国"),
        ("王建国局长", "王建国", "王建军"),
        ("王健国", "王建国", "王建军"),
        ("王主任", "王建国", "李建国"),
        ("王×", "王建国", "李建国"),
        ("李工", "李强", "王强"),
    ],
)
def test_people(written, likely, less_likely):
    assert person_likeness(written, likely) > person_likeness(written, less_likely)


@pytest.mark.parametrize(("written", "name"), [("王建国", "李建国"), ("全体班子成员", "王建国"), ("王", "王建国")])
def test_nothing_speaks_for_these(written, name):
    assert person_likeness(written, name) == 0


@pytest.mark.parametrize(
    ("written", "likely", "less_likely"),
    [
        ("经发局", "经济发展局", "招商局"),
        ("区审计局", "审计局", "财政局"),
        ("经济发展和科技局", "经济发展局", "财政局"),
        ("招商促进局", "招商局", "审计局"),
    ],
)
def test_departments(written, likely, less_likely):
    assert department_likeness(written, [likely]) > department_likeness(written, [less_likely])


def test_department_like_no_other():
    assert department_likeness("市国土资源局", ["党政办公室", "党政办"]) == 0
