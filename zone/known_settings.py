"""What the settings are called that the house reads, and in what they are counted. A key that nobody reads keeps its own word."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

# By key: what the office calls it, and its unit.
KNOWN = {
    "goal.tech_upgrade_projects": (_("Goal of the year: tech-upgrade projects"), _("projects (counted)")),
    "goal.tech_upgrade_investment": (_("Goal of the year: investment in tech upgrades"), _("10 000 yuan")),
    "goal.above_scale": (_("Goal of the year: firms above scale"), _("firms")),
    "goal.above_scale_new": (_("Goal of the year: firms newly above scale"), _("firms")),
    "above_scale_threshold": (_("Revenue from which a firm is above scale"), _("10 000 yuan")),
    "still_days": (_("Days after which a project stands still"), _("days")),
    "report_opens_day": (_("Day of the month from which it is reported"), _("day of the month")),
    "report_due_day": (_("Day of the next month by which a month is reported"), _("day of the month")),
    "report_due_moves": (_("A due day that is free moves to the next working day"), _("1 yes, 0 no")),
    "override_days": (_("Days for which a light may be set by hand at most"), _("days")),
}
# Settings that are either on (1) or off (0).
YES_OR_NO = frozenset({"report_due_moves"})


def label(key: str) -> str:
    """`still_days` as an office calls it."""
    return str(KNOWN[key][0]) if key in KNOWN else key


def unit(key: str) -> str:
    """In what the value is counted; nothing where that is not known."""
    return str(KNOWN[key][1]) if key in KNOWN else ""


def choices(own: str = "") -> Iterator[tuple[str, str]]:
    """What may be set, `own` being the key of a row that has one already."""
    if own and own not in KNOWN:
        yield own, own
    for key in KNOWN:
        yield key, label(key)
