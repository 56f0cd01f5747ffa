"""月度填报 with fifty projects, opened and handed in, against the frame that every page pays for."""

from collections.abc import Callable, Iterable
from itertools import count
from uuid import uuid4

from bench.case_frame import BASE, opener
from bench.stopwatch import Case

ROWS, PERIOD = 50, "2016-06"
GRID = f"/projects/month/?period={PERIOD}"


def cases(visitor) -> Iterable[Case]:
    client = visitor("officer")
    base = opener(client, BASE)
    yield Case("grid of 50 projects, opened", "base page", opener(client, GRID), base, goal=5, statements=36)
    yield Case("grid of 50 projects, handed in", "base page", sender(client), base, goal=20, statements=90)


def sender(client) -> Callable[[], None]:
    """Hands fifty rows in, each time with other figures and at the versions that the run before left."""
    from projects.models import Project, ProjectProgress
    from zone.models import User

    reports = ProjectProgress.objects.filter(period=PERIOD)
    projects = Project.objects.reportable_by(User.objects.get(username="officer")).filter(progress__in=reports)
    ids = list(projects.order_by("pk").values_list("pk", flat=True)[:ROWS])
    runs = count(1)

    def send() -> None:
        number = next(runs)
        versions = dict(reports.filter(project__in=ids).values_list("project", "version"))
        form = {"act": "all", "_receipt": str(uuid4()), "row": [f"{pk}:{versions[pk]}" for pk in ids]}
        for pk in ids:
            form |= {f"invest_month-{pk}": "0", f"invest_ytd-{pk}": "1", f"difference_reason-{pk}": "audit"}
            form[f"physical_progress-{pk}"] = f"第 {number} 次"
        answer = client.post(GRID, form)
        if answer.status_code != 302:
            raise RuntimeError(f"handing in answered {answer.status_code}")

    return send
