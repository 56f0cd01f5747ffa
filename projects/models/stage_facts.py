"""What a project shows for itself on its way: each fact belongs to the stage from which `projects/gate.py` asks for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


def money(label):
    return models.DecimalField(label, max_digits=18, decimal_places=4, null=True, blank=True)


class StageFacts(models.Model):
    """Money in 10,000 yuan. `stage_since`: the day on which the present stage was entered, None where it is not known."""

    class Agreement(models.TextChoices):
        CONTRACT = "contract", _("formal contract")
        FRAMEWORK = "framework", _("framework agreement")
        INTENT = "intent", _("letter of intent")

    lead_source = models.CharField(_("source of the lead"), max_length=60, blank=True)
    contact_name = models.CharField(_("contact at the investor"), max_length=40, blank=True)
    first_contact_on = models.DateField(_("first contact on"), null=True, blank=True)
    agreement_kind = models.CharField(_("kind of agreement"), max_length=10, choices=Agreement, blank=True)
    agreed_investment = money(_("agreed investment"))
    company_code = models.CharField(_("credit code of the project company"), max_length=18, blank=True)
    registered_capital = money(_("registered capital"))
    construction_permit = models.CharField(_("construction permit number"), max_length=60, blank=True)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    production_on = models.DateField(_("in production since"), null=True, blank=True)
    first_tax_on = models.DateField(_("first tax paid on"), null=True, blank=True)
    reached_output = money(_("output reached"))
    reached_sales = money(_("sales reached"))
    reached_tax = money(_("tax reached"))
    stage_since = models.DateField(_("in this stage since"), null=True, editable=False)

    class Meta:
        abstract = True
