"""What each address asks of a person, and what it answers whoever may: exactly that. A new address needs a row here: which right, of which
record, by which methods.

Who holds a right says `matrix.py`, which records he reaches `people.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.access.people import Facts, Person

FORBIDDEN, MISSING, CLOSED, SIGN_IN = "403", "404", "405", "302 sign-in"
PAGE, REFUSED_FORM = "200", "400"
GET, POST, BOTH = frozenset({"GET"}), frozenset({"POST"}), frozenset({"GET", "POST"})


@dataclass(frozen=True)
class Expect:
    """`rights`: one of them is needed (none: any signed-in person); `sent_rights`: for a POST one of these besides; `of`: the records of
    `office.py` that the address is tried with; `edit`: the person must be allowed to change the record; `is_open`: no sign-in; `answer`:
    the verdict where it is none of this.

    `page`, `sent`: what a GET, and a POST without a word in it, answer whoever may: a status, and for one that leads elsewhere the name of
    the view (`302 home`). A form that was sent empty is refused (400), but for those that Django shows again (200).
    """

    rights: tuple[str, ...] = ()
    of: str = ""
    methods: frozenset = BOTH
    edit: bool = False
    staff: bool = False
    is_open: bool = False
    page: str = PAGE
    sent: str = REFUSED_FORM
    sent_rights: tuple[str, ...] = ()
    answer: Callable[[Person | None, dict], str] | None = None

    def accepted(self, method: str, person: Person | None, kwargs: dict, facts: Facts | None) -> set[str]:
        """The one right answer. A method that is closed may be turned away before or after the person is."""
        verdict = self.verdict(method, person, kwargs, facts)
        if method in self.methods:
            return {verdict}
        if person is None and not self.is_open:
            return {SIGN_IN}
        return {CLOSED} | ({verdict} & {FORBIDDEN, MISSING})

    def verdict(self, method: str, person: Person | None, kwargs: dict, facts: Facts | None) -> str:
        """`facts` None: the address names a record that does not exist, or none at all."""
        success = self.page if method == "GET" else self.sent
        if self.answer:
            return self.answer(person, kwargs)
        if person is None:
            return success if self.is_open else SIGN_IN
        if self.staff and not person.is_staff:
            return FORBIDDEN
        for needed in (self.rights, self.sent_rights if method == "POST" else ()):
            if needed and not any(person.has(right.format(**kwargs)) for right in needed):
                return FORBIDDEN
        if not self.of:
            return success
        if facts is None or not SCOPES[self.of](person, facts):
            return MISSING
        return success if not self.edit or EDITS[self.of](person, facts) else FORBIDDEN


def everybody(person: Person, facts: Facts) -> bool:
    return True


# How far a person sees and edits records of each kind; see `office.py` for the records themselves.
SCOPES = {
    "enterprise": Person.sees_enterprise,
    "alias": Person.sees_enterprise,
    "project": Person.reaches,
    "evidence": Person.reaches,
    "override": Person.reaches,
    "report": Person.reaches,
    "month": everybody,
    "stage": Person.reaches,
    "stage of the bureau": Person.reaches,
    "month file": Person.reaches,
    "kind of project": everybody,
    "kind of sheet": everybody,
    "batch": lambda person, facts: facts.officer == person.username,
    "wiped batch": lambda person, facts: False,  # its files are gone, for its owner too
    "merger task": Person.sees_task,
    "person": everybody,
    "reminder": Person.sees_matter,
    "instruction": Person.sees_matter,
}
EDITS = {
    "enterprise": lambda person, facts: person.has("enterprises.change_enterprise"),
    "batch": lambda person, facts: person.has("ledgers.import_enterprises"),
    "project": Person.edits_project,
    "report": lambda person, facts: person.has(f"projects.manage_{facts.kind}"),
    # Whoever asked notes the answer; the instruction was entered for the leader.
    "reminder": lambda person, facts: person.username == "supervisor",
    "instruction": lambda person, facts: person.username in ("supervisor", "leader"),
    "stage": Person.edits_project,
    "stage of the bureau": lambda person, facts: person.has(f"projects.manage_{facts.kind}"),
}


def in_app(person: Person | None, kwargs: dict) -> str:
    """The page of one app in the back office shows what one may do there; without anything it does not exist."""
    if person is None:
        return SIGN_IN
    if not person.is_staff:
        return FORBIDDEN
    listed = [name.partition("_") for name in BACK_OFFICE if name.startswith(f"{kwargs['app_label']}_")]
    return PAGE if any(person.has(f"{app}.{verb}_{model}") for app, _, model in listed for verb in ("view", "add", "change")) else MISSING


VIEW_ENTERPRISE = ("enterprises.view_enterprise",)
EDIT_ENTERPRISE = ("enterprises.change_enterprise",)
VIEW_BATCH = ("ledgers.view_importbatch",)
KINDS = ("enterprises", "support", "tech_upgrade", "investment", "progress", "merger", "indicators")
IMPORT_SOME_KIND = tuple(f"ledgers.import_{kind}" for kind in KINDS)
SETTLES_NAMES = tuple(f"ledgers.import_{kind}" for kind in ("support", "tech_upgrade", "investment", "merger"))
VIEW_PROJECT = ("projects.view_project",)
SET_LIGHT = ("projects.override_light",)
REVIEWS = ("projects.review_progress",)
REPORTS = ("projects.report_assigned", "projects.report_department")

HOME, SET_UP = "302 home", "302 zone:second-step-setup"

EXPECTATIONS = {
    # Before anybody is signed in
    "sign-in": Expect(is_open=True, answer=lambda person, kwargs: HOME if person else PAGE),
    "sign-out": Expect(methods=POST, is_open=True, sent=SIGN_IN),
    "set_language": Expect(is_open=True, page=HOME, sent=HOME),
    "healthz": Expect(methods=GET, is_open=True),
    "readyz": Expect(methods=GET, is_open=True),
    # One's own
    "home": Expect(methods=GET),
    "todo": Expect(methods=GET),
    "zone:account": Expect(methods=GET),
    "zone:password-change": Expect(sent=PAGE),
    "zone:second-step": Expect(page=SET_UP, sent=SET_UP),
    "zone:second-step-setup": Expect(sent=PAGE),
    # The auditor's
    "zone:event-list": Expect(("zone.view_event",), methods=GET),
    "zone:event-export": Expect(("zone.export_event",), methods=POST, sent=PAGE),
    # Enterprises
    "enterprises:enterprise-list": Expect(VIEW_ENTERPRISE, methods=GET),
    "enterprises:request-list": Expect(("enterprises.view_servicerequest",), methods=GET),
    "enterprises:support-list": Expect(("enterprises.view_supportassignment",), methods=GET),
    "enterprises:enterprise-create": Expect(("enterprises.add_enterprise",)),
    "enterprises:enterprise-detail": Expect(VIEW_ENTERPRISE, "enterprise", GET),
    "enterprises:enterprise-edit": Expect(VIEW_ENTERPRISE, "enterprise", edit=True),
    "enterprises:enterprise-contact": Expect(("enterprises.reveal_contact",), "enterprise", POST, sent=PAGE),
    "enterprises:alias-create": Expect(EDIT_ENTERPRISE, "enterprise", POST, sent="422"),
    "enterprise-timeline": Expect(VIEW_ENTERPRISE, "enterprise", GET),
    "enterprises:alias-remove": Expect(EDIT_ENTERPRISE, "alias", POST, sent="302 enterprises:enterprise-detail"),
    # Merger: who sees the whole zone or keeps the tasks, else whoever leads or supports
    "merger:task-list": Expect(("merger.view_mergertask",), methods=GET),
    "merger:task-detail": Expect(("merger.view_mergertask",), "merger task", GET),
    # Main indicators: figures of whole districts, by right alone
    "indicators:value-list": Expect(("indicators.view_indicatorvalue",), methods=GET),
    "indicators:target-list": Expect(("indicators.view_indicatortarget",), methods=GET),
    # Projects
    "overview": Expect(("projects.view_overview",), methods=GET),
    "overview-changes": Expect(("projects.view_overview",), methods=GET),
    "projects:project-list": Expect(VIEW_PROJECT, methods=GET),
    "projects:project-rows": Expect(VIEW_PROJECT, methods=GET),
    "projects:project-sums": Expect(VIEW_PROJECT, methods=GET),
    "projects:project-create": Expect(("projects.manage_{kind}",), "kind of project"),
    "projects:project-detail": Expect(VIEW_PROJECT, "project", GET),
    "projects:project-update": Expect(VIEW_PROJECT, "project", edit=True),
    "projects:stage-gate": Expect(VIEW_PROJECT, "project", GET),
    "projects:project-stage": Expect(VIEW_PROJECT, "project", edit=True, page="302 projects:stage-gate"),
    "projects:stage-day": Expect(VIEW_PROJECT, "stage", edit=True),
    "projects:stage-back": Expect(VIEW_PROJECT, "stage of the bureau", edit=True),
    "projects:light-rules": Expect(VIEW_PROJECT, methods=GET),
    "projects:light-set": Expect(SET_LIGHT, "project"),
    "projects:light-end": Expect(SET_LIGHT, "override", POST),
    "projects:evidence-add": Expect(VIEW_PROJECT, "project", POST, edit=True, sent="302 projects:project-detail"),
    "projects:evidence-download": Expect(VIEW_PROJECT, "evidence", GET),
    # Reports: confirmed by others than who filed them, corrected by the bureau of their kind
    "projects:review-queue": Expect(REVIEWS),
    "projects:month-list": Expect((*REVIEWS, "zone.lock_month"), methods=GET),
    "projects:month-set": Expect(("zone.lock_month",), "month", POST, sent="302 projects:month-list"),
    "projects:progress-detail": Expect(VIEW_PROJECT, "report", sent_rights=REVIEWS),
    "projects:progress-noted": Expect(VIEW_PROJECT, "report", POST, sent="302 todo"),
    "projects:progress-correct": Expect(("projects.correct_progress",), "report", edit=True),
    # Reminders and instructions: everybody lists his own, and opens what he wrote or is asked
    "projects:project-remind": Expect(("supervision.send_reminder", "supervision.ask_bureau"), "project"),
    "projects:month-remind": Expect(("supervision.send_reminder",), page=MISSING, sent=MISSING),
    "projects:project-instruct": Expect(("supervision.give_instruction", "supervision.enter_instruction"), "project"),
    "supervision:reminder-list": Expect(methods=GET),
    "supervision:reminder-detail": Expect(of="reminder"),
    "supervision:reminder-noted": Expect(of="reminder", methods=POST, edit=True, sent="302 todo"),
    "supervision:instruction-list": Expect(methods=GET),
    "supervision:instruction-detail": Expect(of="instruction"),
    "supervision:instruction-noted": Expect(of="instruction", methods=POST, edit=True, sent="302 todo"),
    # 月度填报: by whoever reports
    "projects:month-grid": Expect(REPORTS),
    "projects:month-draft": Expect(REPORTS, methods=POST),
    "projects:month-file": Expect(VIEW_PROJECT, "month file", GET),
    # Imports: a stored upload belongs to whoever sent it; saving it needs the right to its kind of sheet
    "ledgers:import-centre": Expect(VIEW_BATCH, sent_rights=IMPORT_SOME_KIND),
    "ledgers:names": Expect(SETTLES_NAMES),
    "ledgers:template-download": Expect(("ledgers.import_support",), methods=GET, of="kind of sheet"),
    "ledgers:batch-detail": Expect(VIEW_BATCH, "batch", GET),
    "ledgers:batch-read": Expect(VIEW_BATCH, "batch", POST, sent="302 ledgers:batch-detail"),
    "ledgers:batch-columns": Expect(VIEW_BATCH, "batch", POST, sent="302 ledgers:batch-detail"),
    "ledgers:batch-forget": Expect(VIEW_BATCH, "batch", POST, sent="302 ledgers:batch-detail"),
    "ledgers:batch-commit": Expect(VIEW_BATCH, "batch", POST, edit=True, sent="302 enterprises:enterprise-list"),
    "ledgers:batch-cancel": Expect(VIEW_BATCH, "batch", POST, sent="302 ledgers:batch-detail"),
    "ledgers:batch-undo": Expect(VIEW_BATCH, "batch", edit=True, sent="302 ledgers:batch-detail"),
    "ledgers:batch-problems": Expect(VIEW_BATCH, "wiped batch", GET),
    "ledgers:batch-marked": Expect(VIEW_BATCH, "wiped batch", GET),
    # The back office itself
    "admin:index": Expect(staff=True, sent=PAGE),
    "admin:login": Expect(page=HOME, sent=HOME),
    "admin:jsi18n": Expect(methods=GET, staff=True),
    "admin:autocomplete": Expect(methods=GET, answer=lambda person, kwargs: FORBIDDEN if person else SIGN_IN),  # without its parameters
    "admin:app_list": Expect(of="app", answer=in_app),
    "admin:user-roles": Expect(("zone.grant_roles",), "person", staff=True, sent="302 admin:zone_user_changelist"),
    "admin:user-second-step": Expect(("zone.grant_roles",), "person", staff=True, sent="302 admin:zone_user_changelist"),
    "admin:auth_user_password_change": Expect(("zone.change_user",), "backoffice zone.user", staff=True, sent=PAGE),
}

# Lists of the back office that give their rows as a table of the office: the right to export it.
TABLES = {
    name: Expect((right,), f"table of {name}", GET, staff=True)
    for name, right in {
        "enterprises_enterprise": "enterprises.export_enterprise",
        "enterprises_supportassignment": "enterprises.change_supportassignment",
        "projects_project": "projects.export_tech_upgrade",
        "projects_projectprogress": "nobody",  # unless a month is chosen
        "merger_mergertask": "merger.change_mergertask",
        "indicators_indicatorvalue": "indicators.change_indicatorvalue",
    }.items()
}

# The lists of the back office: what the record hangs on, and whether it is only read there or never made there.
BACK_OFFICE = {
    "zone_user": Expect(of="backoffice zone.user"),
    "zone_post": Expect(of="backoffice zone.post"),
    "zone_portfolio": Expect(of="backoffice zone.portfolio"),
    "zone_department": Expect(of="backoffice zone.department"),
    "zone_district": Expect(of="backoffice zone.district"),
    "zone_setting": Expect(of="backoffice zone.setting"),
    "zone_calendarday": Expect(of="backoffice zone.calendarday"),
    "zone_period": Expect(of="backoffice zone.period"),
    "zone_lightrule": Expect(of="backoffice zone.lightrule"),
    "enterprises_cluster": Expect(of="backoffice enterprises.cluster"),
    "enterprises_enterprise": Expect(of="enterprise"),
    "enterprises_districtmembership": Expect(of="backoffice enterprises.districtmembership"),
    "enterprises_sizestatus": Expect(of="backoffice enterprises.sizestatus"),
    "enterprises_supportassignment": Expect(of="backoffice enterprises.supportassignment"),
    "enterprises_servicerequest": Expect(of="backoffice enterprises.servicerequest"),
    "enterprises_operatingfigure": Expect(of="backoffice enterprises.operatingfigure"),
    "merger_mergertask": Expect(of="merger task"),
    "indicators_indicator": Expect(of="backoffice indicators.indicator"),
    "indicators_indicatorvalue": Expect(of="backoffice indicators.indicatorvalue"),
    "indicators_indicatortarget": Expect(of="backoffice indicators.indicatortarget"),
    "projects_project": Expect(of="project"),
    "projects_monthlyplan": Expect(of="backoffice projects.monthlyplan", edit=True),
    "projects_stageevent": Expect(of="backoffice projects.stageevent", edit=True),
    "projects_projectprogress": Expect(of="backoffice projects.projectprogress"),
    "projects_procedure": Expect(of="backoffice projects.procedure"),
    "projects_lightoverride": Expect(of="backoffice projects.lightoverride"),
    "ledgers_importbatch": Expect(),
    "ledgers_columnword": Expect(of="backoffice ledgers.columnword"),
    "ledgers_knownlayout": Expect(of="backoffice ledgers.knownlayout"),
    "supervision_reminder": Expect(of="reminder"),
    "supervision_instruction": Expect(of="instruction"),
}
READ_THERE = {
    "merger_mergertask",
    "enterprises_enterprise",
    "enterprises_districtmembership",
    "enterprises_sizestatus",
    "enterprises_servicerequest",
    "projects_project",
    "projects_procedure",
    "projects_projectprogress",
    "projects_lightoverride",
    "projects_stageevent",
    "ledgers_importbatch",
    "ledgers_knownlayout",
    "supervision_reminder",
    "supervision_instruction",
}


def hangs_on(name: str):
    if name.startswith("projects_"):
        return Person.reaches
    return Person.sees_enterprise if name in ("enterprises_districtmembership", "enterprises_sizestatus") else everybody


def sees_support(person: Person, facts: Facts) -> bool:
    return person.sees_enterprise(facts)


def sees_figures(person: Person, facts: Facts) -> bool:
    """Single-firm figures: roles of the whole zone, else whoever supports the firm."""
    return person.reaches(facts)


for _name, _expect in BACK_OFFICE.items():
    if _expect.of.startswith("backoffice "):
        SCOPES[_expect.of] = hangs_on(_name)
        EDITS[_expect.of] = Person.edits_project if _name.startswith("projects_") else everybody
SCOPES |= {table.of: everybody for table in TABLES.values()}
for _name in ("columnword", "knownlayout"):  # of the enterprise ledger
    SCOPES[f"backoffice ledgers.{_name}"] = lambda person, facts: person.has("ledgers.import_enterprises")
SCOPES["backoffice enterprises.supportassignment"] = sees_support
SCOPES["backoffice enterprises.operatingfigure"] = sees_figures
SCOPES["backoffice enterprises.servicerequest"] = Person.sees_request


def expectation(view_name: str, method: str) -> Expect | None:
    """The row for an address, None where there is none. In the back office a page asks by its verb and model."""
    if not view_name.startswith("admin:") or view_name in EXPECTATIONS:
        return EXPECTATIONS.get(view_name)
    name, _, page = view_name.removeprefix("admin:").rpartition("_")
    if view_name.endswith("_office_table"):
        return TABLES.get(name.removesuffix("_office"))
    if name not in BACK_OFFICE:
        return None
    app, _, model = name.partition("_")
    view, add, change = (f"{app}.{verb}_{model}" for verb in ("view", "add", "change"))
    row = replace(BACK_OFFICE[name], staff=True, sent=PAGE)
    if page == "changelist":
        return replace(row, rights=(view, change), of="")
    if page == "add":
        return replace(row, rights=(add,), of="", sent=REFUSED_FORM)  # without the mark by which a form sent twice is known
    if page in ("change", "history"):
        if page == "change" and method == "POST":
            return replace(row, rights=(change,) if name not in READ_THERE else ("nobody",))
        return replace(row, rights=(view, change), edit=False)
    return None
