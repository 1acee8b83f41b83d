"""Who may come in at all. What they may see and do there, the policies decide thing by thing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from initiatives import policies
from initiatives.api.authors import author_of
from initiatives.choices import TokenScope
from initiatives.exceptions import NotAllowed
from initiatives.models import ApiToken


class HasRole(BasePermission):
    """People with a role in the content come in; a token for reading reads."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Return False for strangers, who are asked to sign in. Raises NotAllowed with what is missing."""
        if not request.user or not request.user.is_authenticated:
            return False
        if not policies.may_read(author_of(request).actor):
            raise NotAllowed(_("Your account has no role in the plans. An administrator gives roles."))
        read_only = isinstance(request.auth, ApiToken) and request.auth.scope != TokenScope.WRITE
        if read_only and request.method not in SAFE_METHODS:
            raise NotAllowed(_("This token is for reading. Use one that may write."))
        return True
