"""Where a person is signed in: the sessions that still open something."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from initiatives.models import User

# Under which a session keeps the second of its last request; it is written down only now and then.
SEEN_AT = "seen_at"
NAME_LENGTH = 20


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One session: ``name`` stands for its secret key on pages, ``agent`` is what the browser calls itself."""

    key: str
    began: datetime
    seen: datetime
    agent: str

    @property
    def name(self) -> str:
        """A name that does not tell the key, which opens the session."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:NAME_LENGTH]


def open_sessions(user: User, now: datetime) -> list[OpenSession]:
    """Return the sessions of an account that are not over at ``now``, the newest first. Two queries.

    Over is what expired, was idle for too long, or began with a password that has been changed since.
    """
    rows = list(UserSession.objects.filter(user=user).order_by("-created_at", "-pk"))
    stored = Session.objects.filter(session_key__in=[row.session_key for row in rows], expire_date__gt=now)
    contents = {session.session_key: session.get_decoded() for session in stored}
    idle, valid = timedelta(seconds=settings.SESSION_IDLE_SECONDS), user.get_session_auth_hash()
    found: list[OpenSession] = []
    for row in rows:
        content = contents.get(row.session_key, {})
        if not constant_time_compare(str(content.get(HASH_SESSION_KEY, "")), valid):
            continue
        seen = datetime.fromtimestamp(content[SEEN_AT], UTC) if SEEN_AT in content else row.created_at
        if seen + idle > now:
            found.append(OpenSession(row.session_key, row.created_at, seen, row.user_agent))
    return found
