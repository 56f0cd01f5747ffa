"""Lights: the page that explains the rule, and setting a project's light by hand."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from projects.models import LightOverride, Project
from projects.overrides import RIGHT, approvers, end_light, holding, latest_day, overtaken_words, set_light
from projects.reporting.spread import rule_for
from projects.views.light_panel import light_now
from zone.editing import Conflict
from zone.form_controls import DayInput, HouseField
from zone.lib.clock import today
from zone.lib.showing import month_words
from zone.models import LightRule
from zone.reporting_period import period_due
from zone.scope import get_visible_or_404
from zone.views.generic import ScopedCreateView
from zone.views.generic_access import ScopedView
from zone.views.generic_edit import number_of

LIGHTS = "lights"  # id of the panel's headline, and the mark of the messages that are shown there


class LightRulesView(View):
    """By which rule lights are judged, which held before, and where it comes from: for whoever sees projects."""

    def get(self, request):
        if not request.user.has_perm("projects.view_project"):
            raise PermissionDenied
        period = period_due(on=today())
        held = rule_for(period)
        others = LightRule.objects.filter(is_applied=True).exclude(pk=held.pk if held else None)
        context = {
            "title": _("How lights are judged"),
            "breadcrumb": [(_("Projects"), reverse("projects:project-list")), (_("How lights are judged"), "")],
            "rule": held,
            "others": others,
            "month": month_words(period),
            "manage_address": reverse("admin:zone_lightrule_changelist") if request.user.has_perm("zone.change_lightrule") else "",
        }
        return render(request, "projects/light_rules.html", context)


class LightForm(forms.ModelForm):
    """A light, why, until when and on whose authority; a leader approves what he sets himself. `user`: who fills it in."""

    bound_field_class = HouseField

    opened_with = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = LightOverride
        fields = ("light", "reason", "expires_on", "approved_by")
        labels = {"approved_by": gettext_lazy("Approver")}
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 2}),
            "expires_on": DayInput,
        }

    def __init__(self, data=None, *, instance, user):
        super().__init__(data, instance=instance)
        day = today()
        self.now = holding(instance.project, on=day)
        self.initial["opened_with"] = self.now.pk if self.now else None
        latest = latest_day(on=day)
        self.fields["expires_on"].widget.attrs |= {"min": day.isoformat(), "max": latest.isoformat()}
        self.fields["expires_on"].help_text = _("%(day)s at the latest; afterwards the computed light shows again.") % {"day": latest}
        possible = approvers(on=day)
        if possible.filter(pk=user.pk).exists():
            del self.fields["approved_by"]
        else:
            self.fields["approved_by"].queryset = possible

    def clean(self):
        """Another's light that was set meanwhile is told once; who sends the form again after that means it."""
        cleaned = super().clean()
        if cleaned.get("opened_with") != (self.now.pk if self.now else None):
            self.add_error(None, overtaken_words(self.now))
            self.data = self.data.copy()
            self.data["opened_with"] = self.now.pk if self.now else ""
        return cleaned


class LightSetView(ScopedCreateView):
    model = LightOverride
    right = RIGHT
    form_class = LightForm
    form_takes_user = True
    title = gettext_lazy("Set the light by hand")

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.right):
            raise PermissionDenied
        self.project = get_visible_or_404(Project.objects.all(), request.user, request, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def initial_instance(self):
        return LightOverride(project=self.project)

    def context(self, form, **more):
        return super().context(form, now=light_now(self.project, on=today()), **more)

    def back_address(self):
        return f"{self.project.get_absolute_url()}#{LIGHTS}"

    def breadcrumb(self):
        return [
            (_("Projects"), reverse("projects:project-list")),
            (self.project.name, self.project.get_absolute_url()),
            (self.get_title(), ""),
        ]

    def save(self, form):
        given = form.cleaned_data
        user = self.request.user
        return set_light(
            project=self.project,
            light=given["light"],
            reason=given["reason"],
            expires_on=given["expires_on"],
            approved_by=given.get("approved_by") or user,
            opened_with=given["opened_with"],
            by=user,
            on=today(),
        )

    def said(self):
        messages.success(self.request, _("The light has been set by hand."), extra_tags=LIGHTS)


class LightEndView(ScopedView):
    """End a light set by hand before its last day."""

    http_method_names = ["post"]
    model = LightOverride
    right = RIGHT

    def get_queryset(self):
        return super().get_queryset().filter(project=self.kwargs["project_pk"])

    def post(self, request, project_pk: int, pk: int):
        override = self.get_object()
        try:
            end_light(override=override, opened_version=number_of(request.POST.get("_version")), by=request.user, on=today())
        except (Conflict, ValidationError):
            messages.warning(request, _("This light does not hold any more; nothing was changed."), extra_tags=LIGHTS)
        else:
            messages.success(request, _("Ended: the computed light shows again."), extra_tags=LIGHTS)
        return redirect(f"{override.project.get_absolute_url()}#{LIGHTS}")
