"""The stage of a batch: one SQLite file in the batch's private folder, the same on both databases.

It holds what a preview found (records with their final values, findings, totals, skipped rows) until the commit or the sweep. A preview
thus takes no lock on the office's own database, and its pages are read by SQL.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import compress
from pathlib import Path

from zone.ledgers.findings import Finding
from zone.ledgers.records import CHANGED, NEW, UNCHANGED, RecordSet
from zone.ledgers.resource import LedgerResource
from zone.ledgers.totals import Disagreement
from zone.lib.rows import Row

FILE_NAME = "stage.sqlite3"
REJECTED = "rejected"
ERROR, WARNING = "error", "warning"
STATUSES = (NEW, CHANGED, UNCHANGED, REJECTED)
_SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE rows (number INTEGER PRIMARY KEY, status TEXT, label TEXT);
CREATE TABLE findings (id INTEGER PRIMARY KEY, severity TEXT, number INTEGER, letter TEXT, header TEXT, value TEXT, code TEXT, params TEXT);
CREATE TABLE skipped (number INTEGER, reason TEXT, text TEXT);
CREATE TABLE totals (number INTEGER, letter TEXT, header TEXT, printed TEXT, computed TEXT, difference TEXT);
"""
# Of each record: its number, its sheet row, what is to be done, the stored row that it means and the version that was compared,
# the number of the record above, the old values, what is shown besides its own columns and in which columns its keys stood (all as JSON).
FIXED = ("n", "row", "action", "target", "version", "above", "before", "besides", "cells")


class Stage:
    """`Stage(folder)` opens what is there; `Stage.create(folder)` begins anew."""

    def __init__(self, folder: Path):
        self.path = Path(folder) / FILE_NAME
        if not self.path.is_file():
            raise FileNotFoundError(self.path)
        self.db = sqlite3.connect(self.path)
        self.db.row_factory = sqlite3.Row

    @classmethod
    def create(cls, folder: Path) -> "Stage":
        path = Path(folder) / FILE_NAME
        path.unlink(missing_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        stage = cls(folder)
        # Half a stage is never used: the batch says "previewed" only once it is whole.
        stage.db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        return stage

    def __enter__(self) -> "Stage":
        return self

    def __exit__(self, *exception) -> None:
        self.db.close()

    # Writing

    def put_facts(self, facts: dict) -> None:
        rows = [(name, json.dumps(value, ensure_ascii=False)) for name, value in facts.items()]
        self.db.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", rows)
        self.db.commit()

    def put_rows(self, rows: Iterable[tuple[int, str, str]]) -> None:
        self.db.executemany("INSERT INTO rows VALUES (?, ?, ?)", rows)

    def put_findings(self, errors: Iterable[Finding], warnings: Iterable[Finding]) -> None:
        for severity, findings in ((ERROR, errors), (WARNING, warnings)):
            self.db.executemany(
                "INSERT INTO findings (severity, number, letter, header, value, code, params) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (severity, f.row, f.column, f.header, f.value, f.code, json.dumps(f.params, ensure_ascii=False, default=str))
                    for f in findings
                ),
            )

    def put_skipped(self, rows: Iterable[Row]) -> None:
        self.db.executemany("INSERT INTO skipped VALUES (?, ?, ?)", ((row.number, row.reason, row.text[:500]) for row in rows))

    def put_totals(self, totals: Iterable[Disagreement]) -> None:
        self.db.executemany(
            "INSERT INTO totals VALUES (?, ?, ?, ?, ?, ?)",
            ((t.row, t.column, t.header, str(t.printed), str(t.computed), str(t.difference)) for t in totals),
        )

    def put_records(self, records: RecordSet, numbers: Sequence[int], rejected: set[int]) -> None:
        """Stage the records of the rows without an error. `numbers` are the sheet rows by their index."""
        resource, columns = records.resource, records.resource.columns
        table = table_of(resource)
        names = ", ".join([*FIXED, *(f'"{column}"' for column in columns)])
        self.db.execute(f"CREATE TABLE {table} ({names.replace('n,', 'n INTEGER PRIMARY KEY,', 1)})")
        marks = ", ".join("?" * (len(FIXED) + len(columns)))
        self.db.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", _staged(records, numbers, rejected))  # noqa: S608
        self.put_facts({f"changed_columns.{resource.code}": sorted(records.changed_columns)})

    def finish(self) -> None:
        self.db.executescript(
            "CREATE INDEX rows_by_status ON rows (status, number); CREATE INDEX findings_in_order ON findings (severity, number, id);"
        )
        self.db.commit()

    # Reading

    def fact(self, name: str, default=None):
        row = self.db.execute("SELECT value FROM facts WHERE name = ?", [name]).fetchone()
        return json.loads(row[0]) if row else default

    def counts(self) -> dict[str, int]:
        found = dict(self.db.execute("SELECT status, count(*) FROM rows GROUP BY status").fetchall())
        return {status: found.get(status, 0) for status in STATUSES}

    def findings(self, severity: str | None = None, *, limit: int = -1, offset: int = 0) -> list[Finding]:
        where, params = ("WHERE severity = ?", [severity]) if severity else ("", [])
        rows = self.db.execute(
            f"SELECT * FROM findings {where} ORDER BY severity, number, id LIMIT ? OFFSET ?",  # noqa: S608
            [*params, limit, offset],
        )
        return [_finding(row) for row in rows]

    def findings_of(self, rows: Sequence[int]) -> list[Finding]:
        """The errors of these rows."""
        marks = ", ".join("?" * len(rows))
        query = f"SELECT * FROM findings WHERE severity = ? AND number IN ({marks}) ORDER BY number, id"  # noqa: S608
        return [_finding(row) for row in self.db.execute(query, [ERROR, *rows])]

    def count_findings(self, severity: str) -> int:
        return self.db.execute("SELECT count(*) FROM findings WHERE severity = ?", [severity]).fetchone()[0]

    def skipped(self) -> list[sqlite3.Row]:
        return self.db.execute("SELECT * FROM skipped ORDER BY number").fetchall()

    def totals(self) -> list[sqlite3.Row]:
        return self.db.execute("SELECT * FROM totals ORDER BY number, letter").fetchall()

    def rows(self, status: str | None = None, *, limit: int = -1, offset: int = 0) -> list[sqlite3.Row]:
        where, params = ("WHERE status = ?", [status]) if status else ("", [])
        return self.db.execute(f"SELECT * FROM rows {where} ORDER BY number LIMIT ? OFFSET ?", [*params, limit, offset]).fetchall()  # noqa: S608

    def has(self, resource: LedgerResource) -> bool:
        found = self.db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table_of(resource).strip('"')])
        return found.fetchone() is not None

    def records(self, resource: LedgerResource, *, rows: Sequence[int] | None = None) -> Iterator[sqlite3.Row]:
        """Staged records in the order of the sheet, of all rows or of these."""
        where = f"WHERE row IN ({', '.join('?' * len(rows))})" if rows is not None else ""
        return self.db.execute(f"SELECT * FROM {table_of(resource)} {where} ORDER BY row, n", rows or [])  # noqa: S608

    def count(self, resource: LedgerResource, actions: Sequence[str]) -> int:
        """How many records have one of these actions."""
        query = f"SELECT count(*) FROM {table_of(resource)} WHERE action IN ({', '.join('?' * len(actions))})"  # noqa: S608
        return self.db.execute(query, list(actions)).fetchone()[0]

    def select(self, resource: LedgerResource, columns: Sequence[str], action: str | Sequence[str]) -> list[tuple]:
        """Columns of the records with this action (or one of these), in the order of their numbers."""
        return list(self.each(resource, columns, action))

    def each(self, resource: LedgerResource, columns: Sequence[str], action: str | Sequence[str]) -> Iterator[tuple]:
        """What `select` gives, a record at a time."""
        actions = [action] if isinstance(action, str) else list(action)
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join("?" * len(actions))
        cursor = self.db.cursor()
        cursor.row_factory = None
        query = f"SELECT {names} FROM {table_of(resource)} WHERE action IN ({marks}) ORDER BY n"  # noqa: S608
        return cursor.execute(query, actions)


def _finding(row: sqlite3.Row) -> Finding:
    return Finding(row["number"], row["letter"], row["header"], row["value"], row["code"], json.loads(row["params"]))


def table_of(resource: LedgerResource) -> str:
    return f'"records {resource.code}"'


def _staged(records: RecordSet, numbers: Sequence[int], rejected: set[int]) -> Iterator[tuple]:
    """The rows of the stage, put together column by column: whatever is done for each row by itself costs a second."""
    kept = [numbers[row] not in rejected for row in records.rows]
    nothing = [None] * len(records)
    columns = (
        range(len(records)),
        map(numbers.__getitem__, records.rows),
        records.actions,
        records.targets,
        records.versions,
        records.parent if records.above is not None else nothing,
        (_dumped(records.before[index]) if index in records.before else None for index in range(len(records))),
        _besides(records) if records.besides else nothing,
        map(json.dumps, records.cells) if records.cells else nothing,
        *(_plain_column(records.final[column]) for column in records.resource.columns),
    )
    return zip(*(compress(column, kept) for column in columns), strict=True)


def _besides(records: RecordSet) -> Iterator[str]:
    """What is shown besides, as JSON; most rows have nothing there."""
    keys, texts = list(records.besides), {}
    for values in zip(*records.besides.values(), strict=True):
        if any(values):
            yield _dumped(dict(zip(keys, values, strict=True)))
        else:
            kinds = tuple(map(type, values))
            if kinds not in texts:
                texts[kinds] = _dumped(dict(zip(keys, values, strict=True)))
            yield texts[kinds]


def _dumped(value: object) -> str | None:
    return json.dumps(value, ensure_ascii=False) if value else None


def _plain_column(values: list) -> Iterable:
    """Values as the file keeps them: numbers and days as text, which both databases read exactly."""
    kinds = _CONVERTED.keys() & set(map(type, values))
    if not kinds:
        return values
    if len(kinds) > 1:
        return (_CONVERTED[type(value)](value) if type(value) in _CONVERTED else value for value in values)
    (kind,) = kinds
    convert = _CONVERTED[kind]
    return (convert(value) if type(value) is kind else value for value in values)


def _digits(value: Decimal) -> str:
    text = str(value)
    return f"{value:f}" if "E" in text else text


_CONVERTED = {
    Decimal: _digits,
    date: date.isoformat,
    datetime: datetime.isoformat,
    bool: int,
    list: lambda value: json.dumps(value, ensure_ascii=False),
    dict: lambda value: json.dumps(value, ensure_ascii=False),
}
