"""What a form refuses is told in an office's Chinese, on the pages of the house and in the back office, and nothing of it in English."""

import ast
import re
from pathlib import Path
from uuid import uuid4

import django
import pytest
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import ngettext

from config.borrowed_words import BORROWED
from enterprises.models import OperatingFigure
from tests.factories import EnterpriseFactory, UserFactory
from tests.sent_form import sent_form

FORMS = [
    f"{name}.py"
    for name in ("core/validators", "db/models/base", "db/models/fields/related", "forms/fields", "forms/formsets", "forms/models")
]
TEXTS = {"_": 1, "ngettext_lazy": 2}
HAN = re.compile(r"[\u4e00-\u9fff]")
SIGNS = [("IPv6",), ("IPv4",)]  # the same in every language


@pytest.fixture
def econ(db, client, roles):
    client.force_login(UserFactory(roles=["econ"], is_staff=True))
    return client


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"address": "新联大街\0号"}, "文字中有看不见的空字符，无法保存，请删除后重新输入。"),
        ({"contact_name": "刘" * 41}, "最多40个字符，现有41个。"),
        ({"registered_capital": "1.23456"}, "小数最多4位。"),
        ({"registered_capital": "12345678901234567"}, "小数点前最多14位。"),
        ({"registered_capital": "很多"}, "请输入数字。"),
        ({"name": ""}, "请填写此项。"),
    ],
)
def test_a_form_of_the_house_says_what_it_refuses(econ, changes, told):
    address = f"/enterprises/{EnterpriseFactory().pk}/edit/"
    answer = econ.post(address, sent_form(econ.get(address).content.decode()) | changes)
    assert answer.status_code == 422
    assert [error for errors in answer.context["form"].errors.values() for error in errors] == [told]
    assert told in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"gross_output": "1.23456"}, "小数最多4位。"),
        ({"gross_output": "1234567890123456"}, "小数点前最多14位。"),
        ({"period": "2016\0-06"}, "文字中有看不见的空字符，无法保存，请删除后重新输入。"),
        ({"enterprise": "0"}, "所选内容不在可选范围内，请重新选择。"),
    ],
)
def test_the_back_office_says_it_in_the_same_words(db, client, roles, changes, told):
    client.force_login(UserFactory(roles=["stats"], is_staff=True))
    firm = EnterpriseFactory()
    own = OperatingFigure.objects.create(enterprise=firm, district=firm.district, period="2016-06", gross_output=1)
    address = reverse("admin:enterprises_operatingfigure_change", args=[own.pk])
    answer = client.post(address, sent_form(client.get(address).content.decode()) | {"_receipt": str(uuid4())} | changes)
    assert (f"<li>{told}</li>" in answer.content.decode(), "Error" in answer.content.decode()) == (True, False)


def test_what_the_back_office_and_the_password_page_say_is_not_too_familiar():
    said = [str(each) for each in BORROWED]
    assert [translated(each) for each in said if "你" in translated(each)] == []
    assert translated("Your password can’t be entirely numeric.") == "密码不能全是数字。"


def test_no_sentence_of_a_form_of_django_is_without_chinese():
    """Read from its source: a new version may bring new ones."""
    folder = Path(django.__file__).parent
    sentences = [said for name in FORMS for said in said_in(folder / name)]
    assert len(sentences) > 60
    assert [said for said in sentences if HAN.search(ngettext(*said, 1) if len(said) == 2 else translated(*said)) is None] == SIGNS


def said_in(path: Path) -> list[tuple[str, ...]]:
    """The texts that a module has translated: one, or one and many."""
    said = []
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in TEXTS:
            said.append(tuple(text.value for text in call.args[: TEXTS[call.func.id]]))
    return said
