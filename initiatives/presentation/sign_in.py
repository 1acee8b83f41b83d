"""Signing in: wrong passwords make further attempts wait, but never those from a browser that its owner has used."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import ngettext

FREE_ATTEMPTS = 5
LONGEST_WAIT_SECONDS = 60
FORGOTTEN_AFTER_SECONDS = 60 * 60
KNOWN_BROWSER = "known_browser"
KNOWN_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Attempts:
    """The wrong passwords given for one name, counted apart for the browsers in which somebody signed in with it.

    Names that do not exist are counted in the same way, so that the answer does not tell which do.
    """

    key: str

    @classmethod
    def of(cls, request: HttpRequest, name: str) -> Attempts:
        """Return the attempts that count for this name from this browser."""
        try:
            known = signing.loads(request.COOKIES.get(KNOWN_BROWSER, ""), salt=KNOWN_BROWSER)
        except signing.BadSignature:
            known = {}
        if known.get("name") == _digest(name):
            return cls(f"sign-in:known:{known['browser']}")
        return cls(f"sign-in:{_digest(name)}")

    def seconds_to_wait(self, now: datetime) -> int:
        """Return for how long the next attempt is refused unseen; 0 for the first few."""
        wrong, last = cache.get(self.key, (0, now))
        if wrong < FREE_ATTEMPTS:
            return 0
        pause = min(2 ** min(wrong - FREE_ATTEMPTS + 1, 10), LONGEST_WAIT_SECONDS)
        return max(0, int((last + timedelta(seconds=pause) - now).total_seconds() + 0.999))

    def add_wrong(self, now: datetime) -> None:
        """Count a wrong password."""
        wrong, _last = cache.get(self.key, (0, now))
        cache.set(self.key, (wrong + 1, now), FORGOTTEN_AFTER_SECONDS)

    def forget(self) -> None:
        """Begin anew after the right one."""
        cache.delete(self.key)


class SignInForm(AuthenticationForm):
    """User name and password."""

    def clean(self) -> dict[str, Any]:
        """Check name and password, unless too many were wrong just now."""
        request, now = self.request, timezone.now()
        name = self.cleaned_data.get("username") or ""
        if request is None or not name:
            return super().clean()
        attempts = Attempts.of(request, name)
        if seconds := attempts.seconds_to_wait(now):
            raise ValidationError(
                ngettext(
                    "Too many wrong passwords. Wait %d second, then try again.",
                    "Too many wrong passwords. Wait %d seconds, then try again.",
                    seconds,
                )
                % seconds
            )
        try:
            content = super().clean()
        except ValidationError:
            attempts.add_wrong(now)
            raise
        attempts.forget()
        return content


def remember_browser(response: HttpResponseBase, name: str, *, secure: bool) -> None:
    """Let the browser show later on that somebody has signed in with this name in it."""
    known = {"name": _digest(name), "browser": secrets.token_hex(16)}
    response.set_cookie(
        KNOWN_BROWSER,
        signing.dumps(known, salt=KNOWN_BROWSER),
        max_age=KNOWN_FOR,
        secure=secure,
        httponly=True,
        samesite="Lax",
    )


def _digest(name: str) -> str:
    return hashlib.sha256(name.strip().casefold().encode()).hexdigest()
