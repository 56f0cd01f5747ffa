"""Forms of projects. Money is typed in 10,000 yuan. The bureau says who is in charge and what the year's plan is, not those it measures."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.models import Enterprise, EnterpriseAlias
from projects import gate
from projects.derived import end_of_span, start_of_span
from projects.facts_form import MONEY_WORDS, CompanyCodeField
from projects.models import Project, Stage
from projects.models.stage_event import check_entered
from zone.form_controls import DayInput, HouseField
from zone.lib.clock import today
from zone.lib.problems import CellProblem
from zone.lib.textkey import match_key
from zone.models import Department, District, Post, User

ASSIGNMENT = ("leader", "department", "officer")
YEAR_PLAN = ("plan_year", "annual_plan")
INVESTMENT_ONLY = ("investor", "source_region", *gate.OF_INVESTMENT)
PAST_DAYS = ("first_contact_on", *gate.DAYS.values(), "first_tax_on")
TECH_UPGRADE_ONLY = ("equipment_investment", "added_output", "added_profit_tax")
OF_NEW = ("stage", "entered_on")
# The fields of the form, as they stand together on the page.
GROUPS = (
    (gettext_lazy("Project"), ("name", "code", "enterprise", "investor", "source_region", "district", "stage", "entered_on")),
    (gettext_lazy("Content and numbers"), ("content", "industry_code", "filing_number", "remarks")),
    (
        gettext_lazy("Investment"),
        (
            "total_investment",
            "total_is_approximate",
            "equipment_investment",
            "plan_year",
            "annual_plan",
            "added_output",
            "added_profit_tax",
            "reached_output",
            "reached_sales",
            "reached_tax",
        ),
    ),
    (
        gettext_lazy("Investor and agreement"),
        (
            "lead_source",
            "contact_name",
            "first_contact_on",
            "agreement_kind",
            "agreed_investment",
            "signed_on",
            "company_code",
            "registered_capital",
            "registered_on",
        ),
    ),
    (
        gettext_lazy("Planned and actual days"),
        (
            "planned_start_on",
            "planned_start_precision",
            "planned_finish_on",
            "planned_finish_precision",
            "actual_start_on",
            "construction_permit",
            "accepted_on",
            "production_on",
            "first_tax_on",
        ),
    ),
    (gettext_lazy("In charge"), ("leader", "department", "officer")),
)


class EnterpriseNameField(forms.Field):
    """An enterprise by its name, short name or credit code, among those that the person sees: a choice of thousands is no choice."""

    def __init__(self, *, seen, **kwargs):
        self.seen = seen
        super().__init__(**kwargs)

    def prepare_value(self, value):
        if isinstance(value, int):
            return Enterprise.objects.filter(pk=value).values_list("name", flat=True).first() or ""
        return value

    def has_changed(self, initial, data):
        return self.prepare_value(initial) != (data or "").strip() and bool(initial or data)

    def to_python(self, value):
        text = (value or "").strip()
        if not text:
            return None
        try:
            key = match_key(text)
        except CellProblem as problem:
            raise ValidationError(_("The name holds characters that cannot be shown.")) from problem
        short = EnterpriseAlias.objects.filter(key=key).values("enterprise")
        found = list(self.seen.filter(Q(name_key=key) | Q(credit_code=text.upper()) | Q(pk__in=short))[:2])
        if not found:
            raise ValidationError(_("No enterprise of this name is known: please write its full name or its credit code."))
        if len(found) > 1:
            raise ValidationError(_("Several enterprises have this name: please write the full name or the credit code."))
        return found[0]


class ProjectForm(forms.ModelForm):
    """Facts of a project. `user` decides what he may set: without the right to manage the kind, assignment and the year's plan stay."""

    bound_field_class = HouseField

    class Meta:
        model = Project
        fields = [name for _title, names in GROUPS for name in names if name not in OF_NEW]
        labels = {
            **MONEY_WORDS,
            "code": gettext_lazy("Project number"),
            "total_investment": gettext_lazy("Total planned investment (10,000 yuan)"),
            "equipment_investment": gettext_lazy("Of which equipment (10,000 yuan)"),
            "annual_plan": gettext_lazy("Planned for the year (10,000 yuan)"),
            "added_output": gettext_lazy("Added output at capacity (10,000 yuan)"),
            "added_profit_tax": gettext_lazy("Added profit and tax at capacity (10,000 yuan)"),
        }
        widgets = {
            "content": forms.Textarea(attrs={"rows": 2}),
            "remarks": forms.Textarea(attrs={"rows": 2}),
            **dict.fromkeys(("planned_start_on", "planned_finish_on", *PAST_DAYS), DayInput),
        }
        field_classes = {"company_code": CompanyCodeField}

    def __init__(self, data=None, *, instance, user, **kwargs):
        super().__init__(data, instance=instance, **kwargs)
        self.user = user
        self.fields["enterprise"] = EnterpriseNameField(
            seen=Enterprise.objects.visible_to(user), required=False, label=_("Enterprise"), help_text=_("Name, short name or credit code")
        )
        self.fields["code"].help_text = _("Leave empty: the next number is given.") if instance.pk is None else ""
        self.fields["district"].queryset = _districts(user)
        is_tech = instance.kind == Project.Kind.TECH_UPGRADE
        for name in INVESTMENT_ONLY if is_tech else TECH_UPGRADE_ONLY:
            del self.fields[name]
        if user.has_perm(f"projects.manage_{instance.kind}"):
            self._offer_people()
        else:
            for name in (*ASSIGNMENT, *YEAR_PLAN, "code", "district"):
                del self.fields[name]
        self._tell_missing()

    def _tell_missing(self) -> None:
        """What the project's stage asks for and nobody has said, at its field."""
        for need in gate.missing_facts(self.instance) if self.instance.pk else ():
            if need.name in self.fields:
                told = _("Still missing for the stage “%(stage)s”")
                self.fields[need.name].help_text = told % {"stage": self.instance.get_stage_display()}

    def _offer_people(self) -> None:
        posts = Post.objects.on(today())
        leads = posts.filter(duty__in=[Post.Duty.PRINCIPAL, Post.Duty.DEPUTY])
        now = self.instance
        self.fields["leader"].queryset = User.objects.filter(Q(pk__in=leads.values("user")) | Q(pk=now.leader_id)).order_by("name")
        self.fields["officer"].queryset = User.objects.filter(Q(pk__in=posts.values("user")) | Q(pk=now.officer_id)).order_by("name")
        self.fields["department"].queryset = Department.objects.filter(
            Q(pk__in=Department.objects.on(today()).values("pk")) | Q(pk=now.department_id)
        )

    def clean(self):
        cleaned = super().clean()
        start, finish = cleaned.get("planned_start_on"), cleaned.get("planned_finish_on")
        for side in ("start", "finish"):
            has_day = cleaned.get(f"planned_{side}_on") or f"planned_{side}_on" in self.errors
            if cleaned.get(f"planned_{side}_precision") and not has_day:
                self.add_error(f"planned_{side}_on", _("Say the day, or leave the precision empty."))
        last = end_of_span(finish, cleaned.get("planned_finish_precision", "")) if finish else None
        if start and last and start_of_span(start, cleaned.get("planned_start_precision", "")) > last:
            self.add_error("planned_finish_on", _("The planned finish lies before the planned start."))
        for name in PAST_DAYS:
            if cleaned.get(name) and cleaned[name] > today():
                self.add_error(name, _("The day lies in the future."))
        for name, value in list(cleaned.items()):
            if isinstance(self.fields[name], forms.DecimalField) and value is not None and value < 0:
                self.add_error(name, _("The amount cannot be negative."))
        for name, words in gate.wrong_days(cleaned).items():
            self.add_error(name, words)
        self._check_agreement(cleaned)
        return cleaned

    def _check_agreement(self, cleaned) -> None:
        """A framework agreement keeps a project in negotiation, whatever form says it."""
        if "agreement_kind" in cleaned and {"agreement_kind", "stage"}.intersection(self.changed_data):
            stage = cleaned.get("stage", self.instance.stage)
            if gate.is_only_framework(Project(kind=self.instance.kind, agreement_kind=cleaned["agreement_kind"]), stage):
                self.add_error("agreement_kind", gate.framework_words())


class NewProjectForm(ProjectForm):
    """A new project also says the stage in which it begins, and since when."""

    stage = forms.ChoiceField(label=gettext_lazy("Stage"), choices=Stage.choices)
    entered_on = forms.DateField(
        label=gettext_lazy("In this stage since"),
        required=False,
        widget=DayInput,
    )

    class Meta(ProjectForm.Meta):
        fields = [*ProjectForm.Meta.fields, "stage"]

    def clean_entered_on(self):
        day = self.cleaned_data["entered_on"]
        check_entered(day)
        return day


def _districts(user):
    """Districts in which this person may place a project; the one that stands for the whole zone is none."""
    districts = District.objects.on(today()).filter(is_whole=False)
    return districts if user.reach.districts is None else districts.filter(pk__in=user.reach.districts)
