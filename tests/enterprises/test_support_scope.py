"""Who sees who supports a firm: by the rights matrix, in the query, the columns, the filters and their choices."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from enterprises.models import SupportAssignment
from tests.factories import DepartmentFactory, DistrictFactory, EnterpriseFactory, UserFactory
from zone.models import Portfolio, Post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
LIST = reverse("enterprises:enterprise-list")
DEPARTMENTS = {"甲": "一局", "乙": "二局", "丙": "西市局"}
ALL = set(DEPARTMENTS)
SEEN = {
    "leader": ALL,
    "supervisor": ALL,
    "econ": ALL,
    "invest": ALL,
    "stats": ALL,
    "officer": {"甲"},
    "liaison": {"甲"},
    "head": {"甲"},
    "deputy": {"甲"},
    "district": {"丙"},
    "merger": set(),
    "sysadmin": set(),
}


@pytest.fixture
def office():
    """Firm 甲 is supported by the first department and its officer, 乙 by the second, 丙 in the other district by that one's."""
    cache.clear()
    other = DistrictFactory(code="XSQ", name="西市区", short_name="西市区")
    first, second, theirs = DepartmentFactory(name="一局"), DepartmentFactory(name="二局"), DepartmentFactory(name="西市局", district=other)
    people = {role: UserFactory(username=role, roles=[role]) for role in SEEN}
    for name, department, officer, district in (
        ("甲", first, people["officer"], None),
        ("乙", second, UserFactory(name="乙的责任人"), None),
        ("丙", theirs, UserFactory(name="丙的责任人"), other),
    ):
        firm = EnterpriseFactory(name=name, **({"district": district} if district else {}))
        SupportAssignment.objects.create(enterprise=firm, year=2016, department=department, officer=officer)
    for role in ("liaison", "head"):
        Post.objects.create(user=people[role], department=first, title="科员")
    Post.objects.create(user=people["district"], department=theirs, title="科员")
    Portfolio.objects.create(user=people["deputy"], department=first)
    yield people
    cache.clear()


@pytest.mark.parametrize(("role", "seen"), SEEN.items())
def test_assignments_are_seen_by_the_matrix(office, role, seen):
    rows = SupportAssignment.objects.visible_to(office[role])
    assert set(rows.values_list("enterprise__name", flat=True)) == seen


@pytest.mark.parametrize(("role", "seen"), [(role, seen) for role, seen in SEEN.items() if role not in ("merger", "sysadmin")])
def test_the_list_names_and_offers_only_what_is_seen(office, client, role, seen):
    client.force_login(office[role])
    answer = client.get(LIST)
    named = {row["name"].strip("★ "): row["department"] for row in answer.context["rows"] if row["department"] not in ("", "–", None)}
    assert set(named) == seen
    content = answer.content.decode()
    assert {firm for firm, word in DEPARTMENTS.items() if f">{word}</option>" in content} == seen


def test_district_staff_are_offered_their_district_only(office, client):
    client.force_login(office["leader"])
    assert ">高新区</option>" in client.get(LIST).content.decode()  # kept for those who see everything
    client.force_login(office["district"])
    content = client.get(LIST).content.decode()
    assert (">西市区</option>" in content, ">高新区</option>" in content) == (True, False)


@pytest.mark.parametrize("name", ["department", "officer", "leader"])
def test_without_the_right_there_is_neither_column_nor_filter(office, client, name):
    client.force_login(office["merger"])
    answer = client.get(LIST)
    assert len(answer.context["rows"]) == 3
    assert [key for key in answer.context["label"] if key in ("department", "officer", "leader")] == []
    assert f'name="{name}"' not in answer.content.decode()
    pk = SupportAssignment.objects.values_list(name, flat=True).first() or 1
    refused = client.get(LIST, {name: pk})
    assert (len(refused.context["problems"]), refused.context["page"].total) == (1, 0)
