"""Writing what somebody edited: never over another's write, and never twice."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError, models, transaction
from simple_history.utils import get_history_manager_for_model

from zone.models import Receipt
from zone.models.versioned import REASON_LENGTH


class Conflict(Exception):
    """Somebody saved the record after it was opened. `theirs`: the record as it stands now; None where it is gone."""

    def __init__(self, theirs: models.Model | None):
        super().__init__(theirs)
        self.theirs = theirs


@transaction.atomic
def save_edit(instance: models.Model, fields: Iterable[str], *, opened_version: int, by, reason: str = "") -> None:
    """Write these fields of the instance, raise its version and keep its history, with the reason where there is one, if nobody
    has written since `opened_version`.

    The version is checked in the UPDATE itself, so that of two people who save at the same moment one wins and the other learns of it.
    Raises Conflict. Without fields nothing is written.
    """
    fields = list(fields)
    if not fields:
        return
    model = type(instance)
    columns = [model._meta.get_field(name) for name in fields]
    values = {field.attname: getattr(instance, field.attname) for field in columns}
    unchanged = model._base_manager.filter(pk=instance.pk, version=opened_version)
    if not unchanged.update(version=opened_version + 1, **values):
        raise Conflict(model._base_manager.filter(pk=instance.pk).first())
    instance.version = opened_version + 1
    kept = get_history_manager_for_model(model)
    kept.bulk_history_create([instance], update=True, default_user=by, default_change_reason=reason[:REASON_LENGTH])


def save_once(token: UUID, save: Callable[[], str], *, by) -> str:
    """Run `save`, which writes and returns the address of what it wrote, unless a form with this token has been saved already.

    Returns the address, of the first saving where there was one. Both are one transaction. Raises SuspiciousOperation for another's token.
    """
    try:
        with transaction.atomic():
            receipt = Receipt.objects.create(token=token, user=by)
            receipt.url = save()
            receipt.save(update_fields=["url"])
            return receipt.url
    except IntegrityError as failure:
        if address := saved_before(token, by=by):
            return address
        if Receipt.objects.filter(token=token).exists():
            raise SuspiciousOperation("receipt of another person") from failure
        raise


def saved_before(token: UUID, *, by) -> str:
    """The address of what this person saved with this token; empty where he has not."""
    return Receipt.objects.filter(token=token, user=by).values_list("url", flat=True).first() or ""
