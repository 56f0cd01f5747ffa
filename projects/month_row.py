"""What is known of a project when its month is reported: the reports around the month, what was typed and not handed in, and the cells as
they stand before anybody types."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from projects.models import ProgressDraft, Project, ProjectProgress
from projects.models.stage import BUILDING, RESTING
from zone.lib.months import first_day, shift, split
from zone.lib.showing import show_number
from zone.lib.statements import THESE, Statement, selecting, told
from zone.models import User

KEPT = 64  # statements: those of as many months
FIGURES = ("invest_month", "invest_ytd", "funds_in_place")
TEXTS = ("physical_progress", "problems", "next_step")
REASON = ("difference_reason", "difference_note")
# What a person types, in the order in which a block of cells is pasted, and what goes with it.
TYPED = (*FIGURES, *TEXTS)
CELLS = (*TYPED, "is_unchanged", *REASON)
PEOPLE = ("recorded_by", "recorded_for", "reviewed_by")
NOTHING = Decimal(0)


@dataclass(slots=True)
class MonthRow:
    """One project in the month `period`. `own`: its report; `before`, `after`: those of the months beside it; `earlier`: where the month
    before says no sum, the newest report of the year that does. A returned report is none of these three until it is handed in again;
    `is_before_returned`: last month's is one. `draft`: what this person has typed. `opened_version` and `opened`: the report that he saw
    when he began (0 and None: there was none); see `look_back`."""

    project: Project
    period: str
    own: ProjectProgress | None = None
    before: ProjectProgress | None = None
    after: ProjectProgress | None = None
    earlier: ProjectProgress | None = None
    is_before_returned: bool = False
    draft: ProgressDraft | None = None
    opened_version: int = 0
    opened: ProjectProgress | None = None

    @property
    def is_january(self) -> bool:
        return split(self.period)[1] == 1

    @property
    def base(self) -> Decimal | None:
        """Invested since January by the end of last month (万元); None where nobody has said it."""
        if self.is_january:
            return NOTHING
        if self.before is not None and self.before.invest_ytd is not None:
            return self.before.invest_ytd
        began = self.project.actual_start_on
        return NOTHING if self.earlier is None and began and began >= first_day(self.period) else None

    @property
    def floor(self) -> Decimal | None:
        """The sum below which this month's cannot lie without a reason."""
        return self.base if self.base is not None or self.earlier is None else self.earlier.invest_ytd

    @property
    def years_before(self) -> Decimal | None:
        """Invested before this year; None where it is not known."""
        if self.is_january and self.before is not None and self.before.invest_since_start is not None:
            return self.before.invest_since_start
        for report in (self.own,) if self.is_january else (self.before, self.earlier, self.own):
            if report is not None and report.invest_since_start is not None and report.invest_ytd is not None:
                return report.invest_since_start - report.invest_ytd
        began = self.project.actual_start_on
        return NOTHING if began and began.year == split(self.period)[0] else None

    @property
    def carried(self) -> ProjectProgress | None:
        """The report whose words and funds are carried forward."""
        return self.before or self.earlier

    @property
    def needs_figures(self) -> bool:
        """Whoever builds or has a plan for the year says what was invested; a project that is talked about need not."""
        return self.project.plan_year == split(self.period)[0] or self.project.stage in {*BUILDING, *RESTING}

    @property
    def version(self) -> int:
        return self.own.version if self.own else 0

    @property
    def is_confirmed(self) -> bool:
        return self.own is not None and self.own.state == ProjectProgress.State.CONFIRMED

    @property
    def is_overtaken(self) -> bool:
        """Whether the report was written since this person began to type: by another one, by a review or by a correction."""
        return self.opened_version != self.version

    @property
    def has_rival(self) -> bool:
        """Whether somebody has handed the month in since: neither a review nor a correction does."""
        if self.own is None or not self.is_overtaken:
            return False
        return self.opened is None or self.opened.reported_at != self.own.reported_at

    @property
    def files(self) -> list[int]:
        """Attachments handed in with the draft."""
        return self.draft.cells.get("files", []) if self.draft else []

    def cells(self, report: ProjectProgress | None) -> dict[str, str]:
        """The cells as a person finds them who opens the month at this report: its own values, else last month's words and no figures.

        A figure that follows from another one stays empty, so that it goes on following.
        """
        found = dict.fromkeys(CELLS, "")
        source = report or self.carried
        if source is not None:
            found |= {name: getattr(source, name) for name in TEXTS}
        if report is None:
            return found
        found |= {name: figure_text(getattr(report, name)) for name in FIGURES}
        found |= {name: getattr(report, name) for name in REASON}
        month, total, base = report.invest_month, report.invest_ytd, self.base
        if base is not None and None not in (month, total) and base + month == total:
            found["invest_ytd"] = ""
        if report.is_unchanged:
            found |= {"is_unchanged": "on", "invest_month": "", "invest_ytd": ""}
        return found


def look_back(rows: Iterable[MonthRow], versions: Mapping[int, int]) -> None:
    """Set which report each row's writer saw; `versions` by project. One statement, where any was overtaken."""
    overtaken = {}
    for row in rows:
        row.opened_version = versions[row.project.pk]
        if not row.is_overtaken:
            row.opened = row.own
        elif row.own is not None and row.opened_version:
            overtaken[row.own.pk] = row
    if overtaken:
        for version in ProjectProgress.history.filter(id__in=list(overtaken)):
            if version.version == overtaken[version.id].opened_version:
                overtaken[version.id].opened = version.instance


def figure_text(value: Decimal | None) -> str:
    return "" if value is None else show_number(value).replace("\u2212", "-")


def load_rows(projects: Sequence[Project], *, period: str, by) -> list[MonthRow]:
    """The rows of these projects, in their order. Four statements, whatever their number."""
    ids = [project.pk for project in projects]
    before, after = shift(period, -1), shift(period, 1)
    reports = ProjectProgress.objects.raw(*told(_around(period), ids))
    found = {(report.project_id, report.period): report for report in reports}
    standing = {key: report for key, report in found.items() if report.state != ProjectProgress.State.RETURNED}
    _name_people(found.values())
    drafts = ProgressDraft.objects.filter(user=by, period=period, project__among=ids)
    typed = {draft.project_id: draft for draft in drafts}
    said = {project for (project, month), report in standing.items() if month == before and report.invest_ytd is not None}
    earlier = _earlier([pk for pk in ids if pk not in said], period)
    return [
        MonthRow(
            project=project,
            period=period,
            own=found.get((project.pk, period)),
            before=standing.get((project.pk, before)),
            after=standing.get((project.pk, after)) if after[:4] == period[:4] else None,
            earlier=earlier.get(project.pk),
            is_before_returned=(project.pk, before) in found.keys() - standing.keys(),
            draft=typed.get(project.pk),
        )
        for project in projects
    ]


def _name_people(reports: Iterable[ProjectProgress]) -> None:
    """Give the reports the people they name, each read once."""
    ids = {getattr(report, f"{role}_id") for report in reports for role in PEOPLE} - {None}
    people = User.objects.only("name").in_bulk(ids)
    for report in reports:
        for role in PEOPLE:
            if pk := getattr(report, f"{role}_id"):
                setattr(report, role, people[pk])


def _earlier(ids: Iterable[int], period: str) -> dict[int, ProjectProgress]:
    """The newest report of the year before the month that stands and says a sum, by project."""
    return {report.project_id: report for report in ProjectProgress.objects.raw(*told(_before(period), ids))}


@lru_cache(maxsize=KEPT)
def _around(period: str) -> Statement:
    months = (shift(period, -1), period, shift(period, 1))
    return selecting(ProjectProgress.objects.filter(project__among=THESE, period__in=months).order_by())


@lru_cache(maxsize=KEPT)
def _before(period: str) -> Statement:
    saying = ProjectProgress.objects.standing().filter(project__among=THESE, invest_ytd__isnull=False)
    return selecting(saying.filter(period__gte=f"{period[:4]}-01", period__lt=period).order_by("period"))
