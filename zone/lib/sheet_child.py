"""The process that opens a foreign file: `python -m zone.lib.sheet_child`, under limits, without Django.

A hostile file may abort, hang or exhaust this process and nothing else. The answer is one JSON object on standard
output; the rows go to a file beside it.
"""

import contextlib
import errno
import gc
import json
import os
import resource
import signal
import sys
from pathlib import Path

from zone.lib import sign_of_life
from zone.lib.filetype import CSV, XLS, recognise
from zone.lib.limits import Limits
from zone.lib.refusals import Refused
from zone.lib.transfer import write_frame, write_info, write_rows


def confine(limits: Limits) -> None:
    """Bound this process: memory of its own, processor time, size of what it writes, no core dump.

    Not its address space: that counts what was only set aside, several times as much as it ever holds.
    """
    for what, bound in (
        (resource.RLIMIT_DATA, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, 2 * limits.unpacked),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (bound, hard) if hard == resource.RLIM_INFINITY or bound <= hard else (hard, hard))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)


def read(path: Path, shown_name: str, limits: Limits, wanted: str | None, result: Path, progress: Path) -> None:
    """Read the file into `result`, or raise Refused."""
    file_type = recognise(path, shown_name, limits)
    if file_type.format == CSV:
        from zone.lib.csv_reading import read_csv

        facts, sheets = read_csv(path, limits, shown_name)
        wanted = None
    elif file_type.format == XLS:
        from zone.lib.xls_reading import read_xls

        facts, sheets = read_xls(path, limits, wanted)
    else:
        from zone.lib.xlsx_reading import read_xlsx

        facts, sheets = read_xlsx(path, limits, wanted)

    rows_read = 0

    def on_block(rows: int) -> None:
        nonlocal rows_read
        rows_read += rows
        sign_of_life.give()
        progress.write_text(str(rows_read), encoding="ascii")

    names, filled, refusals = [], 0, []
    body = result.with_suffix(".body")
    with body.open("wb") as file:
        for info, rows in sheets:
            names.append(info.name)
            extent = write_rows(file, rows, on_block)
            write_info(file, info, extent)
            filled += extent[1] > 0
            if info.refusal:
                refusals.append(info.refusal)
    if wanted is not None and wanted not in names:
        raise Refused("unknown_sheet", {"sheet": wanted, "sheets": "、".join(names)})
    if not filled:
        raise Refused(*refusals[0]) if refusals else Refused("no_sheet")
    head = result.with_suffix(".head")
    with head.open("wb") as file:
        write_frame(file, (file_type.format, facts, len(names)))
    with head.open("ab") as file, body.open("rb") as source:
        while part := source.read(1 << 20):
            file.write(part)
    body.unlink()
    head.rename(result)


def main() -> int:
    order = json.loads(sys.argv[1])
    limits = Limits(**order["limits"])
    confine(limits)
    sign_of_life.promise(limits.silent)
    gc.disable()  # nothing here is circular, and counting millions of fresh cells costs a third of the time
    try:
        read(
            Path(order["path"]),
            order["shown_name"],
            limits,
            order["sheet"],
            Path(order["result"]),
            Path(order["progress"]),
        )
        answer: dict = {"ok": True}
    except Refused as refusal:
        answer = {"refused": refusal.code, "params": refusal.params}
    except MemoryError:
        answer = {"refused": "too_big", "params": {}}
    except BaseException as error:  # a panic of a reader is no Exception, and must not end as a traceback either
        is_full = isinstance(error, OSError) and error.errno == errno.EFBIG
        answer = {"refused": "too_big" if is_full else "unreadable", "params": {}}
        with contextlib.suppress(Exception):
            sys.stderr.write(f"{type(error).__name__}: {error}"[:500])
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)  # a reader's memory is not worth taking apart
