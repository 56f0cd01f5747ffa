from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zone.models.spelling import Spelling
from zone.models.versioned import history


class PersonAlias(Spelling):
    """A way in which sheets write a person's name (赵主任, a former name, a mistyped character). Nobody's own name goes behind it."""

    OWNER = "user"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="aliases", verbose_name=_("person"))

    history = history()

    class Meta:
        verbose_name = _("person alias")
        verbose_name_plural = _("person aliases")
