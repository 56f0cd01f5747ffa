"""How the fields of a project look in every form: units beside the words, codes as registered."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.forms import code_words
from zone.lib.credit_code import read_code
from zone.lib.problems import CellProblem

MONEY_WORDS = {
    "agreed_investment": gettext_lazy("Agreed investment (10,000 yuan)"),
    "registered_capital": gettext_lazy("Registered capital (10,000 yuan)"),
    "reached_output": gettext_lazy("Output reached (10,000 yuan)"),
    "reached_sales": gettext_lazy("Sales reached (10,000 yuan)"),
    "reached_tax": gettext_lazy("Tax reached (10,000 yuan)"),
}


class CompanyCodeField(forms.CharField):
    """The credit code of the project company, as registered."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return ""
        try:
            read = read_code(text)
        except CellProblem as problem:
            raise ValidationError(code_words(problem)) from problem
        if read.code is None:
            raise ValidationError(_("This is an old registration number of 15 digits, not a credit code."))
        return read.code
