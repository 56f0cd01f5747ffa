from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models.project import Project
from zone.models import Precision
from zone.models.versioned import Versioned, history


class ProcedureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever sees the project sees how far its papers are."""
        return self.filter(project__in=Project.objects.visible_to(user))


class Procedure(Versioned):
    """An official paper that a project needs (备案, 用地, 环评, 施工许可 …) and how far it is.

    `item` is what the office calls it; two spellings of one paper are brought to one item by the sheet's vocabulary. `document_number` is
    that of the paper once it is given.
    """

    class State(models.TextChoices):
        NOT_REQUIRED = "not_required", _("not required")
        NOT_STARTED = "not_started", _("not begun")
        PREPARING = "preparing", _("in preparation")
        SUBMITTED = "submitted", _("applied for")
        CORRECTING = "correcting", _("to be completed")
        APPROVED = "approved", _("approved")
        BLOCKED = "blocked", _("blocked")

    project = models.ForeignKey(Project, models.CASCADE, related_name="procedures", verbose_name=_("project"))
    item = models.CharField(_("procedure"), max_length=40)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.NOT_STARTED)
    document_number = models.CharField(_("document number"), max_length=80, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_precision = models.CharField(_("precision"), max_length=8, choices=Precision, blank=True)

    objects = ProcedureQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        ordering = ["project", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "item"],
                name="proj_procedure_once",
                violation_error_message=_("The project has this procedure already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.item}"
