"""The people who sign in."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.models.base import PublicIdentity


class User(PublicIdentity, AbstractUser):  # type: ignore[django-manager-missing]
    """An account. What it may do follows from its memberships; an account is switched off, never removed."""

    language = models.CharField(_("language"), max_length=8, blank=True, default="")
    first_password_until = models.DateTimeField(
        _("first password lasts until"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Given where an administrator gave the password, until the person chooses another one."),
    )
    # What "since my last visit" means: the visit that goes on, and the end of the one before it.
    visited_at = models.DateTimeField(_("last seen"), null=True, blank=True, editable=False)
    previous_visit_at = models.DateTimeField(_("end of the visit before"), null=True, blank=True, editable=False)

    objects: ClassVar[UserManager[User]] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ("username",)

    def __str__(self) -> str:
        return self.display_name

    def has_ended_first_password(self, now: datetime) -> bool:
        """Return whether the password was given by an administrator, and has lain about for too long at ``now``."""
        return self.first_password_until is not None and self.first_password_until <= now

    @property
    def display_name(self) -> str:
        """The person's name as the record shows it; the user name where no name was entered."""
        return self.get_full_name() or self.username
