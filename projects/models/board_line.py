import secrets

from django.db import models

from projects.models.project import Project

MONEY = {"max_digits": 20, "decimal_places": 4, "db_default": 0}
EVERY, NONE = -1, 0  # among the departments and districts of the lines


def new_stamp() -> int:
    """Another one each time: none comes back when a database is restored from a copy."""
    return secrets.randbits(62)


class BoardState(models.Model):
    """A month of which every project has its `ProjectMonth`, and as of which day. Whoever changes these rows or the lines of the board
    holds this row, so that one does after the other.

    `is_open`: the newest month, whose lines are kept. `is_curve_old`: the sums of the monthly plans are to be added up anew. `stamp`:
    another one after every write that may change a board of the month.
    """

    period = models.CharField(max_length=7, unique=True)
    day = models.DateField()
    still_days = models.PositiveSmallIntegerField(null=True)
    is_open = models.BooleanField(default=False)
    is_curve_old = models.BooleanField(default=False)
    stamp = models.BigIntegerField(default=new_stamp)

    class Meta:
        default_permissions = []

    def __str__(self) -> str:
        return f"{self.period} ({self.day})"


class BoardLineQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The lines of the whole zone, or of the parts of it whose projects this person sees all."""
        reach = user.reach
        if not user.has_perm("projects.view_project"):
            return self.none()
        if reach.whole:
            return self.filter(department=EVERY, district=EVERY)
        if reach.by_district:
            return self.filter(district__in=reach.districts)
        parts = self.filter(department__in=reach.departments)
        return parts if reach.districts is None else parts.filter(district__in=reach.districts)


class BoardLine(models.Model):
    """The sums of the projects that agree in one thing, for the newest month, money in 10,000 yuan: what a board prints.

    There are lines of the whole zone (`department` and `district` are EVERY) and of each part of it: the projects of one department in one
    district (ids; NONE where projects say none). Added up, those of some parts are the board of somebody who sees these.

    Kept by difference in the transaction that changes a project (`projects.standing`); equal to the sums of the live rows, which a test
    compares. `dimension` is `all`, `stage`, `department`, `district` or `leader`; `key` is what the list filters by, empty for “not said”.
    Projects that ended stand in the line of their stage alone. Two more make the curve of the year, where `key` is a month: `month`, with
    what its projects had `done` by its end, and `planned`, with what their monthly plans say of it (`plan`).
    """

    period = models.CharField(max_length=7)
    department = models.BigIntegerField()
    district = models.BigIntegerField()
    kind = models.CharField(max_length=12, choices=Project.Kind)
    dimension = models.CharField(max_length=10)
    key = models.CharField(max_length=20, blank=True)
    count = models.IntegerField(db_default=0)
    plan = models.DecimalField(**MONEY)
    even_plan = models.DecimalField(**MONEY)
    curve_due = models.DecimalField(**MONEY)
    curve_due_before = models.DecimalField(**MONEY)
    done = models.DecimalField(**MONEY)
    done_before = models.DecimalField(**MONEY)
    done_in_month = models.DecimalField(**MONEY)
    unplaced = models.IntegerField(db_default=0)
    unplaced_done = models.DecimalField(**MONEY)
    done_month_before = models.DecimalField(**MONEY)
    known_month_before = models.IntegerField(db_default=0)
    late_start = models.IntegerField(db_default=0)
    late_finish = models.IntegerField(db_default=0)
    not_reported = models.IntegerField(db_default=0)
    still = models.IntegerField(db_default=0)
    green = models.IntegerField(db_default=0)
    yellow = models.IntegerField(db_default=0)
    red = models.IntegerField(db_default=0)
    grey = models.IntegerField(db_default=0)
    green_before = models.IntegerField(db_default=0)
    yellow_before = models.IntegerField(db_default=0)
    red_before = models.IntegerField(db_default=0)
    grey_before = models.IntegerField(db_default=0)
    worse = models.IntegerField(db_default=0)
    better = models.IntegerField(db_default=0)

    objects = BoardLineQuerySet.as_manager()

    class Meta:
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["period", "department", "district", "kind", "dimension", "key"], name="proj_board_line_once")
        ]
        indexes = [models.Index(fields=["period", "district"], name="proj_board_district")]

    def __str__(self) -> str:
        return f"{self.period} {self.department}/{self.district} {self.kind} {self.dimension} {self.key}"
