"""What people choose for their own account, and the passwords that administrators give to others."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from initiatives import policies
from initiatives.models import User
from initiatives.services import editing
from initiatives.services.authorship import Author

# Long enough for a letter or a holiday, and too short to lie about.
FIRST_PASSWORD_LASTS = timedelta(days=7)


def choose_language(*, by: Author, user: User, language: str, spoken: tuple[str, ...]) -> None:
    """Keep the language of a person's pages with the account. One write, on one column.

    ``spoken`` are the languages of the interface. Raises NotAllowed for another person's account, and ValidationError
    for a language that is not spoken.
    """
    editing.require(by.actor.user == user, _("People choose the language of their own pages."))
    if language not in spoken:
        raise ValidationError({"language": _("The pages are not in this language.")})
    User.objects.filter(pk=user.pk).update(language=language)
    user.language = language


def choose_password(*, by: Author, user: User, password: str) -> None:
    """Keep the password that a person chose, checked already; it is no first password any more. One write.

    Raises NotAllowed for another person's account.
    """
    editing.require(by.actor.user == user, _("People choose their own password."))
    user.set_password(password)
    user.first_password_until = None
    user.save(update_fields=["password", "first_password_until"])


def limit_first_password(*, by: Author, user: User) -> None:
    """Let the password that an administrator has just given to another person open no more than choosing another one.

    It lasts for FIRST_PASSWORD_LASTS. An account whose password was taken has none to choose another one with, and
    one's own stays as it is. One write. Raises NotAllowed for anybody else.
    """
    editing.require(policies.may_administer(by.actor), _("Administrators give first passwords."))
    if by.actor.user != user:
        user.first_password_until = by.now + FIRST_PASSWORD_LASTS if user.has_usable_password() else None
        user.save(update_fields=["first_password_until"])
