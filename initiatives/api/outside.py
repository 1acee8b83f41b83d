"""What goes wrong outside the views, below the addresses of programs: told as a problem too."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse

from initiatives.api.explaining import explain
from initiatives.api.problems import Kind, Problem


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django cannot make sense of, such as one for a host that is not ours."""
    return Problem(Kind.UNREADABLE).response()


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django itself does not allow."""
    return Problem(Kind.NOT_ALLOWED).response()


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request for an address that nothing has."""
    return Problem(Kind.NOT_FOUND).response()


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer after a fault of ours, or of the database, which passes."""
    fault = sys.exc_info()[1]
    problem = explain(fault) if fault is not None else None
    return (problem or Problem(Kind.FAULT)).response()
