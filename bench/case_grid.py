"""月度填报 with fifty projects, opened and handed in, against the frame that every page pays for."""

from collections.abc import Callable, Iterable
from uuid import uuid4

from bench.case_frame import BASE, opener
from bench.stopwatch import Case

ROWS, PERIOD = 50, "2016-06"
HIGHEST = 100  # 10,000 yuan: by so much the figures differ from run to run
GRID = f"/projects/month/?period={PERIOD}"


def cases(visitor) -> Iterable[Case]:
    client = visitor("officer")
    base = opener(client, BASE)
    yield Case("grid of 50 projects, opened", "base page", opener(client, GRID), base, goal=5, statements=36)
    yield Case("grid of 50 projects, handed in", "base page", sender(client), base, goal=20, statements=90)


def sender(client, *, rows: int = ROWS) -> Callable[[], None]:
    """Hands so many rows in, each time with other figures and at the versions that the run before left."""
    from django.db.models import F

    from projects.models import Project, ProjectProgress
    from zone.models import User

    own = Project.objects.reportable_by(User.objects.get(username="officer"))
    reports = ProjectProgress.objects.filter(period=PERIOD, project__in=own).exclude(state=ProjectProgress.State.CONFIRMED)
    below = reports.exclude(invest_ytd__gte=F("project__total_investment") - HIGHEST).order_by("project")
    ids, done = zip(*below.values_list("project", "invest_ytd")[:rows], strict=True)
    if len(ids) < rows:
        raise RuntimeError(f"only {len(ids)} of {rows} rows can be handed in")
    known = dict.fromkeys(ids, 0)

    def send() -> None:
        versions = dict(ProjectProgress.objects.filter(period=PERIOD, project__in=ids).values_list("project", "version"))
        if stuck := [pk for pk in ids if versions[pk] <= known[pk]]:
            raise RuntimeError(f"{len(stuck)} of {len(ids)} rows were refused the last time")
        known.update(versions)
        form = {"act": "all", "_receipt": str(uuid4()), "row": [f"{pk}:{versions[pk]}" for pk in ids]}
        for pk, since_january in zip(ids, done, strict=True):
            other = since_january + versions[pk] % HIGHEST
            form |= {f"invest_ytd-{pk}": f"{other}", f"physical_progress-{pk}": f"第 {versions[pk]} 稿"}
        answer = client.post(GRID, form)
        if answer.status_code != 302:
            raise RuntimeError(f"handing in answered {answer.status_code}")

    return send
