"""Making and changing one record by a form: saved once, and never over another person's write."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from zone import kept_text
from zone.editing import Conflict, save_edit, save_once, saved_before
from zone.views.generic_access import ScopedView
from zone.views.generic_conflict import conflict_context


class ScopedFormView(ScopedView):
    """`groups`: (legend, names of fields) as the form is laid out; without it all fields stand in one group.

    A form that says more than its model takes `user=` (set `form_takes_user`). `save` is the action that writes.
    """

    form_class = None
    form_takes_user = False
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    title = ""
    save_words = ""

    def make_form(self, data, instance):
        more = {"user": self.request.user} if self.form_takes_user else {}
        return self.form_class(data, instance=instance, **more)

    def get_title(self) -> str:
        return str(self.title)

    def breadcrumb(self) -> list[tuple[str, str]]:
        return []

    def back_address(self) -> str:
        raise NotImplementedError

    def templates(self) -> tuple[str, ...]:
        return (f"{self.model._meta.app_label}/{self.model._meta.model_name}_form.html", "generic/form.html")

    def context(self, form, **more) -> dict:
        groups = [(legend, [form[name] for name in names if name in form.fields]) for legend, names in self.groups]
        return {
            "title": self.get_title(),
            "breadcrumb": self.breadcrumb(),
            "form": form,
            "groups": [group for group in groups if group[1]] or [("", form.visible_fields())],
            "owner_mark": kept_text.owner_mark(self.request.user),
            "save_words": self.save_words or _("Save"),
            "back_address": self.back_address(),
            **more,
        }

    def said(self) -> None:
        """The word that the person reads after saving."""
        messages.success(self.request, _("Saved %(time)s") % {"time": f"{timezone.localtime():%H:%M}"})


class ScopedUpdateView(ScopedFormView):
    """The QuerySet has `editable_by(user)`: a record that one sees but may not change answers 403."""

    def get_object(self):
        record = super().get_object()
        if not self.model.objects.editable_by(self.request.user).filter(pk=record.pk).exists():
            raise PermissionDenied
        return record

    def save(self, form, *, opened_version: int) -> None:
        """Write what changed. Raises Conflict, or ValidationError for what only the action can find wrong."""
        save_edit(form.instance, form.changed_data, opened_version=opened_version, by=self.request.user)

    def get_title(self) -> str:
        return _("Edit “%(name)s”") % {"name": self.record}

    def back_address(self) -> str:
        return self.record.get_absolute_url()

    def get(self, request, **kwargs):
        self.record = self.get_object()
        kept = kept_text.take(request, request.path)
        form = self.make_form(kept, self.record)
        version = number_of(kept.get("_version")) if kept else self.record.version
        return render(request, self.templates(), self.context(form, version=version, kept=bool(kept)))

    def post(self, request, **kwargs):
        self.record = self.get_object()
        opened_version = number_of(request.POST.get("_version"))
        form = self.make_form(request.POST, self.record)
        if not form.is_valid():
            return render(request, self.templates(), self.context(form, version=opened_version), status=422)
        try:
            self.save(form, opened_version=opened_version)
        except Conflict as conflict:
            return self.conflict(conflict, opened_version)
        except ValidationError as problem:
            form.add_error(None, problem)
            return render(request, self.templates(), self.context(form, version=opened_version), status=422)
        except IntegrityError:
            # Another write took the name or code between our look and our own write: look again, and say so at the field.
            form = self.make_form(request.POST, self.get_object())
            if form.is_valid():
                raise
            return render(request, self.templates(), self.context(form, version=opened_version), status=422)
        self.said()
        return redirect(self.record.get_absolute_url())

    def conflict(self, conflict: Conflict, opened_version: int):
        if conflict.theirs is None:
            messages.error(self.request, _("This record was deleted while you were editing it."))
            return redirect("home")
        self.record = conflict.theirs
        merged, told = conflict_context(self.request.POST, conflict.theirs, opened_version, self.make_form)
        context = self.context(self.make_form(merged, conflict.theirs), version=conflict.theirs.version, **told)
        return render(self.request, "generic/conflict.html", context, status=409)


class ScopedCreateView(ScopedFormView):
    """A form carries a receipt: sent twice, it leads to what it made the first time."""

    def initial_instance(self):
        return self.model()

    def save(self, form) -> object:
        """Write the new record and return it."""
        return form.save()

    def get(self, request, **kwargs):
        kept = kept_text.take(request, request.path)
        form = self.make_form(kept, self.initial_instance())
        receipt = (kept or {}).get("_receipt") or uuid4()
        return render(request, self.templates(), self.context(form, receipt=receipt, kept=bool(kept)))

    def post(self, request, **kwargs):
        receipt = receipt_of(request.POST.get("_receipt"))
        form = self.make_form(request.POST, self.initial_instance())
        if earlier := saved_before(receipt, by=request.user):
            return redirect(earlier)
        if not form.is_valid():
            return render(request, self.templates(), self.context(form, receipt=receipt), status=422)
        try:
            address = save_once(receipt, lambda: self.save(form).get_absolute_url(), by=request.user)
        except ValidationError as problem:
            form.add_error(None, problem)
            return render(request, self.templates(), self.context(form, receipt=receipt), status=422)
        except IntegrityError:
            form = self.make_form(request.POST, self.initial_instance())
            if form.is_valid():
                raise
            return render(request, self.templates(), self.context(form, receipt=receipt), status=422)
        self.said()
        return redirect(address)


def number_of(text: str | None) -> int:
    if text is None or not text.isascii() or not text.isdecimal():
        raise BadRequest("the form carries no version")
    return int(text)


def receipt_of(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError as failure:
        raise BadRequest("the form carries no receipt") from failure
