"""The firms that each row of a support table means; several firms in one cell are several records of the row."""

from enterprises.ledger_support_cells import Firms
from enterprises.matching import ALIAS, LEGACY, EnterpriseIndex, Firm, Found, as_code
from enterprises.models import Enterprise
from zone.ledgers.importer import Importer
from zone.ledgers.table import Table
from zone.lib.textkey import match_key


def firms_of(table: Table, importer: Importer) -> list[list[Firm]]:
    """By data row; a row with a name that is not found has an error and no firm."""
    cells, codes = table.values("enterprise"), [code.code if code else "" for code in table.values("credit_code")]
    names = {name for cell in cells if cell for name in (cell.whole, *cell.names)}
    index = EnterpriseIndex(importer.visible(Enterprise))
    keys = [match_key(name) for name in names]
    index.learn(codes=[*codes, *map(as_code, names)], keys=keys, legacy=keys)
    return [_row(row, table, cell, code, index) for row, (cell, code) in enumerate(zip(cells, codes, strict=True))]


def _row(row: int, table: Table, cell: Firms | None, code: str, index: EnterpriseIndex) -> list[Firm]:
    number, place = table.rows[row].number, table.cell("enterprise", row)
    if code and (found := index.find(code=code)).firm:
        return [found.firm]
    if not cell:
        if not any(error.row == number and error.header == place["match"].header for error in table.findings.errors):
            table.findings.error(number, "missing_required", **place)
        return []
    whole = _find(cell.whole, index)
    if cell.is_unnamed and not whole.firm:
        table.findings.error(number, "not_importable", **place)
        return []
    names = (cell.whole,) if whole.firm else cell.names
    firms = [_one(name, number, place, table, index) for name in names]
    return list(dict.fromkeys(firm for firm in firms if firm)) if all(firms) else []


def _one(name: str, number: int, place: dict, table: Table, index: EnterpriseIndex) -> Firm | None:
    found = _find(name, index)
    if len(found.firms) > 1:
        table.findings.error(number, "ambiguous_enterprise", names="、".join(firm.name for firm in found.firms[:5]), **place)
    elif found.firm is None:
        table.findings.error(number, "unknown_enterprise", **place)
    elif found.by in (ALIAS, LEGACY):
        table.findings.warn(number, "matched_by_alias", name=found.firm.name, **place)
    return found.firm


def _find(name: str, index: EnterpriseIndex) -> Found:
    key = match_key(name)
    return index.find(code=as_code(name), key=key, legacy=key)
