"""What goes wrong outside the views: programs are told as a problem, people on a page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from initiatives.api import outside
from initiatives.web.views import errors

API = "/api/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django cannot make sense of, such as one for a host that is not ours."""
    return (outside if _is_for_programs(request) else errors).bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what is not allowed."""
    return (outside if _is_for_programs(request) else errors).permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request for an address that nothing has, or nothing that the visitor may see."""
    return (outside if _is_for_programs(request) else errors).page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer after a fault of ours, or of the database, which passes."""
    return (outside if _is_for_programs(request) else errors).server_error(request)


def _is_for_programs(request: HttpRequest) -> bool:
    return request.path_info.startswith(API)
