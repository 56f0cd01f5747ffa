"""The back office: Django's admin under the house's own rights, language and content security policy."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class BackOfficeConfig(AdminConfig):
    default_site = "config.backoffice.BackOffice"


class BackOffice(AdminSite):
    site_title = _("Back office")
    site_header = _("Yingkou High-Tech Zone · back office")
    index_title = _("What you may manage")
    site_url = "/"
