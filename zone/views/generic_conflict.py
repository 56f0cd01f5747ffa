"""Two people edited the same record: what each of them sees, and what the second one may still save."""

from django.utils import timezone
from django.utils.translation import gettext as _

from zone.history import field_text, related_names


def conflict_context(posted, theirs, opened_version: int, make_form) -> tuple[object, dict]:
    """(what the form shall hold, context of `generic/conflict.html`).

    A field that the second person left as he found it takes the first one's value; all others keep what he typed.
    """
    history = theirs.history.select_related("history_user")
    original = history.filter(version=opened_version).order_by("-history_id").first()
    latest = history.filter(version=theirs.version).order_by("-history_id").first()
    mine = make_form(posted, type(theirs).objects.get(pk=theirs.pk))
    mine.full_clean()
    now = make_form(None, theirs)
    before = make_form(None, original.instance) if original else None
    merged = posted.copy()
    names = [name for name in mine.fields if name in {field.name for field in theirs._meta.concrete_fields}]
    fields = [theirs._meta.get_field(name) for name in names]
    versions = [version for version in (original, theirs, mine.instance) if version is not None]
    known = related_names(versions, fields)
    comparison = []
    for name, field in zip(names, fields, strict=True):
        texts = [field_text(field, getattr(version, field.attname), known.get(field.attname)) for version in versions]
        if original is None:
            texts.insert(0, "")
        typed = posted.getlist(name)
        untouched = before is not None and typed == as_posted(before[name])
        saved = as_posted(now[name])
        if typed == saved and (before is None or untouched):
            continue
        if untouched:
            merged.setlist(name, saved)
            texts[2] = texts[1]
        elif name in mine.errors:
            texts[2] = "、".join(typed)
        comparison.append((mine.fields[name].label, *texts, typed != saved and not untouched))
    who = latest.history_user.name if latest and latest.history_user else _("Somebody else")
    at = f"{timezone.localtime(latest.history_date):%H:%M}" if latest else ""
    return merged, {"comparison": comparison, "theirs_by": who, "theirs_at": at}


def as_posted(bound_field) -> list[str]:
    """What a browser would send for this field if nobody touched it."""
    widget, value = bound_field.field.widget, bound_field.value()
    context = widget.get_context(bound_field.html_name, value, {})["widget"]
    if "optgroups" in context:
        chosen = [str(option["value"]) for _, options, _ in context["optgroups"] for option in options if option["selected"]]
        return chosen or ([] if context["attrs"].get("multiple") else [""])
    if getattr(widget, "input_type", "") == "checkbox":
        return ["on"] if value else []
    return [context["value"] or ""]
