"""What a person says about a sheet that he brings: which kind it is, and what the sheet itself does not say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zone.form_controls import HouseField
from zone.ledgers.importer import Importer, Options
from zone.ledgers.kinds import AUTO, kinds_of
from zone.lib.header import DEEPEST
from zone.models import District
from zone.models.period import month_validator

BESIDES = ("period", "unit", "district", "sheet")
UNITS = ["元", "千元", "万元", "亿元"]


class OptionsForm(forms.Form):
    """`importer` decides which kinds there are to choose from."""

    bound_field_class = HouseField

    kind = forms.ChoiceField(label=_("Kind of sheet"))
    sheet = forms.CharField(label=_("Worksheet"), required=False, max_length=60, help_text=_("Empty: the one that fits best."))
    period = forms.CharField(
        label=_("Month"), required=False, validators=[month_validator], help_text=_("Where the sheet does not say it: 2016-06.")
    )
    unit = forms.ChoiceField(
        label=_("Unit of money"),
        required=False,
        choices=[("", _("said in the sheet")), *((unit, unit) for unit in UNITS)],
        help_text=_("Where the sheet does not say it."),
    )
    district = forms.ModelChoiceField(
        label=_("District"),
        required=False,
        queryset=District.objects.none(),
        empty_label=_("said in the sheet"),
        help_text=_("For rows that name none."),
    )

    def __init__(self, *args, importer: Importer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(AUTO, _("recognise it")), *((kind.code, kind.label) for kind in kinds_of(importer))]
        self.fields["district"].queryset = District.objects.filter(is_whole=False)

    def said_besides(self) -> list:
        """The fields that are seldom needed, because sheets say it themselves."""
        return [self[name] for name in BESIDES]

    def options(self) -> Options:
        said = self.cleaned_data
        district = said["district"].code if said["district"] else ""
        place = {name: said.get(name) or 0 for name in ("header_row", "header_rows")}
        return Options(sheet=said["sheet"], period=said["period"], unit=said["unit"], district=district, **place)


class ReadAgainForm(OptionsForm):
    """What can be put right about a sheet that was read: also where its header stands."""

    header_row = forms.IntegerField(
        label=_("First row of the header"),
        required=False,
        min_value=1,
        max_value=1_048_576,
        help_text=_("The row number that Excel shows. Empty: found by its words."),
    )
    header_rows = forms.IntegerField(
        label=_("Number of header rows"),
        required=False,
        min_value=1,
        max_value=DEEPEST,
        help_text=_("From one to three."),
    )
    field_order = ["kind", "sheet", "header_row", "header_rows", "period", "unit", "district"]


class TemplateForm(forms.Form):
    """Of which month an empty table is to speak."""

    bound_field_class = HouseField

    period = forms.CharField(
        label=_("Month"),
        required=False,
        validators=[month_validator],
        help_text=_("It stands in the title and in the heads of columns, and may be changed there."),
    )


class UploadForm(OptionsForm):
    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("xlsx, xls or csv, as it is: title, unit line and merged cells may stay."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        allow_empty_file=True,
    )
    field_order = ["file", "kind", *BESIDES]

    @property
    def is_said_besides(self) -> bool:
        """Whether something was said or is wrong among the fields that are folded away."""
        return any(field.errors or field.data for field in self.said_besides())
