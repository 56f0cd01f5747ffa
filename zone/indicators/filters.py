"""What the lists of indicator values and of yearly targets filter and sort by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from zone.filtering import ListFilterSet, SortFilter
from zone.indicators.models import Indicator, IndicatorTarget, IndicatorValue
from zone.ledgers.filters import BatchFilter
from zone.models import District

WHOLE_FIRST = ("-district__is_whole", "district__position")


class OfIndicatorFilterSet(ListFilterSet):
    """What values and targets share: choices are those that stand in any row."""

    chip_only = frozenset({"batch"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, model, order in (("indicator", Indicator, ("position", "code")), ("district", District, ("position", "code"))):
            used = self.queryset.order_by().values(name)
            self.choose_from(name, model.objects.filter(pk__in=used).order_by(*order).values_list("pk", "name"))


class IndicatorValueFilterSet(OfIndicatorFilterSet):
    indicator = django_filters.ChoiceFilter(label=_("Indicator"), empty_label=None)
    district = django_filters.ChoiceFilter(label=_("District"), empty_label=None)
    period = django_filters.ChoiceFilter(label=_("Month of the figures"), empty_label=None)
    span = django_filters.ChoiceFilter(choices=IndicatorValue.Span.choices, label=_("Span"), empty_label=None)
    value_kind = django_filters.ChoiceFilter(choices=IndicatorValue.ValueKind.choices, label=_("Kind of value"), empty_label=None)
    batch = BatchFilter()
    sort = SortFilter(
        {
            "latest": (_("month"), ("-period", "-span", "indicator__position", *WHOLE_FIRST, "value_kind")),
            "indicator": (_("indicator"), ("indicator__position", "period", "span", *WHOLE_FIRST)),
        }
    )

    class Meta:
        model = IndicatorValue
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        months = self.queryset.order_by("-period").values_list("period", flat=True).distinct()
        self.choose_from("period", [(month, month) for month in months])


class IndicatorTargetFilterSet(OfIndicatorFilterSet):
    indicator = django_filters.ChoiceFilter(label=_("Indicator"), empty_label=None)
    district = django_filters.ChoiceFilter(label=_("District"), empty_label=None)
    year = django_filters.ChoiceFilter(label=_("Year"), empty_label=None)
    batch = BatchFilter()
    sort = SortFilter({"year": (_("Year"), ("year", "indicator__position", *WHOLE_FIRST))})

    class Meta:
        model = IndicatorTarget
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = self.queryset.order_by("-year").values_list("year", flat=True).distinct()
        self.choose_from("year", [(year, str(year)) for year in years])
