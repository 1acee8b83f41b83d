"""What is shown where there is nothing to show: in plain words, with a way on."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import get_language

from initiatives import policies
from initiatives.exceptions import FilterError
from initiatives.presentation.faults import SECONDS_UNTIL_RETRY, passes
from initiatives.presentation.moments import AS_OF, KNOWN
from initiatives.presentation.visits import Visit, visit_of
from initiatives.texts import DEFAULT_LANGUAGE
from initiatives.web import kept

STYLES = ("vendor/dkfds-11.2.0/css/dkfds.min.css", "initiatives/tiltag.css")


def not_understood(request: HttpRequest, refusal: Exception) -> HttpResponse:
    """Answer 400 to an address whose day, filter or value does not exist: name it, and link the page without it."""
    problems = refusal.errors if isinstance(refusal, FilterError) else {}
    without = request.GET.copy()
    for name in problems or (AS_OF, KNOWN):
        without.pop(name, None)
    context = {
        "problems": [(name, said) for name, found in problems.items() for said in found],
        "refusal": refusal,
        "without": f"{request.path}?{without.urlencode()}" if without else request.path,
        "is_read": request.method in ("GET", "HEAD"),
    }
    return _framed(request, "400", 400, **context)


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """Answer 429 to an account that asks too often: nothing was saved, and what was typed stands there."""
    answer = _framed(request, "429", 429, seconds=seconds, shown=kept.shown(kept.typed_in(request)))
    answer.headers["Retry-After"] = str(seconds)
    return answer


def without_role(request: HttpRequest) -> HttpResponse:
    """Answer 403 to a signed-in person who has no role in the content; administrators are shown where their work is."""
    return _framed(request, "without_role", 403, administers=policies.may_administer(visit_of(request).actor))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 to what Django cannot make sense of; without the frame, since nothing of the request is sound."""
    return _plain(request, "too_large" if isinstance(exception, RequestDataTooBig) else "bad_request", 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 where somebody may not do what the address is for."""
    reason = str(exception) if isinstance(exception, PermissionDenied) else ""
    return _framed(request, "403", 403, reason=reason)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 to an address that nothing has, or nothing that the visitor may see: both look alike."""
    return _framed(request, "404", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form without its token: nothing was saved, and its texts stand there to be copied."""
    return _framed(request, "csrf", 403, shown=kept.shown(kept.typed_in(request)))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 after a fault of ours, 503 with Retry-After while the database does not answer."""
    if not passes(sys.exc_info()[1]):
        return _plain(request, "fault", 500)
    answer = _plain(request, "unavailable", 503)
    answer.headers["Retry-After"] = str(SECONDS_UNTIL_RETRY)
    return answer


def _framed(request: HttpRequest, name: str, status: int, **context: Any) -> HttpResponse:
    """Render an error page with the frame, whose menu is for those who are signed in."""
    shared = {"visit": _visitor(request), "status": status}
    return render(request, f"initiatives/errors/{name}.html", {**shared, **context}, status=status)


def _visitor(request: HttpRequest) -> Visit | None:
    """Return who visits, or None where that cannot be read: an error page must come in any case."""
    try:
        visit = visit_of(request) if hasattr(request, "user") else None
    except DatabaseError:
        return None
    return visit if visit and visit.actor.user is not None else None


def _plain(request: HttpRequest, name: str, status: int) -> HttpResponse:
    """Render a page that asks neither the database nor the session; in both languages unless the reader's is known."""
    chosen = get_language() or DEFAULT_LANGUAGE
    others = [] if settings.LANGUAGE_COOKIE_NAME in request.COOKIES else dict(settings.LANGUAGES)
    context = {
        "name": name,
        "languages": [chosen, *(code for code in others if code != chosen)],
        "styles": _styles(),
    }
    return HttpResponse(render_to_string("initiatives/errors/plain.html", context), status=status)


def _styles() -> list[str]:
    """Return the addresses of the style sheets; none where the static files were not collected."""
    try:
        return [static(name) for name in STYLES]
    except ValueError:
        return []
