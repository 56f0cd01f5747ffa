"""Changes to enterprises that touch more than one row: the firm itself, its names, and how it stood since when."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from enterprises.models import DistrictMembership, Enterprise, EnterpriseAlias, SizeStatus
from enterprises.naming import name_key, search_text
from zone.editing import save_edit
from zone.lib.credit_code import is_valid

DERIVED = ("name_key", "search_text", "credit_code_status")


class TooEarly(ValidationError):
    """A change would begin before the state that it ends. `since`: the day from which that state holds."""

    def __init__(self, since: date):
        super().__init__({"effective_on": _("The present state holds since %(day)s; choose a later day.") % {"day": since}})
        self.since = since


@transaction.atomic
def create_enterprise(*, enterprise: Enterprise, by, on: date) -> Enterprise:
    """Save a new firm with its district and, where it is above designated size, its place on the register, both from the day `on`."""
    derive(enterprise, aliases=())
    enterprise._history_user = by
    enterprise.save(force_insert=True)
    _open(DistrictMembership(enterprise=enterprise, district=enterprise.district, valid_from=on), by)
    if enterprise.is_above_scale:
        _open(SizeStatus(enterprise=enterprise, valid_from=on), by)
    return enterprise


@transaction.atomic
def change_enterprise(*, enterprise: Enterprise, fields: Iterable[str], opened_version: int, by, on: date, reason: str = "") -> None:
    """Write the changed facts with what follows from them. A new district or size holds from the day `on`, the old until the day before.

    A name that changes stays as a former name. Raises zone.editing.Conflict, TooEarly.
    """
    fields = set(fields)
    if not fields:
        return
    before = Enterprise.objects.filter(pk=enterprise.pk).first()
    former = before.name if before and "name" in fields else ""
    aliases = list(enterprise.aliases.values_list("name", flat=True))
    derive(enterprise, aliases=[*aliases, former] if former else aliases)
    save_edit(enterprise, fields | set(DERIVED), opened_version=opened_version, by=by)
    if former and name_key(former) != enterprise.name_key:
        _add_alias(enterprise, former, EnterpriseAlias.Kind.FORMER, by)
    if "district" in fields:
        move(enterprise=enterprise, by=by, on=on)
    if "is_above_scale" in fields:
        set_size(enterprise=enterprise, by=by, on=on, reason=reason)


def derive(enterprise: Enterprise, *, aliases: Iterable[str]) -> None:
    """Set what follows from names and codes."""
    enterprise.name_key = name_key(enterprise.name)
    enterprise.search_text = search_text(enterprise.name, aliases, enterprise.credit_code, enterprise.legacy_reg_no)
    states = Enterprise.CodeStatus
    if not enterprise.credit_code:
        enterprise.credit_code_status = states.LEGACY if enterprise.legacy_reg_no else states.MISSING
    elif is_valid(enterprise.credit_code):
        enterprise.credit_code_status = states.VALID
    elif enterprise.credit_code_status not in (states.BAD_CHECK, states.BAD_FORMAT):
        enterprise.credit_code_status = states.BAD_CHECK


def move(*, enterprise: Enterprise, by, on: date) -> None:
    """The firm belongs to its present district from the day `on`."""
    present = enterprise.memberships.filter(valid_to=None).first()
    if present and present.district_id == enterprise.district_id:
        return
    if not _close(present, by, on):
        present.district = enterprise.district
        _save(present, by)
        return
    _open(DistrictMembership(enterprise=enterprise, district=enterprise.district, valid_from=on), by)


def set_size(*, enterprise: Enterprise, by, on: date, reason: str = "") -> None:
    """The firm enters the register of firms above designated size on the day `on`, or stands on it for the last time the day before."""
    present = enterprise.size_statuses.filter(valid_to=None).first()
    if enterprise.is_above_scale and not present:
        _open(SizeStatus(enterprise=enterprise, valid_from=on, reason=reason), by)
    elif present and not enterprise.is_above_scale:
        present.reason = reason or present.reason
        if not _close(present, by, on):
            present._history_user = by
            present.delete()


@transaction.atomic
def add_alias(*, enterprise: Enterprise, name: str, kind: str, by) -> None:
    """Add a short or former name, and let the search find the firm by it. Raises IntegrityError where the firm has that name."""
    _add_alias(enterprise, name, kind, by)
    _search_anew(enterprise, by)


@transaction.atomic
def remove_alias(*, alias: EnterpriseAlias, by) -> None:
    alias._history_user = by
    alias.delete()
    _search_anew(alias.enterprise, by)


def _add_alias(enterprise, name, kind, by) -> None:
    if not enterprise.aliases.filter(key=name_key(name)).exists():
        _open(EnterpriseAlias(enterprise=enterprise, name=name, key=name_key(name), kind=kind), by)


def _search_anew(enterprise, by) -> None:
    aliases = list(enterprise.aliases.values_list("name", flat=True))
    text = search_text(enterprise.name, aliases, enterprise.credit_code, enterprise.legacy_reg_no)
    Enterprise.objects.filter(pk=enterprise.pk).update(search_text=text)
    # The text itself is no part of the history, yet whoever keeps texts in memory learns of the change from there.
    enterprise.refresh_from_db()
    Enterprise.history.bulk_history_create([enterprise], update=True, default_user=by)


def _close(row, by, on: date) -> bool:
    """End a dated row on the day before `on`. False: it began that very day, so there is nothing to keep of it. Raises TooEarly."""
    if row is None:
        return True
    if row.valid_from and row.valid_from > on:
        raise TooEarly(row.valid_from)
    if row.valid_from == on:
        return False
    row.valid_to = on - timedelta(days=1)
    _save(row, by)
    return True


def _open(row, by) -> None:
    row._history_user = by
    row.save(force_insert=True)


def _save(row, by) -> None:
    row._history_user = by
    row.save()
