from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zone.models.dated import Dated
from zone.models.department import Department
from zone.models.versioned import history


class Post(Dated):
    """A post that a person holds in a department, from a day to a day. One person may hold posts in several of the merged bodies."""

    ONE_AT_A_TIME = ("user_id", "department_id", "title")

    class Duty(models.TextChoices):
        PRINCIPAL = "principal", _("principal leader")
        DEPUTY = "deputy", _("deputy in charge")
        HEAD = "head", _("head of department")
        LIAISON = "liaison", _("liaison")
        MEMBER = "member", _("member of staff")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts", verbose_name=_("person"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="posts", verbose_name=_("department"))
    title = models.CharField(_("post"), max_length=60)
    duty = models.CharField(_("duty"), max_length=12, choices=Duty, default=Duty.MEMBER)

    history = history()

    class Meta(Dated.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["department", "id"]

    def __str__(self) -> str:
        return self.title


class Portfolio(Dated):
    """A department that a deputy is in charge of (or assists with), from a day to a day."""

    ONE_AT_A_TIME = ("user_id", "department_id")

    class Part(models.TextChoices):
        LEADS = "leads", _("in charge")
        ASSISTS = "assists", _("assists")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="portfolios", verbose_name=_("deputy"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="portfolios", verbose_name=_("department"))
    part = models.CharField(_("part"), max_length=8, choices=Part, default=Part.LEADS)

    history = history()

    class Meta(Dated.Meta):
        verbose_name = _("portfolio")
        verbose_name_plural = _("portfolios")
        ordering = ["user", "department"]

    def __str__(self) -> str:
        return f"{self.user} · {self.department}"
