"""A project is found by its own words and by those of its firm, as they are now; the quick ways find what the plain one finds."""

from datetime import date

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from enterprises import naming as firm_naming
from enterprises.actions import add_alias, change_enterprise
from enterprises.models import EnterpriseAlias
from projects import naming
from projects.filters import ProjectFilters
from projects.models import Project
from tests.factories import DistrictFactory, EnterpriseFactory, ProjectFactory, UserFactory
from tests.projects.pages import names, total
from zone import searching

LIST = reverse("projects:project-list")


@pytest.fixture
def econ(roles):
    return UserFactory(roles=["econ"])


@pytest.fixture
def page(econ):
    client = Client()
    client.force_login(econ)
    return lambda query: client.get(f"{LIST}?{query}")


def firm(name: str):
    return EnterpriseFactory(name=name, name_key=firm_naming.name_key(name), search_text=firm_naming.search_text(name))


def project(name: str, **facts):
    return ProjectFactory(name=name, search_text=naming.search_text(name), **facts)


def test_projects_of_a_renamed_firm_are_found_by_both_names(page, econ):
    owner = firm("营口甲辰机械有限公司")
    project("技改一期", enterprise=owner)
    assert names(page("q=甲辰")) == ["技改一期"]
    owner.name = "营口宏远机械有限公司"
    change_enterprise(enterprise=owner, fields=["name"], opened_version=owner.version, by=econ, on=date(2016, 7, 5))
    assert [names(page(f"q={words}")) for words in ("宏远", "ykhyjx", "甲辰")] == [["技改一期"]] * 3
    add_alias(enterprise=owner, name="北方集团", kind=EnterpriseAlias.Kind.SHORT, by=econ)
    assert names(page("q=北方")) == ["技改一期"]
    assert total(page("q=龘龘")) == 0


def test_project_is_found_by_the_firm_that_it_is_given(page, econ):
    moved = project("技改一期", enterprise=firm("营口甲辰机械有限公司"))
    assert total(page("q=宏远")) == 0
    moved.enterprise = firm("营口宏远机械有限公司")
    moved.save()
    assert names(page("q=宏远")) == ["技改一期"]
    assert total(page("q=甲辰")) == 0


@pytest.mark.parametrize(("narrow", "many"), [(1000, 5000), (2, 3)])
@pytest.mark.parametrize(
    "query",
    [
        "q=宏远", "q=宏", "q=宏远&sort=-name", "q=宏远&sort=moved", "q=宏远&kind=investment", "q=宏远&alive=yes", "q=hy", "q=宏远改造",
        "q=%25", "q=改造&sort=plan",
    ],
)  # fmt: skip
def test_search_finds_what_looking_through_the_texts_finds(econ, monkeypatch, narrow, many, query):
    monkeypatch.setattr(searching, "NARROW", narrow)
    monkeypatch.setattr(searching, "MANY", many)
    owners = [firm("营口宏远机械有限公司"), firm("营口甲辰机械有限公司"), None]
    district = DistrictFactory()
    for number in range(24):
        project(
            f"{('宏远', '丙申')[number % 2]}改造{number:02}",
            enterprise=owners[number % 3],
            district=district,
            kind=Project.Kind.values[number % 5 == 0],
            moved_on=date(2016, 5, 1 + number % 7),
            stage=("terminated", "started")[number % 4 > 0],
        )

    class Request:
        user = econ

    filters = ProjectFilters(QueryDict(query), Project.objects.visible_to(econ), request=Request)
    expected = list(filters.rows().values_list("pk", flat=True))
    pages = [filters.page(number, size=5) for number in range(1, -(-len(expected) // 5) + 1)]
    assert [pk for each in pages for pk in each.ids] == expected
    assert {each.total for each in pages} <= {len(expected)}


def test_projects_are_searched_within_filters_and_follow_a_change_of_them(page, econ):
    """Found by memory and by the database, whatever has been written since the rows of the filter were first asked for."""
    firm_project, moved = project("宏远一期", kind="investment", stage="lead"), project("宏远二期", kind="investment", stage="lead")
    project("宏远三期", kind="tech_upgrade", stage="lead")
    query = "q=宏远&kind=investment&stage=lead&stage=signed"
    assert names(page(query)) == [firm_project.name, moved.name]
    moved.kind = "tech_upgrade"
    moved.save()
    assert names(page(query)) == [firm_project.name]
    assert names(page(f"{query}&still=1")) == names(page("q=宏远&kind=investment&still=1"))
    assert total(page("q=宏远&kind=tech_upgrade")) == 2
