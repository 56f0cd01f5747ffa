from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class HouseConfig(AppConfig):
    """The roof: joins the floors, keeps the commands that need several of them, has no models."""

    name = "config"
    verbose_name = _("House")

    def ready(self):
        from config.demo_refusal import check_demo_accounts

        checks.register(check_demo_accounts, checks.Tags.security, deploy=True)
