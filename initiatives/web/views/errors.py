"""What is shown where there is nothing to show: in plain words, with a way on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_understood(request: HttpRequest, refusal: Exception) -> HttpResponse:
    """Answer 400 to an address whose day, filter or value does not exist, and name it."""
    return render(request, "initiatives/errors/400.html", {"refusal": refusal}, status=400)


def without_role(request: HttpRequest) -> HttpResponse:
    """Answer 403 to a signed-in person who has no role in the content."""
    return render(request, "initiatives/errors/without_role.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 to what Django cannot make sense of; without the frame, since nothing of the request is sound."""
    return render(request, "initiatives/errors/plain.html", {"status": 400}, status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 where somebody may not do what the address is for."""
    return render(request, "initiatives/errors/403.html", {"refusal": exception}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 to an address that nothing has, or nothing that the visitor may see: both look alike."""
    return render(request, "initiatives/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 after a fault of ours, 503 with Retry-After while the database does not answer."""
    return render(request, "initiatives/errors/plain.html", {"status": 500}, status=500)
