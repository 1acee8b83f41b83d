"""What goes wrong outside the views: below ``/api/`` it is told as a problem too, elsewhere on Django's own pages."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from initiatives.api.explaining import explain
from initiatives.api.problems import Kind, Problem

BELOW = "/api/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django cannot make sense of, such as one for a host that is not ours."""
    if _is_ours(request):
        return Problem(Kind.UNREADABLE).response()
    return defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django itself does not allow."""
    if _is_ours(request):
        return Problem(Kind.NOT_ALLOWED).response()
    return defaults.permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request for an address that nothing has."""
    if _is_ours(request):
        return Problem(Kind.NOT_FOUND).response()
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer after a fault of ours, or of the database, which passes."""
    if not _is_ours(request):
        return defaults.server_error(request)
    fault = sys.exc_info()[1]
    problem = explain(fault) if fault is not None else None
    return (problem or Problem(Kind.FAULT)).response()


def _is_ours(request: HttpRequest) -> bool:
    return request.path_info.startswith(BELOW)
