"""Addresses of the enterprises."""

from django.urls import path

from enterprises.views import enterprise_pages as pages
from enterprises.views.enterprises import EnterpriseListView
from enterprises.views.requests import ServiceRequestListView
from enterprises.views.supports import SupportListView

app_name = "enterprises"
urlpatterns = [
    path("", EnterpriseListView.as_view(), name="enterprise-list"),
    path("new/", pages.EnterpriseCreateView.as_view(), name="enterprise-create"),
    path("requests/", ServiceRequestListView.as_view(), name="request-list"),
    path("supports/", SupportListView.as_view(), name="support-list"),
    path("<int:pk>/", pages.EnterpriseDetailView.as_view(), name="enterprise-detail"),
    path("<int:pk>/edit/", pages.EnterpriseUpdateView.as_view(), name="enterprise-edit"),
    path("<int:pk>/contact/", pages.reveal_contact, name="enterprise-contact"),
    path("<int:pk>/names/", pages.add_alias, name="alias-create"),
    path("<int:pk>/names/<int:alias>/remove/", pages.remove_alias, name="alias-remove"),
]
