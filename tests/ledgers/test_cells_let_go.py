"""What a large sheet holds in memory while its preview is staged: records, and neither its cells nor what was read of them."""

from enterprises.resources import EnterpriseLedger
from tests.ledgers.conftest import ROWS
from zone.ledgers import preview


def test_neither_cells_nor_readings_lie_beside_the_records_that_are_staged(desk, monkeypatch):
    held, stage = {}, preview._stage

    def look(folder, understood, rows, findings, sets, *others):
        held["cells"] = sum(map(len, understood.sheet.rows)) + sum(len(row.values) for row in understood.rows)
        held["readings"] = sum(len(cells) for records in sets for cells in records.said.values())
        held["records"] = sum(len(records.rows) for records in sets)
        return stage(folder, understood, rows, findings, sets, *others)

    monkeypatch.setattr(preview, "_stage", look)
    batch = desk.read(desk.sheet(*ROWS))
    assert (batch.state, held["cells"], held["readings"]) == ("previewed", 0, 0)
    assert held["records"] >= len(ROWS)


def test_rows_no_longer_hold_their_cells_when_records_are_built(desk, monkeypatch):
    held, build = [], EnterpriseLedger.build

    def look(self, table, importer):
        held.extend(len(row.values) for row in table.rows)
        return build(self, table, importer)

    monkeypatch.setattr(EnterpriseLedger, "build", look)
    desk.read(desk.sheet(*ROWS))
    assert held == [0] * len(ROWS)
