"""What projects ask of people, kept ready to be counted: reading it from projects, months and reports took thousands of rows a page."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from projects.models.project import Project
from projects.models.project_month import snapshot
from zone.models import Department, District

PERSON = settings.AUTH_USER_MODEL
IS_PLANNED, IS_MONTHLY = Q(due_on__isnull=False), Q(due_on__isnull=True)  # only planned starts and finishes have a day of their own
# Else SQLite would go through all people one by one to find what a department has.
IS_SAID = {name: Q(**{f"{name}__isnull": False}) for name in ("officer", "leader", "kind")}
MONTHLY = {
    "department": ["department", "asks", "officer", "period"],
    "district": ["district", "asks", "officer", "period"],
    "officer": ["officer", "asks", "period", "department", "district"],
    "leader": ["leader", "asks", "officer", "period", "department", "district"],
    "review": ["kind", "asks", "period", "waits_since", "recorded_by", "recorded_for"],
}
PLANNED = {
    "dept": ["department", "due_on", "source", "officer"],
    "district": ["district", "due_on", "source", "officer"],
    "officer": ["officer", "due_on", "source", "department", "district"],
    "leader": ["leader", "due_on", "source", "officer", "department", "district"],
}


def held(name: str, fields: list[str], last: str, condition: Q) -> models.Index:
    return models.Index(fields=[*fields, last], condition=condition & IS_SAID.get(fields[0], Q()), name=name)


class DutyState(models.Model):
    """The one row that says for which month the newest reports are asked for. Whoever writes duties holds it until his transaction ends."""

    period = models.CharField(max_length=7)

    class Meta:
        default_permissions = []

    def __str__(self) -> str:
        return self.period


class Duty(models.Model):
    """One thing that a project asks, whoever looks and on whatever day: readers narrow it by their reach, the day and the locked months.

    Kept by `projects.standing` in the transaction that changes what it follows from, and never typed. `source`: the id of the record that
    it is about, by `asks`: the project (a report of the newest month, a planned day), its month (a report of an earlier one), the report
    itself (sent back, to be confirmed, corrected). `period`: the month, empty for a planned day. `due_on`: the planned day; it is told
    until the day `gives_way_on` has come near, then the planned start is told instead. `waits_since`: when the report was handed in, sent
    back or corrected. `kind` and who recorded it are said of what is to be confirmed alone.

    A correction follows from nothing that stands elsewhere: its row is there until `officer`, to whom it is told, has taken note of it;
    `recorded_by` made it. It lies in no department or district, so that nobody else is told.
    """

    class Asks(models.TextChoices):
        REPORT = "report"
        EARLIER = "earlier"
        RETURNED = "returned"
        REVIEW = "review"
        STAGE = "stage"
        CORRECTED = "correct"

    asks = models.CharField(max_length=8)
    project = models.ForeignKey(Project, models.CASCADE, related_name="duties")
    source = models.BigIntegerField()
    period = models.CharField(max_length=7, blank=True)
    kind = models.CharField(max_length=12, choices=Project.Kind, null=True)  # noqa: DJ001 - where it is null no index holds the row
    department = snapshot(Department, "")
    district = snapshot(District, "")
    leader = snapshot(PERSON, "")
    officer = snapshot(PERSON, "")
    recorded_by = snapshot(PERSON, "")
    recorded_for = snapshot(PERSON, "")
    due_on = models.DateField(null=True)
    gives_way_on = models.DateField(null=True)
    waits_since = models.DateField(null=True)

    class Meta:
        default_permissions = []
        # All that counts and order ask for, behind whose it is, so that the table itself is left alone: the months in the order in which
        # they are added up, the planned days in that in which they press.
        indexes = [
            *[held(f"proj_duty_{name}", fields, "due_on", IS_MONTHLY) for name, fields in MONTHLY.items()],
            *[held(f"proj_duty_{name}_next", fields, "gives_way_on", IS_PLANNED) for name, fields in PLANNED.items()],
        ]

    def __str__(self) -> str:
        return f"{self.asks} {self.project_id} {self.period}"
