"""The form by which people choose their password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import PasswordChangeForm
from django.utils.translation import gettext as _


class OwnPasswordForm(PasswordChangeForm):
    """The old password, and a new one twice. It is checked here, and kept by a service."""

    def clean(self) -> dict[str, Any]:
        """Refuse the old one once more: a password that somebody gave is known to two."""
        content: dict[str, Any] = super().clean() or self.cleaned_data
        new = content.get("new_password1")
        if new and new == content.get("old_password"):
            self.add_error("new_password1", _("This is the password that you have. Choose another one."))
        return content
