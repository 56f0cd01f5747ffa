"""The field of the back office in which a record is searched for and chosen."""

from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import Field


def is_key(field: Field, text) -> bool:
    """Whether the column of that key could hold this text at all: a number, and none that is too large for the database."""
    try:
        field.run_validators(field.to_python(text))
    except ValidationError:
        return False
    return True


class ChoiceBySearch(AutocompleteSelect):
    """Django's own asks the database for whatever was sent and falls over what is no key. Here nothing is chosen then; the form says so."""

    def optgroups(self, name, value, attr=None):
        keys = self.field.target_field
        return super().optgroups(name, [text for text in value if not text or is_key(keys, text)], attr)
