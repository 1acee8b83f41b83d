"""Processes killed at random while reports come in: what was acknowledged is there, and nothing is there twice."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from collections.abc import Callable

from resilience.installation import Installation
from resilience.postgresql import backends
from resilience.sizes import Sizes, demand
from resilience.writing import Writing

PAUSES = (0.3, 1.5)


def run(installation: Installation, sizes: Sizes) -> None:
    """Kill workers, then everything, then the database's own processes. Raises Failed for a report lost or doubled."""
    victims = {"workers": lambda: one_of(installation.workers), "the whole tree": lambda: everything(installation)}
    if installation.engine == "PostgreSQL":
        victims["backends of PostgreSQL"] = lambda: one_of(backends(installation.address_of_database))
    for name, kill in victims.items():
        _kill_for(sizes.seconds, name, kill, installation)


def _kill_for(seconds: int, name: str, kill: Callable[[], int], installation: Installation) -> None:
    killed = 0
    until = time.monotonic() + seconds
    with Writing(installation) as writing:
        while time.monotonic() < until:
            time.sleep(random.uniform(*PAUSES))  # noqa: S311 (nothing is to be kept secret)
            killed += kill()
    print(f"  kill -9 of {name} for {seconds} s, {killed} times:")
    demand(killed, "Nothing was killed.")
    writing.refuse_loss()
    installation.refuse_findings()
    # Notes of the next round begin anew, under other keys.
    installation.facts["run"] += "+"


def one_of(processes: list[int]) -> int:
    """Kill one of these at random; return how many were killed."""
    if not processes:
        return 0
    # It may have ended by itself.
    with contextlib.suppress(ProcessLookupError):
        os.kill(random.choice(processes), signal.SIGKILL)  # noqa: S311 (the same)
        return 1
    return 0


def everything(installation: Installation) -> int:
    """Kill the server with all its processes and start it again, as a supervisor would."""
    installation.kill()
    installation.start()
    return 1
