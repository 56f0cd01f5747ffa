"""One import in a process of its own, so that its memory is its own: `python -m bench.import_child engine|limit|count SHEET KEPT`.

`engine` previews and saves the sheet as econ; `count` does the same and counts the statements; `limit` reads the sheet with calamine and
puts the rows in KEPT, which are ready as the driver wants them, into their tables. One JSON object on standard output.
"""

import json
import marshal
import os
import re
import resource
import sys
import time
from pathlib import Path


def engine(sheet: Path) -> dict:
    from zone.ledgers.actions import commit_batch, read_batch, receive
    from zone.ledgers.importer import Options
    from zone.models import User

    econ = User.objects.get(username="econ")
    with sheet.open("rb") as file:
        chunks = iter(lambda: file.read(1 << 16), b"")
        batch = receive(by=econ, file_name=sheet.name, chunks=chunks, kind="enterprises", options=Options())
    begun = time.perf_counter()
    read_batch(batch)
    previewed = time.perf_counter()
    if batch.state != "previewed":
        raise RuntimeError(f"the sheet was not taken: {batch.state} {batch.refusal}")
    commit_batch(batch, by=econ, good_rows_only=True)
    counts = [batch.rows_new, batch.rows_changed, batch.rows_unchanged, batch.rows_rejected]
    ended = time.perf_counter()
    return {"seconds": ended - begun, "preview": previewed - begun, "batch": batch.pk, "counts": counts}


def count(sheet: Path) -> dict:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        found = engine(sheet)
    return found | {"statements": len(asked)}


def limit(sheet: Path, kept: Path) -> dict:
    import python_calamine
    from django.db import connection, transaction

    tables = marshal.loads(kept.read_bytes())
    begun = time.perf_counter()
    for _row in python_calamine.CalamineWorkbook.from_path(str(sheet)).get_sheet_by_index(0).iter_rows():
        pass
    with transaction.atomic(), connection.cursor() as cursor:
        for table, columns, rows in tables:
            names = ", ".join(connection.ops.quote_name(column) for column in columns)
            if connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                    copy.write(rows)
            else:
                cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(["%s"] * len(columns))})', rows)
    return {"seconds": time.perf_counter() - begun}


def own_peak() -> int:
    """KB. What the process that started this one held at that moment counts in `ru_maxrss`, and not in this."""
    found = re.search(r"^VmHWM:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    return int(found[1])


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    what, sheet, kept = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    found = limit(sheet, kept) if what == "limit" else {"engine": engine, "count": count}[what](sheet)
    found["own_mb"] = own_peak() / 1024
    found["reader_mb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps(found))


if __name__ == "__main__":
    main()
