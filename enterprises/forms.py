"""Forms of an enterprise. What must hold is in the model; here stands what the person is told about it."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.models import Enterprise, EnterpriseAlias
from enterprises.naming import name_key
from zone.form_controls import DayInput, HouseField
from zone.lib.clock import today
from zone.lib.contacts import parse_contact
from zone.lib.credit_code import read_code
from zone.lib.problems import CellProblem
from zone.models import District
from zone.models.written import tidied

UNKNOWN = gettext_lazy("not known")


class EnterpriseForm(forms.ModelForm):
    """`effective_on` and `size_reason` are asked for a change of district or size, and go into their dated rows."""

    bound_field_class = HouseField

    effective_on = forms.DateField(
        label=gettext_lazy("District and size hold from"),
        widget=DayInput,
        required=False,
        help_text=gettext_lazy("Counts where the district or the size changes; the old state ends the day before."),
    )
    # Longer than a code, so that one typed with spaces is read rather than refused.
    credit_code = forms.CharField(label=gettext_lazy("Unified social credit code"), max_length=40, required=False)
    size_reason = forms.CharField(label=gettext_lazy("Reason for the change of size"), max_length=200, required=False)

    class Meta:
        model = Enterprise
        fields = [
            "name",
            "credit_code",
            "legacy_reg_no",
            "district",
            "cluster",
            "industry_code",
            "operating_state",
            "is_above_scale",
            "is_high_tech",
            "is_priority",
            "registered_capital",
            "legal_representative",
            "contact_name",
            "contact_phone",
            "address",
            "remarks",
        ]
        widgets = {"remarks": forms.Textarea(attrs={"rows": 3}), "address": forms.TextInput(attrs={"wide": True})}
        labels = {"name": gettext_lazy("Name of the enterprise"), "is_priority": gettext_lazy("Key enterprise of the city (★)")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["district"].queryset = District.objects.filter(Q(is_whole=False) | Q(pk=self.instance.district_id))
        self.fields["effective_on"].initial = today()
        if self.instance.contact_phone:
            self.fields["contact_phone"].help_text = _("The number stands here whole; that you opened this page has been recorded.")
        for name in ("is_above_scale", "is_high_tech"):
            self.fields[name].widget = forms.NullBooleanSelect()
            self.fields[name].widget.choices = [("unknown", UNKNOWN), ("true", gettext_lazy("yes")), ("false", gettext_lazy("no"))]

    def clean_name(self) -> str:
        name = tidied(self.cleaned_data["name"])
        if "name" in self.changed_data:
            twin = Enterprise.objects.exclude(pk=self.instance.pk).filter(name_key=name_key(name)).first()
            if twin:
                raise forms.ValidationError(_("“%(name)s” is recorded already.") % {"name": twin.name})
        return name

    def clean_credit_code(self) -> str:
        """A code that changes must be right; one that an import took over as it was does not stand in the way of other changes."""
        raw = self.cleaned_data["credit_code"]
        if "credit_code" not in self.changed_data:
            return raw
        try:
            read = read_code(raw)
        except CellProblem as problem:
            raise forms.ValidationError(code_words(problem)) from problem
        if read.status == "legacy":
            raise forms.ValidationError(_("This is an old registration number of 15 digits: write it into its own field."))
        return read.code or ""

    def clean_legacy_reg_no(self) -> str:
        raw = tidied(self.cleaned_data["legacy_reg_no"])
        if raw and not (raw.isascii() and raw.isdecimal() and len(raw) == 15):
            raise forms.ValidationError(
                _("A registration number has 15 digits; this one has %(length)d characters.") % {"length": len(raw)}
            )
        return raw

    def clean_contact_phone(self) -> str:
        """Stored as an import stores it: that is what a mask knows. What a sheet brought stays until somebody changes it."""
        typed = tidied(self.cleaned_data["contact_phone"])
        if "contact_phone" not in self.changed_data or not typed:
            return typed
        contact = parse_contact(typed)
        if contact.name or not contact.phones or "*" in typed:
            raise forms.ValidationError(
                _(
                    "Write a mobile number, or a landline with its area code and, where there is one, its extension (0417-2800002-801); "
                    "several with commas between them. The name has a field of its own."
                )
            )
        return "、".join(contact.phones)

    def clean_size_reason(self) -> str:
        return tidied(self.cleaned_data["size_reason"])

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("effective_on"):
            cleaned["effective_on"] = today()
        return cleaned

    @property
    def changed_facts(self) -> list[str]:
        """The changed fields of the model itself."""
        return [name for name in self.changed_data if name in self._meta.fields]


class AliasForm(forms.ModelForm):
    bound_field_class = HouseField

    class Meta:
        model = EnterpriseAlias
        fields = ["name", "kind"]

    def clean_name(self) -> str:
        name = tidied(self.cleaned_data["name"])
        firm = self.instance.enterprise
        if name_key(name) == firm.name_key or firm.aliases.filter(key=name_key(name)).exists():
            raise forms.ValidationError(_("The enterprise already has this name."))
        return name


def code_words(problem: CellProblem) -> str:
    """What is wrong with a credit code, and what to do."""
    suggestion = problem.params.get("suggestion")
    if suggestion:
        return _("The code is wrong; perhaps %(code)s is meant? O, I, S and Z do not occur in codes.") % {"code": suggestion}
    if problem.code == "credit_code_bad_check":
        return _("The check character does not fit: for these 17 characters it would be %(expected)s. Please compare with the licence.") % {
            "expected": problem.params.get("expected", "")
        }
    if problem.code == "credit_code_lost_digits":
        return _("The last digits of this code were lost in a spreadsheet. Please copy it from the licence.")
    return _("A unified social credit code has 18 digits and capital letters; this is something else.")
