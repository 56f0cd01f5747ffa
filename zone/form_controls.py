"""How the fields of a form stand on a page."""

from decimal import Decimal

from django import forms
from django.utils.functional import cached_property

from zone.lib.showing import without_zeros

AS_THEY_ARE = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.HiddenInput)


class DayInput(forms.DateInput):
    """The browser's own calendar, which wants its days as 2016-07-05 in every language."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class HouseField(forms.BoundField):
    """A form with `bound_field_class = HouseField` has its controls in the house style, and amounts without zeros that nobody typed."""

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        ours = {}
        if not isinstance(widget, AS_THEY_ARE):
            ours["class"] = "form-select" if isinstance(widget, forms.Select) else "form-control"
        if isinstance(self.field, forms.DecimalField):
            ours["inputmode"] = "decimal"
        return ours | widget.attrs | super().build_widget_attrs(attrs, widget)

    @cached_property
    def initial(self):
        begun = super().initial
        return without_zeros(begun) if isinstance(begun, Decimal) else begun
