"""Reading a foreign file in safety: the work is done by a child under limits; the caller gets a Workbook or Refused."""

import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from zone.lib.child_process import run_child
from zone.lib.limits import DEFAULT, Limits
from zone.lib.refusals import Refused
from zone.lib.sheet import Workbook
from zone.lib.transfer import read_workbook_file

PASSING = "sheet-"  # how the names of its passing folders begin


def read_workbook(
    path: Path | str,
    *,
    shown_name: str,
    limits: Limits = DEFAULT,
    sheet: str | None = None,
    progress: Callable[[int], None] | None = None,
    workspace: Path | None = None,
) -> Workbook:
    """Every worksheet of the file with its values, or the one named `sheet`. Raises Refused and nothing else.

    `shown_name` is what the user called the file. `progress` is told the number of rows read several times a second, from 0 on;
    whatever it raises ends the reading and goes through to the caller. What is read lies in a folder below `workspace` meanwhile.
    """
    path = Path(path).resolve()
    if not path.is_file():
        raise Refused("unreadable")
    with tempfile.TemporaryDirectory(prefix=PASSING, dir=workspace) as folder:
        result, counter, answer = (Path(folder, name) for name in ("result", "progress", "answer"))
        order = {
            "path": str(path), "shown_name": shown_name, "limits": asdict(limits), "sheet": sheet,
            "result": str(result), "progress": str(counter),
        }  # fmt: skip
        run_child("zone.lib.sheet_child", order, answer, limits, counter, progress)
        try:
            return read_workbook_file(result)
        except (OSError, EOFError, ValueError, TypeError) as error:
            raise Refused("unreadable") from error
