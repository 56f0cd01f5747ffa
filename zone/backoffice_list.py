"""The list of the back office: a wrong filter, order or page is told, never swallowed; nothing is listed until the filters are right."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import prepare_lookup_value
from django.contrib.admin.views.main import ERROR_FLAG, ORDER_VAR, PAGE_VAR, ChangeList
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.forms import ChoiceField
from django.utils.translation import gettext as _

from zone.lib.showing import colon


class HouseList(ChangeList):
    """Django leads to the whole list where a filter is wrong, passes over a wrong order, and forgets a filter with a single choice.

    `problems`: what is wrong, in words; then there are no rows. `hints`: what is wrong with the number of the page alone.
    """

    def __init__(self, request, *args, **kwargs):
        self.problems, self.hints = [], []
        super().__init__(request, *args, **kwargs)

    def get_filters(self, request):
        """A filter with a single choice is not shown; what was asked of it holds all the same."""
        specs, has_any, others, may_repeat, are_active = super().get_filters(request)
        held = {name for spec in specs for name in spec.used_parameters} | set(others)
        for name, values in self.get_filters_params().items():
            if name not in held and not (self.date_hierarchy and name.startswith(f"{self.date_hierarchy}__")):
                others[name] = prepare_lookup_value(name, values)
        return specs, has_any, others, may_repeat, are_active

    def get_queryset(self, request, exclude_parameters=None):
        try:
            rows = super().get_queryset(request, exclude_parameters)
        except (IncorrectLookupParameters, OverflowError):
            rows = self._without_what_is_wrong(request)
        if exclude_parameters is None:
            self.problems += [_("“%(name)s” is not a filter of this list.") % {"name": name} for name in request.GET if name == ERROR_FLAG]
            self.problems += [*self._wrong_choices(), *self._wrong_order()]
        return rows.none() if self.problems else rows

    def _without_what_is_wrong(self, request):
        """The rows of the filters that are right, so that the page with its filters can be shown; each is looked at alone."""
        asked, wrong = self.filter_params, {}
        for name in self.get_filters_params():
            self.filter_params = {name: asked[name]}
            try:
                super().get_queryset(request)
            except (IncorrectLookupParameters, OverflowError) as error:
                wrong[name] = self._told(name, asked[name][-1], error)
        self.problems = list(wrong.values()) or [_("Nothing is listed until the address is right.")]
        kept = set(asked) - set(wrong) if wrong else set(asked) - set(self.get_filters_params(asked))
        self.filter_params = {name: values for name, values in asked.items() if name in kept}
        return super().get_queryset(request)

    def _told(self, name: str, value: str, error: Exception) -> str:
        reason = error.args[0] if error.args else None
        if isinstance(reason, (FieldDoesNotExist, FieldError)):
            return _("“%(name)s” is not a filter of this list.") % {"name": name}
        return _no_choice(self.opts.get_field(name.split("__")[0]).verbose_name, value)

    def _wrong_choices(self) -> list[str]:
        """Filters that were asked for something that they do not offer."""
        counting, self.add_facets = self.add_facets, False  # what is offered does not depend on how many rows it has
        used = [spec for spec in self.filter_specs if spec.used_parameters]
        wrong = [spec for spec in used if not any(choice["selected"] for choice in spec.choices(self))]
        self.add_facets = counting
        return [_no_choice(spec.title, self.params.get(name, "")) for spec in wrong for name in spec.used_parameters]

    def _wrong_order(self) -> list[str]:
        """Columns are numbered from 0, with a minus where the order falls."""
        numbers = {str(number) for number in range(len(self.list_display))}
        asked = self.params.get(ORDER_VAR, "")
        is_right = not asked or all(part.removeprefix("-") in numbers for part in asked.split("."))
        return [] if is_right else [_no_choice(_("Order"), asked)]

    def get_results(self, request):
        """A page beyond the last one is the last one, as on every list of the house."""
        try:
            super().get_results(request)
        except IncorrectLookupParameters:
            last = self.model_admin.get_paginator(request, self.queryset, self.list_per_page).num_pages
            self.page_num = max(1, min(self.page_num, last))
            super().get_results(request)
        asked = request.GET.get(PAGE_VAR, "1")
        if not (asked.isascii() and asked.isdecimal() and int(asked[:9])):
            self.hints = [_("“%(text)s” is not the number of a page.") % {"text": asked[:20]}]
        elif int(asked[:9]) > self.paginator.num_pages:
            self.hints = [_("There is no page %(number)d; this is the last one.") % {"number": int(asked[:9])}]


def _no_choice(label, value: str) -> str:
    return f"{label}{colon()}{ChoiceField.default_error_messages['invalid_choice'] % {'value': value}}"
