"""Granting roles: the security administrator's page about one person. It knows roles, never single rights, and is refused for oneself."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.roles import BY_CODE, ROLES
from zone import audit
from zone.models import Event, User

# The three administrators watch over each other: whoever is one of them is nothing else.
SEPARATED = frozenset({"sysadmin", "secadmin", "auditor"})


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("roles"),
        choices=[(role.code, role.name) for role in ROLES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_roles(self):
        chosen = set(self.cleaned_data["roles"])
        if chosen & SEPARATED and len(chosen) > 1:
            raise ValidationError(_("Whoever is system, security or audit administrator holds no other role."), code="separated")
        return chosen


def user_roles(request, pk):
    """Shows and sets the roles of one person."""
    if not request.user.has_perm("zone.grant_roles") or request.user.pk == pk:
        raise PermissionDenied
    person = get_object_or_404(User, pk=pk)
    held = set(person.groups.values_list("name", flat=True)) & set(BY_CODE)
    form = RolesForm(request.POST if request.method == "POST" else None, initial={"roles": sorted(held)})
    if request.method == "POST" and form.is_valid():
        grant(person, form.cleaned_data["roles"], by=request.user, request=request)
        messages.success(request, _("The roles of %(person)s have been saved.") % {"person": person})
        return redirect("admin:zone_user_changelist")
    context = {**admin.site.each_context(request), "title": _("Roles of %(person)s") % {"person": person}, "form": form, "person": person}
    return render(request, "admin/user_roles.html", context)


@transaction.atomic
def grant(person: User, codes: set[str], *, by, request=None) -> None:
    """The person holds exactly these roles from now on; whether he works in the back office follows from them."""
    before = set(person.groups.values_list("name", flat=True))
    person.groups.set(Group.objects.filter(name__in=codes))
    person.is_staff = any(BY_CODE[code].is_staff for code in codes)
    person._history_user = by
    person.save(update_fields=["is_staff"])
    detail = {"granted": sorted(codes - before), "taken": sorted(before - codes)}
    audit.record(Event.Kind.ROLES_CHANGED, by=by, request=request, subject=person.username, detail=detail)
