"""Addresses of the ground floor: one's own account, the audit trail."""

from django.urls import path

from zone.views import account, events, second_step

app_name = "zone"
urlpatterns = [
    path("account/", account.account, name="account"),
    path("account/password/", account.PasswordChange.as_view(), name="password-change"),
    path("account/second-step/", second_step.second_step, name="second-step"),
    path("account/second-step/set-up/", second_step.set_up, name="second-step-setup"),
    path("events/", events.event_list, name="event-list"),
    path("events/export/", events.event_export, name="event-export"),
]
