"""Accounts: made, changed and switched off by the system administrator, who grants no role and learns no password for good.

Roles are granted on a page of their own (`config/role_grants.py`) by the security administrator.
"""

from axes.utils import reset
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from zone import audit
from zone.admin.spellings import SpellingInline
from zone.backoffice import HouseAdmin
from zone.backoffice_form import HouseForm
from zone.models import Event, PersonAlias, User
from zone.roles import role_name
from zone.second_factor import is_set_up

# Whoever holds one of these watches over the system administrator, who therefore may not take over his account.
WATCHES = ("grant_roles", "view_event")


def watches_over_administrators(person) -> bool:
    """Also for an account that is switched off, which could be switched on again."""
    held = Permission.objects.filter(content_type__app_label="zone", codename__in=WATCHES)
    return held.filter(Q(group__user=person) | Q(user=person)).exists()


class PersonForm(HouseForm):
    class Meta:
        model = User
        fields = ["username", "name", "work_phone", "mobile", "is_active", "must_change_password"]


class NewPersonForm(HouseForm, AdminUserCreationForm):
    """An official who never signs in gets no password."""

    class Meta:
        model = User
        fields = ["username", "name", "work_phone", "mobile"]


class PasswordForOtherForm(AdminPasswordChangeForm):
    """He changes it at his next sign-in, and a lock after wrong passwords is lifted."""

    usable_password_help_text = _("Without a password the account cannot sign in; the one that it has now is lost.")

    def save(self, commit=True):
        self.user.must_change_password = self.cleaned_data["set_usable_password"]
        self.user.password_changed_at = timezone.now()
        reset(username=self.user.username)
        return super().save(commit)


class PersonAliasInline(SpellingInline):
    model = PersonAlias
    may_be_removed = True


@admin.register(User)
class PersonAdmin(HouseAdmin, UserAdmin):
    form = PersonForm
    add_form = NewPersonForm
    change_password_form = PasswordForOtherForm
    fieldsets = [
        (None, {"fields": ["username", "name", "work_phone", "mobile"]}),
        (_("Signing in"), {"fields": ["is_active", "must_change_password", "password_changed_at", "last_login"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "name", "work_phone", "mobile"]}),
        (_("Signing in"), {"fields": ["usable_password", "password1", "password2"]}),
    ]
    readonly_fields = ["password_changed_at", "last_login"]
    list_display = ["username", "name", "is_active", "last_login", "shown_roles"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["username", "name", "work_phone"]
    ordering = ["username"]
    filter_horizontal = []
    add_form_template = "admin/zone/user/add_form.html"
    actions = ["unlock"]
    inlines = [PersonAliasInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_list_display(self, request):
        listed = super().get_list_display(request)
        return [*listed, "grant"] if request.user.has_perm("zone.grant_roles") else listed

    def get_inlines(self, request, obj):
        """How sheets write somebody's name is learnt once he is there."""
        return super().get_inlines(request, obj) if obj else []

    def get_readonly_fields(self, request, obj=None):
        """A user name never changes: the audit trail knows people by it. Nobody switches off himself or who watches over him."""
        if obj is None:
            return self.readonly_fields
        keeps_account = obj.pk == request.user.pk or watches_over_administrators(obj)
        names = [*self.readonly_fields, "username", *(["is_active"] if keeps_account else [])]
        return [self.as_text(name) for name in names]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        person = self.get_object(request, object_id)
        may_set = person is not None and self.has_change_permission(request, person) and not watches_over_administrators(person)
        may_grant = person is not None and request.user.has_perm("zone.grant_roles") and person != request.user
        context = {
            "password_address": reverse("admin:auth_user_password_change", args=[object_id]) if may_set else "",
            "roles_address": reverse("admin:user-roles", args=[object_id]) if may_grant else "",
            "second_step_address": reverse("admin:user-second-step", args=[object_id]) if may_grant and is_set_up(person) else "",
            **(extra_context or {}),
        }
        return super().change_view(request, object_id, form_url, context)

    def get_search_results(self, request, queryset, search_term):
        """In a choice (not in the list of accounts) only people who are still here are offered."""
        found, is_doubled = super().get_search_results(request, queryset, search_term)
        is_choice = request.resolver_match.url_name == "autocomplete"
        return (found.filter(is_active=True) if is_choice else found), is_doubled

    @admin.display(description=_("roles"))
    def shown_roles(self, person):
        return "、".join(role_name(group.name) for group in person.groups.all()) or "–"

    @admin.display(description=_("Grant roles"))
    def grant(self, person):
        return format_html('<a href="{}">{}</a>', reverse("admin:user-roles", args=[person.pk]), _("Grant roles"))

    def save_model(self, request, obj, form, change):
        if not change and obj.has_usable_password():
            obj.must_change_password = True
        super().save_model(request, obj, form, change)

    def log_addition(self, request, obj, message):
        self._record(request, obj, {"change": "made"})
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        fields = [name for part in message if isinstance(part, dict) for name in part.get("changed", {}).get("fields", [])]
        self._record(request, obj, {"fields": [str(name) for name in fields], "is_active": obj.is_active})
        return super().log_change(request, obj, message)

    def user_change_password(self, request, id, form_url=""):
        """A new password for somebody who lost his; one's own is changed where the old one is asked for."""
        person = self.get_object(request, id)
        if person is not None and person.pk == request.user.pk:
            return redirect("zone:password-change")
        if person is not None and watches_over_administrators(person):
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)

    @admin.action(description=_("Unlock after wrong passwords"), permissions=["change"])
    def unlock(self, request, people):
        for person in people:
            reset(username=person.username)
            self._record(request, person, {"change": "unlocked"})
        self.message_user(request, _("Unlocked."), messages.SUCCESS)

    def _record(self, request, person, detail):
        audit.record(Event.Kind.ACCOUNT_CHANGED, by=request.user, request=request, subject=person.username, detail=detail)
