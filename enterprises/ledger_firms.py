"""The firms of an enterprise ledger: which stored firm each row means, and what it says of it."""

from collections import defaultdict
from types import MappingProxyType

from enterprises.ledger_clusters import clusters_of
from enterprises.ledger_names import key_within
from enterprises.matching import ALIAS, LEGACY, EnterpriseIndex
from enterprises.models import Enterprise, EnterpriseAlias
from enterprises.naming import search_text
from enterprises.office_enterprises import EXPORT_RIGHTS, PHONES_OUT
from zone.ledgers.heading_districts import districts_of_headings
from zone.ledgers.importer import Importer
from zone.ledgers.records import RecordSet
from zone.ledgers.resource import LedgerField, LedgerResource
from zone.ledgers.table import Table
from zone.ledgers.widgets import CLEAR
from zone.lib.textkey import match_key

VALID, OLD_NUMBER = Enterprise.CodeStatus.VALID.value, Enterprise.CodeStatus.LEGACY.value
SHORT, FORMER = EnterpriseAlias.Kind.SHORT.value, EnterpriseAlias.Kind.FORMER.value


class EnterpriseRecords(LedgerResource):
    code = "enterprises"
    export_rights = EXPORT_RIGHTS
    derived = ("name_key", "search_text")
    natural_keys = (("credit_code",), ("name_key", "credit_code"))
    guarded = MappingProxyType({"contact_phone": PHONES_OUT})

    name = LedgerField("name")
    credit_code = LedgerField("credit_code")
    credit_code_status = LedgerField("credit_code_status")
    legacy_reg_no = LedgerField("legacy_reg_no")
    district = LedgerField("district__code", "district")
    cluster = LedgerField("cluster__code", "cluster")
    industry_code = LedgerField("industry_code")
    legal_representative = LedgerField("legal_representative")
    contact_name = LedgerField("contact_name")
    contact_phone = LedgerField("contact_phone")
    above_scale = LedgerField("is_above_scale", "above_scale")
    high_tech = LedgerField("is_high_tech", "high_tech")
    operating_state = LedgerField("operating_state")
    priority = LedgerField("is_priority", "priority")
    registered_capital = LedgerField("registered_capital")
    address = LedgerField("address")
    remarks = LedgerField("remarks")

    class Meta:
        model = Enterprise
        fields = (
            "name", "credit_code", "credit_code_status", "legacy_reg_no", "district", "cluster", "industry_code", "legal_representative",
            "contact_name", "contact_phone", "above_scale", "high_tech", "operating_state", "priority", "registered_capital", "address",
            "remarks",
        )  # fmt: skip

    def besides(self, rows):
        names = defaultdict(list)
        aliases = EnterpriseAlias.objects.filter(enterprise__in=rows.order_by()).order_by("id")
        for pk, name in aliases.values_list("enterprise_id", "name"):
            names[pk].append(name)
        return {"aliases": names}


def build_firms(resource: EnterpriseRecords, table: Table, importer: Importer) -> tuple[RecordSet, dict[int, list[tuple[str, str]]]]:
    """The firms, one a data row, and the names that are to be added to them by the index of the firm: (name, kind)."""
    said = _said(table, importer)
    firms = RecordSet(resource, list(range(len(table))), said=said)
    _check_required(table, said)
    _check_duplicates(table, said)
    index = EnterpriseIndex(importer.visible(Enterprise))
    within = [key_within(key or "") for key in said["name_key"]]
    index.learn(codes=said["credit_code"], keys=[*said["name_key"], *within], legacy=said["legacy_reg_no"])
    firms.targets = [_target(row, table, said, index, importer) for row in range(len(table))]
    _check_one_target(table, firms)
    _settle_new(table, said, firms, importer)
    added, known = _added_names(table, firms, index)
    _complete(said, firms, index, added, known)
    firms.besides = {"aliases": [[*known.get(row, ()), *(name for name, _kind in added.get(row, ()))] for row in range(len(table))]}
    firms.touched = {row: {"aliases": known.get(row, [])} for row in added}
    return firms, added


def _said(table: Table, importer: Importer) -> dict[str, list]:
    """What the cells say, column by column of the model."""
    names, codes, old = table.values("name"), table.values("credit_code"), table.values("legacy_reg_no")
    numbers = [(code if code else number) if code is not CLEAR else CLEAR for code, number in zip(codes, old, strict=True)]
    contacts, people, phones = table.values("contact"), table.values("contact_name"), table.values("contact_phone")
    said = {
        "name": [name.text if name else None for name in names],
        "name_key": [name.key if name else None for name in names],
        "credit_code": [number.code if number else number for number in numbers],
        "credit_code_status": [_status(number) for number in numbers],
        "legacy_reg_no": [
            (number.legacy_reg_no if number else None) or (other.legacy_reg_no if other else None)
            for number, other in zip(numbers, old, strict=True)
        ],
        "district_id": list(table.values("district")),
        "cluster_id": clusters_of(table),
        "is_above_scale": table.values("above_scale"),
        "is_high_tech": table.values("high_tech"),
        "is_priority": [
            True if name and name.is_marked else priority for name, priority in zip(names, table.values("priority"), strict=True)
        ],
        "contact_name": [_contact(contact, person, "name", 40) for contact, person in zip(contacts, people, strict=True)],
        "contact_phone": [_phones(contact, phone, person) for contact, phone, person in zip(contacts, phones, people, strict=True)],
    }
    said["operating_state"] = [
        state if state is not None else getattr(name, "state", "") or None
        for name, state in zip(names, table.values("operating_state"), strict=True)
    ]
    same = ("industry_code", "legal_representative", "registered_capital", "address", "remarks")
    return said | {key: table.values(key) for key in same}


def _status(number) -> str | None:
    if number is CLEAR:
        return Enterprise.CodeStatus.MISSING.value
    if number is None:
        return None
    return VALID if number.code else OLD_NUMBER


def _contact(combined, own, attribute: str, length: int) -> object:
    """The name of the contact, from its own column or from one that holds name and number together."""
    for contact in (own, combined):
        if contact is CLEAR:
            return CLEAR
        if contact and getattr(contact, attribute):
            return getattr(contact, attribute)[:length]
    return None


def _phones(combined, own, person) -> object:
    for contact in (own, combined, person):
        if contact is CLEAR and contact is not person:
            return CLEAR
        if contact and contact.phones:
            return "、".join(contact.phones)[:60]
    return None


def _check_required(table: Table, said: dict[str, list]) -> None:
    errors = {(error.row, error.column) for error in table.findings.errors}
    column = table.column("name").match
    for row, name in enumerate(said["name"]):
        number = table.rows[row].number
        if name is None and (number, column.letter) not in errors:
            table.findings.error(number, "missing_required", **table.cell("name", row))


def _check_duplicates(table: Table, said: dict[str, list]) -> None:
    """Two rows that mean one firm: the later is an error, both are where they contradict each other."""
    by_code: dict[str, int] = {}
    by_key: dict[str, int] = {}
    for row, (code, key) in enumerate(zip(said["credit_code"], said["name_key"], strict=True)):
        first = by_code.get(code) if code else None
        if first is None and key and (same := by_key.get(key)) is not None and not (code and said["credit_code"][same]):
            first = same
        if first is not None:
            table.tell_duplicate(first, row, "name")
        if code:
            by_code.setdefault(code, row)
        if key:
            by_key.setdefault(key, row)


def _target(row: int, table: Table, said: dict[str, list], index: EnterpriseIndex, importer: Importer) -> int | None:
    code, key, old = (said[column][row] or "" for column in ("credit_code", "name_key", "legacy_reg_no"))
    number, cell = table.rows[row].number, table.cell("name", row)
    found = index.find(code=code, key=key, legacy=old)
    if len(found.firms) > 1:
        table.findings.error(number, "ambiguous_enterprise", names="、".join(firm.name for firm in found.firms[:5]), **cell)
        return None
    firm = found.firm
    if firm is None:
        if not importer.sees_whole:
            table.findings.error(number, "unknown_enterprise", **cell)
        elif code and (others := index.by_key.get(key)):
            table.findings.warn(number, "same_name_other_code", code=others[0].credit_code, **cell)
        elif others := index.by_key.get(key_within(key)):
            table.findings.warn(number, "name_of_another", name=others[0].name, **cell)
        return None
    if found.by == "code":
        named = [
            other for other in index.by_key.get(key, ()) if other.pk != firm.pk and not (other.credit_code and other.credit_code != code)
        ]
        if named:
            names = "、".join(each.name for each in (firm, named[0]))
            table.findings.error(number, "key_conflict", names=names, **table.cell("credit_code", row))
    if found.by in (ALIAS, LEGACY):
        table.findings.warn(number, "matched_by_alias", name=firm.name, **cell)
    if found.by == ALIAS:
        # A short name in the name's column says which firm is meant, not that it is now called so.
        said["name"][row] = said["name_key"][row] = None
    elif firm.key == key:
        # Another spelling of the same name (a space, a bracket, traditional characters) renames nobody.
        said["name"][row] = None
    return firm.pk


def _check_one_target(table: Table, firms: RecordSet) -> None:
    """Two rows that were found to mean one stored firm, one by its code and one by a name."""
    seen: dict[int, int] = {}
    for row, target in enumerate(firms.targets):
        if target is None:
            continue
        first = seen.setdefault(target, row)
        if first != row and table.rows[row].number not in table.findings.rejected:
            table.tell_duplicate(first, row, "name")


def _settle_new(table: Table, said: dict[str, list], firms: RecordSet, importer: Importer) -> None:
    """A new firm needs a district, and no row stands for the zone as a whole; that of a heading fills the gap, else the one chosen for the
    sheet."""
    errors = {(error.row, error.column) for error in table.findings.errors}
    match, chosen, whole = table.match("district"), table.context.district, importer.districts.whole
    of_headings = districts_of_headings(table, importer)
    for row, district in enumerate(said["district_id"]):
        number = table.rows[row].number
        if district is not None and district is not CLEAR:
            if district == whole:
                choices = importer.districts.names()
                table.findings.error(number, "unknown_choice", choices=choices, **table.cell("district", row))
            elif chosen is not None and chosen != district:
                table.findings.warn(number, "district_conflict", **table.cell("district", row))
            continue
        said["district_id"][row] = of_headings[row]
        if firms.targets[row] is None and of_headings[row] is None:
            said["district_id"][row] = chosen
            if chosen is None and (match is None or (number, match.letter) not in errors):
                table.findings.error(number, "missing_required", reason="district", **table.cell("district", row))


def _added_names(table: Table, firms: RecordSet, index: EnterpriseIndex) -> tuple[dict[int, list[tuple[str, str]]], dict[int, list[str]]]:
    """Names that a row adds to its firm, and the names that the firm goes by already; both by the index of the firm."""
    targets = {pk: row for row, pk in enumerate(firms.targets) if pk is not None}
    known, keys = defaultdict(list), defaultdict(set)
    if targets:
        for pk, name, key in (
            EnterpriseAlias.objects.filter(enterprise__among=set(targets)).order_by("id").values_list("enterprise_id", "name", "key")
        ):
            known[targets[pk]].append(name)
            keys[targets[pk]].add(key)
    added: dict[int, list[tuple[str, str]]] = defaultdict(list)
    within = [(name.former,) if getattr(name, "former", "") else () for name in table.values("name")]
    for names_of_rows, kind in ((table.values("aliases"), SHORT), (table.values("former_names"), FORMER), (within, FORMER)):
        for row, names in enumerate(names_of_rows):
            own = firms.said["name_key"][row]
            for name in names or ():
                if (key := match_key(name)) and key != own and key not in keys[row]:
                    keys[row].add(key)
                    added[row].append((name, kind))
    return dict(added), dict(known)


def _complete(said: dict, firms: RecordSet, index: EnterpriseIndex, added: dict, known: dict) -> None:
    """The text by which each firm is found, from the names and numbers that it will have."""
    texts = []
    for row, target in enumerate(firms.targets):
        firm = index.by_pk.get(target)
        name = said["name"][row] or (firm.name if firm else "")
        code = said["credit_code"][row] if said["credit_code"][row] is not None else (firm.credit_code if firm else "")
        old = said["legacy_reg_no"][row] if said["legacy_reg_no"][row] is not None else (firm.legacy_reg_no if firm else "")
        aliases = [*known.get(row, ()), *(each for each, _kind in added.get(row, ()))]
        texts.append(search_text(name, aliases, code or "", old or "") if name else None)
    said["search_text"] = texts
