"""Works that run at the same moment, each in a thread with a connection of its own (tests with `transactional_db`)."""

import threading

from django.db import connections


def at_once(*works):
    """Release all works together; what each returned, or the exception that it raised, in order."""
    gate, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        try:
            gate.wait(timeout=10)
            results[place] = work()
        except Exception as failure:
            results[place] = failure
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results
