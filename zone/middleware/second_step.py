"""With SECOND_FACTOR on, a person who has given only the password goes no further than the second step."""

from django.conf import settings
from django.urls import reverse

from zone.redirects import lead_to

ALLOWED = frozenset({"zone:second-step", "zone:second-step-setup", "sign-out"})


class SecondStepMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not settings.SECOND_FACTOR or not getattr(view_func, "login_required", True):
            return None
        if not request.user.is_authenticated or request.user.is_verified() or request.resolver_match.view_name in ALLOWED:
            return None
        wanted = {"next": request.get_full_path()} if request.method == "GET" and not request.htmx else None
        return lead_to(request, reverse("zone:second-step", query=wanted))
