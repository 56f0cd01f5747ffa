"""The second factor (SECOND_FACTOR): a one-time code from an app on the person's phone, or one of the printed spare codes."""

import base64
import io

import qrcode
import qrcode.image.svg
from django import forms
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp import devices_for_user, login, match_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from zone import audit
from zone.models import Event

SPARE_CODES = 10


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("One-time code"),
        max_length=16,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}),
    )

    def clean_code(self):
        return self.cleaned_data["code"].replace(" ", "").lower()


def second_step(request):
    """Ask for the code. A person without a device goes to set one up first."""
    if not _devices(request.user):
        return redirect("zone:second-step-setup")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        device = match_token(request.user, form.cleaned_data["code"])
        if device is not None:
            login(request, device)
            request.session.cycle_key()
            return redirect(_next(request))
        form.add_error("code", _("The code is wrong, used up or too old. Please wait for the next one."))
        audit.record(Event.Kind.SIGN_IN_FAILED, by=request.user, request=request, detail={"step": "second"}, succeeded=False)
    return render(request, "zone/second_step.html", {"title": _("Second step"), "form": form, "next": _next(request)})


def set_up(request):
    """Scan, prove it with one code, and note the spare codes. Whoever has a device must have passed it to set up another."""
    if _devices(request.user) and not request.user.is_verified():
        return redirect("zone:second-step")
    device, _created = TOTPDevice.objects.get_or_create(user=request.user, confirmed=False, defaults={"name": "phone"})
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if device.verify_token(form.cleaned_data["code"]):
            codes = _confirm(request, device)
            return render(request, "zone/spare_codes.html", {"title": _("Spare codes"), "codes": codes})
        form.add_error("code", _("The code does not fit. Please check that the phone's clock is right and enter the newest code."))
    context = {"title": _("Set up the second step"), "form": form, "picture": picture(device.config_url), "key": _readable_key(device)}
    return render(request, "zone/second_step_setup.html", context)


def picture(text: str) -> str:
    """A QR code of the text as a data: address."""
    image = qrcode.make(text, image_factory=qrcode.image.svg.SvgPathImage, box_size=12)
    content = io.BytesIO()
    image.save(content)
    return "data:image/svg+xml;base64," + base64.b64encode(content.getvalue()).decode()


def _confirm(request, device) -> list[str]:
    """The new device replaces the old ones and their spare codes; the person has thereby passed the second step."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=request.user, confirmed=True).delete()
        StaticDevice.objects.filter(user=request.user).delete()
        device.confirmed = True
        device.save()
        spare = StaticDevice.objects.create(user=request.user, name="spare")
        codes = [StaticToken.random_token() for _number in range(SPARE_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=spare, token=code) for code in codes)
        detail = {"change": "second_factor_set_up"}
        audit.record(Event.Kind.ACCOUNT_CHANGED, by=request.user, request=request, subject=request.user.username, detail=detail)
    login(request, device)
    request.session.cycle_key()
    return codes


def _devices(user) -> list:
    """The confirmed devices of a person."""
    return list(devices_for_user(user))


def _next(request) -> str:
    address = request.POST.get("next") or request.GET.get("next") or ""
    return address if url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()) else "/"


def _readable_key(device) -> str:
    """The key in groups of four, for whoever cannot scan."""
    key = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))
