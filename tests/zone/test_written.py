"""What a text may not hold is told at its field, on every form alike; a name that is taken is told with its owner."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from projects.models import Project
from tests.factories import DepartmentFactory, DistrictFactory, ProjectFactory, UserFactory
from zone.models import Department, DepartmentAlias, DistrictAlias, PersonAlias

pytestmark = pytest.mark.django_db
REFUSED = ["甲\x00乙", "甲\x07乙", "甲\u202e乙", "甲\ufffd乙"]


@pytest.fixture
def econ(roles, client, day):
    day("2016-07-05")
    client.force_login(UserFactory(roles=["econ"], is_staff=True))
    return client


def project_form(project, **changes) -> dict:
    given = {"name": project.name, "code": "JG-2016-001", "district": project.district_id, "_version": project.version}
    return {**given, **changes}


@pytest.mark.parametrize("text", REFUSED)
@pytest.mark.parametrize("name", ["name", "code", "investor", "content", "remarks", "industry_code", "filing_number"])
def test_project_form_refuses_a_character_at_its_field(roles, client, name, text):
    client.force_login(UserFactory(roles=["econ", "invest"]))
    project = ProjectFactory(kind=Project.Kind.INVESTMENT, code="ZS-2016-001")
    answer = client.post(reverse("projects:project-update", args=[project.pk]), project_form(project, **{name: text}))
    assert (answer.status_code, list(answer.context["form"].errors), Project.objects.get().version) == (422, [name], 1)


@pytest.mark.parametrize("text", REFUSED)
@pytest.mark.parametrize(
    "name",
    ["name", "industry_code", "legal_representative", "contact_name", "contact_phone", "address", "remarks", "size_reason"],
)
def test_enterprise_form_refuses_a_character_at_its_field(econ, name, text):
    given = {"name": "营口甲辰机械有限公司", "district": DistrictFactory().pk, "operating_state": "normal"}
    receipt = {"_receipt": "0c9a4d8e-2f3b-4a60-9e49-55b6a8f7a001"}
    answer = econ.post(reverse("enterprises:enterprise-create"), {**given, **receipt, name: text})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [name])


def test_refused_character_is_named_with_its_place(econ):
    project = ProjectFactory(code="JG-2016-001")
    answer = econ.post(reverse("projects:project-update", args=[project.pk]), project_form(project, remarks="甲\u202e乙"))
    assert answer.context["form"].errors["remarks"] == ["这里有一个无法保存的字符（U+202E，第2个字），请重新输入这段文字。"]


def test_texts_are_tidied_as_they_are_validated():
    department = Department(name="\u200b招商局\u3000", short_name=" 招商\xa0一科 ")
    department.full_clean()
    assert (department.name, department.short_name) == ("招商局", "招商 一科")


def test_every_flaw_of_a_record_is_told_at_once():
    with pytest.raises(ValidationError) as refusal:
        Department(name="招\x07商", short_name="长" * 21, valid_from=date(2016, 1, 2), valid_to=date(2016, 1, 1)).full_clean()
    assert sorted(refusal.value.message_dict) == ["__all__", "name", "short_name"]


@pytest.mark.parametrize(
    ("model", "factory", "owner"),
    [(DepartmentAlias, DepartmentFactory, "department"), (DistrictAlias, DistrictFactory, "district"), (PersonAlias, UserFactory, "user")],
)
def test_alias_that_is_taken_is_told_with_its_owner(model, factory, owner):
    taken = model.objects.create(name="经发局（本部）", **{owner: factory(name="经济发展局")})
    with pytest.raises(ValidationError) as refusal:
        model(name="经发局(本部)", **{owner: getattr(taken, owner)}).full_clean(exclude=["key"])
    assert refusal.value.message_dict == {"name": ["“经发局（本部）”已经是经济发展局的写法。"]}
    taken.full_clean()
