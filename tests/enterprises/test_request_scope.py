"""Who sees which requests of firms: the whole zone's, or one's own."""

import pytest
from django.urls import reverse

from enterprises.models import ServiceRequest
from tests.factories import DepartmentFactory, EnterpriseFactory, UserFactory
from zone.models import Post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


@pytest.fixture
def requests():
    """用地 is handled by the investment bureau, 贷款 by another one's officer, 招工 by nobody yet."""
    firm, bureau = EnterpriseFactory(), DepartmentFactory(name="招商局")
    officer = UserFactory(username="officer", roles=["officer"])
    for text, fields in (("用地", {"department": bureau}), ("贷款", {"officer": officer}), ("招工", {})):
        ServiceRequest.objects.create(enterprise=firm, description=text, text_key=text, **fields)
    return firm


def seen_by(user) -> set[str]:
    return set(ServiceRequest.objects.visible_to(user).values_list("description", flat=True))


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("leader", {"用地", "贷款", "招工"}),
        ("supervisor", {"用地", "贷款", "招工"}),
        ("econ", {"用地", "贷款", "招工"}),
        ("invest", {"用地"}),
        ("stats", set()),
        ("merger", set()),
    ],
)
def test_requests_are_seen_by_the_matrix(requests, role, seen):
    user = UserFactory(username=role, roles=[role])
    Post.objects.create(user=user, department=DepartmentFactory(name="招商局"), title="科员")
    assert seen_by(user) == seen


def test_what_a_person_of_the_investment_bureau_handles_is_his_whatever_the_department(requests):
    user = UserFactory(username="invest", roles=["invest"])
    assert seen_by(user) == set()
    ServiceRequest.objects.filter(description="招工").update(officer=user)
    assert seen_by(user) == {"招工"}


def test_the_firms_page_and_the_list_show_the_bureau_its_own(requests, client):
    user = UserFactory(username="invest", roles=["invest"])
    Post.objects.create(user=user, department=DepartmentFactory(name="招商局"), title="科员")
    client.force_login(user)
    for address in (reverse("enterprises:request-list"), requests.get_absolute_url()):
        text = client.get(address).content.decode()
        assert ("用地" in text, "贷款" in text, "招工" in text) == (True, False, False)
