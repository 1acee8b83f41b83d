"""Passwords that attackers try first: those of known breaches, and what is made of them in the usual ways.

Everything is looked up in lists that come with zxcvbn; no password, and nothing made of one, leaves the machine.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from initiatives.models import User

# Of zxcvbn's 0 to 4: from 3 on a stolen list of hashes is not worth the trying.
ENOUGH = 3
MOST_CHARACTERS_LOOKED_AT = 72
OWN_WORDS = ("tiltag", "handlingsplan", "ministerium", "password", "adgangskode")


class GuessablePasswordValidator:
    """Refuses what is common, or common words, names, years and rows of keys with little changed."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for a password that can be guessed."""
        # Its lists are large, and passwords are seldom chosen.
        from zxcvbn import zxcvbn

        about = [user.username, user.first_name, user.last_name, user.email] if user is not None else []
        words = [*OWN_WORDS, *(word for word in about if word)]
        if zxcvbn(password[:MOST_CHARACTERS_LOOKED_AT], user_inputs=words)["score"] < ENOUGH:
            raise ValidationError(
                _(
                    "Too many people know this password, or it is easy to guess. Take another one, such as four words "
                    "that do not belong together."
                ),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        """Return what is said before a password is chosen."""
        return _("Take what nobody guesses, such as four words that do not belong together.")
