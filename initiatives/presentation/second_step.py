"""The forms of the second step, in our words; wrong codes and passwords make the next ones wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.forms import ReauthenticateForm as PasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.models import User
from initiatives.presentation.sign_in import counted, is_new_code

STEP = "second-step"


def _code_input() -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "autocapitalize": "none"})


class Counted:
    """Checks a code, unless too many were wrong just now. A code that was given before is wrong."""

    user: User
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        """Return the code when it is right."""
        with counted(STEP, self.user.pk):
            if not is_new_code(self.user.pk, self.cleaned_data["code"]):
                raise forms.ValidationError(_("This code was used before. Wait for the next one."))
            code: str = super().clean_code()  # type: ignore[misc]
        return code


class CodeAtSignIn(Counted, AuthenticateForm):
    """The code of the app, or one of the recovery codes, after the password."""

    code = forms.CharField(label=_("code"), help_text=_("From your app, or a recovery code."), widget=_code_input())


class CodeAgain(Counted, ReauthenticateForm):
    """The same, to confirm that it is still the person who signed in."""

    code = forms.CharField(label=_("code"), help_text=_("From your app, or a recovery code."), widget=_code_input())


class FirstCode(Counted, ActivateTOTPForm):
    """The first code of an app, which shows that it has taken the key."""

    code = forms.CharField(label=_("code"), help_text=_("Six digits, from the app."), widget=_code_input())


class PasswordAgain(PasswordForm):
    """The password once more, before the way of signing in is changed."""

    def __init__(self, *arguments: Any, **names: Any) -> None:
        super().__init__(*arguments, **names)
        attributes = {"autocomplete": "current-password"}
        self.fields["password"] = forms.CharField(
            label=_("password"), strip=False, widget=forms.PasswordInput(attrs=attributes)
        )

    def clean_password(self) -> str:
        """Check it, unless too many were wrong just now."""
        with counted("password", self.user.pk):
            password: str = super().clean_password()
        return password


@contextmanager
def _understood() -> Iterator[None]:
    """Take what breaks the library that reads passkeys for a wrong passkey: anybody can send anything."""
    try:
        yield
    except (ArithmeticError, AttributeError, InvalidSignature, LookupError, TypeError, ValueError) as error:
        if isinstance(error, forms.ValidationError):
            raise
        raise forms.ValidationError(_("This passkey could not be read.")) from error


class Understood:
    """Checks the answer of a passkey."""

    def clean_credential(self) -> Authenticator:
        """Return the passkey when its answer is right."""
        with _understood():
            return super().clean_credential()  # type: ignore[misc]


class PasskeyAtSignIn(Understood, AuthenticateWebAuthnForm):
    """A passkey after the password."""


class PasskeyAlone(Understood, LoginWebAuthnForm):
    """A passkey instead of the password."""


class PasskeyAgain(Understood, ReauthenticateWebAuthnForm):
    """A passkey, to confirm that it is still the person who signed in."""


class NewPasskey(AddWebAuthnForm):
    """A name for the passkey that the browser makes."""

    def clean(self) -> dict[str, Any]:
        """Return the passkey when it can be used."""
        with _understood():
            return super().clean()  # type: ignore[no-any-return]

    name = forms.CharField(
        label=_("name"),
        max_length=100,
        required=False,
        help_text=_("Where it is kept, such as “office laptop” or “key on the key ring”."),
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with this passkey alone, without the password"),
        required=False,
        initial=True,
        help_text=_("The device then asks for its PIN, a fingerprint or a face."),
    )
