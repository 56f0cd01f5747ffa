from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MergerConfig(AppConfig):
    name = "zone.merger"
    verbose_name = _("Three-district merger")
