"""How gunicorn serves Tiltag; named on its command line as ``--config python:tracker.serving``."""

from __future__ import annotations

import sys
from typing import Any

bind = "127.0.0.1:8000"
worker_class = "gthread"
workers = 2
threads = 4
# The application is made once, before the workers: an unsound installation is then refused once, and at once.
preload_app = True
control_socket_disable = True
loglevel = "warning"


def when_ready(server: Any) -> None:
    """Say where Tiltag can be reached, as soon as its addresses accept connections."""
    for listener in server.LISTENERS:
        sys.stderr.write(f"\nTiltag is ready: {listener} (stop it with Ctrl+C)\n")
    sys.stderr.flush()
