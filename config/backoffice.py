"""The back office: Django's admin under the house's own sign-in, rights, language and content security policy."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

# Pages that are not lists of a model, for whoever has one of the rights.
DOORS = [
    ("ledgers:import-centre", _("Import centre"), "ledgers.view_importbatch"),
    ("zone:event-list", _("Audit trail"), "zone.view_event"),
]
# Django's own pages in whose stead the house has its own; and its redirect to any object by type and number, which asks for no right.
REPLACED = frozenset({"login", "logout", "password_change", "password_change_done", "view_on_site"})


class BackOfficeConfig(AdminConfig):
    default_site = "config.backoffice.BackOffice"


class Choices(AutocompleteJsonView):
    def has_perm(self, request, obj=None):
        """Whoever may fill in a form may choose what it asks for, from what he may see, without a right to that other list."""
        if super().has_perm(request, obj):
            return True
        owner = self.admin_site.get_model_admin(self.source_field.model)
        return owner.has_add_permission(request) or owner.has_change_permission(request)


class BackOffice(AdminSite):
    site_title = _("Back office")
    site_header = _("Yingkou High-Tech Zone · back office")
    index_title = _("What you may manage")
    site_url = "/"
    final_catch_all_view = False
    empty_value_display = "–"

    def get_urls(self):
        from config.role_grants import user_roles
        from zone.views.second_factor import lift_second_factor

        return [
            path("login/", lambda request: redirect("home"), name="login"),
            path("people/<int:pk>/roles/", self.admin_view(user_roles), name="user-roles"),
            path("people/<int:pk>/second-step/", self.admin_view(lift_second_factor), name="user-second-step"),
            *(url for url in super().get_urls() if getattr(url, "name", "") not in REPLACED),
        ]

    def admin_view(self, view, cacheable=False):
        """A signed-in person without access to the back office is told so, not asked to sign in again."""
        guarded = super().admin_view(view, cacheable)

        def guard(request, *args, **kwargs):
            if not self.has_permission(request):
                raise PermissionDenied
            return guarded(request, *args, **kwargs)

        return guard

    def autocomplete_view(self, request):
        return Choices.as_view(admin_site=self)(request)

    def get_app_list(self, request, app_label=None):
        listed = super().get_app_list(request, app_label)
        if app_label is None and (doors := self._doors(request)):
            address = reverse("admin:index")
            listed.insert(
                0, {"name": _("Other pages"), "app_label": "pages", "app_url": address, "has_module_perms": True, "models": doors}
            )
        return listed

    def _doors(self, request) -> list[dict]:
        return [
            {"name": name, "object_name": view_name, "admin_url": reverse(view_name), "add_url": None, "view_only": True, "perms": {}}
            for view_name, name, right in DOORS
            if request.user.has_perm(right)
        ]
