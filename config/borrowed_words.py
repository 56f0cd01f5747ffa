"""Words of packages that have no Chinese of their own. Named here, they are gathered with ours, and our catalogue goes first."""

from django.utils.translation import gettext_noop, ngettext_lazy

BORROWED = [
    # Django's back office: column heads for screen readers
    gettext_noop("Model name"),
    gettext_noop("Add link"),
    gettext_noop("Change or view list link"),
    # Headings and buttons, where Django's Chinese reads like a translation
    gettext_noop("Select %s"),
    gettext_noop("Select %s to change"),
    gettext_noop("Select %s to view"),
    gettext_noop("Add %s"),
    gettext_noop("Change %s"),
    gettext_noop("View %s"),
    gettext_noop("Add %(name)s"),
    gettext_noop("Add"),
    gettext_noop(" By %(filter_title)s "),
    gettext_noop("None available"),
    gettext_noop("Save and add another"),
    gettext_noop("Save and continue editing"),
    gettext_noop("staff status"),
    gettext_noop("Action"),
    gettext_noop("Filter"),
    gettext_noop("Filters"),
    gettext_noop("Show all"),
    gettext_noop("English"),
]
# Django asks its catalogue for this sentence by other words than stand there.
BORROWED_PLURALS = [
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    )
]
