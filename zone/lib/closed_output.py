"""Standard output whose reader may leave before the end (`| head`)."""

import contextlib
import os
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def until_closed() -> Iterator[None]:
    """Whoever reads has seen enough: the rest goes nowhere, also what Python still holds when it ends."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
