import secrets

from django.db import models

from projects.models.project import Project

MONEY = {"max_digits": 20, "decimal_places": 4, "default": 0}


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


class BoardLine(models.Model):
    """The sums of the projects that agree in one thing, for the newest month, money in 10,000 yuan: what a board of the whole zone prints.

    Kept by difference in the transaction that changes a project (`projects.standing`); equal to the sums of the live rows, which a test
    compares. `dimension` is `all`, `stage`, `department`, `district` or `leader`; `key` is what the list filters by, empty for “not said”.
    Projects that ended stand in the line of their stage alone. The dimension `month` is the curve of the year: `key` is a month, `done`
    what its projects had done by its end, `plan` what their monthly plans say of it.
    """

    period = models.CharField(max_length=7)
    kind = models.CharField(max_length=12, choices=Project.Kind)
    dimension = models.CharField(max_length=10)
    key = models.CharField(max_length=20, blank=True)
    count = models.IntegerField(default=0)
    plan = models.DecimalField(**MONEY)
    even_plan = models.DecimalField(**MONEY)
    curve_due = models.DecimalField(**MONEY)
    curve_due_before = models.DecimalField(**MONEY)
    done = models.DecimalField(**MONEY)
    done_before = models.DecimalField(**MONEY)
    done_in_month = models.DecimalField(**MONEY)
    unplaced = models.IntegerField(default=0)
    unplaced_done = models.DecimalField(**MONEY)
    done_month_before = models.DecimalField(**MONEY)
    known_month_before = models.IntegerField(default=0)
    late_start = models.IntegerField(default=0)
    late_finish = models.IntegerField(default=0)
    not_reported = models.IntegerField(default=0)
    still = models.IntegerField(default=0)
    green = models.IntegerField(default=0)
    yellow = models.IntegerField(default=0)
    red = models.IntegerField(default=0)
    grey = models.IntegerField(default=0)
    green_before = models.IntegerField(default=0)
    yellow_before = models.IntegerField(default=0)
    red_before = models.IntegerField(default=0)
    grey_before = models.IntegerField(default=0)
    worse = models.IntegerField(default=0)
    better = models.IntegerField(default=0)

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["period", "kind", "dimension", "key"], name="proj_board_line_once")]

    def __str__(self) -> str:
        return f"{self.period} {self.kind} {self.dimension} {self.key}"
