"""The ways in which sheets write a name, edited with what they stand for."""

from django.contrib import admin
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _

from zone.backoffice_form import HouseForm
from zone.lib.textkey import match_key


class SpellingFormSet(BaseInlineFormSet):
    def add_fields(self, form, index):
        """The head of a column is no label to whoever listens, so each field says its own."""
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs["aria-label"] = field.label

    def clean(self):
        """The same spelling twice in one go; that another department has it already says the alias itself."""
        super().clean()
        seen = set()
        for form in self.forms:
            name = getattr(form, "cleaned_data", {}).get("name")
            if not name:
                continue
            key = match_key(name)
            if key in seen:
                form.add_error("name", _("“%(name)s” stands here twice.") % {"name": name})
            seen.add(key)


class SpellingInline(admin.TabularInline):
    """`may_be_removed`: no record refers to a spelling, so that one that was wrong can be taken back by whoever keeps them; its history
    stays. One with days is ended."""

    form = HouseForm
    formset = SpellingFormSet
    extra = 0
    show_change_link = False
    may_be_removed = False

    def has_delete_permission(self, request, obj=None):
        return self.may_be_removed and self.has_change_permission(request, obj)
