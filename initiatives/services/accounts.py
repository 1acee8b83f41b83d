"""What people choose for their own account."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from initiatives.models import User
from initiatives.services import editing
from initiatives.services.authorship import Author


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
