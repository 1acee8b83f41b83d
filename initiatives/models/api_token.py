"""The tokens by which programs sign in to the REST interface in a person's name."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken

from initiatives.choices import TokenScope
from initiatives.texts import check_characters


class ApiToken(AbstractAuthToken):
    """One token of an account. Only its digest is kept; the token itself is shown once, when it is made.

    It ends on a day that is set when it is made, and with the account: it opens nothing once that is switched off.
    """

    name = models.CharField(
        _("name"),
        max_length=100,
        validators=[check_characters],
        help_text=_("What uses it, such as “nightly export”."),
    )
    scope = models.CharField(_("scope"), max_length=8, choices=TokenScope.choices, default=TokenScope.READ)
    created = models.DateTimeField(_("created"), editable=False)
    expiry = models.DateTimeField(_("expires"))

    objects: ClassVar[models.Manager[ApiToken]] = models.Manager()

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering = ("user_id", "created")
        constraints = [
            models.UniqueConstraint(
                fields=("user", "name"),
                name="api_token_name_unique_in_account",
                violation_error_message=_("The account has a token with this name already."),
            ),
            models.CheckConstraint(
                name="api_token_expires_after_it_was_made",
                condition=models.Q(expiry__gt=models.F("created")),
                violation_error_message=_("A token ends after it was made."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
