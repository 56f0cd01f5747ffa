"""What one person looks at on the overview and the comparison of two months: his choice, and the figures of the projects that he sees."""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from config.overview_choice import Choice
from config.overview_lists import Lists
from projects import standing
from projects.models import BoardLine, Project
from projects.reporting.board import Line
from projects.reporting.overview import Overview, Seen, overview, year_projects
from projects.showing import month_name, span_words
from zone.lib.clock import today
from zone.lib.months import shift, year_to
from zone.lib.showing import listed

RIGHT = "projects.view_overview"


class Look:
    """The boards stand as of the `day`, with this `stamp`; figures are read where they are asked for. `lists`: where counts lead."""

    def __init__(self, request):
        self.user, self.day = request.user, today()
        if not self.user.has_perm(RIGHT):
            raise PermissionDenied
        self.choice = Choice.of(request.GET, on=self.day)
        state = standing.ensure_all(year_to(self.choice.period), on=self.day)[self.choice.period]
        self.still_days, self.stamp = state.still_now, state.stamp
        self.lists = Lists(self.choice, self.still_days, self.choice.kind)

    @cached_property
    def seen(self) -> Seen:
        user, projects = self.user, Project.objects
        lines = BoardLine.objects.visible_to(user)
        whole, besides = user.reach.whole, projects.assigned_outside(user)
        return Seen(projects.visible_to(user), projects.visible_in_order(user), lines, besides, is_whole=whole)

    @cached_property
    def found(self) -> Overview:
        return overview(self.seen, still_days=self.still_days, **self.asked)

    @property
    def asked(self) -> dict:
        return {"kind": self.choice.kind, "period": self.choice.period, "on": self.day}

    @property
    def own(self):
        """The projects that are counted."""
        return year_projects(Project.objects.visible_to(self.user), year=self.choice.year).filter(kind=self.choice.kind)

    @property
    def line(self) -> Line:
        """The line of all projects of the chosen kind."""
        return self.found.totals[self.choice.kind]

    def head(self, called: dict[str, dict[int, str]]) -> dict:
        """What the head of the page says, by what departments and districts are `called`."""
        return {
            "choice": self.choice,
            "scope": scope_words(self.user.reach, called),
            "before_name": month_name(shift(self.choice.period, -1)),
            "as_of": self.day,
            "query": urlencode({"period": self.choice.period, "kind": self.choice.kind}),
        }

    def words(self) -> dict:
        """What the tables of the page are told with."""
        return {
            "span": span_words(self.choice.period),
            "month_name": month_name(self.choice.period),
            "is_empty": not self.line.figures.count,
            "rules_address": reverse("projects:light-rules"),
        }


def scope_words(reach, called: dict[str, dict[int, str]]) -> str:
    """Whose figures these are: the whole zone, the departments in the person's portfolio or his own, his district, or his own projects."""
    if reach.whole:
        return _("Whole zone")
    code, places = ("district", reach.districts) if reach.by_district else ("department", reach.departments)
    return listed(words for place, words in called[code].items() if place in places) or _("my own projects")
