"""What somebody was typing when the session ended: kept through the sign-in, given back to the same person on the same form.

A form carries `_owner`, the signed mark of the person for whom it was made. A post that arrives without a session leaves
its text in the new,
anonymous session, which lives on through the sign-in; the form then asks for it. Without a mark, or for another person,
nothing is given back.
"""

import json

from django.core import signing
from django.http import QueryDict

SESSION_KEY = "kept_text"
OWNER_FIELD = "_owner"
MARK_SECONDS = 24 * 3600
LIMIT = 64 * 1024  # bytes of all that one session keeps
SALT = "zone.kept_text"


def owner_mark(user) -> str:
    """The value of the form's hidden field `_owner`."""
    return signing.dumps(user.pk, salt=SALT)


def keep(request) -> bool:
    """Keep the text fields of this post under its path; passwords, tokens and files are never kept. False: nothing was kept."""
    owner = _owner_of(request.POST.get(OWNER_FIELD, ""))
    if owner is None:
        return False
    return _keep(request, owner, {name: values for name, values in request.POST.lists() if not _is_secret(name)})


def leave(request, fields: dict[str, str]) -> bool:
    """Keep these fields for the form at this path, for the person who is signed in: what could not be saved with the rest."""
    return _keep(request, request.user.pk, {name: [value] for name, value in fields.items()})


def _keep(request, owner: int, fields: dict[str, list[str]]) -> bool:
    kept = {**request.session.get(SESSION_KEY, {}), request.path: {"owner": owner, "fields": fields}}
    if len(json.dumps(kept, ensure_ascii=False).encode("utf-8", "replace")) > LIMIT:
        return False
    request.session[SESSION_KEY] = kept
    return True


def typed(request, **about: str) -> QueryDict:
    """What was sent with this request, else what was kept for its path; empty where neither. For a form that shows both in one way."""
    return request.POST if request.method == "POST" else take(request, request.path, **about) or QueryDict()


def take(request, path: str, **about: str) -> QueryDict | None:
    """The text kept for the form at `path`, once, for the person who typed it. `about`: hidden fields that tell one form of the path from
    another; what was typed in another stays kept."""
    kept = request.session.get(SESSION_KEY)
    if not kept or path not in kept or any(kept[path]["fields"].get(name) != [value] for name, value in about.items()):
        return None
    entry = kept.pop(path)
    request.session[SESSION_KEY] = kept
    if entry["owner"] != request.user.pk:
        return None
    text = QueryDict(mutable=True)
    for name, values in entry["fields"].items():
        text.setlist(name, values)
    return text


def _owner_of(mark: str) -> int | None:
    try:
        return signing.loads(mark, salt=SALT, max_age=MARK_SECONDS)
    except signing.BadSignature:
        return None


def _is_secret(name: str) -> bool:
    return name == OWNER_FIELD or "token" in name.lower() or "password" in name.lower()
