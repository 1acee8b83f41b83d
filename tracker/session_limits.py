"""How long a session lasts: it ends after so long without a request, and some hours after signing in in any case."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from initiatives.queries.sessions import SEEN_AT

SIGNED_IN_AT = "signed_in_at"
# That somebody is here is written down no more often than in so many parts of the time that may pass: reads stay reads.
PARTS = 24
log = logging.getLogger(__name__)


def begin(request: HttpRequest, **options: Any) -> None:
    """Note in the session when somebody signed in; called by Django's own signal."""
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = _now()


def session_limits(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return the middleware that signs out whose session is over; the pages then ask to sign in again."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now = _now()
            if _is_over(request.session, now):
                logout(request)
            elif now - request.session.get(SEEN_AT, 0) >= settings.SESSION_IDLE_SECONDS // PARTS:
                _note(request, now)
        return get_response(request)

    return middleware


def _is_over(session: SessionBase, now: int) -> bool:
    """Return whether one of the two times has passed; they begin now in a session that is older than these limits."""
    signed_in, seen = session.get(SIGNED_IN_AT, now), session.get(SEEN_AT, now)
    return bool(now - seen >= settings.SESSION_IDLE_SECONDS or now - signed_in >= settings.SESSION_COOKIE_AGE)


def _note(request: HttpRequest, now: int) -> None:
    session = request.session
    session[SEEN_AT] = now
    session.setdefault(SIGNED_IN_AT, now)
    try:
        session.save()
    except (DatabaseError, UpdateError) as fault:
        if _was_ended(session):
            logout(request)
            return
        # A record that cannot be written can still be read.
        log.warning("That somebody is here could not be noted: %s", fault)
    session.modified = False


def _was_ended(session: SessionBase) -> bool:
    """Return whether the session was ended elsewhere since this request began."""
    try:
        return not session.exists(session.session_key or "")
    except DatabaseError:
        return False


def _now() -> int:
    return int(timezone.now().timestamp())
