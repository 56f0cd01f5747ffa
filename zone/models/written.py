"""Texts of a record, tidied and checked wherever a person writes them: on the pages and in the back office alike."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from zone.lib.problems import CellProblem
from zone.lib.textkey import tidy


def tidied(text: str) -> str:
    """The text as it is stored. Raises ValidationError, in words, for control and bidirectional characters."""
    try:
        return tidy(text)
    except CellProblem as problem:
        told = _("There is a character here that cannot be kept (%(character)s, at place %(position)d); please type the text anew.")
        raise ValidationError(told % problem.params, code=problem.code) from problem


class Written(models.Model):
    """A record whose texts are tidied as they are validated; what cannot be kept is told at its field."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        exclude, refused = set(exclude or ()), {}
        for field in self._meta.concrete_fields:
            text = getattr(self, field.attname)
            if field.name in exclude or not field.editable or field.choices or not isinstance(text, str):
                continue
            try:
                setattr(self, field.attname, tidied(text))
            except ValidationError as refusal:
                refused[field.name] = refusal.error_list
        try:
            super().clean_fields(exclude | set(refused))
        except ValidationError as others:
            refused = others.update_error_dict(refused)
        if refused:
            raise ValidationError(refused)
