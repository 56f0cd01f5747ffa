"""What a project's page answers to a form stands beside the form."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory
from tests.projects.pages import text
from tests.projects.scene import tech


@pytest.fixture
def econ(roles, day, settings, tmp_path):
    day("2016-07-05")
    settings.MEDIA_ROOT = tmp_path
    client = Client()
    client.force_login(UserFactory(roles=("econ",)))
    return client


@pytest.mark.django_db
def test_upload_is_answered_beside_its_form(econ):
    project = tech()
    address = reverse("projects:evidence-add", args=[project.pk])
    answer = econ.post(address, {"file": SimpleUploadedFile("照片.jpg", b"<html></html>")})
    assert answer.url == f"{project.get_absolute_url()}#evidence"
    above, below = text(econ.get(answer.url)).split('id="evidence"')
    assert ("alert-error" in above, below.count("alert-error")) == (False, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(("query", "hints"), [("", ["kind=tech_upgrade"]), ("?kind=tech_upgrade", []), ("?kind=investment", [])])
def test_list_of_all_kinds_says_where_to_export(econ, query, hints):
    page = econ.get(reverse("projects:project-list") + query)
    assert [address.removeprefix("?") for address, _word in page.context["export_hints"]] == hints
