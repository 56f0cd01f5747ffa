"""Addresses of the enterprises."""

from django.urls import path

from enterprises.views.enterprises import EnterpriseListView

app_name = "enterprises"
urlpatterns = [
    path("", EnterpriseListView.as_view(), name="enterprise-list"),
]
