from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zone.lib.header_words import path_key
from zone.lib.problems import CellProblem
from zone.models.versioned import Versioned, history

LONGEST_KEY = 120


class ColumnWordQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_in_use=True)


class ColumnWord(Versioned):
    """A word by which sheets of a kind call a column, beside those that the house knows by itself. `field` is a key of the kind's
    vocabulary; a word of several header rows is written with strokes: 总投资/其中:设备. What it means stays as it was entered; a word
    that is to mean something else is put out of use and entered anew."""

    kind = models.CharField(_("kind of sheet"), max_length=20)
    field = models.CharField(_("what the column holds"), max_length=40)
    word = models.CharField(_("word in the header"), max_length=60)
    key = models.CharField(max_length=LONGEST_KEY, editable=False)
    is_in_use = models.BooleanField(_("in use"), default=True)

    objects = ColumnWordQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("word for a column")
        verbose_name_plural = _("words for columns")
        ordering = ["kind", "field", "word"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=models.Q(is_in_use=True),
                name="ledgers_one_meaning_a_word",
            )
        ]
        default_permissions = ["view", "add", "change"]

    def __str__(self) -> str:
        return self.word

    def clean(self):
        """A word that is missing or cannot be read was refused at its field."""
        if not self.word:
            return
        try:
            self.key = path_key(self.word.split("/"))
        except CellProblem:
            return
        if not self.key.strip("/") or len(self.key) > LONGEST_KEY:
            raise ValidationError({"word": gettext("Write the word as it stands in the header.")})

    def save(self, *args, **kwargs):
        self.key = path_key(self.word.split("/"))
        super().save(*args, **kwargs)
