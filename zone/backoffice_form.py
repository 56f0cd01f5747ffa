"""The form of the back office: it knows how the row stood when it was opened, and never overwrites what somebody else has changed."""

from django import forms
from django.db.models import Field, Model
from django.utils.translation import gettext as _

from zone.history import field_text
from zone.models.versioned import Versioned

OPENED = "opened_version"


def standing(record: Model) -> int:
    """What tells whether the row has been written since: its version, else the number of its latest write in the history (0: none)."""
    if isinstance(record, Versioned):
        return record.version
    return record.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0


def opened_row(record: Model, token: int | None):
    """The history row with which a form was opened; None where the history knows of none."""
    name = "version" if isinstance(record, Versioned) else "history_id"
    return record.history.filter(**{name: token}).order_by("-history_id").first()


class OpenedField(forms.IntegerField):
    """What the browser sends back unread: never a change of the record."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class HouseForm(forms.ModelForm):
    """Who saves later than somebody else sees both texts and decides again; what was changed outside of this form does not hinder him."""

    opened_version = OpenedField(required=False, label="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.initial[OPENED] = standing(self.instance)

    def clean(self):
        """The row is read anew and stays locked until the transaction of the back office ends: what is compared here is what is
        overwritten, and what this form does not show is written as it stands now."""
        cleaned = super().clean()
        if self.instance.pk is not None:
            self.instance.refresh_from_db(from_queryset=type(self.instance)._base_manager.select_for_update())
            now, opened = standing(self.instance), self.cleaned_data.get(OPENED)
            if opened != now:
                self._compare(opened_row(self.instance, opened), now)
        return cleaned

    def _compare(self, then, now: int) -> None:
        """Refuse where a field of this form was changed after `then` (None: nobody knows when) to something else than stands here."""
        told = {}
        for field in self.instance._meta.concrete_fields:
            if field.name not in self.fields or self.fields[field.name].disabled:
                continue
            theirs = getattr(self.instance, field.attname)
            is_theirs = then is None or getattr(then, field.attname, None) != theirs
            if is_theirs and (field.name in self.errors or _stored(self.cleaned_data.get(field.name)) != theirs):
                told[field.name] = _("Now saved: %(theirs)s; yours: %(yours)s") % {
                    "theirs": self._words(field, getattr(self.instance, field.name)),
                    "yours": self._typed(field),
                }
        if then is not None and not told:
            return
        latest = self.instance.history.select_related("history_user").order_by("-history_id").first()
        who = latest.history_user.name if latest and latest.history_user else _("Somebody else")
        self.add_error(
            None, _("%(who)s has saved this record meanwhile. Your text is still here; look at both, then save again.") % {"who": who}
        )
        for name, words in told.items():
            self.add_error(name, words)
        self.data = self.data.copy()
        self.data[self.add_prefix(OPENED)] = now

    def _typed(self, field: Field) -> str:
        if field.name in self.errors:
            return str(self[field.name].data)
        return self._words(field, self.cleaned_data.get(field.name))

    def _words(self, field: Field, value) -> str:
        """As people read it: the label of a choice, the name of a record, yes and no."""
        shown = self.fields[field.name]
        if isinstance(value, Model):
            return str(value)
        if isinstance(shown, forms.ChoiceField) and not isinstance(shown, forms.ModelChoiceField) and value not in (None, ""):
            return str(dict(shown.choices).get(value, value))
        return field_text(field, value)


def _stored(value):
    """A cleaned value as its column holds it."""
    return value.pk if isinstance(value, Model) else value
