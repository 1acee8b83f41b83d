"""How many requests an account may make: reads, writes and exports are counted apart."""

from __future__ import annotations

import time
from mmap import mmap
from typing import Any

from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

READ, WRITE, EXPORT = "read", "write", "export"
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
JSON = "json"
SCOPES = (READ, WRITE, EXPORT)
# Accounts as far apart as this share a count.
ACCOUNTS = 20_000
BYTES_A_NUMBER = 8


def new_counts() -> memoryview[float]:
    """Return a number for each account and scope, in memory that processes share which are forked from this one."""
    return memoryview(mmap(-1, ACCOUNTS * len(SCOPES) * BYTES_A_NUMBER)).cast("d")


# Made before the server forks its workers: its checks before the start read every address, and so this module.
COUNTS = new_counts()


def scope_of(request: Request) -> str:
    """Return what a request counts as."""
    if request.method not in SAFE_METHODS:
        return WRITE
    return EXPORT if request.query_params.get("format", JSON) != JSON else READ


class ScopeThrottle(BaseThrottle):
    """Lets a rate such as "600/min" through, in one burst or evenly.

    One number is kept for each account and scope: the instant at which all that was let through would be used up at
    the even pace. It costs the same for any rate. The processes of one server share it without a lock, so that now and
    then two requests of the same instant count as one. A view may name its own scope, as ``counts_as``.
    """

    def __init__(self) -> None:
        self.seconds_to_wait = 0.0

    def allow_request(self, request: Request, view: Any) -> bool:
        """Return whether the request is within the rate of its scope."""
        scope = getattr(view, "counts_as", None) or scope_of(request)
        most, period = _rate(str(api_settings.DEFAULT_THROTTLE_RATES[scope]))
        pace = period / most
        # The same for all processes of a machine, and never set back.
        now = time.monotonic()
        account: Any = request.user.pk
        place = account % ACCOUNTS * len(SCOPES) + SCOPES.index(scope)
        used_up = max(COUNTS[place], now)
        self.seconds_to_wait = used_up + pace - now - period
        if self.seconds_to_wait > 0:
            return False
        COUNTS[place] = used_up + pace
        return True

    def wait(self) -> float:
        """Return the seconds after which the next request is let through."""
        return self.seconds_to_wait


def _rate(text: str) -> tuple[int, int]:
    most, _slash, period = text.partition("/")
    return int(most), SECONDS[period[0]]
