"""A hundred thousand rows of an enterprise ledger, from a file on disk to records with their history: against what the machine needs at the
least, and against import-export's stock flow. Each import runs in a process of its own and is taken away again.
"""

import hashlib
import json
import marshal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from bench.ledger_sheet import write_sheet
from bench.stopwatch import ROUNDS, Own
from bench.web_worker import WebWorker

ROWS, STOCK_ROWS, EQUAL_ROWS, OFFICE_ROWS = 100_000, 10_000, 500, 300
ROOT = Path(__file__).resolve().parent.parent


def cases(visitor) -> Iterable[Own]:
    from django.db import connection

    pg = connection.vendor == "postgresql"
    imports = Imports(visitor)
    what = f"ledger of {ROWS} rows × 15, previewed and saved"
    yield Own(what, "calamine and raw rows into the same tables", imports.against_limit, 3, statements=60)
    yield Own(what, f"import-export's stock flow of {STOCK_ROWS}, rows a second", imports.against_stock, 80 if pg else 40, least=True)
    yield Own("peak memory of the process that imports", "", imports.memory, 450 if pg else 550, unit="MB")
    yield Own("peak memory of the process that opens the file", "", imports.reader_memory, 512, unit="MB")
    yield Own("peak memory of the web worker meanwhile", "", imports.web_memory, 120, unit="MB")
    yield Own(f"office sheet of {OFFICE_ROWS} rows, from the upload to its preview", "", imports.office_sheet, 1, unit="s")


class Imports:
    """The runs, each made once, whichever of the cases asks for it."""

    def __init__(self, visitor):
        from enterprises.models import DistrictMembership, Enterprise, OperatingFigure, SizeStatus

        self.visitor = visitor
        self.folder = Path(tempfile.mkdtemp(prefix="zone-bench-imports-"))
        models = (Enterprise, OperatingFigure, DistrictMembership, SizeStatus)
        self.tables = [table for model in models for table in (model, model.history.model)]
        self.marks = [table._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0 for table in self.tables]

    def against_limit(self) -> tuple[float, str, int]:
        ratios = [run["seconds"] / least["seconds"] for run, least in self.rounds]
        run = sorted(self.rounds, key=lambda pair: pair[0]["seconds"])[len(self.rounds) // 2][0]
        shown = f"{run['seconds']:.1f} s ({run['preview']:.1f} preview)"
        return statistics.median(ratios), shown, self.counted["statements"]

    def against_stock(self) -> tuple[float, str, None]:
        own = ROWS / statistics.median(run["seconds"] for run, _least in self.rounds)
        return own / self.stock_rate, f"{own:.0f} rows/s", None

    def memory(self) -> tuple[float, str, None]:
        return statistics.median(run["own_mb"] for run, _least in self.rounds), "", None

    def reader_memory(self) -> tuple[float, str, None]:
        return statistics.median(run["reader_mb"] for run, _least in self.rounds), "", None

    def web_memory(self) -> tuple[float, str, None]:
        with WebWorker(self.visitor("econ")) as worker:
            worker.import_sheet(self.sheet)
            peak = worker.peak_mb()
        self.tidy()
        return peak, "", None

    def office_sheet(self) -> tuple[float, str, None]:
        times = []
        with WebWorker(self.visitor("econ")) as worker:
            for number in range(ROUNDS + 1):
                begun = time.perf_counter()
                worker.preview(write_sheet(self.folder / f"office{number}.xlsx", OFFICE_ROWS - number))
                times.append(time.perf_counter() - begun)
        return statistics.median(times[1:]), "", None

    @cached_property
    def sheet(self) -> Path:
        return write_sheet(self.folder / "ledger.xlsx", ROWS)

    @cached_property
    def counted(self) -> dict:
        """One run of which the statements are counted; its rows are kept as those that the limit writes."""
        found = self._run("count", self.sheet)
        self._keep()
        self.tidy()
        return found

    @cached_property
    def rounds(self) -> list[tuple[dict, dict]]:
        """(import, limit), turn by turn."""
        if self.counted["counts"] != [ROWS * 99 // 100, 0, 0, ROWS // 100]:
            raise RuntimeError(f"new, changed, unchanged, rejected: {self.counted['counts']}")
        found = []
        for _round in range(ROUNDS):
            pair = []
            for what in ("limit", "engine"):
                pair.append(self._run(what, self.sheet))
                self.tidy()
            found.append((pair[1], pair[0]))
        return found

    @cached_property
    def stock_rate(self) -> float:
        """Rows a second; the cost of a row does not depend on their number, so one run of ten thousand is enough."""
        from bench.ledger_stock import stock_import

        self._check_equal()
        sheet = write_sheet(self.folder / "stock.xlsx", STOCK_ROWS, titles=False, wrong=False)
        begun = time.perf_counter()
        stock_import(sheet)
        rate = STOCK_ROWS / (time.perf_counter() - begun)
        self.tidy()
        return rate

    def _check_equal(self) -> None:
        """Both ways leave the same rows, but for their keys, who wrote them and when."""
        from bench.ledger_stock import stock_import

        digests = []
        self._run("engine", write_sheet(self.folder / "equal.xlsx", EQUAL_ROWS, wrong=False))
        digests.append(self._digest())
        self.tidy()
        stock_import(write_sheet(self.folder / "equal_stock.xlsx", EQUAL_ROWS, titles=False, wrong=False))
        digests.append(self._digest())
        self.tidy()
        if digests[0] != digests[1]:
            raise RuntimeError(f"the two ways leave different rows: {digests}")

    def _digest(self) -> list[str]:
        """One digest a table over all columns of the rows that were written."""
        own = {"id", "history_id", "history_date", "history_user", "history_batch", "history_change_reason"}
        digests = []
        for table, mark in zip(self.tables, self.marks, strict=True):
            columns = [field.name for field in table._meta.concrete_fields if field.name not in own]
            columns = [f"{name}__name" if name == "enterprise" else name for name in columns]
            rows = sorted(map(repr, table._base_manager.filter(pk__gt=mark).values_list(*columns)))
            digests.append(f"{len(rows)} {hashlib.sha256(''.join(rows).encode()).hexdigest()[:12]}")
        return digests

    def _run(self, what: str, sheet: Path) -> dict:
        command = [sys.executable, "-m", "bench.import_child", what, str(sheet), str(self.folder / "kept")]
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        return json.loads(done.stdout)

    def _keep(self) -> None:
        """Write down the rows that were imported, as the driver takes them: bytes of COPY, or tuples."""
        from django.db import connection

        kept = []
        with connection.cursor() as cursor:
            for table, mark in zip(self.tables, self.marks, strict=True):
                columns, key = [field.column for field in table._meta.concrete_fields], table._meta.pk.column
                names = ", ".join(connection.ops.quote_name(column) for column in columns)
                chosen = f'SELECT {names} FROM "{table._meta.db_table}" WHERE "{key}" > {int(mark)} ORDER BY "{key}"'
                if connection.vendor == "postgresql":
                    with cursor.copy(f"COPY ({chosen}) TO STDOUT") as copy:
                        rows = b"".join(bytes(part) for part in copy)
                else:
                    # What the driver gives, not what Django makes of it.
                    rows = connection.connection.cursor().execute(chosen).fetchall()
                    rows = [tuple(_plain(value) for value in row) for row in rows]
                kept.append((table._meta.db_table, columns, rows))
        (self.folder / "kept").write_bytes(marshal.dumps(kept))

    def tidy(self) -> None:
        """Take the imported rows away and let the database clear up, so that each turn finds the same."""
        from django.db import connection

        for table, mark in reversed(list(zip(self.tables, self.marks, strict=True))):
            rows = table._base_manager.filter(pk__gt=mark)
            rows._raw_delete(rows.db)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE " + ", ".join(f'"{table._meta.db_table}"' for table in self.tables))


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, (int, float, str)) else str(value)
