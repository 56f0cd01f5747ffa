"""What a reminder and an instruction have in common: what it is about, whom it asks, and what was answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zone.models import Department
from zone.models.versioned import Versioned


def person(verbose_name, **kwargs):
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=verbose_name, **kwargs)


class MatterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever sees the whole zone sees all; others what they wrote or are asked, and what their departments are asked."""
        if user.reach.whole and user.has_perm(f"supervision.view_{self.model._meta.model_name}"):
            return self
        mine = Q(asked=user) | Q(entered_by=user) | Q(given_by=user)
        return self.filter(mine | Q(department__in=user.reach.departments))

    def open(self):
        return self.filter(answered_at=None)


class Matter(Versioned):
    """`about` and `address` name the record in words and say where it opens; the upper floor that knows the record links to this row."""

    about = models.CharField(_("about"), max_length=200)
    address = models.CharField(max_length=200, editable=False)
    text = models.CharField(_("text"), max_length=500)
    asked = person(_("asked person"), null=True, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked department"))
    due_on = models.DateField(_("answer by"), null=True, blank=True)
    given_by = person(_("given by"))
    entered_by = person(_("entered by"), editable=False)
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    answered_by = person(_("answered by"), null=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)

    objects = MatterQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-entered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked__isnull=False) | Q(department__isnull=False),
                name="supervision_%(class)s_asks_somebody",
                violation_error_message=_("Say who is asked."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer=""),
                name="supervision_%(class)s_answer_has_words",
                violation_error_message=_("An answer needs words."),
            ),
        ]
        indexes = [
            models.Index(fields=["asked", "answered_at"], name="supervision_%(class)s_asked"),
            models.Index(fields=["department", "answered_at"], name="supervision_%(class)s_dept"),
        ]

    def __str__(self) -> str:
        return self.about

    def get_absolute_url(self) -> str:
        return self.address
