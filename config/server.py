"""How gunicorn serves the house: `gunicorn --config config/server.py config.wsgi`. Everything comes from the environment, see .env.example.

Threads, because an answer mostly waits for the database; two processes, so that one long answer leaves the other core to the rest. Linux
only: `/dev/shm` keeps the workers' heartbeat off the disk.
"""

import os

from gunicorn import util

from config.environment import Env
from config.refusals import write_refusal

env = Env()
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = env.int("WEB_WORKERS", default=2, least=1)
preload_app = True  # loaded once, then forked
threads = env.int("WEB_THREADS", default=4, least=1)
timeout = 120
graceful_timeout = 20
keepalive = 5
limit_request_line = 8190  # a list may be filtered by much; a longer line is refused before the house sees it, in its words
util.write_error = write_refusal
SHARED_MEMORY = "/dev/shm"  # noqa: S108 - the kernel's own
worker_tmp_dir = SHARED_MEMORY if os.path.isdir(SHARED_MEMORY) else None
loglevel = "warning"
control_socket_disable = True


def when_ready(server):
    """Say what `make run` wants said, once connections are taken."""
    if welcome := os.environ.get("WELCOME", ""):
        print(welcome, flush=True)  # noqa: T201 - for the person at the terminal
