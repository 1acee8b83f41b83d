"""Where short messages wait for the next page: in a cookie, under a name that no other site of the domain can set."""

from __future__ import annotations

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class PrefixedCookieStorage(CookieStorage):
    """Django's own, under the name that the settings give."""

    cookie_name = settings.MESSAGES_COOKIE_NAME


class MessageStorage(FallbackStorage):
    """In the cookie, or in the session where there is no room in it."""

    storage_classes = (PrefixedCookieStorage, SessionStorage)
