"""Working out a month of 100,000 projects with their lights and the lines of the board, and the write of one project."""

from collections.abc import Iterable

from bench.case_frame import BASE, opener
from bench.stopwatch import Case

STATEMENTS = 20


def cases(visitor) -> Iterable[Case]:
    from projects import standing
    from projects.models import Project
    from zone.lib.clock import today

    against = opener(visitor("leader"), BASE)
    one = [Project.objects.order_by("pk").values_list("pk", flat=True)[0]]

    def whole_month() -> None:
        standing.refresh(None, on=today())

    def one_project() -> None:
        standing.refresh(one, on=today())

    yield Case("a month of all projects, lights and lines", "base page", whole_month, against, None, STATEMENTS, times=1)
    yield Case("one project after a write", "base page", one_project, against, None, STATEMENTS)
