"""What a reminder and an instruction have in common: what it is about, whom it asks, and what was answered."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zone.models import Department
from zone.models.versioned import Versioned


def person(verbose_name, **kwargs):
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=verbose_name, **kwargs)


PEOPLE = ("asked", "department", "given_by", "entered_by", "answered_by")  # whom a row of words names
UNREAD = Q(answered_at__isnull=False, noted_at=None)
UNREAD_BY_OFFICE = Q(answered_at__isnull=False, entry_noted_at=None)


class MatterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever sees the whole zone sees all; others what they wrote or are asked, and what their departments are asked."""
        if user.reach.whole and user.has_perm(f"supervision.view_{self.model._meta.model_name}"):
            return self
        mine = Q(asked=user) | Q(entered_by=user) | Q(given_by=user)
        return self.filter(mine | Q(department__in=user.reach.departments))

    def open(self):
        return self.filter(answered_at=None)

    def answered(self):
        return self.filter(answered_at__isnull=False)

    def overdue(self, *, on: date):
        """Open although the day by which an answer was asked has gone by; on that day itself one is on time."""
        return self.open().filter(due_on__lt=on)

    def answerable_by(self, user):
        """Open, and this person is asked himself or answers for a department that is; nobody answers himself."""
        asked = Q(asked=user) | Q(department__in=user.reach.departments)
        return self.open().filter(asked).exclude(given_by=user).exclude(entered_by=user)

    def unread_by(self, user):
        """Answered, and he, who asked or entered it for another, has not taken note of the answer: each does so for himself."""
        return self.answered().filter(Q(given_by=user, noted_at=None) | Q(entered_by=user, entry_noted_at=None))


class Matter(Versioned):
    """`about` and `address` name the record in words and say where it opens; the upper floor that knows the record links to this row.

    Somebody is asked (`asked`), a department is, or both: then whoever answers for the department sees it too. `given_by` is who asks,
    `entered_by` who typed it; each of them takes note of the answer (`noted_at`, `entry_noted_at`), the leader and his office apart.
    """

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
    noted_by = person(_("answer read by"), null=True, editable=False)
    noted_at = models.DateTimeField(_("answer read at"), null=True, editable=False)
    entry_noted_at = models.DateTimeField(_("answer read by whoever entered it, at"), null=True, editable=False)

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
            # Without the many that ask no department, which SQLite would take for a department of which there is much.
            models.Index(fields=["department", "answered_at"], name="supervision_%(class)s_dept", condition=Q(department__isnull=False)),
            models.Index(fields=["address", "id"], name="supervision_%(class)s_place"),
            models.Index(fields=["given_by"], name="supervision_%(class)s_new", condition=UNREAD),
            models.Index(fields=["entered_by"], name="supervision_%(class)s_back", condition=UNREAD_BY_OFFICE),
        ]

    def __str__(self) -> str:
        return self.about

    def get_absolute_url(self) -> str:
        return reverse(f"supervision:{self._meta.model_name}-detail", args=[self.pk])

    @property
    def is_entered_for_another(self) -> bool:
        return self.given_by_id != self.entered_by_id
