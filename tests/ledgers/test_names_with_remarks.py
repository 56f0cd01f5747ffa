"""Names of firms with a mark before them or a remark behind them: the same firm, with what the remark says."""

import pytest

from enterprises.models import Enterprise, EnterpriseAlias
from tests.ledgers.conftest import ROWS, counts

NAME = ROWS[0][1]


@pytest.fixture
def firm(desk):
    desk.save(desk.sheet(ROWS[0]))
    return Enterprise.objects.get()


def row(name: str) -> list:
    return [1, name, None, *ROWS[0][3:]]


@pytest.mark.parametrize(
    "name",
    [
        f"※{NAME}",
        f"▲ {NAME}",
        f"①{NAME}",
        f"{NAME}*",
        f"{NAME}＊",
        NAME.replace("制造", "制造 "),
        "营口甲辰機械製造有限公司",
    ],
)
def test_mark_or_another_spelling_is_the_same_firm_under_its_name(desk, firm, name):
    assert counts(desk.save(desk.sheet(row(name)))) == (0, 0, 1, 0)
    assert [each.name for each in Enterprise.objects.all()] == [NAME]


def test_state_in_brackets_is_the_firms_state(desk, firm):
    desk.save(desk.sheet(row(f"{NAME}（停产）")))
    assert [(each.name, each.operating_state) for each in Enterprise.objects.all()] == [(NAME, "stopped")]
    desk.save(desk.sheet(row(f"{NAME}(搬迁)")))
    assert [(each.name, each.operating_state) for each in Enterprise.objects.all()] == [(NAME, "relocated")]


@pytest.mark.parametrize("remark", ["（原营口甲子机械厂）", "\n（原名：营口甲子机械厂）", "(曾用名：营口甲子机械厂)"])
def test_former_name_in_brackets_is_kept_as_such(desk, firm, remark):
    assert counts(desk.save(desk.sheet(row(NAME + remark)))) == (0, 1, 0, 0)
    assert Enterprise.objects.count() == 1
    assert list(EnterpriseAlias.objects.values_list("name", "kind")) == [("营口甲子机械厂", "former")]


def test_other_brackets_belong_to_the_name_and_a_known_name_within_is_said(desk, firm):
    answer = desk.answer(desk.read(desk.sheet(row(f"{NAME}（本部）"), row("营口丙申重工（集团）有限公司"))))
    named = [record["name"] for record in answer["records"]["enterprises"]]
    assert named == [f"{NAME}（本部）", "营口丙申重工（集团）有限公司"]
    assert [(found["row"], found["code"]) for found in answer["warnings"] if found["column"] == "B"] == [(4, "name_of_another")]
