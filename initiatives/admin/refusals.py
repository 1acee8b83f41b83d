"""The page that is shown when a form comes without its token: it explains, and gives back what was typed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

NEVER_SHOWN = ("csrfmiddlewaretoken", "password")
MOST_SHOWN = 50


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 in plain words; nothing was saved, and every text of the form stands there to be copied."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if not name.startswith(NEVER_SHOWN) and "password" not in name
        for value in values
        if value.strip()
    ]
    return render(request, "admin/initiatives/csrf_failure.html", {"typed": typed[:MOST_SHOWN]}, status=403)
