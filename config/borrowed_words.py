"""Words of packages that have no Chinese of their own. Named here, they are gathered with ours, and our catalogue goes first."""

from django.utils.translation import gettext_noop

BORROWED = [
    gettext_noop("Change or view list link"),  # Django's back office, a column head for screen readers
]
