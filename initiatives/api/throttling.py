"""How many requests an account may make: reads, writes and exports are counted apart."""

from __future__ import annotations

import time
from typing import Any

from django.core.cache import cache
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

READ, WRITE, EXPORT = "read", "write", "export"
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
JSON = "json"


def scope_of(request: Request) -> str:
    """Return what a request counts as."""
    if request.method not in SAFE_METHODS:
        return WRITE
    return EXPORT if request.query_params.get("format", JSON) != JSON else READ


class ScopeThrottle(BaseThrottle):
    """Lets a rate such as "600/min" through, in one burst or evenly.

    One number is kept for each account and scope: the instant at which all that was let through would be used up at
    the even pace. It costs the same for any rate. Each worker process keeps its own.
    """

    def __init__(self) -> None:
        self.seconds_to_wait = 0.0

    def allow_request(self, request: Request, view: Any) -> bool:
        """Return whether the request is within the rate of its scope."""
        scope = scope_of(request)
        most, period = _rate(str(api_settings.DEFAULT_THROTTLE_RATES[scope]))
        pace = period / most
        now = time.time()
        place = f"throttle:{scope}:{request.user.pk}"
        used_up = max(cache.get(place, now), now)
        self.seconds_to_wait = used_up + pace - now - period
        if self.seconds_to_wait > 0:
            return False
        cache.set(place, used_up + pace, period)
        return True

    def wait(self) -> float:
        """Return the seconds after which the next request is let through."""
        return self.seconds_to_wait


def _rate(text: str) -> tuple[int, int]:
    most, _slash, period = text.partition("/")
    return int(most), SECONDS[period[0]]
