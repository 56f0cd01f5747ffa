from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zone.lib.problems import CellProblem
from zone.lib.textkey import match_key
from zone.models.written import Written


class Spelling(Written):
    """A way in which sheets write the name of something. `OWNER`: the field that says of what; no two are written alike."""

    OWNER = ""

    name = models.CharField(_("name as written"), max_length=60)
    key = models.CharField(max_length=60, unique=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def clean(self):
        """Whose name it is already is told. An unreadable name was refused at its field."""
        super().clean()
        try:
            self.key = match_key(self.name)
        except CellProblem:
            return
        twin = type(self)._default_manager.exclude(pk=self.pk).filter(key=self.key).select_related(self.OWNER).first()
        if twin:
            told = gettext("“%(name)s” already stands for %(owner)s.")
            raise ValidationError({"name": told % {"name": twin.name, "owner": getattr(twin, self.OWNER).name}})

    def save(self, *args, **kwargs):
        self.key = match_key(self.name)
        super().save(*args, **kwargs)
