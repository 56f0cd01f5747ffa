"""The page on which the security administrator lifts somebody's second step; refused for oneself, as granting roles is."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zone import second_factor
from zone.models import User


def lift_second_factor(request, pk):
    """Asks first: whoever holds the password alone could then set up a phone of his own."""
    if not request.user.has_perm("zone.grant_roles") or request.user.pk == pk:
        raise PermissionDenied
    person = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        if second_factor.lift(person, by=request.user, request=request):
            messages.success(request, _("The second step of %(person)s has been lifted.") % {"person": person})
        else:
            messages.info(request, _("%(person)s has no second step.") % {"person": person})
        return redirect("admin:zone_user_changelist")
    context = {
        **admin.site.each_context(request),
        "title": _("Lift the second step of %(person)s") % {"person": person},
        "person": person,
        "is_set_up": second_factor.is_set_up(person),
    }
    return render(request, "admin/second_factor.html", context)
