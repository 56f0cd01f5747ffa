"""The start page: what the zone holds, as counts that open the list they count."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from enterprises.models import Enterprise
from zone.lib.clock import today


def home(request):
    """A count stands there only for somebody who may open its list; the administrators find their back office."""
    user = request.user
    counts = []
    if user.has_perm("enterprises.view_enterprise"):
        seen = Enterprise.objects.visible_to(user)
        address = reverse("enterprises:enterprise-list")
        counts += [
            (_("Enterprises"), address, seen.count()),
            (_("Above designated size"), f"{address}?above_scale=yes", seen.above_scale().count()),
        ]
    context = {"title": _("Good day, %(name)s") % {"name": user.name}, "counts": counts, "as_of": today()}
    return render(request, "home/home.html", context)
