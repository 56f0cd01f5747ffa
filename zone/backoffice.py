"""What every page of the back office shares: scope, rights, history, the version check. The `admin.py` of each app builds on this."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from urllib.parse import urlsplit
from uuid import uuid4

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets, quote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import BooleanField, DecimalField
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from zone import kept_text
from zone.backoffice_choice import ChoiceBySearch
from zone.backoffice_form import OPENED, HouseForm
from zone.backoffice_list import HouseList
from zone.editing import save_once, saved_before
from zone.filtering import SearchFilter
from zone.history import changes
from zone.lib.showing import show
from zone.lib.text_search import containing
from zone.models.versioned import Versioned
from zone.scope import record_probe
from zone.views.generic_edit import receipt_of

RECEIPT = "_receipt"
HISTORY_ROWS = 100


def visible(model, user):
    """The rows of a model that a person may see: by the model's own rule where it has one, else all (the right to the model decides)."""
    rows = model._default_manager.all()
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows


class NothingSaved(Exception):
    """The form was shown again instead of saved, so that its receipt must not stay."""


class HouseAdmin(admin.ModelAdmin):
    """Shows a person the rows that he may see, never deletes, keeps history with who wrote.

    `within`: the foreign key through which the row belongs to a record with a scope of its own; `is_edited_with_record`: only whoever may
    edit that record may edit the row. `import_kind`: the kind of sheet by which
    these rows come in. `is_read_only`: the rows are edited on a page of their own, where the rules of that record are.
    `key_field`: where the folded text stands by which rows are searched. `masked`: field → how its text is shown in the history.
    `units`: field → in what it is counted, said in the head of its column.
    """

    form = HouseForm
    actions = None
    list_per_page = 50
    list_max_show_all = 0
    view_on_site = False
    show_full_result_count = False
    within = ""
    is_edited_with_record = True
    import_kind = ""
    is_read_only = False
    key_field = ""
    masked: Mapping[str, Callable[[str], str]] = MappingProxyType({})
    units: Mapping[str, object] = MappingProxyType({})

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        self._texts = {}

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if hasattr(rows, "visible_to"):
            return rows.visible_to(request.user)
        if self.within:
            parent = self.model._meta.get_field(self.within).related_model
            return rows.filter(**{f"{self.within}__in": visible(parent, request.user)})
        return rows

    # Rights

    def has_add_permission(self, request):
        return not self.is_read_only and super().has_add_permission(request)

    def has_change_permission(self, request, obj=None):
        if self.is_read_only or not super().has_change_permission(request, obj):
            return False
        if obj is None:
            return True
        if self.within and not self.is_edited_with_record:
            return True
        record = getattr(obj, self.within) if self.within else obj
        rows = type(record)._default_manager.all()
        return not hasattr(rows, "editable_by") or rows.editable_by(request.user).filter(pk=record.pk).exists()

    def has_delete_permission(self, request, obj=None):
        """Nothing that a report may have counted is deleted: it is ended, closed or switched off."""
        return False

    # Choices

    def get_search_results(self, request, queryset, search_term):
        """In lists and choices; what no text can hold (a control character) finds nothing."""
        key = SearchFilter.key(search_term)
        if key is None:
            return queryset.none(), False
        if self.key_field:
            return containing(queryset, self.search_fields, key), False
        return super().get_search_results(request, queryset, search_term)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Only what the person may see can be chosen, whatever the browser sends; what hangs on a record, only where he may edit it."""
        rows = visible(db_field.related_model, request.user)
        if db_field.name == self.within and self.is_edited_with_record and hasattr(rows, "editable_by"):
            rows = rows.editable_by(request.user)
        kwargs.setdefault("queryset", rows)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChoiceBySearch(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    # What is only read

    def get_fieldsets(self, request, obj=None):
        """Whoever may not change the record reads it; a link to a page that he may not open would lead nowhere. How the row stood when the
        form was opened is sent along by the template."""
        fieldsets = super().get_fieldsets(request, obj)
        only_read = set(self.get_readonly_fields(request, obj))
        if obj is not None and not self.has_change_permission(request, obj):
            only_read = set(flatten_fieldsets(fieldsets))

        def shown(name):
            return self.as_text(name) if {name, self.as_text(name)} & only_read else name

        def each_once(names):
            return [name for name in dict.fromkeys(map(shown, names)) if name != OPENED]

        return [(legend, options | {"fields": each_once(options["fields"])}) for legend, options in fieldsets]

    def get_readonly_fields(self, request, obj=None):
        return [self.as_text(name) for name in super().get_readonly_fields(request, obj)]

    def get_list_display(self, request):
        """No is an answer like any other: said in words, not by a red cross. A figure stands as on every page: rounded to what it needs,
        thousands parted, to the right."""
        told = {field.name for field in self.opts.fields if isinstance(field, (BooleanField, DecimalField))}
        return [self._as_words(name) if name in told else name for name in super().get_list_display(request)]

    def as_text(self, name):
        """A foreign key as plain text; anything else as it is."""
        keys = {field.name for field in self.opts.fields if field.is_relation}
        return self._as_words(name) if name in keys else name

    def _as_words(self, name):
        """A column that shows the record at the other end of a key, yes and no in words, or a figure with its unit in the head."""
        if name not in self._texts:

            def text(record):
                value = getattr(record, name)
                if isinstance(self.opts.get_field(name), DecimalField):
                    return format_html('<span class="number">{}</span>', self.get_empty_value_display() if value is None else show(value))
                return show(value) if isinstance(value, bool) else value

            text.__name__ = name
            head = self.opts.get_field(name).verbose_name
            text.short_description = f"{head}（{self.units[name]}）" if name in self.units else head
            text.admin_order_field = name
            self._texts[name] = text
        return self._texts[name]

    # Writing

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        kept = getattr(request, "kept_text", None)
        return form if kept is None else _filled(form, kept)

    def save_model(self, request, obj, form, change):
        obj._history_user = request.user
        if change and isinstance(obj, Versioned):
            obj.version += 1
        super().save_model(request, obj, form, change)

    # Pages

    def get_urls(self):
        """There is no page for what nobody may do here."""
        closed = ("_delete", "_add") if self.is_read_only else ("_delete",)
        return [url for url in super().get_urls() if url.name and not url.name.endswith(closed)]

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Django leads to the first page and names the number; here what is out of scope is not found, and the asking is recorded."""
        key = self.opts.pk.get_prep_value(object_id) if str(object_id).isdecimal() else None
        hidden = None if key is None else self.model._base_manager.filter(pk=key).first()
        if hidden is not None:
            record_probe(hidden, request.user, request)
        raise Http404

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What somebody was typing when his session ended stands in the form again. A form sent twice saves once."""
        kept = None
        if request.method == "GET":
            kept = request.kept_text = kept_text.take(request, request.path)
            if kept is not None:
                self.message_user(request, _("Your session had ended. What you had typed is here again; it has not been saved yet."))
        context = {"owner_mark": kept_text.owner_mark(request.user), **(extra_context or {})}
        if object_id is None:
            context["receipt"] = (kept or request.POST).get(RECEIPT) or uuid4()
        answer = partial(super().changeform_view, request, object_id, form_url, context)
        if request.method != "POST":
            return answer()
        if object_id is None:
            answer = partial(self._add_once, request, answer)
        try:
            return answer()
        except IntegrityError:
            # Another write took the name or the day between our look and our own write: looked at again, the form says so.
            return answer()

    def _add_once(self, request, add):
        """What `add` answers; where this very form has been saved, where that led. Raises BadRequest without a receipt."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        receipt, answers = receipt_of(request.POST.get(RECEIPT)), []

        def save() -> str:
            request.landing = ""
            answers.append(add())
            if not request.landing:
                raise NothingSaved
            return request.landing

        try:
            address = saved_before(receipt, by=request.user) or save_once(receipt, save, by=request.user)
        except NothingSaved:
            return answers[0]
        return answers[0] if answers else self._saved_already(request, address)

    def _saved_already(self, request, address: str):
        """A window that was opened to make a choice is closed with what was made; any other page is led on."""
        if IS_POPUP_VAR in request.POST:
            return self.response_add(request, self.get_object(request, resolve(address).kwargs["object_id"]))
        self.message_user(request, _("This form had been saved already; it has not been saved a second time."), messages.WARNING)
        return redirect(address)

    def response_add(self, request, obj, post_url_continue=None):
        """Only what was saved comes here; where it leads is kept with the receipt."""
        answer = super().response_add(request, obj, post_url_continue)
        own_page = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[quote(obj.pk)])
        request.landing = urlsplit(answer.get("Location", own_page)).path
        return answer

    def get_changelist(self, request, **kwargs):
        return HouseList

    def changelist_view(self, request, extra_context=None):
        context = {"import_address": self.import_address(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def import_address(self, request) -> str:
        """The import centre with the kind chosen, for whoever may import it."""
        if not self.import_kind or not request.user.has_perm(f"ledgers.import_{self.import_kind.replace('-', '_')}"):
            return ""
        return reverse("ledgers:import-centre", query={"kind": self.import_kind})

    def history_view(self, request, object_id, extra_context=None):
        """Who changed what, old and new, the youngest first. Out of scope there is nothing to be found."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        record = self.get_object(request, object_id)
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(record)s") % {"record": record},
            "object": record,
            "opts": self.opts,
            "changes": changes(record, limit=HISTORY_ROWS, hidden=self.masked),
            **(extra_context or {}),
        }
        return render(request, "admin/house_history.html", context)


def _filled(form, text):
    """The form class, opened with a text that was kept."""

    class Filled(form):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            for name, field in self.fields.items():
                if not self.is_bound and not field.disabled:
                    self.initial[name] = field.widget.value_from_datadict(text, {}, self.add_prefix(name))

    return Filled
