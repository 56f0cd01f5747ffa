"""Who may take projects, and what hangs on them, out of the house: by the kind of project."""

from django.db.models import Q

from projects.models import Project


def by_kind(prefix: str = "") -> dict[str, Q]:
    """Each right with the rows that it opens; `prefix` leads from them to their project (`project__`)."""
    return {f"projects.export_{kind}": Q(**{f"{prefix}kind": kind}) for kind in Project.Kind.values}
