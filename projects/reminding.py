"""Urging and instructing about a project: whom one may ask, what one would write to him, and the link from the project."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.models import Project, ProjectProgress, Stage
from projects.reports import check_month
from projects.showing import month_name, overdue_words
from zone.lib.showing import listed, month_words
from zone.models import Department, Period, Post, User
from zone.reporting_months import is_locked_month
from zone.reporting_window import Window, day_words, reported_on, window
from zone.supervision.actions import give_instruction, send_reminder
from zone.supervision.models import Instruction, Reminder
from zone.supervision.models.matter import PEOPLE

URGES, ASKS = "supervision.send_reminder", "supervision.ask_bureau"
NAMED = 5  # so many projects of a month are named in a text
STILL_DAYS = 30  # from so many days without news on, the text says so


@transaction.atomic
def remind(*, project: Project, by: User, stage: str = "", **asked) -> Reminder:
    """`asked`: as `send_reminder` takes it; `stage`: the step that is asked for, whose gate the reminder opens. Who may ask the bureau
    alone asks nobody else. Raises PermissionDenied, ValidationError."""
    if not may_remind(project, by):
        raise PermissionDenied
    if not by.has_perm(URGES) and asked.get("asked") not in bureau(project):
        raise PermissionDenied
    address = gate_address(project, stage) if stage else project.get_absolute_url()
    reminder = send_reminder(about=project.name, address=address, by=by, **asked)
    project.reminders.add(reminder)
    return reminder


@transaction.atomic
def remind_of_month(*, person: User, period: str, by: User, **asked) -> Reminder:
    """Urge somebody once for all projects of which he owes the month's report; each of them tells of it. Raises PermissionDenied,
    ValidationError, which it does too for a month that takes no reports."""
    check_month(window(period))
    reminder = send_reminder(about=month_about(period), address=month_address(period), by=by, **asked)
    reminder.projects.set(owed_by(person, period, seen_by=by))
    return reminder


@transaction.atomic
def instruct(*, project: Project, by: User, **asked) -> Instruction:
    """`asked`: as `give_instruction` takes it. Raises PermissionDenied, ValidationError."""
    instruction = give_instruction(about=project.name, address=project.get_absolute_url(), by=by, **asked)
    project.instructions.add(instruction)
    return instruction


def asked_about(project: Project, user: User) -> dict:
    """What was asked about a project, as far as the person may see it, and where he may ask himself."""
    may_instruct = user.has_perm("supervision.give_instruction") or user.has_perm("supervision.enter_instruction")
    return {
        "reminders": numbered(project.reminders.visible_to(user)),
        "instructions": [(0, matter) for matter in project.instructions.visible_to(user).select_related(*PEOPLE)],
        "remind_address": reverse("projects:project-remind", args=[project.pk]) if user.has_perm(URGES) else "",
        "instruct_address": reverse("projects:project-instruct", args=[project.pk]) if may_instruct else "",
    }


def numbered(reminders) -> list[tuple[int, Reminder]]:
    """Newest first, each with the how many-eth it is."""
    found = list(reminders.select_related(*PEOPLE).order_by("-entered_at", "-pk"))
    return [(len(found) - place, reminder) for place, reminder in enumerate(found)]


def may_remind(project: Project, user: User) -> bool:
    """Whoever urges others may about each project that he sees; whoever may ask the bureau alone, about those in his hands."""
    if user.has_perm(URGES):
        return True
    return user.has_perm(ASKS) and Project.objects.reportable_by(user).filter(pk=project.pk).exists()


def bureau(project: Project) -> list[User]:
    """Who manages projects of this kind."""
    right = {"groups__permissions__codename": f"manage_{project.kind}", "groups__permissions__content_type__app_label": "projects"}
    return list(User.objects.filter(is_active=True, **right).distinct().order_by("name", "pk")[:5])


def gate_address(project: Project, stage: str) -> str:
    return f"{reverse('projects:stage-gate', args=[project.pk])}?stage={stage}"


def recipients(project: Project, *, by: User) -> list[tuple[User | None, Department | None, str]]:
    """Whom one may ask about a project: who carries it, his department, the leader in charge; never oneself. Whoever may ask the bureau
    alone asks its people. (person, department, words); what a person is asked his department sees too."""
    if not by.has_perm(URGES):
        return [(person, None, _("%(name)s (bureau in charge)") % {"name": person}) for person in bureau(project) if person != by]
    found: list[tuple[User | None, Department | None, str]] = []
    if project.officer and project.officer != by:
        found.append((project.officer, project.department, _("%(name)s (responsible person)") % {"name": project.officer}))
    if project.department:
        found.append((None, project.department, _("%(name)s (responsible department)") % {"name": project.department}))
    if project.leader and project.leader != by:
        found.append((project.leader, None, _("%(name)s (leader in charge)") % {"name": project.leader}))
    return found


def reminder_text(project: Project, *, to: str, by: User, on: date, stage: str = "") -> str:
    """赵文博同志：技改项目“…”6月进展应于7月5日报送，请今天下班前报送。——督查室. `stage`: the step that is asked for; who may ask the
    bureau alone asks for a step in any case."""
    facts = {"kind": project.get_kind_display(), "name": project.name}
    words = _("%(to)s: %(kind)s project “%(name)s”: %(fact)s. —— %(from)s")
    is_step = stage or not by.has_perm(URGES)
    return words % {**facts, "to": to, "fact": _step(project, stage) if is_step else _pressing(project, on), "from": _signed(by, on)}


def _step(project: Project, stage: str) -> str:
    """现处于“在建”，需调整为“谋划”，请核实后办理."""
    facts = {"now": project.get_stage_display(), "stage": Stage(stage).label if stage else ""}
    if stage:
        return _("it stands at “%(now)s” and has to enter “%(stage)s”, please look at it and take the step") % facts
    return _("it stands at “%(now)s”, please look at it and take the next step") % facts


def owed_by(person: User, period: str, *, seen_by: User):
    """The projects that somebody carries and of which no report of the month has been handed in, as far as another one sees them."""
    owing = Project.objects.visible_to(seen_by).filter(officer=person).not_reported(period)
    return owing.exclude(progress__period=period).order_by("name", "pk")


def month_about(period: str) -> str:
    return _("%(month)s: monthly reports") % {"month": month_words(period)}


def month_address(period: str) -> str:
    """The grid of the month with the rows of whoever opens it."""
    return f"{reverse('projects:month-grid')}?{urlencode({'period': period, 'whose': 'mine'})}"


def month_text(projects: list[Project], period: str, *, to: str, by: User, on: date) -> str:
    """李丁松同志：您负责的3个项目（…）2016年3月进展应于4月5日报送，逾期91天，请今天下班前报送。——管委会."""
    due, names = window(period).due_on, listed(project.name for project in projects[:NAMED])
    facts = {
        "to": to,
        "names": names if len(projects) <= NAMED else _("%(names)s and others") % {"names": names},
        "number": len(projects),
        "month": month_words(period),
        "day": day_words(due),
        "late": overdue_words(due, on=on),
        "from": _signed(by, on),
    }
    if on > due:
        words = ngettext(
            "%(to)s: the progress of %(month)s of %(number)d project of yours (%(names)s) was due on %(day)s (%(late)s), please report it "
            "before the end of today's work. —— %(from)s",
            "%(to)s: the progress of %(month)s of %(number)d projects of yours (%(names)s) was due on %(day)s (%(late)s), please report it "
            "before the end of today's work. —— %(from)s",
            len(projects),
        )
    else:
        words = ngettext(
            "%(to)s: the progress of %(month)s of %(number)d project of yours (%(names)s) is due on %(day)s, please report it in time. "
            "—— %(from)s",
            "%(to)s: the progress of %(month)s of %(number)d projects of yours (%(names)s) is due on %(day)s, please report it in time. "
            "—— %(from)s",
            len(projects),
        )
    return words % facts


def salutation(person: User | None, department: Department | None) -> str:
    return _("Comrade %(name)s") % {"name": person} if person else str(department)


def _pressing(project: Project, on: date) -> str:
    """What presses most, and what is asked for. A report that was sent back is told first, for its month looks handed in to whoever
    forgot it."""
    one, now, returned = Project.objects.filter(pk=project.pk), reported_on(on), _returned(project)
    is_owed = one.not_reported(now.period).exists() and not is_locked_month(now.period)
    if returned and is_owed and returned.period != now.period:
        return _("%(returned)s; besides, %(owed)s") % {"returned": _returned_words(returned), "owed": _owed_words(now, on)}
    if returned:
        return _returned_words(returned)
    if is_owed:
        return _owed_words(now, on)
    if one.late_to_start(on=on).exists():
        words = _("it was to start by %(day)s and has not started (%(late)s), please say why and when it will")
        return words % {"day": project.planned_start_by, "late": overdue_words(project.planned_start_by, on=on)}
    if one.late_to_finish(on=on).exists():
        words = _("it was to be finished by %(day)s and is not (%(late)s), please say why and when it will be")
        return words % {"day": project.planned_finish_by, "late": overdue_words(project.planned_finish_by, on=on)}
    if (days := (on - project.moved_on).days) >= STILL_DAYS:
        return _("nothing new has been recorded for %(days)d days, please report the latest progress") % {"days": days}
    return _("please report the latest progress and problems")


def _returned(project: Project) -> ProjectProgress | None:
    """The newest report that was sent back and can still be handed in again."""
    sent_back = project.progress.filter(state=ProjectProgress.State.RETURNED)
    return sent_back.exclude(period__in=Period.objects.locked().values("month")).order_by("period").last()


def _returned_words(report: ProjectProgress) -> str:
    facts = {"month": month_name(report.period), "reason": report.review_note or _("no reason given")}
    return _("the report of %(month)s has been returned (reason: %(reason)s), please check it and hand it in again") % facts


def _owed_words(opening: Window, on: date) -> str:
    month = {"month": month_name(opening.period), "day": day_words(opening.due_on)}
    if on > opening.due_on:
        words = _("the progress of %(month)s was due on %(day)s (%(late)s), please report it before the end of today's work")
        return words % {**month, "late": overdue_words(opening.due_on, on=on)}
    return _("the progress of %(month)s is due on %(day)s, please report it before the end of today's work") % month


def _signed(by: User, on: date) -> str:
    """The department for which he writes; himself where he has no post."""
    post = Post.objects.on(on).filter(user=by).select_related("department").order_by("pk").first()
    return str(post.department) if post else by.name
