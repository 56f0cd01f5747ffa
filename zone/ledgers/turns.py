"""One import writes at a time: whoever comes second waits for his turn, and his page says so.

The tables are locked besides (`hold_writers`); here one waits without holding a database transaction, so that the others go on working, and
may give up meanwhile. A killed process lets go.
"""

import contextlib
import fcntl
import time
from collections.abc import Callable, Iterator

from zone.ledgers.folders import root

TURN = "turn"
LOOK_SECONDS = 0.1


@contextlib.contextmanager
def own_turn(while_waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the turn. `while_waiting` is called from time to time until it has come; what it raises ends the waiting."""
    root().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (root() / TURN).open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                while_waiting()
                time.sleep(LOOK_SECONDS)
        yield


def is_taken() -> bool:
    """Whether an import is being written just now."""
    if not (root() / TURN).is_file():
        return False
    with (root() / TURN).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
