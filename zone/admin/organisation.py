"""Departments, districts, posts and portfolios: kept by the system administrator, ended by a date, never deleted."""

from django.contrib import admin
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _

from zone.backoffice import HouseAdmin
from zone.backoffice_form import HouseForm
from zone.lib.textkey import match_key
from zone.models import Department, DepartmentAlias, District, DistrictAlias, Portfolio, Post


class AliasFormSet(BaseInlineFormSet):
    def add_fields(self, form, index):
        """The head of a column is no label to whoever listens, so each field says its own."""
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs["aria-label"] = field.label

    def clean(self):
        """The same spelling twice in one go; that another department has it already says the alias itself."""
        super().clean()
        seen = set()
        for form in self.forms:
            name = getattr(form, "cleaned_data", {}).get("name")
            if not name:
                continue
            key = match_key(name)
            if key in seen:
                form.add_error("name", _("“%(name)s” stands here twice.") % {"name": name})
            seen.add(key)


class AliasInline(admin.TabularInline):
    form = HouseForm
    formset = AliasFormSet
    extra = 0
    can_delete = False
    show_change_link = False


class DepartmentAliasInline(AliasInline):
    model = DepartmentAlias


class DistrictAliasInline(AliasInline):
    model = DistrictAlias


@admin.register(Department)
class DepartmentAdmin(HouseAdmin):
    list_display = ["name", "short_name", "district", "parent", "valid_from", "valid_to"]
    list_filter = ["district"]
    list_select_related = ["district", "parent"]
    search_fields = ["name", "short_name", "aliases__name"]
    autocomplete_fields = ["parent"]
    inlines = [DepartmentAliasInline]


@admin.register(District)
class DistrictAdmin(HouseAdmin):
    list_display = ["name", "short_name", "code", "is_whole", "valid_from", "valid_to"]
    search_fields = ["name", "short_name", "code"]
    inlines = [DistrictAliasInline]


@admin.register(Post)
class PostAdmin(HouseAdmin):
    list_display = ["user", "department", "title", "duty", "valid_from", "valid_to"]
    list_filter = ["duty", "department"]
    list_select_related = ["user", "department"]
    search_fields = ["user__name", "user__username", "title", "department__name"]
    autocomplete_fields = ["user", "department"]


@admin.register(Portfolio)
class PortfolioAdmin(HouseAdmin):
    list_display = ["user", "department", "part", "valid_from", "valid_to"]
    list_filter = ["part", "department"]
    list_select_related = ["user", "department"]
    search_fields = ["user__name", "user__username", "department__name"]
    autocomplete_fields = ["user", "department"]
