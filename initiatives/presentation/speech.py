"""The language of a reader: kept in the browser for those without an account, and with the account."""

from __future__ import annotations

from typing import Literal, cast

from django.conf import settings
from django.http.response import HttpResponseBase


def remember_language(response: HttpResponseBase, code: str) -> None:
    """Let the browser keep the language, as Django reads it on each request."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=cast("Literal['Lax', 'Strict', 'None']", settings.LANGUAGE_COOKIE_SAMESITE),
    )


def is_spoken(code: str) -> bool:
    """Return whether the interface speaks the language."""
    return code in dict(settings.LANGUAGES)
