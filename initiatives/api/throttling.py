"""How many requests a program may make: counted together with what its account does on the pages."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

from initiatives.presentation.limits import EXPORT, READ, WRITE, seconds_to_wait

__all__ = ["EXPORT", "ScopeThrottle", "scope_of"]

JSON = "json"


def scope_of(request: Request) -> str:
    """Return what a request counts as."""
    if request.method not in SAFE_METHODS:
        return WRITE
    return EXPORT if request.query_params.get("format", JSON) != JSON else READ


class ScopeThrottle(BaseThrottle):
    """Lets each account make as many requests of a scope as its rate says; a view may name one, ``counts_as``."""

    def __init__(self) -> None:
        self.seconds_to_wait = 0.0

    def allow_request(self, request: Request, view: Any) -> bool:
        """Return whether the request is within the rate of its scope."""
        scope = getattr(view, "counts_as", None) or scope_of(request)
        account: Any = request.user.pk
        self.seconds_to_wait = seconds_to_wait(account, scope, str(api_settings.DEFAULT_THROTTLE_RATES[scope]))
        return not self.seconds_to_wait

    def wait(self) -> float:
        """Return the seconds after which the next request is let through."""
        return self.seconds_to_wait
