"""What allauth asks the installation: who may have an account, what is said, and how secrets are kept."""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.models import User
from initiatives.presentation.sign_in import remember_browser
from initiatives.presentation.speech import is_spoken, remember_language
from initiatives.web import kept

logger = logging.getLogger(__name__)

# What allauth would say by templates of its own; what is not here is not said.
SAID = {
    "mfa/messages/totp_activated.txt": gettext_lazy("The app has been set up: you are asked for its code from now on."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("The app has been removed."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("The passkey has been added."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("The passkey has been removed."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts: made by administrators or by single sign-on alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words."""
        said = message or SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, said, extra_tags=extra_tags)

    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        """Lead on; the browser is known from then on, and shows the pages in the language of the account."""
        answer: HttpResponse = super().post_login(request, user, **how)
        kept.give(request, user)
        remember_browser(answer, user.get_username(), secure=request.is_secure())
        if is_spoken(user.language):
            remember_language(answer, user.language)
        return answer

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return no address: with a session its browser is kept, and not from where it came."""
        return "0.0.0.0"  # noqa: S104 (nothing listens here)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Say of an account that is switched off no more than of one that is not there."""
        messages.error(request, _("You have no access here. Ask the administrator of your installation."))
        return HttpResponseRedirect(reverse("account_login"))

    def send_notification_mail(self, *arguments: Any, **names: Any) -> None:
        """Send nothing: an installation need not have mail."""


class SecondStepAdapter(DefaultMFAAdapter):
    """The second step: secrets are kept encrypted, with a key that is made of the installation's secret key."""

    def encrypt(self, text: str) -> str:
        """Return the secret as the database keeps it."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret that the database keeps; one that nobody knows when the secret key was lost."""
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error("A second step was encrypted with another TRACKER_SECRET_KEY, and no code fits it any more.")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        """Return the name of a passkey that was given none."""
        return _("Passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return what the browser shows the passkey to be for."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}


def _fernet() -> MultiFernet:
    """Return the cipher; keys that were replaced still open what they closed."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(b"second step" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
