"""我的待办 with more than 50,000 commitments in the house, against the base page; and what its number costs every page."""

from collections.abc import Iterable
from datetime import date, datetime

from bench.case_frame import BARE, BASE, opener
from bench.crowd import tidy_up
from bench.stopwatch import Case

TODO = "/todo/"
IN_THE_HOUSE = 50_000
REMINDERS = 5_000


def cases(visitor) -> Iterable[Case]:
    furnish()
    for account in ("officer", "liaison", "deputy", "econ", "supervisor"):
        client = visitor(account)
        name = f"base page with the number of what waits, {account}"
        yield Case(name, "bare answer", opener(client, BASE), opener(client, BARE), goal=8, statements=6, times=30)
        yield Case(f"to-do, {account}", "base page", opener(client, TODO), opener(client, BASE), goal=4, statements=20)
    client = visitor("liaison")
    yield Case(
        "to-do, overdue, page 2", "base page", opener(client, f"{TODO}?span=overdue&page=2"), opener(client, BASE), goal=4, statements=20
    )


def furnish() -> None:
    """Reports are confirmed but for some of the newest month, some are returned, and people were urged; once. The duties follow: these
    writes went past the ways that keep them."""
    from django.db import transaction
    from django.db.models import F
    from django.db.models.functions import Mod

    from projects.models import ProjectProgress
    from projects.standing import duties
    from zone.models import User
    from zone.supervision.models import Reminder

    if Reminder.objects.count() >= REMINDERS:
        return
    State = ProjectProgress.State
    ProjectProgress.objects.update(state=State.CONFIRMED)
    june = ProjectProgress.objects.filter(period="2016-06").annotate(part=Mod(F("pk"), 20))
    june.filter(part=0).update(state=State.RETURNED, review_note="累计小于上月", reviewed_at=datetime(2016, 7, 4).astimezone())
    june.filter(part=1).update(state=State.SUBMITTED, reported_at=datetime(2016, 7, 2).astimezone())
    with transaction.atomic():
        duties.keep(None)
    people, sender = list(User.objects.all()), User.objects.get(username="supervisor")
    Reminder.objects.bulk_create(
        (
            Reminder(
                about=f"项目{number}",
                address=f"/projects/{number}/",
                text="请报送进展",
                asked=people[number % len(people)],
                due_on=date(2016, 7, 1 + number % 20),
                given_by=sender,
                entered_by=sender,
            )
            for number in range(REMINDERS)
        ),
        batch_size=2_000,
    )
    tidy_up()
    if (number := in_the_house()) < IN_THE_HOUSE:
        raise RuntimeError(f"{number} commitments are too few")


def in_the_house() -> int:
    """How many projects ask for a report or a stage, reports to be confirmed or put right, and reminders to be answered."""
    from projects.models import Project, ProjectProgress
    from zone.lib.clock import today
    from zone.supervision.models import Reminder

    asking = Project.objects.not_reported("2016-06").count() + Project.objects.late(on=today()).count()
    return asking + ProjectProgress.objects.exclude(state=ProjectProgress.State.CONFIRMED).count() + Reminder.objects.open().count()
