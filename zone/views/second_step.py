"""The second factor (SECOND_FACTOR): a one-time code from an app on the person's phone, or one of the printed spare codes."""

import base64
import io
import math

import qrcode
import qrcode.image.svg
from django import forms
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_otp import devices_for_user, login
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from zone import audit
from zone.models import Event

SPARE_CODES = 10
CODE_LENGTH = 6  # of a code of the phone; a spare code has eight signs


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
        device, seconds = _verified(request.user, form.cleaned_data["code"])
        if device is not None:
            login(request, device)
            request.session.cycle_key()
            return redirect(_next(request))
        if seconds:
            form.add_error("code", _pause(seconds))
        else:
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
        seconds = _seconds_to_wait(device)
        if not seconds and device.verify_token(form.cleaned_data["code"]):
            codes = _confirm(request, device)
            return render(request, "zone/spare_codes.html", {"title": _("Spare codes"), "codes": codes})
        wrong = _("The code does not fit. Please check that the phone's clock is right and enter the newest code.")
        form.add_error("code", _pause(seconds) if seconds else wrong)
    context = {"title": _("Set up the second step"), "form": form, "picture": picture(device.config_url), "key": _readable_key(device)}
    return render(request, "zone/second_step_setup.html", context)


@transaction.atomic
def _verified(user, code: str) -> tuple[Device | None, int]:
    """The device that accepts the code; none while it pauses after wrong ones: then for how many seconds more, and the code stays good.

    A code is tried with the kind of device that gives such codes: one of the phone is no wrong spare code."""
    seconds = 0
    for device in devices_for_user(user, for_verify=True):
        if isinstance(device, TOTPDevice) != (len(code) == CODE_LENGTH):
            continue
        seconds = _seconds_to_wait(device)
        if not seconds and device.verify_token(code):
            return device, 0
    return None, seconds


def _seconds_to_wait(device: Device) -> int:
    """Until the device looks at a code again; 0: it does so now."""
    is_allowed, why = device.verify_is_allowed()
    return 0 if is_allowed else max(1, math.ceil((why["locked_until"] - timezone.now()).total_seconds()))


def _pause(seconds: int) -> str:
    told = ngettext(
        "There was a wrong code before. Please wait %(count)d second, then enter the code again; this one was not looked at.",
        "There was a wrong code before. Please wait %(count)d seconds, then enter the code again; this one was not looked at.",
        seconds,
    )
    return told % {"count": seconds}


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
