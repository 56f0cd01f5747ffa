"""The projects of a plan or a dispatch table: which stored project each row means, and what it says of it."""

from collections.abc import Sequence

from enterprises.matching import ALIAS, LEGACY, EnterpriseIndex, Firm, as_code
from enterprises.models import Enterprise
from projects.derived import end_of_span
from projects.export_rights import by_kind
from projects.ledger_done_days import settle_done_days
from projects.ledger_stages import settle_since, tell_missing_facts
from projects.matching import ProjectIndex
from projects.models import Project, Stage
from projects.models.stage import BEFORE_START
from projects.naming import name_key, search_text
from projects.numbering import following_codes
from projects.wording import stage_in_progress, stage_of_heading
from zone.ledgers.heading_districts import districts_of_headings
from zone.ledgers.importer import Importer
from zone.ledgers.people_columns import departments_of, keep_settled, people_of
from zone.ledgers.records import RecordSet
from zone.ledgers.resource import LedgerField, LedgerResource
from zone.ledgers.table import Table
from zone.ledgers.widgets import CLEAR, part
from zone.lib.clock import today
from zone.lib.months import last_day
from zone.lib.showing import without_zeros
from zone.lib.textkey import match_key


class ProjectRecords(LedgerResource):
    code = "projects"
    export_rights = by_kind()
    derived = (
        "name_key",
        "investor_key",
        "filing_key",
        "search_text",
        "district",
        "planned_start_by",
        "planned_finish_by",
        "moved_on",
        "stage_since",
    )
    natural_keys = (("filing_key", "kind"), ("name_key", "enterprise_id", "kind"), ("name_key", "investor_key", "kind"))

    project_code = LedgerField("code", "code")
    kind = LedgerField("kind")
    name = LedgerField("name")
    enterprise = LedgerField("enterprise__name", "enterprise")
    investor = LedgerField("investor")
    source_region = LedgerField("source_region")
    content = LedgerField("content")
    industry_code = LedgerField("industry_code")
    filing_number = LedgerField("filing_number")
    total_investment = LedgerField("total_investment")
    total_is_approximate = LedgerField("total_is_approximate")
    equipment_investment = LedgerField("equipment_investment")
    plan_year = LedgerField("plan_year")
    annual_plan = LedgerField("annual_plan")
    planned_start_on = LedgerField("planned_start_on")
    planned_start_precision = LedgerField("planned_start_precision")
    planned_finish_on = LedgerField("planned_finish_on")
    planned_finish_precision = LedgerField("planned_finish_precision")
    actual_start_on = LedgerField("actual_start_on")
    signed_on = LedgerField("signed_on")
    registered_on = LedgerField("registered_on")
    stage = LedgerField("stage")
    catalogue_categories = LedgerField("catalogue_categories")
    added_output = LedgerField("added_output")
    added_profit_tax = LedgerField("added_profit_tax")
    leader = LedgerField("leader__name", "leader", kept_as_written="leader_name")
    department = LedgerField("department__name", "department", kept_as_written="department_name")
    officer = LedgerField("officer__name", "officer", kept_as_written="officer_name")
    remarks = LedgerField("remarks")

    class Meta:
        model = Project
        fields = (
            "project_code", "kind", "name", "enterprise", "investor", "source_region", "content", "industry_code", "filing_number",
            "total_investment", "total_is_approximate", "equipment_investment", "plan_year", "annual_plan", "planned_start_on",
            "planned_start_precision", "planned_finish_on", "planned_finish_precision", "actual_start_on", "signed_on", "registered_on",
            "stage", "catalogue_categories", "added_output", "added_profit_tax", "leader", "department", "officer", "remarks",
        )  # fmt: skip

    def assign(self, columns):
        """Projects without a code of their own get the next ones of their kind and year, in the order of the sheet."""
        kind = next(iter(columns["kind"]), Project.Kind.TECH_UPGRADE.value)
        given = iter(following_codes(kind, year=today().year, count=sum(1 for code in columns["code"] if not code)))
        codes = [code or next(given) for code in columns["code"]]
        rows = zip(columns["search_text"], codes, columns["filing_key"], strict=True)
        return {"code": codes, "search_text": [with_code(text, code, filing) for text, code, filing in rows]}


def with_code(text: str, code: str, filing_key: str) -> str:
    """The search text of a project that has just been given its code, as `projects.naming.search_text` would have it."""
    names = text.removesuffix(filing_key).split()
    return " ".join(dict.fromkeys([*names, match_key(code), *([filing_key] if filing_key else [])]))


def build_projects(resource: ProjectRecords, table: Table, importer: Importer, kind: Project.Kind, required: Sequence[str]) -> RecordSet:
    """The projects, one a data row, matched with those stored and compared with them. `required`: keys of columns that each row fills."""
    firms = firms_of(table, importer)
    said = _said(table, importer, firms, kind)
    projects = RecordSet(resource, list(range(len(table))), said=said)
    check_required(table, required)
    _check_duplicates(table, said)
    stored = ProjectIndex(importer.visible(Project).filter(kind=kind))
    stored.learn(codes=said["code"], filings=said["filing_key"], names=said["name_key"])
    projects.targets = [_target(row, table, said, stored, importer) for row in range(len(table))]
    _place_new(table, importer, said, projects)
    settle_done_days(table, said, projects, importer.on)
    _settle_stage(table, said, projects)
    settle_since(table, said, projects)
    keep_settled(projects, "leader", "department", "officer")
    projects.compare()
    tell_missing_facts(table, projects)
    _check_amounts(table, projects)
    _check_span(table, projects)
    return projects


def firms_of(table: Table, importer: Importer) -> list[Firm | None]:
    """The firm of each row; unknown and ambiguous ones are said."""
    names, codes = table.values("enterprise"), table.values("credit_code")
    written = [(code.code if code else "") or (as_code(name.text) if name else "") for name, code in zip(names, codes, strict=True)]
    index = EnterpriseIndex(importer.visible(Enterprise))
    index.learn(codes=written, keys=[name.key if name else "" for name in names], legacy=[name.key if name else "" for name in names])
    firms = []
    for row, (name, code) in enumerate(zip(names, written, strict=True)):
        key = name.key if name else ""
        found = index.find(code=code, key=key, legacy=key) if key or code else None
        firms.append(found.firm if found else None)
        number, cell = table.rows[row].number, table.cell("enterprise", row)
        if found is None:
            continue
        if len(found.firms) > 1:
            table.findings.error(number, "ambiguous_enterprise", names="、".join(firm.name for firm in found.firms[:5]), **cell)
        elif found.firm is None:
            table.findings.error(number, "unknown_enterprise", **cell)
        elif found.by in (ALIAS, LEGACY):
            table.findings.warn(number, "matched_by_alias", name=found.firm.name, **cell)
    return firms


def _said(table: Table, importer: Importer, firms: Sequence, kind: Project.Kind) -> dict[str, list]:
    names, investors = table.values("name"), table.values("investor")
    starts, finishes = _planned(table, "start"), _planned(table, "finish")
    filings = [_filing(table, row, value) for row, value in enumerate(table.values("filing_number"))]
    departments = departments_of(table, importer, "department")
    people = {key: people_of(table, importer, key, departments.known) for key in ("leader", "officer")}
    total = table.column("total_investment")
    moved = min(today(), last_day(table.context.period)) if table.context.period else today()
    count = len(table)
    said = {
        "code": table.values("code"),
        "kind": [kind.value] * count,
        "name": [name.text if name else None for name in names],
        "name_key": [name.key if name else None for name in names],
        "enterprise_id": [firm.pk if firm else None for firm in firms],
        "district_id": [firm.district if firm else None for firm in firms],
        "investor": [part(each, "text") for each in investors],
        "investor_key": [part(each, "key") for each in investors],
        "filing_number": filings,
        "filing_key": [name_key(filing) if filing else filing for filing in filings],
        "total_is_approximate": [
            None if value is None else any(note.code == "is_approximate" for note in (total.notes.get(row, ()) if total else ()))
            for row, value in enumerate(table.values("total_investment"))
        ],
        **_days("planned_start", starts),
        **_days("planned_finish", finishes),
        "plan_year": _plan_years(table),
        "department_id": departments.ids,
        "department_name": departments.written,
        "moved_on": [moved] * count,
    }
    for key, found in people.items():
        said |= {f"{key}_id": found.ids, f"{key}_name": found.written}
    money = ("total_investment", "equipment_investment", "annual_plan", "added_output", "added_profit_tax")
    said |= {key: table.values(key) for key in ("content", "industry_code", "remarks", "source_region", "catalogue_categories", *money)}
    said["search_text"] = [
        search_text(name.text, part(investor, "text") or "", filing_number=filing or "") if name else None
        for name, investor, filing in zip(names, investors, filings, strict=True)
    ]
    return said


def _place_new(table: Table, importer: Importer, said: dict[str, list], projects: RecordSet) -> None:
    """A new project without a firm of ours stands in the district of its heading or of the whole sheet, else in the zone as a whole."""
    district, of_headings = table.context.district or importer.districts.whole, districts_of_headings(table, importer)
    for row, target in enumerate(projects.targets):
        if target is None and said["district_id"][row] is None:
            said["district_id"][row] = of_headings[row] or district


def _planned(table: Table, side: str) -> list:
    """The planned start or finish, from a column of its own or from one that holds both."""
    own, spans = table.values(f"planned_{side}"), table.values("span")
    return [day if day is not None else part(span, side) for day, span in zip(own, spans, strict=True)]


def _days(name: str, days: list) -> dict[str, list]:
    """A planned day with its precision and the last day of its span."""
    told = [day if day is CLEAR or (day and day.on) else None for day in days]
    return {
        f"{name}_on": [part(day, "on") for day in told],
        f"{name}_precision": [part(day, "precision") for day in told],
        f"{name}_by": [end_of_span(day.on, day.precision) if day else day for day in told],
    }


def _filing(table: Table, row: int, text: object) -> object:
    """A filing number; 待办 or 办理中 is none, and is said."""
    if not text or text is CLEAR or any(character.isdigit() for character in text):
        return text
    table.findings.warn(table.rows[row].number, "missing_reason", text=text, reason="state", **table.cell("filing_number", row))
    return None


def _plan_years(table: Table) -> list[int | None]:
    column = table.column("annual_plan")
    if column is None:
        return [None] * len(table)
    year = column.match.year or table.context.year or today().year
    return [year if value is not None else None for value in column.values]


def _settle_stage(table: Table, said: dict[str, list], projects: RecordSet) -> None:
    """The stage from its own column, else from the progress, else from the heading; only the first two move a stored project."""
    said["stage"] = []
    own, progress, done = table.values("stage"), table.values("physical_progress"), _invested(table)
    for row in range(len(table)):
        words = stage_in_progress(progress[row]) if progress[row] else None
        heading = stage_of_heading(table.rows[row].sections)
        is_stored = projects.targets[row] is not None
        stage = own[row]
        if not stage and words and words.stage and (words.is_certain or not is_stored):
            stage = words.stage.value
        if not stage and not is_stored:
            stage = (heading or (Stage.UNDER_CONSTRUCTION if done[row] else Stage.PLANNING)).value
        said["stage"].append(stage or None)
        number = table.rows[row].number
        if words and words.is_ambiguous and not own[row]:
            table.findings.warn(number, "ambiguous_status", stage=words.stage.label, **table.cell("physical_progress", row))
        if stage in BEFORE_START and done[row]:
            key = "stage" if own[row] else "physical_progress" if words and words.stage else "invested"
            table.findings.warn(number, "invested_before_start", **table.cell(key, row))


def _invested(table: Table) -> list[bool]:
    """Whether the row tells of money invested already."""
    columns = [column.values for column in table.columns if column.match.key in ("invested", "invest_since_start")]
    return [any(values[row] for values in columns) for row in range(len(table))]


def check_required(table: Table, keys: Sequence[str]) -> None:
    errors = {(error.row, error.column) for error in table.findings.errors}
    for key in keys:
        letter = table.match(key).letter
        for row, value in enumerate(table.values(key)):
            number = table.rows[row].number
            if not value and (number, letter) not in errors:
                table.findings.error(number, "missing_required", **table.cell(key, row))


def _check_duplicates(table: Table, said: dict[str, list]) -> None:
    """Two rows that mean one project: the later is an error, both are where they contradict each other."""
    seen: dict[tuple, int] = {}
    for row in range(len(table)):
        code, filing, name, firm = (said[column][row] for column in ("code", "filing_key", "name_key", "enterprise_id"))
        keys = [("code", code), ("filing", filing)] if code or filing else []
        if name:
            keys.append(("name", name, firm or said["investor_key"][row] or ""))
        first = next((seen[key] for key in keys if key[-1] and key in seen), None)
        if first is not None:
            table.tell_duplicate(first, row, "name")
        for key in keys:
            if key[-1]:
                seen.setdefault(key, row)


def _target(row: int, table: Table, said: dict[str, list], stored: ProjectIndex, importer: Importer) -> int | None:
    code, filing, name, firm = (said[column][row] or "" for column in ("code", "filing_key", "name_key", "enterprise_id"))
    number, cell = table.rows[row].number, table.cell("name", row)
    investor = said["investor_key"][row] or ""
    found = stored.find(code=code, filing=filing, name=name, firm=firm or None, investor=investor)
    if not found and said["kind"][row] == Project.Kind.INVESTMENT:
        found = stored.called(name, firm=firm or None, investor=investor, filing=filing)
        if len(found) == 1:
            table.findings.warn(number, "matched_by_alias", name=found[0].name, **cell)
    if len(found) > 1:
        table.findings.error(
            number, "key_conflict" if filing else "ambiguous_project", names="、".join(each.name for each in found), **cell
        )
        return None
    if found:
        if found[0].key != name and name:
            table.findings.warn(number, "matched_by_alias", name=found[0].name, **cell)
        return found[0].pk
    if not importer.sees_whole:
        table.findings.error(number, "unknown_project", **cell)
    return None


def _check_amounts(table: Table, projects: RecordSet) -> None:
    """The equipment is part of the whole, on paper too: figures of the sheet against those that are stored."""
    final = projects.final
    rows = zip(final["equipment_investment"], final["total_investment"], final["total_is_approximate"], strict=True)
    for row, (equipment, total, is_approximate) in enumerate(rows):
        if equipment is not None and total is not None and not is_approximate and equipment > total:
            key = "equipment_investment" if table.column("equipment_investment") else "total_investment"
            params = {"equipment": f"{without_zeros(equipment):f}", "total": f"{without_zeros(total):f}"}
            table.findings.error(table.rows[row].number, "equipment_exceeds_total", **table.cell(key, row), **params)


def _check_span(table: Table, projects: RecordSet) -> None:
    key = next((key for key in ("planned_finish", "span", "planned_start") if table.column(key)), "name")
    pairs = zip(projects.final["planned_start_on"], projects.final["planned_finish_by"], strict=True)
    for row, (start, finish) in enumerate(pairs):
        if start is not None and finish is not None and finish < start:
            table.findings.error(table.rows[row].number, "impossible_date", reason="finish_before_start", **table.cell(key, row))
