"""What goes wrong outside the views: programs are told as a problem, people on a page."""

from __future__ import annotations

from typing import Protocol

from django.http import HttpRequest, HttpResponse

from initiatives.api import outside
from initiatives.web.views import errors

API = "/api/"


class Teller(Protocol):
    """A module that tells what went wrong."""

    def bad_request(self, request: HttpRequest, exception: Exception) -> HttpResponse:
        """Tell of a request that makes no sense."""

    def permission_denied(self, request: HttpRequest, exception: Exception) -> HttpResponse:
        """Tell of what is not allowed."""

    def page_not_found(self, request: HttpRequest, exception: Exception) -> HttpResponse:
        """Tell of an address that nothing has."""

    def server_error(self, request: HttpRequest) -> HttpResponse:
        """Tell of a fault."""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django cannot make sense of, such as one for a host that is not ours."""
    return _told_by(request).bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what is not allowed."""
    return _told_by(request).permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request for an address that nothing has, or nothing that the visitor may see."""
    return _told_by(request).page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer after a fault of ours, or of the database, which passes."""
    return _told_by(request).server_error(request)


def _told_by(request: HttpRequest) -> Teller:
    return outside if request.path_info.startswith(API) else errors
