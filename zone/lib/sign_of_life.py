"""A process that opens a foreign file shows that it gets on; one that is silent for too long is ended by the system.

The time is processor time, so that a busy machine ends nobody, and the timer is the kernel's: it ends a process also inside a reader that
is not written in Python. Whoever reads a little further calls `give`; in a process that has not begun with `promise` that does nothing.
"""

import signal

_seconds = 0.0


def promise(seconds: float) -> None:
    """From now on a sign comes at least every so many seconds of processor time, else SIGPROF ends this process."""
    global _seconds
    _seconds = seconds
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    give()


def give() -> None:
    if _seconds:
        signal.setitimer(signal.ITIMER_PROF, _seconds)
