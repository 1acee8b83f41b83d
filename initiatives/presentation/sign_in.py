"""Signing in: wrong passwords make further attempts wait, but never those from a browser that its owner has used."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.models import User
from initiatives.services.sign_in_attempts import FREE_ATTEMPTS, begin_attempt, forget_attempts, use_code

__all__ = ["FREE_ATTEMPTS", "KNOWN_BROWSER", "Attempts", "SignInForm", "counted", "is_new_code", "remember_browser"]

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
            known = signing.loads(request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE_NAME, ""), salt=KNOWN_BROWSER)
        except signing.BadSignature:
            known = {}
        if known.get("name") == _digest(name):
            return cls(f"sign-in:known:{known['browser']}")
        return cls(f"sign-in:{_digest(name)}")

    @classmethod
    def of_account(cls, step: str, account: int) -> Attempts:
        """Return the attempts of an account at a step that comes after the password, such as "second-step"."""
        return cls(f"{step}:{account}")

    def begin(self, now: datetime) -> None:
        """Count an attempt. Raises ValidationError while it has to wait."""
        if seconds := begin_attempt(key=self.key, now=now):
            raise ValidationError(
                ngettext(
                    "Too many wrong passwords. Wait %d second, then try again.",
                    "Too many wrong passwords. Wait %d seconds, then try again.",
                    seconds,
                )
                % seconds
            )

    def forget(self) -> None:
        """Begin anew after the right one."""
        forget_attempts(key=self.key)


@contextmanager
def counted(step: str, account: int) -> Iterator[None]:
    """Count what is checked inside at a step after the password. Raises ValidationError while it has to wait."""
    attempts = Attempts.of_account(step, account)
    attempts.begin(timezone.now())
    yield
    attempts.forget()


def is_new_code(account: int, code: str) -> bool:
    """Return whether a one-time code of an account was not given before."""
    return use_code(account=account, code=code, now=timezone.now())


class SignInForm(AuthenticationForm):
    """User name and password."""

    def clean(self) -> dict[str, Any]:
        """Check name and password, unless too many were wrong just now."""
        request, now = self.request, timezone.now()
        name = self.cleaned_data.get("username") or ""
        if request is None or not name:
            return super().clean()
        attempts = Attempts.of(request, name)
        attempts.begin(now)
        content = super().clean()
        attempts.forget()
        return content

    def confirm_login_allowed(self, user: User) -> None:
        """Refuse an account that is switched off, and a first password that has lain about for too long."""
        super().confirm_login_allowed(user)
        if user.has_ended_first_password(timezone.now()):
            raise ValidationError(_("This first password has ended. Ask your administrator for another one."))


def remember_browser(response: HttpResponseBase, name: str, *, secure: bool) -> None:
    """Let the browser show later on that somebody has signed in with this name in it."""
    known = {"name": _digest(name), "browser": secrets.token_hex(16)}
    response.set_cookie(
        settings.KNOWN_BROWSER_COOKIE_NAME,
        signing.dumps(known, salt=KNOWN_BROWSER),
        max_age=KNOWN_FOR,
        secure=secure,
        httponly=True,
        samesite="Lax",
    )


def _digest(name: str) -> str:
    return hashlib.sha256(name.strip().casefold().encode()).hexdigest()
