"""The audit trail: who did what, when, from where. Each event seals the one before; a signed seal says where the trail ends.

Changing a row breaks its own hash, deleting or inserting one breaks the next row's link, cutting off the end contradicts the seal, and the
seal cannot be written anew without the house's SECRET_KEY. The database itself refuses all of this
(`zone.lib.append_only.guard`); the chain
finds it when somebody went around the database.
"""

import hashlib
import ipaddress
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

import structlog
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from zone.lib.append_only import is_guarded, lock_until_commit
from zone.models import Event, EventSeal

TABLE = Event._meta.db_table
GENESIS = "0" * 64
BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Flaw:
    """`event` None: the trail as a whole."""

    event: int | None
    reason: str


def record(kind, *, by=None, subject="", detail=None, request=None, succeeded=True, username="") -> Event:
    """Append one event, in real time. Everybody else who records waits until this transaction ends, so call it as its last statement.

    `by`: the person (None: nobody signed in); `username`: the account, where it is not `by`'s; `detail`: a small dict, no personal data.
    """
    if by is not None and not by.is_authenticated:
        by = None
    event = Event(
        at=timezone.now(),
        kind=kind,
        user=by,
        username=plain(username or (by.username if by else ""), 150),
        address=client_address(request),
        request_id=plain(structlog.contextvars.get_contextvars().get("request_id", ""), 64),
        subject=plain(str(subject), 200),
        succeeded=succeeded,
        detail=json.loads(json.dumps(detail or {}, cls=DjangoJSONEncoder).replace("\\u0000", "")),
    )
    with transaction.atomic():
        lock_until_commit(TABLE)
        seal = EventSeal.objects.first() or EventSeal(pk=1, count=0, last_event=0, hash=GENESIS, signature=_signature(0, 0, GENESIS))
        event.previous_hash = seal.hash
        event.hash = event_hash(event)
        event.save(force_insert=True)
        # A seal that is not ours must not be healed by the next event.
        is_ours = _is_ours(seal)
        seal.count, seal.last_event, seal.hash = seal.count + 1, event.pk, event.hash
        seal.signature = _signature(seal.count, seal.last_event, seal.hash) if is_ours else BROKEN
        seal.save()
    return event


def verify() -> Iterator[Flaw]:
    """Every place at which the trail is not what was written; nothing when it is whole. Reads the table once, in order."""
    if not is_guarded(TABLE):
        yield Flaw(None, _("The guard of the table is missing: rows could be changed."))
    count, last, previous = 0, 0, GENESIS
    for event in Event.objects.order_by("id").iterator(chunk_size=2000):
        if event.previous_hash != previous:
            yield Flaw(event.pk, _("Does not follow the event before it: a row was deleted, inserted or changed there."))
        if event.hash != event_hash(event):
            yield Flaw(event.pk, _("Was changed after it was written."))
        count, last, previous = count + 1, event.pk, event.hash
    seal = EventSeal.objects.first()
    if seal is None:
        if count:
            yield Flaw(None, _("The seal at the end is missing."))
    elif not _is_ours(seal):
        yield Flaw(None, _("The seal at the end was not written with this system's key."))
    elif (seal.count, seal.last_event, seal.hash) != (count, last, previous):
        yield Flaw(
            None,
            _("The seal counts %(sealed)d events, the table holds %(found)d: rows were deleted or inserted.")
            % {"sealed": seal.count, "found": count},
        )


def event_hash(event: Event) -> str:
    """sha256 over the previous hash and all that the event says, as canonical JSON."""
    said = {
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "kind": str(event.kind),
        "user": event.user_id,
        "username": event.username,
        # PostgreSQL writes some addresses in another way than it was given them.
        "address": event.address and ipaddress.ip_address(event.address).exploded,
        "request_id": event.request_id,
        "subject": event.subject,
        "succeeded": event.succeeded,
        "detail": event.detail,
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256((event.previous_hash + text).encode()).hexdigest()


def client_address(request) -> str | None:
    """The address that asked; what a proxy forwards is believed only where the office says that it has one."""
    if request is None:
        return None
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("x-forwarded-for", address).rpartition(",")[2].strip()
    try:
        return str(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return None


def plain(text: str, length: int) -> str:
    """One line of printable text: nobody writes a second line into the trail."""
    return "".join(char if char.isprintable() else " " for char in text)[:length]


def _signature(count: int, last_event: int, last_hash: str, secret: str | None = None) -> str:
    return salted_hmac("zone.audit", f"{count}:{last_event}:{last_hash}", secret=secret, algorithm="sha256").hexdigest()


def _is_ours(seal: EventSeal) -> bool:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(seal.signature, _signature(seal.count, seal.last_event, seal.hash, key)) for key in keys)
