"""One's own account: who one is here, what one may do, when one was signed in; and one's own password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from zone import audit
from zone.form_controls import HouseField
from zone.lib.clock import today
from zone.middleware.password_age import is_due
from zone.models import Event
from zone.roles import role_name

SIGN_INS = [Event.Kind.SIGNED_IN, Event.Kind.SIGN_IN_FAILED, Event.Kind.LOCKED_OUT]
LAST = 10


@require_safe
def account(request):
    person = request.user
    sign_ins = Event.objects.filter(kind__in=SIGN_INS, username=person.username)
    context = {
        "title": _("My account"),
        "posts": person.posts.on(today()).select_related("department"),
        "portfolios": person.portfolios.on(today()).select_related("department"),
        "roles": [role_name(code) for code in person.groups.order_by("name").values_list("name", flat=True)],
        "sign_ins": sign_ins.order_by("-id")[:LAST],
        "has_second_factor": person.totpdevice_set.filter(confirmed=True).exists(),
    }
    return render(request, "zone/account.html", context)


class NewPasswordForm(PasswordChangeForm):
    """The present password, and twice a new one that the office's rules accept."""

    bound_field_class = HouseField

    def clean_new_password1(self):
        new = self.cleaned_data["new_password1"]
        if self.user.check_password(new):
            raise ValidationError(_("The new password must differ from the present one."), code="same")
        return new


class PasswordChange(FormView):
    form_class = NewPasswordForm
    template_name = "zone/password_change.html"
    success_url = reverse_lazy("zone:account")
    extra_context = {
        "title": gettext_lazy("Change password"),
        "breadcrumb": [(gettext_lazy("My account"), reverse_lazy("zone:account")), (gettext_lazy("Change password"), "")],
    }

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_due=is_due(self.request.user), **kwargs)

    def form_valid(self, form):
        """Ends every other session of this account; this one goes on."""
        person = form.user
        person.set_password(form.cleaned_data["new_password1"])
        person.password_changed_at = timezone.now()
        person.must_change_password = False
        with transaction.atomic():
            person.save(update_fields=["password", "password_changed_at", "must_change_password"])
            audit.record(Event.Kind.PASSWORD_CHANGED, by=person, request=self.request)
        update_session_auth_hash(self.request, person)
        messages.success(self.request, _("The password has been changed. Other sessions of this account have ended."))
        return redirect(self.get_success_url())
