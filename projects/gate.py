"""The gate before each stage: one table says which fact or paper is needed, from which stage on, for which kind of project.

The gate itself, the edit form, the import and the project's page read it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.models import Project, Stage
from projects.models.stage import BUILDING, OF_INVESTMENTS, PATH, RESTING
from projects.models.stage_facts import StageFacts

INVESTMENT, TECH_UPGRADE = Project.Kind.INVESTMENT, Project.Kind.TECH_UPGRADE
EVERY = frozenset(Project.Kind)
FACT, STEP, PAPER = "fact", "step", "paper"


@dataclass(frozen=True, slots=True)
class Need:
    """A fact of the project (asked by every later stage while it is empty, but not `until` another one is reached), a word about the step
    itself, or a paper. `name`: the field; of a paper `paper_<stage>`. `is_passed`: asked for where the stage is skipped, too."""

    name: str
    since: Stage
    kinds: frozenset = EVERY
    place: str = FACT
    until: Stage | None = None
    words: str = ""
    is_passed: bool = False

    def label(self) -> str:
        return str(self.words or Project._meta.get_field(self.name).verbose_name)


def _investments(*names: str, since: Stage, until: Stage | None = None) -> list[Need]:
    return [Need(name, since, frozenset({INVESTMENT}), until=until) for name in names]


def _paper(since: Stage, words: str, *kinds: str, is_passed: bool = False) -> Need:
    return Need(f"paper_{since}", since, frozenset(kinds) or EVERY, PAPER, words=words, is_passed=is_passed)


TABLE = (
    *_investments("lead_source", "contact_name", "first_contact_on", since=Stage.LEAD, until=Stage.PRE_CONSTRUCTION),
    _paper(Stage.PLANNING, gettext_lazy("Concept (one page)")),
    _paper(Stage.RESERVE, gettext_lazy("Project proposal or feasibility study")),
    _paper(Stage.NEGOTIATING, gettext_lazy("Minutes of the talks"), INVESTMENT),
    *_investments("agreement_kind", "agreed_investment", "signed_on", since=Stage.SIGNED),
    _paper(Stage.SIGNED, gettext_lazy("Scan of the contract"), INVESTMENT, is_passed=True),
    *_investments("company_code", "registered_capital", "registered_on", since=Stage.REGISTERED),
    Need("filing_number", Stage.PRE_CONSTRUCTION),
    Need("actual_start_on", Stage.STARTED),
    *_investments("construction_permit", since=Stage.STARTED),
    _paper(Stage.STARTED, gettext_lazy("Photo of the site at the start"), is_passed=True),
    Need("ends_on", Stage.WINTER_BREAK, place=STEP, words=gettext_lazy("Planned end of the break")),
    Need("note", Stage.SUSPENDED, place=STEP, words=gettext_lazy("Reason")),
    Need("accepted_on", Stage.COMPLETED),
    _paper(Stage.COMPLETED, gettext_lazy("Record of acceptance"), is_passed=True),
    Need("production_on", Stage.IN_PRODUCTION),
    _paper(Stage.IN_PRODUCTION, gettext_lazy("First product (photo) or first invoice"), is_passed=True),
    Need("reached_output", Stage.AT_CAPACITY),
    Need("reached_sales", Stage.EFFECTIVE),
    Need("reached_tax", Stage.EFFECTIVE),
    Need("note", Stage.TERMINATED, place=STEP, words=gettext_lazy("Reason")),
    Need("approved_by", Stage.TERMINATED, place=STEP, words=gettext_lazy("Approved by")),
)
FACTS = tuple(dict.fromkeys(need.name for need in TABLE if need.place == FACT))
OF_INVESTMENT = frozenset(need.name for need in TABLE if need.kinds == {INVESTMENT} and need.place == FACT)
# The day of these stages is a fact of the project: entering the stage writes it.
DAYS = {
    Stage.SIGNED: "signed_on",
    Stage.REGISTERED: "registered_on",
    Stage.STARTED: "actual_start_on",
    Stage.COMPLETED: "accepted_on",
    Stage.IN_PRODUCTION: "production_on",
}


def path_of(kind: str) -> list[Stage]:
    """The stages of this kind of project on the way to production, in order."""
    return [stage for stage in PATH if kind != TECH_UPGRADE or stage not in OF_INVESTMENTS]


def stages_of(kind: str) -> list[Stage]:
    """All stages of this kind of project in the order of their definition, those beside the way too."""
    return [stage for stage in Stage if kind != TECH_UPGRADE or stage not in OF_INVESTMENTS]


def next_stages(project: Project) -> list[Stage]:
    """The stages that follow the present one in the ordinary course; a break or stop leads back to building."""
    stage = Stage(project.stage)
    if stage in RESTING:
        return [Stage.UNDER_CONSTRUCTION, *(other for other in RESTING if other != stage)]
    if stage == Stage.TERMINATED:
        return []
    following = [other for other in path_of(project.kind) if PATH.index(other) > PATH.index(stage)]
    return [*following, Stage.WINTER_BREAK, Stage.SUSPENDED] if stage in BUILDING else following


def passed_over(project: Project, stage: str) -> list[Stage]:
    """The stages between the present one and `stage` that a step forward leaves out."""
    if project.stage not in PATH or stage not in PATH:
        return []
    return [other for other in path_of(project.kind) if PATH.index(project.stage) < PATH.index(other) < PATH.index(stage)]


def needs_of(project: Project, stage: str) -> list[Need]:
    """What the step to `stage` asks for. Back, or out of turn, it asks for the words about the step alone: the reason answers the rest."""
    own = [need for need in TABLE if project.kind in need.kinds]
    steps = [need for need in own if need.place == STEP and need.since == stage]
    if stage not in next_stages(project) or project.stage in RESTING:
        return steps
    skipped = passed_over(project, stage)
    papers = [need for need in own if need.place == PAPER and (need.since == stage or (need.is_passed and need.since in skipped))]
    facts = [need for need in facts_since(project.kind, stage) if need.name != DAYS.get(stage)]
    return [*facts, *papers, *steps]


def facts_since(kind: str, stage: str) -> list[Need]:
    """The facts that a project of this kind needs in `stage`; none where it rests or has ended."""
    if stage not in PATH:
        return []
    place = PATH.index(stage)
    return [
        need
        for need in TABLE
        if need.place == FACT
        and kind in need.kinds
        and PATH.index(need.since) <= place
        and (need.until is None or place < PATH.index(need.until))
    ]


def value_of(project: Project, name: str) -> object:
    """A fact of the project; the company's code may be known from its enterprise."""
    value = getattr(project, name)
    if name == "company_code" and not value and project.enterprise:
        return project.enterprise.credit_code
    return value


def missing_facts(project: Project, stage: str = "") -> list[Need]:
    """The facts that `stage` (without it: the present one) needs and that nobody has said."""
    return [need for need in facts_since(project.kind, stage or project.stage) if value_of(project, need.name) in (None, "")]


def missing(project: Project, stage: str, *, step: Mapping[str, object], papers: Iterable[str]) -> list[Need]:
    """All that the step to `stage` still lacks. `step`: words about the step; `papers`: names of the papers that are at hand."""
    papers = set(papers)

    def is_there(need: Need) -> bool:
        if need.place == PAPER:
            return need.name in papers
        value = value_of(project, need.name) if need.place == FACT else step.get(need.name)
        return value not in (None, "")

    return [need for need in needs_of(project, stage) if not is_there(need)]


def is_only_framework(project: Project, stage: str) -> bool:
    """Whether the step would count a framework agreement as a contract: such a project stays in negotiation."""
    kinds = {StageFacts.Agreement.FRAMEWORK, StageFacts.Agreement.INTENT}
    return (
        project.kind == INVESTMENT and project.agreement_kind in kinds and stage in PATH and PATH.index(stage) >= PATH.index(Stage.SIGNED)
    )


def framework_words() -> str:
    return _(
        "A framework agreement or a letter of intent is no contract: the project stays in negotiation. "
        "Save what you have filled in, and enter the stage when the formal contract has been signed."
    )


def wrong_days(facts: Mapping[str, date | None]) -> dict[str, str]:
    """Days of a project that cannot follow each other, by the field where it is said. `facts`: days by field; others are ignored."""
    start = facts.get("actual_start_on")
    said = {}
    told = {
        "accepted_on": _("Accepted before the start (%(day)s): correct this day, or the day of the start."),
        "production_on": _("In production before the start (%(day)s): correct this day, or the day of the start."),
    }
    for name, words in told.items():
        day = facts.get(name)
        if start and day and day < start:
            said[name] = words % {"day": start}
    first, production = facts.get("first_tax_on"), facts.get("production_on")
    if first and production and first < production:
        said["first_tax_on"] = _("Tax was paid before production began (%(day)s): correct one of the two days.") % {"day": production}
    return said
