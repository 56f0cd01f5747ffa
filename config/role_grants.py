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
from zone.lib.showing import listed
from zone.models import Event, User

# The three administrators watch over each other: whoever is one of them is nothing else.
SEPARATED = frozenset({"sysadmin", "secadmin", "auditor"})


class RolesForm(forms.Form):
    """It carries the roles with which it was opened, and writes over no others; `held`: those that the person has by now."""

    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("roles"),
        choices=[(role.code, role.name) for role in ROLES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data=None, *, person: User):
        self.person, self.held = person, set(person.groups.values_list("name", flat=True)) & set(BY_CODE)
        super().__init__(data, initial={"roles": sorted(self.held), "opened": " ".join(sorted(self.held))})

    def clean_roles(self):
        chosen = set(self.cleaned_data["roles"])
        if chosen & SEPARATED and len(chosen) > 1:
            raise ValidationError(_("Whoever is system, security or audit administrator holds no other role."), code="separated")
        return chosen

    def clean(self):
        """What somebody else has granted or taken meanwhile is told beside what is ticked here; saving again decides. A form that was sent
        twice finds done what it asks for."""
        cleaned = super().clean()
        chosen = cleaned.get("roles")
        if chosen is not None and self.held not in (chosen, set(cleaned["opened"].split())):
            told = _(
                "%(who)s has changed the roles meanwhile. Now held: %(theirs)s; ticked here: %(yours)s. Look at both, then save again."
            )
            self.add_error("roles", told % {"who": self._who(), "theirs": _names(self.held), "yours": _names(chosen)})
            self.data = self.data.copy()
            self.data["opened"] = self.initial["opened"]
        return cleaned

    def _who(self) -> str:
        latest = Event.objects.filter(kind=Event.Kind.ROLES_CHANGED, subject=self.person.username).select_related("user").first()
        return latest.user.name if latest and latest.user else _("Somebody else")


def _names(codes: set[str]) -> str:
    return listed(role.name for role in ROLES if role.code in codes) or _("none")


def user_roles(request, pk):
    """Shows and sets the roles of one person. His row stays locked while what was compared is written."""
    if not request.user.has_perm("zone.grant_roles") or request.user.pk == pk:
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, RolesForm(person=get_object_or_404(User, pk=pk)))
    with transaction.atomic():
        person = get_object_or_404(User.objects.select_for_update(), pk=pk)
        form = RolesForm(request.POST, person=person)
        if not form.is_valid():
            return _page(request, form)
        if form.cleaned_data["roles"] != form.held:
            grant(person, form.cleaned_data["roles"], by=request.user, request=request)
    messages.success(request, _("The roles of %(person)s have been saved.") % {"person": person})
    return redirect("admin:zone_user_changelist")


def _page(request, form: RolesForm):
    person = form.person
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
