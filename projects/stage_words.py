"""What each stage means, and what its start is not: read where a person chooses one."""

from django.utils.translation import gettext_lazy as _

from projects.models import Project, Stage

DEFINITIONS = {
    Stage.LEAD: _("A named investor has stated an intention to invest."),
    Stage.PLANNING: _("An idea of the zone itself, without an investor or a site as yet."),
    Stage.RESERVE: _("Scope, site and estimate are known."),
    Stage.NEGOTIATING: _("Talks with named parties are under way. A framework agreement or a letter of intent leaves a project here."),
    Stage.SIGNED: _("The formal contract has been signed. A framework agreement or a letter of intent is none."),
    Stage.REGISTERED: _("The project company is registered and has its business licence."),
    Stage.PRE_CONSTRUCTION: _("The project is filed and its permits are under way."),
    Stage.STARTED: _(
        "A permanent work of the project breaks ground for the first time; where nothing is dug, the first pile is driven. "
        "Levelling the site, demolition and temporary roads are no start."
    ),
    Stage.UNDER_CONSTRUCTION: _("Work goes on after the start; its progress is reported every month."),
    Stage.WINTER_BREAK: _("Work rests for the winter; say from when and until when. Afterwards the project goes back to construction."),
    Stage.SUSPENDED: _("Work has stopped for another reason than the season; say which. Afterwards the project goes back to construction."),
    Stage.COMPLETED: _("Main and ancillary works are done and accepted."),
    Stage.IN_PRODUCTION: _("Accepted, and formally in production or in use: the first product is made or the first invoice written."),
    Stage.AT_CAPACITY: _("Output has reached the design capacity."),
    Stage.EFFECTIVE: _("Sales and tax have reached what was planned."),
    Stage.TERMINATED: _("The project has been withdrawn; say why, and who approved it."),
}
UPGRADE_STARTED = _(
    "Equipment begins to be installed, or a permanent work breaks ground. "
    "Levelling the site, demolition and ordering equipment are no start."
)


def definition(stage: str, kind: str) -> str:
    """What the stage means for a project of this kind."""
    if stage == Stage.STARTED and kind == Project.Kind.TECH_UPGRADE:
        return str(UPGRADE_STARTED)
    return str(DEFINITIONS[Stage(stage)])
