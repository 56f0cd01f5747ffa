"""Forms of the gate: the facts, words and papers of one step, all at once; and the two that put a recorded stage right."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects import gate
from projects.facts_form import MONEY_WORDS, CompanyCodeField
from projects.models import Project, Stage, StageEvent
from projects.models.stage_event import check_entered
from zone.attachments import ACCEPTED, check
from zone.form_controls import DayInput, HouseField
from zone.lib.clock import today
from zone.models.written import tidied

UPLOAD, CHOSEN = "upload_", "chosen_"  # before the name of a paper: a new file, or one that was handed in before


class PaperField(forms.FileField):
    """A file that is one of the kinds that the house takes, and is what it says."""

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload:
            check(upload)
        return upload


class GateForm(forms.ModelForm):
    """The step of `instance` to `stage`. Nothing is required here: what the gate lacks it says itself, and what is there can be saved."""

    bound_field_class = HouseField

    stage = forms.ChoiceField(choices=Stage.choices, widget=forms.HiddenInput)
    entered_on = forms.DateField(
        label=gettext_lazy("Entered on"), required=False, widget=DayInput, help_text=gettext_lazy("It may lie in the past.")
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=200)
    ends_on = forms.DateField(label=gettext_lazy("Planned end of the break"), required=False, widget=DayInput)
    approved_by = forms.CharField(
        label=gettext_lazy("Approved by"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Person or meeting"),
    )

    class Meta:
        model = Project
        fields = gate.FACTS
        labels = MONEY_WORDS
        widgets = {name: DayInput for name in gate.FACTS if name.endswith("_on")}
        field_classes = {"company_code": CompanyCodeField}

    def __init__(self, data=None, files=None, *, instance, stage: str, may_jump: bool, **kwargs):
        initial = {"stage": stage, "entered_on": self._known_day(instance, stage), **(kwargs.pop("initial", None) or {})}
        if "company_code" not in initial:
            initial["company_code"] = gate.value_of(instance, "company_code")
        super().__init__(data, files, instance=instance, initial=initial, **kwargs)
        self.step_stage = stage
        self.needs = gate.needs_of(instance, stage)
        self.lacking = gate.missing(instance, stage, step={}, papers=())
        wanted = {need.name for need in gate.needs_of(instance, stage)}
        is_ordinary = stage in gate.next_stages(instance)
        for name in (*gate.FACTS, "ends_on", "approved_by"):
            if name not in wanted:
                del self.fields[name]
        if not is_ordinary and may_jump:
            self.fields["note"].label = _("Reason for moving back or out of turn")
        elif "note" in wanted:
            self.fields["note"].label = _("Reason")
        self._add_papers(instance)
        self.fields["note"].widget.attrs["wide"] = True

    @staticmethod
    def _known_day(instance: Project, stage: str):
        name = gate.DAYS.get(stage)
        return (getattr(instance, name) if name else None) or today()

    def _add_papers(self, instance: Project) -> None:
        kept = [(str(file.pk), file.name) for file in instance.attachments.order_by("-pk")] if instance.pk else []
        for need in self.needs:
            if need.place == gate.PAPER:
                upload = forms.FileInput(attrs={"accept": ACCEPTED})
                self.fields[UPLOAD + need.name] = PaperField(label=need.label(), required=False, widget=upload)
                if kept:
                    self.fields[CHOSEN + need.name] = forms.ChoiceField(
                        label=_("or handed in before"), required=False, choices=[("", _("none of these")), *kept]
                    )

    def papers(self) -> list[tuple]:
        """(need, field of the new file, field of the choice among those handed in before or None)."""
        return [
            (need, self[UPLOAD + need.name], self[CHOSEN + need.name] if CHOSEN + need.name in self.fields else None)
            for need in self.needs
            if need.place == gate.PAPER
        ]

    def facts(self, *, lacking: bool) -> list:
        """Bound fields of facts: those that nobody has said yet, or those that are known."""
        missing = {need.name for need in self.lacking}
        return [self[name] for name in gate.FACTS if name in self.fields and (name in missing) is lacking]

    def step(self) -> list:
        return [self[name] for name in ("entered_on", "ends_on", "approved_by", "note") if name in self.fields]

    @property
    def changed_facts(self) -> list[str]:
        """The facts that differ from what is known."""
        return [name for name in gate.FACTS if name in self.fields and name in self.changed_data]

    def clean_note(self):
        return tidied(self.cleaned_data["note"])

    def clean_approved_by(self):
        return tidied(self.cleaned_data["approved_by"])

    def clean_entered_on(self):
        day = self.cleaned_data["entered_on"]
        check_entered(day)
        return day

    def clean(self):
        cleaned = super().clean()
        for name in gate.FACTS:
            value = cleaned.get(name)
            if value is None or name not in self.fields:
                continue
            if name.endswith("_on") and value > today():
                self.add_error(name, _("The day lies in the future."))
            elif isinstance(self.fields[name], forms.DecimalField) and value < 0:
                self.add_error(name, _("The amount cannot be negative."))
        return cleaned

    def chosen_papers(self) -> dict[str, int]:
        """Ids of the files that were handed in before, by the name of the paper for which they stand."""
        chosen = {need.name: self.cleaned_data.get(CHOSEN + need.name) for need in self.needs if need.place == gate.PAPER}
        return {name: int(pk) for name, pk in chosen.items() if pk}

    def say_missing(self) -> None:
        """Beside what is wrong with what was typed, also what was not: all at once."""
        step = {name: self.cleaned_data.get(name) for name in ("note", "ends_on", "approved_by")}
        for need in gate.missing(self.instance, self.step_stage, step=step, papers=self.chosen_papers()):
            place = UPLOAD + need.name if need.place == gate.PAPER else need.name
            if place in self.fields and place not in self.errors:
                self.add_error(place, _("Needed for this stage."))

    def say_wrong_days(self) -> None:
        """Days that cannot follow each other, where only the facts are saved."""
        days = {name: getattr(self.instance, name) for name in (*gate.DAYS.values(), "first_tax_on")}
        for name, words in gate.wrong_days(days).items():
            self.add_error(name if name in self.fields else None, words)

    def say(self, refusal: ValidationError) -> None:
        """What the gate refused, each at the field where it is put right."""
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for name, errors in refusal.error_dict.items():
            place = UPLOAD + name if UPLOAD + name in self.fields else name
            self.add_error(place if place in self.fields else None, errors)


class CorrectionForm(forms.Form):
    """Another day for a recorded stage, with the reason."""

    bound_field_class = HouseField

    entered_on = forms.DateField(label=gettext_lazy("Entered on"), widget=DayInput)
    reason = forms.CharField(label=gettext_lazy("Reason of the correction"), max_length=100)

    def __init__(self, data=None, *, event: StageEvent, **kwargs):
        super().__init__(data, initial={"entered_on": event.entered_on, **(kwargs.pop("initial", None) or {})}, **kwargs)
        self.fields["reason"].widget.attrs["wide"] = True


class TakeBackForm(forms.Form):
    """Why the newest stage was a mistake."""

    bound_field_class = HouseField

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=100)

    def __init__(self, data=None, *, event: StageEvent, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["reason"].widget.attrs["wide"] = True
