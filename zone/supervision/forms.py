"""Asking somebody, and answering."""

import json

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zone.form_controls import DayInput, HouseField
from zone.lib.clock import today
from zone.models import Department, User
from zone.models.written import tidied
from zone.supervision.models import Reminder

LENGTH = Reminder._meta.get_field("text").max_length
TEXT = forms.Textarea(attrs={"rows": 4})


class AskForm(forms.Form):
    """`recipients`: (person or None, department or None, words); who is asked is chosen among them. `salutations`: how a text to each of
    them begins; the one that is offered begins with the first."""

    bound_field_class = HouseField

    to = forms.ChoiceField(label=_("To"))
    text = forms.CharField(label=pgettext_lazy("matter", "Text"), max_length=LENGTH, widget=TEXT)
    due_on = forms.DateField(label=_("Answer by"), required=False, widget=DayInput)

    def __init__(self, *args, recipients: list[tuple[User | None, Department | None, str]], salutations: list[str] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.recipients, self.salutations = recipients, salutations
        self.fields["to"].choices = [(str(place), words) for place, (_person, _unit, words) in enumerate(recipients)]
        if salutations:
            self.fields["to"].widget.attrs["data-salutations"] = json.dumps(salutations, ensure_ascii=False)

    def clean_text(self) -> str:
        return tidied(self.cleaned_data["text"])

    def clean(self):
        """Where no script has done it, a text that nobody touched begins with whoever is chosen."""
        cleaned, offered = super().clean(), tidied(self.initial.get("text", ""))
        if self.salutations and "to" in cleaned and cleaned.get("text") == offered:
            cleaned["text"] = self.salutations[int(cleaned["to"])] + offered.removeprefix(self.salutations[0])
        return cleaned

    def asked(self) -> dict[str, object]:
        """Whom, what and by when, as the actions take it."""
        person, department, _words = self.recipients[int(self.cleaned_data["to"])]
        return {"asked": person, "department": department, "text": self.cleaned_data["text"], "due_on": self.cleaned_data["due_on"]}


class InstructForm(AskForm):
    """`givers`: the leaders for whom the supervision office may enter an instruction; without them a leader gives his own."""

    given_by = forms.ModelChoiceField(User.objects.none(), label=_("Given by"))
    given_on = forms.DateField(label=_("Given on"), widget=DayInput)

    field_order = ("given_by", "given_on", "to", "text", "due_on")

    def __init__(self, *args, givers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["given_on"].initial = today()
        if givers is None:
            del self.fields["given_by"]
        else:
            self.fields["given_by"].queryset = givers

    def asked(self):
        return {**super().asked(), "given_by": self.cleaned_data.get("given_by"), "given_on": self.cleaned_data["given_on"]}


class AnswerForm(forms.Form):
    bound_field_class = HouseField

    words = forms.CharField(label=_("Answer"), max_length=LENGTH, widget=TEXT)
