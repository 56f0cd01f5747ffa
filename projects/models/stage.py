"""The stages of a project (项目环节). A stage is set by a person; how a project fares is another matter, computed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    LEAD = "lead", _("lead")
    PLANNING = "planning", _("planning")
    RESERVE = "reserve", _("reserve")
    NEGOTIATING = "negotiating", _("negotiating")
    SIGNED = "signed", _("signed")
    REGISTERED = "registered", _("registered")
    PRE_CONSTRUCTION = "pre_construction", _("preparatory stage")
    STARTED = "started", _("started")
    UNDER_CONSTRUCTION = "under_construction", _("under construction")
    WINTER_BREAK = "winter_break", _("winter break")
    SUSPENDED = "suspended", _("suspended")
    COMPLETED = "completed", _("completed")
    IN_PRODUCTION = "in_production", _("in production")
    AT_CAPACITY = "at_capacity", _("at capacity")
    EFFECTIVE = "effective", _("effective")
    TERMINATED = "terminated", _("terminated")


# On the way to production, in order; a break, a suspension or an end are states beside it.
PATH = [
    Stage.LEAD,
    Stage.PLANNING,
    Stage.RESERVE,
    Stage.NEGOTIATING,
    Stage.SIGNED,
    Stage.REGISTERED,
    Stage.PRE_CONSTRUCTION,
    Stage.STARTED,
    Stage.UNDER_CONSTRUCTION,
    Stage.COMPLETED,
    Stage.IN_PRODUCTION,
    Stage.AT_CAPACITY,
    Stage.EFFECTIVE,
]
# How far along somebody else's money is: a technical upgrade is the firm's own, and passes none of these.
OF_INVESTMENTS = frozenset({Stage.LEAD, Stage.NEGOTIATING, Stage.SIGNED, Stage.REGISTERED})
BEFORE_START = frozenset(PATH[: PATH.index(Stage.STARTED)])
BUILDING = frozenset({Stage.STARTED, Stage.UNDER_CONSTRUCTION})
RESTING = frozenset({Stage.WINTER_BREAK, Stage.SUSPENDED})
FINISHED = frozenset(PATH[PATH.index(Stage.COMPLETED) :])
