"""Several names in one field of a form."""

import re

from django import forms


class NamesField(forms.CharField):
    """A list of names, written as one line with 、 between them."""

    def prepare_value(self, value):
        return "、".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [name for name in re.split(r"[、,，;；\s]+", super().to_python(value)) if name]

    def has_changed(self, initial, data):
        return self.to_python(data) != (initial or [])
