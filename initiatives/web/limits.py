"""The limit on what one account may ask of the pages and the administration; REST asks the same count."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from initiatives.models import User
from initiatives.presentation.files import FORMAT
from initiatives.presentation.limits import EXPORT, READ, WRITE, seconds_to_wait
from initiatives.web.views import errors

ELSEWHERE = ("/api/", "/healthz")
# Pages that make a report or a file, however they are asked.
EXPORTS = frozenset(
    {
        "admin:initiatives_deadline_export",
        "initiatives:make-report",
        "initiatives:report-file",
        "initiatives:report-preview",
    }
)


class AccountLimits:
    """Answers 429 to an account that asks too often. Who is not signed in is shown pages without content alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, arguments: list[Any], names: dict[str, Any]
    ) -> HttpResponse | None:
        """Count a request, now that its page is known; return the refusal where it is one too many."""
        if request.path_info.startswith(ELSEWHERE) or not isinstance(request.user, User):
            return None
        rate = str(settings.ACCOUNT_RATES[scope_of(request)])
        wait = seconds_to_wait(request.user.pk, scope_of(request), rate)
        return errors.too_many(request, ceil(wait)) if wait else None


def scope_of(request: HttpRequest) -> str:
    """Return what a request for a page counts as."""
    match = request.resolver_match
    if FORMAT in request.GET or (match is not None and match.view_name in EXPORTS):
        return EXPORT
    return READ if request.method in ("GET", "HEAD") else WRITE
