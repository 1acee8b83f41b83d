"""The writers of tokens: a program's way in, in a person's name, until a day that is set beforehand."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from knox.models import get_digest_token
from knox.settings import CONSTANTS

from initiatives import policies
from initiatives.choices import PersonEventKind, TokenScope
from initiatives.models import ApiToken, User
from initiatives.services import editing
from initiatives.services.authorship import Author
from initiatives.services.person_log import NewEvent, write_events

USUAL_DAYS, MOST_DAYS = 90, 365


@transaction.atomic
def create_api_token(
    *, by: Author, user: User, name: str, scope: str = TokenScope.READ, days: int = USUAL_DAYS
) -> tuple[ApiToken, str]:
    """Make a token for an account and return its row and the token itself, which is kept nowhere.

    ``days`` (1 to 365) is how long it opens anything. Raises NotAllowed unless people make it for themselves,
    since it speaks in their name, and ValidationError by field.
    """
    is_own = by.actor.system or by.actor.user == user
    editing.require(is_own, _("People make tokens for themselves alone."))
    if not user.is_active:
        raise ValidationError({"user": _("This account is switched off.")})
    if not 1 <= days <= MOST_DAYS:
        raise ValidationError({"days": _("A token lasts from 1 to %(most)d days.") % {"most": MOST_DAYS}})
    digest, token = get_digest_token()
    row = ApiToken(
        user=user,
        name=name,
        scope=scope,
        digest=digest,
        token_key=token[: CONSTANTS.TOKEN_KEY_LENGTH],
        created=by.now,
        expiry=by.now + timedelta(days=days),
    )
    row.full_clean()
    row.save(force_insert=True)
    write_events([NewEvent.by(by, PersonEventKind.TOKEN_MADE, user=user, about=name)])
    return row, token


@transaction.atomic
def revoke_api_token(*, by: Author, user: User, name: str) -> None:
    """End a token at once.

    Raises NotAllowed unless it is one's own or an administrator ends it, and ValidationError when the account has none
    of this name.
    """
    allowed = by.actor.system or by.actor.user == user or policies.may_administer(by.actor)
    editing.require(allowed, _("People end their own tokens; an administrator may end those of others."))
    removed, _rows = ApiToken.objects.filter(user=user, name=name).delete()
    if not removed:
        raise ValidationError({"name": _("The account has no token with this name.")})
    write_events([NewEvent.by(by, PersonEventKind.TOKEN_REVOKED, user=user, about=name)])
