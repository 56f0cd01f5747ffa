"""A password that is too old, or that somebody else has set, leads to the page on which one changes it."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from zone.redirects import lead_to

ALLOWED = frozenset({"zone:password-change", "zone:second-step", "zone:second-step-setup", "sign-out"})


class PasswordAgeMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True) or not request.user.is_authenticated:
            return None
        if request.resolver_match.view_name in ALLOWED or not is_due(request.user):
            return None
        return lead_to(request, "zone:password-change")


def is_due(user) -> bool:
    """Whether this person has to choose a new password before anything else. A password of unknown age counts from the account's start."""
    if user.must_change_password:
        return True
    if not settings.PASSWORD_MAX_AGE_DAYS:
        return False
    since = user.password_changed_at or user.date_joined
    return timezone.now() - since > timedelta(days=settings.PASSWORD_MAX_AGE_DAYS)
