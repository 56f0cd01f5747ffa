"""Signing in and out. One sentence for every wrong attempt, whoever it names; after five of them the account waits."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import get_user_model, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.db.models import Max
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from zone import audit, kept_text
from zone.models import Event


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _("The account or the password is wrong. Please check both; capital letters matter."),
        "inactive": _("The account or the password is wrong. Please check both; capital letters matter."),
    }


class SignInView(LoginView):
    template_name = "zone/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_redirect_url(self):
        """Where the person wanted to go, if that is a page of this house at which one can stay."""
        url = super().get_redirect_url()
        try:
            name = resolve(url.partition("?")[0]).view_name if url else ""
        except Resolver404:
            return url
        return "" if name in ("sign-in", "sign-out") else url

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_text_kept=bool(self.request.session.get(kept_text.SESSION_KEY)), **kwargs)

    def form_valid(self, form):
        answer = super().form_valid(form)
        audit.record(Event.Kind.SIGNED_IN, by=form.get_user(), request=self.request)
        return answer

    def form_invalid(self, form):
        username = form.cleaned_data.get("username", "")
        if username:
            is_locked = getattr(self.request, "axes_locked_out", False)
            audit.record(
                Event.Kind.LOCKED_OUT if is_locked else Event.Kind.SIGN_IN_FAILED,
                request=self.request,
                username=_recorded_name(username),
                succeeded=False,
            )
        return super().form_invalid(form)


@login_not_required
@require_POST
def sign_out(request):
    """End the session here and now; its key is dead."""
    if request.user.is_authenticated:
        audit.record(Event.Kind.SIGNED_OUT, by=request.user, request=request)
        logout(request)
    return redirect("sign-in")


def locked(request, response, credentials):
    """The answer of django-axes to a locked account, the right password included; unknown accounts are locked alike."""
    username = (credentials or {}).get("username", "")
    last = AccessAttempt.objects.filter(username=username).aggregate(at=Max("attempt_time"))["at"] or timezone.now()
    until = last + timedelta(hours=settings.AXES_COOLOFF_TIME)
    minutes = max(1, -(-int((until - timezone.now()).total_seconds()) // 60))
    context = {
        "account": username,
        "limit": settings.AXES_FAILURE_LIMIT,
        "until": until,
        "minutes": minutes,
        "help_contact": settings.HELP_CONTACT,
    }
    return render(request, "zone/locked.html", context, status=429)


def _recorded_name(username: str) -> str:
    """The trail names accounts of the house; of anything else (a password typed into the wrong field) only how it begins."""
    known = get_user_model().objects.filter(username=username).exists()
    return username if known else f"{username[:1]}***"
