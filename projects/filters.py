"""What the list of projects filters and sorts by."""

from datetime import timedelta

import django_filters
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from enterprises.models import Enterprise
from projects import standing
from projects.models import BoardState, Light, Project, ProjectMonth, Stage
from projects.reporting.board import in_month
from zone.filtering import ListFilterSet, SearchFilter, SortFilter, YearFilter, YesNoFilter
from zone.ledgers.filters import BatchFilter, NameFilter
from zone.lib.clock import today
from zone.lib.paging import read_page
from zone.lib.showing import colon, month_words
from zone.models import Department, District, User
from zone.models.period import month_validator
from zone.reporting_period import period_due

OPTIONS_SECONDS = 60
FEW = 1_000  # so many rows are sorted by their completion sooner than they are met along the index of all
MAX_DAYS = 36_500  # further back there is no calendar to count in
NONE = "none"  # the option for records that say nobody, no department or no light
Late = ProjectMonth.Late
LATE = {"start": [Late.START, Late.BOTH], "finish": [Late.FINISH, Late.BOTH], "any": [Late.START, Late.FINISH, Late.BOTH]}


def check_looked_at(period: str) -> None:
    """Raises ValidationError for a month of which no figures are kept."""
    if not standing.may_look(period, on=today()):
        told = gettext("This month cannot be looked at: there are figures of the last %(months)d months.")
        raise ValidationError(told % {"months": standing.LOOK_BACK + 1})


def _visible_enterprises(request):
    return Enterprise.objects.visible_to(request.user)


def _options(projects) -> dict[str, list[tuple[object, str]]]:
    """Districts, departments and people that some of the projects name, for their filters; one statement for all four."""
    people = User.objects.values_list("pk", "name")
    rows = {
        "district": District.objects.values_list("pk", "short_name"),
        "department": Department.objects.values_list("pk", Coalesce(NullIf("short_name", Value("")), "name")),
        "officer": people,
        "leader": people,
    }
    parts = [
        named.order_by().filter(Exists(projects.filter(**{name: OuterRef("pk")}))).annotate(filter_name=Value(name))
        for name, named in rows.items()
    ]
    found: dict[str, list] = {name: [] for name in rows}
    for pk, words, name in parts[0].union(*parts[1:], all=True):
        found[name].append((pk, words))
    for name, options in found.items():
        options.sort(key=lambda option: (option[1], option[0]))
        if name != "district":
            options.append((NONE, gettext("not said")))
    return found


class LinkFilter(django_filters.ChoiceFilter):
    """A foreign key by its id; `none` finds the rows without one. Its options are given by the filter set, for this person."""

    def filter(self, rows, value):
        if not value:
            return rows
        return rows.filter(**{self.field_name: None if value == NONE else int(value)})


class ProjectFilters(ListFilterSet):
    q = SearchFilter("search_text", "enterprise__search_text", label=_("Name, enterprise, investor or number"))
    kind = django_filters.ChoiceFilter(choices=Project.Kind.choices, label=_("Kind of project"))
    stage = django_filters.MultipleChoiceFilter(choices=Stage.choices, distinct=False, label=_("Stage"))
    district = LinkFilter(field_name="district_id", label=_("District"))
    department = LinkFilter(field_name="department_id", label=_("Department"))
    officer = LinkFilter(field_name="officer_id", label=_("Responsible person"))
    leader = LinkFilter(field_name="leader_id", label=_("Leader in charge"))
    late = django_filters.ChoiceFilter(
        choices=[("start", _("late to start")), ("finish", _("late to finish")), ("any", _("late to start or finish"))],
        method="filter_late",
        label=_("Late"),
    )
    light = django_filters.ChoiceFilter(choices=[*Light.choices, (NONE, _("no light"))], method="filter_light", label=_("Light"))
    changed = django_filters.ChoiceFilter(
        choices=[("worse", _("light worse than the month before")), ("better", _("light better than the month before"))],
        method="filter_changed",
        label=_("Changed light"),
    )
    not_reported = django_filters.CharFilter(method="filter_not_reported", validators=[month_validator], label=_("Not reported for"))
    unplaced = django_filters.ChoiceFilter(
        choices=[("yes", _("reported, but not for the month before"))], method="filter_unplaced", label=_("Done in the month not known")
    )
    due = django_filters.NumberFilter(
        method="filter_due",
        validators=[MinValueValidator(1), MaxValueValidator(MAX_DAYS)],
        decimal_places=0,
        label=_("Days until the planned start or finish"),
    )
    still = django_filters.NumberFilter(
        method="filter_still",
        validators=[MinValueValidator(1), MaxValueValidator(MAX_DAYS)],
        decimal_places=0,
        label=_("Days without movement"),
    )
    in_stage = django_filters.NumberFilter(
        method="filter_in_stage",
        validators=[MinValueValidator(1), MaxValueValidator(MAX_DAYS)],
        decimal_places=0,
        label=_("Days in the present stage"),
    )
    plan_year = YearFilter(label=_("Year of the plan"))
    alive = YesNoFilter(method="filter_alive", label=_("Not ended"))
    enterprise = django_filters.ModelChoiceFilter(queryset=_visible_enterprises, label=_("Enterprise"))
    batch = BatchFilter()
    unknown_person = NameFilter("leader", "officer", label=_("Person not settled"))
    unknown_department = NameFilter("department", label=_("Department not settled"))
    period = django_filters.CharFilter(method="keep_all", validators=[month_validator, check_looked_at], label=_("Figures as of"))
    sort = SortFilter(
        {
            "name": (_("Project"), ("name",)),
            "stage": (_("Stage"), ("stage", "name")),
            "plan": (_("Planned for the year"), ("annual_plan",)),
            "completion": (_("Completion"), ("month__completion",)),
            "moved": (_("Last movement"), ("moved_on",)),
            "in_stage": (_("Longest in its stage"), ("stage_since",)),
            "start": (_("Planned start"), ("planned_start_by",)),
            "finish": (_("Planned finish"), ("planned_finish_by",)),
        }
    )

    chip_only = frozenset(
        {
            "kind",
            "late",
            "changed",
            "not_reported",
            "unplaced",
            "due",
            "still",
            "in_stage",
            "plan_year",
            "alive",
            "enterprise",
            "batch",
            "unknown_person",
            "unknown_department",
            "period",
        }
    )

    are_months_there = False

    class Meta:
        model = Project
        fields: list[str] = []

    def __init__(self, data=None, queryset=None, *, request=None, **kwargs):
        super().__init__(data, queryset, request=request, **kwargs)
        for name, options in self.known_options().items():
            self.choose_from(name, options)

    def known_options(self) -> dict[str, list[tuple[object, str]]]:
        """Options a minute old will do, unless the address asks for one that is not among them."""
        key = f"projects.filter_options.{self.request.user.pk}.{get_language()}.{today()}"
        options = cache.get(key)
        if options is None or any(self.data.get(name, "") not in {"", *(str(pk) for pk, _ in found)} for name, found in options.items()):
            options = _options(self.queryset.order_by())
            cache.set(key, options, OPTIONS_SECONDS)
        return options

    def filter_queryset(self, queryset):
        """The rows in the order that is asked for. By completion they come from their months, along an index."""
        self.ensure_months()
        if not self.is_by_completion:
            return super().filter_queryset(queryset)
        rows = super().filter_queryset(in_month(queryset, self.as_of).filter(month__period=self.as_of))
        return self._by_completion(rows, F("month__completion"), F("month__project"))

    @property
    def is_by_completion(self) -> bool:
        return (self.form.cleaned_data.get("sort") or "").removeprefix("-") == "completion"

    def _by_completion(self, rows, rate: F, project: F):
        if self.form.cleaned_data["sort"].startswith("-"):
            return rows.order_by(rate.desc(nulls_first=True), project.desc())
        return rows.order_by(rate.asc(nulls_last=True), project.asc())

    def ensure_months(self) -> None:
        """Once for a list: what it may ask of the months is worked out."""
        if not self.are_months_there:
            standing.ensure_all(sorted({self.as_of, self.newest}), on=today())
            self.are_months_there = True

    def page(self, number, *, size):
        if self.problems or self.key:
            return super().page(number, size=size)
        total = self.total()
        if total > FEW and self.is_by_completion:
            return read_page(self.months_by_completion(), number, size=size, total=total, key="project")
        return read_page(self.rows(), number, size=size, total=total)

    def months_by_completion(self) -> QuerySet:
        """The months of the rows, walked along their rates; each is asked whether its project is one of the list. SQLite would rather look
        up the months of all that the filters find and sort them."""
        months = ProjectMonth.objects.filter(period=self.as_of)
        rows = super().filter_queryset(self.unjoined()).order_by()
        if rows.query.where:
            months = months.filter(Exists(rows.filter(pk=OuterRef("project"))))
        return self._by_completion(months, F("completion"), F("project"))

    def total(self) -> int:
        """How many rows there are, from the months alone where they can tell."""
        self.ensure_months()
        months = self.months_alone()
        if months is not None:
            return months.count()
        return super().filter_queryset(self.unjoined()).order_by().count()

    def unjoined(self) -> QuerySet:
        return in_month(self.queryset.all(), self.as_of)

    def months_alone(self) -> QuerySet | None:
        """The months of exactly the rows of this list, where nothing but one fact of the month is asked for, by somebody who sees all."""
        asked = {name for name in self.filters if self.data.get(name)} - {"sort", "period"}
        if len(asked) != 1 or self.queryset.query.where:
            return None
        name, months = asked.pop(), ProjectMonth.objects.order_by()
        value = self.form.cleaned_data.get(name)
        if name == "late":
            return months.filter(period=self.newest, late__in=LATE[value])
        if name == "not_reported" and value == self.newest:
            return months.filter(period=value, owes__in=[True], is_reported__in=[False])  # said so, SQLite finds them in an index
        if name == "light":
            return months.filter(period=self.as_of, light="" if value == NONE else value)
        if name == "changed":
            return self._changed(months.filter(period=self.as_of), value)
        return None

    @staticmethod
    def _changed(months, value):
        return months.worse() if value == "worse" else months.better()

    def _whose(self, months) -> Exists:
        return Exists(months.filter(project=OuterRef("pk")))

    @property
    def chips(self):
        """The kind is switched above the list, so it needs no chip."""
        return [(name, self._chip_words(name, self.data[name])) for name in sorted(self.chip_only - {"kind"}) if self.data.get(name)]

    @property
    def as_of(self) -> str:
        """The month up to which figures are shown: as asked for, else the newest whole one."""
        asked = self.form.cleaned_data.get("period") if self.form.is_valid() else ""
        return asked or self.newest

    @cached_property
    def newest(self) -> str:
        """The newest whole month."""
        return period_due(on=today())

    def _chip_words(self, name, value):
        """In words that say what is left out: 60天没有进展, 2016年6月未报送."""
        field = self.form.fields[name]
        if name in ("not_reported", "period") and name not in self.form.errors:
            words = _("Not reported for %(month)s") if name == "not_reported" else _("Figures as of %(month)s")
            return words % {"month": month_words(value)}
        if name == "still" and name not in self.form.errors:
            return gettext("No movement for %(days)s days") % {"days": value}
        if name == "due" and name not in self.form.errors:
            return gettext("Due within %(days)s days") % {"days": value}
        if name == "in_stage" and name not in self.form.errors:
            return gettext("In the present stage for %(days)s days or more") % {"days": value}
        if name == "plan_year":
            return gettext("In the plan of %(year)s") % {"year": value}
        if name == "alive":
            return gettext("Not ended") if value == "yes" else gettext("Ended")
        if name in ("late", "changed", "unplaced"):
            return str(dict(field.choices).get(value, value))
        if name == "enterprise" and (chosen := self.form.cleaned_data.get("enterprise")):
            return chosen.name
        return f"{self.filters[name].label}{colon()}{self.form.cleaned_data.get(name, value)}"

    def filter_late(self, rows, name, value):
        day = today()
        if value == "start":
            return rows.late_to_start(on=day)
        return rows.late_to_finish(on=day) if value == "finish" else rows.late(on=day)

    def filter_not_reported(self, rows, name, value):
        """The rows of the month tell, by how the projects stood then; of a month that nobody worked out, how they stand now."""
        months = ProjectMonth.objects.filter(period=value)
        if value == self.newest:
            return rows.filter(self._whose(months.not_reported()))
        is_kept = BoardState.objects.filter(period=value).exists()
        return rows.filter(self._whose(months.still_owed())) if is_kept else rows.not_reported(value)

    def filter_light(self, rows, name, value):
        return rows.filter(self._whose(ProjectMonth.objects.filter(period=self.as_of, light="" if value == NONE else value)))

    def filter_changed(self, rows, name, value):
        """They are few: SQLite finds them and sorts them sooner than it asks each project along the order of the list."""
        return rows.filter(pk__in=self._changed(ProjectMonth.objects.filter(period=self.as_of), value).order_by().values("project"))

    def filter_unplaced(self, rows, name, value):
        """Their report says what was done since January alone, and nothing is known of the month before."""
        return rows.filter(self._whose(ProjectMonth.objects.filter(period=self.as_of, unplaced_done__isnull=False)))

    def filter_due(self, rows, name, value):
        return rows.due_between(today(), today() + timedelta(days=int(value)))

    def filter_still(self, rows, name, value):
        return rows.still_since(today() - timedelta(days=int(value)))

    def filter_in_stage(self, rows, name, value):
        return rows.in_stage_since(today() - timedelta(days=int(value) - 1))

    def filter_alive(self, rows, name, value):
        return rows.alive() if value == "yes" else rows.filter(stage=Stage.TERMINATED)

    def keep_all(self, rows, name, value):
        """The month up to which the figures of the rows are shown; it hides none of them."""
        return rows
