"""Whom a name that was kept as written means, as a person says it."""

from hashlib import blake2s

from django import forms
from django.utils.translation import gettext as _

from zone.form_controls import HouseField
from zone.ledgers.candidates import Directory, Known, Of
from zone.ledgers.settling import Settled
from zone.ledgers.unsettled import UnsettledName

KEPT = "kept"
LISTS = {Of.PERSON: "people", Of.DEPARTMENT: "departments"}  # the <datalist>s of the page


class NameForm(forms.Form):
    """One name: a candidate, somebody else by his name, or nobody of the house. Nothing said leaves it for later.

    `owner`: whom it means already by an alias, that was learnt after the record came.
    """

    bound_field_class = HouseField

    choice = forms.ChoiceField(required=False)
    other = forms.CharField(required=False, max_length=80)

    def __init__(self, data, *, name: UnsettledName, directory: Directory, owner: Known | None, is_kept: bool):
        super().__init__(data, prefix=prefix_of(name), auto_id=False)
        self.name, self.directory, self.owner = name, directory, owner
        likely = [owner] if owner else directory.likely(name.of, name.name, name.departments)
        kept = [("", _("stays kept as written"))] if is_kept else [("", _("not settled yet")), (KEPT, _("nobody of ours: keep as written"))]
        self.fields["choice"].choices = [*kept, *((str(known.pk), known.label) for known in likely)]
        self.fields["choice"].widget.attrs = {"aria-label": _("“%(name)s” means") % {"name": name.name}}
        told = _("“%(name)s” means somebody else") if name.of == Of.PERSON else _("“%(name)s” means another department")
        self.fields["other"].widget.attrs = {
            "list": LISTS[name.of],
            "placeholder": _("or another: type to search"),
            "aria-label": told % {"name": name.name},
        }

    @property
    def departments(self) -> str:
        """Of the records in which somebody is named so, those with most records first."""
        labels = {known.pk: known.label for known in self.directory.departments}
        return "、".join(labels[pk] for pk in self.name.departments if pk in labels)

    def clean_other(self) -> Known | None:
        text = self.cleaned_data["other"]
        found = self.directory.called(self.name.of, text) if text else []
        if text and not found:
            raise forms.ValidationError(_("Nobody here is called “%(text)s”; choose from the list.") % {"text": text})
        if len(found) > 1:
            raise forms.ValidationError(_("Several are called “%(text)s”; choose the one meant from the list.") % {"text": text})
        return found[0] if found else None

    def clean(self):
        cleaned = super().clean()
        settled = self.settled()
        if settled and settled.target and self.owner and self.owner.pk != settled.target:
            told = _("“%(name)s” already stands for %(owner)s.")
            raise forms.ValidationError(told % {"name": self.name.name, "owner": self.owner.label})
        return cleaned

    def settled(self) -> Settled | None:
        """What was said; None: nothing. Somebody who was typed goes before what is chosen."""
        other, choice = self.cleaned_data.get("other"), self.cleaned_data.get("choice")
        if other:
            return Settled(self.name.of, self.name.name, other.pk)
        if not choice:
            return None
        return Settled(self.name.of, self.name.name, None if choice == KEPT else int(choice))


def prefix_of(name: UnsettledName) -> str:
    """The same for the same name, whatever else is on the page."""
    return f"n{blake2s(f'{name.of} {name.name}'.encode(), digest_size=8).hexdigest()}"
