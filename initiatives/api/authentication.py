"""Signing in: by the session of a browser, with its CSRF token, or by a token of one's own for programs."""

from __future__ import annotations

import re
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.auth import TokenAuthentication as KnoxTokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from initiatives.models import ApiToken

FORM_OF_A_TOKEN = re.compile(rb"[0-9A-Za-z_]{20,100}")


class TokenAuthentication(KnoxTokenAuthentication):
    """``Authorization: Token …``. A token dies on its day, and at once with the account that it belongs to."""

    def authenticate_credentials(self, token: bytes) -> Any:
        """Return the account and its token. Raises AuthenticationFailed for anything that is no token in force."""
        if FORM_OF_A_TOKEN.fullmatch(token) is None:
            raise AuthenticationFailed(_("Invalid token."))
        return super().authenticate_credentials(token)

    def _cleanup_token(self, auth_token: ApiToken) -> bool:
        """Return whether the token has ended. Nothing is removed here: a read writes nothing."""
        return auth_token.expiry <= timezone.now()
