"""How exactly a day is known that a sheet or a person gives as 3月底, 二季度 or 2016年."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """The date kept is the first day of its span."""

    DAY = "day", _("day")
    TEN_DAY = "ten_day", _("ten days")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF = "half", _("half year")
    YEAR = "year", _("year")
