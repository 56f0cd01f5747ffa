"""Departments, districts, posts and portfolios: kept by the system administrator, ended by a date, never deleted."""

from django.contrib import admin

from zone.admin.spellings import SpellingInline
from zone.backoffice import HouseAdmin
from zone.models import Department, DepartmentAlias, District, DistrictAlias, Portfolio, Post


class DepartmentAliasInline(SpellingInline):
    model = DepartmentAlias
    may_be_removed = True


class DistrictAliasInline(SpellingInline):
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
