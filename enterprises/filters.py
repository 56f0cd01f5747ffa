"""Filters of the list of enterprises."""

from datetime import date
from typing import NamedTuple

import django_filters
from django.core.cache import cache
from django.db.models import BigIntegerField, CharField, Exists, IntegerField, OuterRef, Value
from django.utils.translation import gettext_lazy as _

from enterprises.models import Cluster, Enterprise, SizeStatus, SupportAssignment
from enterprises.models.standing import entered, left
from zone.filtering import ListFilterSet, SearchFilter, SortFilter, YearFilter, YesNoFilter
from zone.ledgers.filters import BatchFilter
from zone.lib.clock import today
from zone.models import Department, District, User

OPTIONS_SECONDS = 60
OF_SUPPORT = ("department", "officer", "leader")


class Option(NamedTuple):
    """A choice of a filter. `parent`: of a cluster that is a branch of another."""

    pk: int
    words: str
    position: int
    parent: int | None


def filter_options(user, *, on: date) -> dict[str, list[Option]]:
    """What the list can be filtered by, by name of the filter, within what the person may see; everything in one statement, as every view
    of the list asks for it."""

    def part(kind: str, rows, words: str, position="position", parent="parent"):
        """One arm of the statement; `position` and `parent` may be expressions."""
        return rows.order_by().values_list(Value(kind, output_field=CharField()), "pk", words, position, parent)

    nothing, zero = Value(None, output_field=BigIntegerField()), Value(0, output_field=IntegerField())
    supports = SupportAssignment.objects.visible_to(user).on(on)
    is_bound = not user.reach.whole and user.reach.districts is not None
    districts = District.objects.filter(pk__in=user.reach.districts) if is_bound else District.objects.all()

    def supporting(model, field: str):
        return model.objects.filter(Exists(supports.filter(**{field: OuterRef("pk")})))

    # The arm with a real parent comes first: PostgreSQL takes the types of the columns from there.
    everything = part("cluster", Cluster.objects.all(), "name", parent="parent_id").union(
        part("district", districts, "short_name", parent=nothing),
        part("department", supporting(Department, "department"), "name", parent=nothing),
        part("officer", supporting(User, "officer"), "name", zero, nothing),
        part("leader", supporting(User, "leader"), "name", zero, nothing),
        all=True,
    )
    found: dict[str, list[Option]] = {"cluster": [], "district": [], "department": [], "officer": [], "leader": []}
    for kind, *columns in everything:
        found[kind].append(Option(*columns))
    for options in found.values():
        options.sort(key=lambda option: (option.position, option.words))
    places = {option.pk: place for place, option in enumerate(found["cluster"])}
    found["cluster"].sort(key=lambda option: (places.get(option.parent, places[option.pk]), option.parent is not None, option.position))
    return found


class EnterpriseFilterSet(ListFilterSet):
    """Department, officer and leader are those of the support assignment that holds today."""

    chip_only = frozenset({"batch", "entered_scale", "left_scale"})

    q = SearchFilter("search_text", label=_("Search"), help_text=_("name, pinyin initials or code"))
    district = django_filters.ChoiceFilter(field_name="district", label=_("District"), empty_label=None)
    cluster = django_filters.ChoiceFilter(method="of_cluster", label=_("Industry cluster"), empty_label=None)
    above_scale = YesNoFilter(field_name="is_above_scale", may_be_unknown=True, label=_("Above designated size"))
    high_tech = YesNoFilter(field_name="is_high_tech", may_be_unknown=True, label=_("High-tech enterprise"))
    priority = YesNoFilter(field_name="is_priority", label=_("Key enterprise"))
    state = django_filters.ChoiceFilter(
        field_name="operating_state", choices=Enterprise.OperatingState.choices, label=_("Operating state"), empty_label=None
    )
    department = django_filters.ChoiceFilter(method="supported_by", label=_("Responsible department"), empty_label=None)
    officer = django_filters.ChoiceFilter(method="supported_by", label=_("Responsible person"), empty_label=None)
    leader = django_filters.ChoiceFilter(method="supported_by", label=_("Supporting leader"), empty_label=None)
    batch = BatchFilter()
    entered_scale = YearFilter(method="moved_in_year", label=_("Entered the list above designated size in"))
    left_scale = YearFilter(method="moved_in_year", label=_("Left the list above designated size in"))
    sort = SortFilter(
        {
            "name": (_("name"), ("name",)),
            "district": (_("district"), ("district", "name")),
            "state": (_("operating state"), ("operating_state", "name")),
        }
    )

    class Meta:
        model = Enterprise
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        user = self.request.user
        if not user.has_perm("enterprises.view_supportassignment"):
            for name in OF_SUPPORT:
                del self.filters[name]
            self.unknown += [name for name in self.data if name in OF_SUPPORT]
        options = {name: found for name, found in self.known_options(user).items() if name in self.filters}
        self.branches = {pk: [pk, *(branch.pk for branch in options["cluster"] if branch.parent == pk)] for pk, *_ in options["cluster"]}
        for name, found in options.items():
            self.choose_from(name, [(option.pk, f"　{option.words}" if option.parent else option.words) for option in found])

    def known_options(self, user) -> dict[str, list[Option]]:
        """Options a minute old will do, unless the address asks for one that is not among them. Whoever sees the whole zone shares them."""
        sees_support = user.has_perm("enterprises.view_supportassignment")
        key = f"enterprises.filter_options.{today()}.{f'zone.{sees_support}' if user.reach.whole else user.pk}"
        options = cache.get(key)
        if options is None or any(
            self.data.get(name, "") not in {"", *(str(option.pk) for option in found)} for name, found in options.items()
        ):
            options = filter_options(user, on=today())
            cache.set(key, options, OPTIONS_SECONDS)
        return options

    def of_cluster(self, rows, name, value):
        """A leading industry stands for its branches too."""
        return rows.filter(cluster__in=self.branches.get(int(value), [int(value)]))

    def supported_by(self, rows, name, value):
        supports = SupportAssignment.objects.visible_to(self.request.user).on(today())
        return rows.filter(pk__in=supports.filter(**{name: value}).values("enterprise"))

    def moved_in_year(self, rows, name, value):
        """Which firms came or went in a year, up to today where it is this one."""
        moved = entered if name == "entered_scale" else left
        days = {"first": date(int(value), 1, 1), "last": min(date(int(value), 12, 31), today())}
        return rows.filter(pk__in=SizeStatus.objects.filter(moved(**days)).values("enterprise"))
