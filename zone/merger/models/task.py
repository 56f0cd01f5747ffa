"""三区整合: the tasks into which a plan of the merger is broken down."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zone.lib.textkey import match_key
from zone.models import Department, District
from zone.models.time_limit import TimeLimited, days_in_order
from zone.models.versioned import ImportedQuerySet, Versioned, history


class MergerTaskQuerySet(ImportedQuerySet):
    def visible_to(self, user):
        """Whoever sees the whole zone sees all tasks, and so does the office that keeps them; others see those that they lead, and those
        that their departments or districts lead or support."""
        if not user.has_perm("merger.view_mergertask"):
            return self.none()
        if user.reach.whole or user.has_perm("merger.change_mergertask"):
            return self
        mine = led_by(user)
        for key in bodies_of(user):
            mine |= Q(supporting_key__contains=f"|{key}|")
        return self.filter(mine)

    def open(self):
        """Neither done nor struck off."""
        return self.exclude(state__in=MergerTask.DONE)

    def overdue(self, *, on: date):
        """Open although the last day has gone by; on that day itself it is on time."""
        return self.open().filter(due_by__lt=on)

    def led_by(self, user):
        """Those for which a person answers: as the leader in charge, and for the leading body where he answers for it."""
        return self.filter(led_by(user))


def led_by(user) -> Q:
    return Q(lead_leader=user) | Q(lead_department__in=user.reach.departments)


def bodies_of(user) -> list[str]:
    """The keys of the names by which a person's departments, and his districts where he is bound to some, stand among supporting bodies."""
    names = [name for row in Department.objects.filter(pk__in=user.reach.departments).values_list("name", "short_name") for name in row]
    if user.reach.by_district:
        names += District.objects.filter(pk__in=user.reach.districts).values_list("short_name", flat=True)
    return sorted({match_key(name) for name in names if name})


class MergerTask(Versioned, TimeLimited):
    """One numbered task of one plan. `plan`: its document number, or its title and year. Bodies that support are kept as written."""

    class State(models.TextChoices):
        NOT_STARTED = "not_started", _("not started")
        ON_SCHEDULE = "on_schedule", _("running to plan")
        BEHIND = "behind", _("behind schedule")
        DONE = "done", _("done")
        CLOSED = "closed", _("struck off")

    DONE = (State.DONE, State.CLOSED)

    plan = models.CharField(_("plan"), max_length=120)
    number = models.PositiveIntegerField(_("number"))
    workstream = models.CharField(_("workstream"), max_length=120, blank=True)
    title = models.CharField(_("task"), max_length=300)
    lead_leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("leader in charge")
    )
    lead_leader_name = models.CharField(_("lead leader as written"), max_length=40, blank=True)
    lead_department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("leading body"))
    lead_department_name = models.CharField(_("leading body as written"), max_length=60, blank=True)
    supporting_departments = models.JSONField(_("supporting bodies"), default=list, blank=True)
    supporting_key = models.TextField(blank=True, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.NOT_STARTED)
    progress_percent = models.DecimalField(_("progress (%)"), max_digits=5, decimal_places=2, null=True, blank=True)
    progress_note = models.CharField(_("work progress"), max_length=1000, blank=True)
    deliverable = models.CharField(_("sign of completion"), max_length=200, blank=True)
    remarks = models.CharField(_("remarks"), max_length=500, blank=True)

    objects = MergerTaskQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("merger task")
        verbose_name_plural = _("merger tasks")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="merger_task_once",
                violation_error_message=_("The plan already has a task of this number."),
            ),
            days_in_order("merger_task_due_order"),
            models.CheckConstraint(
                condition=Q(progress_percent=None) | Q(progress_percent__range=(0, 100)),
                name="merger_task_percent",
                violation_error_message=_("Progress lies between 0 and 100 percent."),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_by"], name="merger_task_state_ix")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("merger:task-detail", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.state in self.DONE


def supporting_key(names: list[str]) -> str:
    """By which a supporting body finds its tasks: |审计局|财政局|."""
    keys = list(dict.fromkeys(match_key(name) for name in names))
    return f"|{'|'.join(keys)}|" if keys else ""
