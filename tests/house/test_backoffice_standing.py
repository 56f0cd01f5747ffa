"""The dated rows of a firm are read in the back office and written on the firm's own page alone."""

import pytest
from django.urls import NoReverseMatch, reverse

from enterprises.models import DistrictMembership, SizeStatus
from tests.factories import EnterpriseFactory, UserFactory


@pytest.mark.django_db
@pytest.mark.parametrize("model", [DistrictMembership, SizeStatus])
def test_dated_rows_of_a_firm_are_only_read(roles, client, model):
    firm = EnterpriseFactory()
    more = {"district": firm.district} if model is DistrictMembership else {}
    row = model.objects.create(enterprise=firm, **more)
    client.force_login(UserFactory(roles=["econ"], is_staff=True))
    base = f"admin:enterprises_{model._meta.model_name}"
    address = reverse(f"{base}_change", args=[row.pk])
    assert (client.get(address).status_code, client.post(address, {"enterprise": firm.pk, **more}).status_code) == (200, 403)
    with pytest.raises(NoReverseMatch):
        reverse(f"{base}_add")
