"""How many requests an account may make: reads, writes and exports are counted apart, on the pages and over REST."""

from __future__ import annotations

import time
from mmap import mmap

READ, WRITE, EXPORT = "read", "write", "export"
SCOPES = (READ, WRITE, EXPORT)
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
# Accounts as far apart as this share a count.
ACCOUNTS = 20_000
BYTES_A_NUMBER = 8


def new_counts() -> memoryview[float]:
    """Return a number for each account and scope, in memory that processes share which are forked from this one."""
    return memoryview(mmap(-1, ACCOUNTS * len(SCOPES) * BYTES_A_NUMBER)).cast("d")


# Made before the server forks its workers: its checks before the start read every address, and so this module.
COUNTS = new_counts()


def seconds_to_wait(account: int, scope: str, rate: str) -> float:
    """Count a request and return 0, or the seconds after which it would be let through; it is not counted then.

    A rate such as "600/min" is let through in one burst or evenly. One number is kept for each account and scope: the
    instant at which all that was let through would be used up at the even pace. It costs the same for any rate. The
    processes of one server share it without a lock, so that now and then two requests of the same instant count as one.
    """
    most, _slash, period = rate.partition("/")
    seconds = SECONDS[period[0]]
    pace = seconds / int(most)
    # The same for all processes of a machine, and never set back.
    now = time.monotonic()
    place = account % ACCOUNTS * len(SCOPES) + SCOPES.index(scope)
    used_up = max(COUNTS[place], now)
    wait = used_up + pace - now - seconds
    if wait > 0:
        return wait
    COUNTS[place] = used_up + pace
    return 0.0
