"""一企一档: everything about one firm on one page, and the forms that change it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from enterprises import actions
from enterprises.forms import AliasForm, EnterpriseForm
from enterprises.models import Enterprise, EnterpriseAlias
from enterprises.views.figures_panel import figures_panel
from enterprises.views.requests import requests_of
from zone import audit, kept_text
from zone.event_words import about
from zone.history import changes
from zone.ledgers.origin import own_batches
from zone.lib.clock import today
from zone.lib.contacts import parse_contact
from zone.lib.masking import mask_phone
from zone.lib.problems import CellProblem
from zone.lib.showing import show
from zone.models import Event
from zone.views.generic import ScopedCreateView, ScopedDetailView, ScopedUpdateView

LIST = (gettext_lazy("Enterprises"), "enterprises:enterprise-list")


def to_list() -> tuple[str, str]:
    return str(LIST[0]), reverse(LIST[1])


def supports_now(enterprise: Enterprise):
    """The assignments that hold today, the youngest first."""
    supports = enterprise.support_assignments.on(today()).order_by("-year", "-id")
    return supports.select_related("leader", "department", "officer")


def is_in_charge(enterprise: Enterprise, user) -> bool:
    return enterprise.support_assignments.on(today()).filter(officer=user).exists()


def contact(enterprise: Enterprise, user, *, revealed: bool = False) -> dict:
    """The contact as this person may read it: whole for the officer in charge, else masked, with a button for who may ask to see it."""
    may_read = revealed or is_in_charge(enterprise, user)
    text = enterprise.contact_phone
    try:
        phones = parse_contact(text).phones
    except CellProblem:
        phones = ()
    return {
        "name": enterprise.contact_name,
        "phones": phones if may_read else (),
        "text": text if may_read else mask_phone(text),
        "may_reveal": bool(text) and not may_read and user.has_perm("enterprises.reveal_contact"),
    }


class EnterpriseDetailView(ScopedDetailView):
    model = Enterprise
    right = "enterprises.view_enterprise"

    def get_queryset(self):
        return super().get_queryset().select_related("district", "cluster")

    def breadcrumb(self):
        return [to_list(), (self.record.name, "")]

    def facts(self):
        firm = self.record
        facts = [
            (_("Legal representative"), firm.legal_representative),
            (_("Registered capital (10,000 yuan)"), show(firm.registered_capital)),
            (_("Industry code"), firm.industry_code),
            (_("High-tech enterprise"), show(firm.is_high_tech)),
            (_("Registration number"), firm.legacy_reg_no),
            (_("Address"), firm.address),
            (_("Remarks"), firm.remarks),
        ]
        return [(label, text) for label, text in facts if text]

    def more_context(self) -> dict:
        firm, user = self.record, self.request.user
        may_edit = user.has_perm("enterprises.change_enterprise")
        context = {
            "code_is_right": firm.credit_code_status == Enterprise.CodeStatus.VALID,
            "size": firm.size_statuses.filter(valid_to=None).first() if firm.is_above_scale else None,
            "memberships": list(firm.memberships.select_related("district").order_by("-valid_from", "-id")),
            "aliases": list(firm.aliases.all()),
            "contact": contact(firm, user),
            "changes": changes(firm, limit=20, hidden=Enterprise.MASKED),
            "edit_address": reverse("enterprises:enterprise-edit", args=[firm.pk]) if may_edit else "",
            "alias_form": self.alias_form() if may_edit else None,
            "owner_mark": kept_text.owner_mark(user),
        }
        if user.has_perm("enterprises.view_supportassignment"):
            context["supports"] = list(supports_now(firm))
        if user.has_perm("enterprises.view_servicerequest"):
            context["requests"] = requests_of(firm, user)
        context["own_batches"] = own_batches(context["changes"], user)
        return context | figures_panel(firm, user)

    def alias_form(self) -> AliasForm:
        """For one more name: empty, or with what was typed when the session ended."""
        kept = kept_text.take(self.request, reverse("enterprises:alias-create", args=[self.record.pk]))
        return AliasForm(initial=kept.dict() if kept else None, instance=EnterpriseAlias(enterprise=self.record))


class EnterpriseFormPages:
    """What the pages for a new and for a known firm share."""

    model = Enterprise
    form_class = EnterpriseForm
    groups = (
        (gettext_lazy("Name and code"), ("name", "credit_code", "legacy_reg_no")),
        (
            gettext_lazy("Where it belongs"),
            ("district", "cluster", "industry_code", "is_above_scale", "effective_on", "size_reason"),
        ),
        (gettext_lazy("How it stands"), ("operating_state", "is_high_tech", "is_priority", "registered_capital")),
        (
            gettext_lazy("Whom to ask"),
            ("legal_representative", "contact_name", "contact_phone", "address", "remarks"),
        ),
    )


class EnterpriseCreateView(EnterpriseFormPages, ScopedCreateView):
    right = "enterprises.add_enterprise"
    title = gettext_lazy("New enterprise")

    def breadcrumb(self):
        return [to_list(), (_("New enterprise"), "")]

    def back_address(self):
        return reverse("enterprises:enterprise-list")

    def save(self, form):
        return actions.create_enterprise(enterprise=form.instance, by=self.request.user, on=form.cleaned_data["effective_on"])


class EnterpriseUpdateView(EnterpriseFormPages, ScopedUpdateView):
    right = "enterprises.view_enterprise"

    def breadcrumb(self):
        return [to_list(), (self.record.name, self.record.get_absolute_url()), (_("Edit"), "")]

    def get(self, request, **kwargs):
        answer = super().get(request, **kwargs)
        if self.record.contact_phone:
            # The form shows the number whole, which is a reveal like any other.
            audit.record(Event.Kind.REVEALED, by=request.user, request=request, **about(self.record))
        return answer

    def save(self, form, *, opened_version):
        actions.change_enterprise(
            enterprise=form.instance,
            fields=form.changed_facts,
            opened_version=opened_version,
            by=self.request.user,
            on=form.cleaned_data["effective_on"],
            reason=form.cleaned_data["size_reason"],
        )


@require_POST
def reveal_contact(request, pk: int):
    """The whole phone number, for who may ask; leaves a line in the audit trail."""
    if not request.user.has_perm("enterprises.reveal_contact"):
        raise PermissionDenied
    firm = get_object_or_404(Enterprise.objects.visible_to(request.user), pk=pk)
    audit.record(Event.Kind.REVEALED, by=request.user, request=request, **about(firm))
    context = {"object": firm, "contact": contact(firm, request.user, revealed=True)}
    return render(request, "enterprises/_contact.html", context)


@require_POST
def add_alias(request, pk: int):
    firm = editable(request, pk)
    form = AliasForm(request.POST, instance=EnterpriseAlias(enterprise=firm))
    if form.is_valid():
        actions.add_alias(enterprise=firm, name=form.cleaned_data["name"], kind=form.cleaned_data["kind"], by=request.user)
        return redirect(firm)
    context = {"title": _("Add a name"), "form": form, "object": firm, "owner_mark": kept_text.owner_mark(request.user)}
    return render(request, "enterprises/alias_form.html", context, status=422)


@require_POST
def remove_alias(request, pk: int, alias: int):
    firm = editable(request, pk)
    actions.remove_alias(alias=get_object_or_404(firm.aliases, pk=alias), by=request.user)
    return redirect(firm)


def editable(request, pk: int) -> Enterprise:
    """The firm, for who may change it: without the right 403, out of scope 404."""
    if not request.user.has_perm("enterprises.change_enterprise"):
        raise PermissionDenied
    return get_object_or_404(Enterprise.objects.editable_by(request.user), pk=pk)
