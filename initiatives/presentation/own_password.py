"""The form by which people choose their password."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.forms import PasswordChangeForm
from django.utils.translation import gettext as _


class OwnPasswordForm(PasswordChangeForm):
    """The old password, and a new one twice. It is checked here, at the instant ``now``, and kept by a service."""

    def __init__(self, *arguments: Any, now: datetime, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.now = now

    def validate_password_for_user(self, user: Any, _field: str = "") -> None:
        """Say what is wrong with the new password where it was typed first."""
        super().validate_password_for_user(user, "new_password1")

    def clean(self) -> dict[str, Any]:
        """Refuse the old one once more, since one that was given is known to two, and a given one that has ended."""
        content: dict[str, Any] = super().clean() or self.cleaned_data
        if self.user.has_ended_first_password(self.now):
            self.add_error("old_password", _("This first password has ended. Ask your administrator for another one."))
        new = content.get("new_password1")
        if new and new == content.get("old_password"):
            self.add_error("new_password1", _("This is the password that you have. Choose another one."))
        return content
