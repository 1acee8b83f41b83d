"""The writer of what becomes of a second step whose owner has lost it."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from initiatives import policies
from initiatives.choices import PersonEventKind
from initiatives.models import User
from initiatives.services import editing
from initiatives.services.authorship import Author
from initiatives.services.person_log import NewEvent, write_events


@transaction.atomic
def remove_second_steps(*, by: Author, user: User) -> int:
    """Take all second steps and recovery codes from an account and return how many there were.

    The password alone signs in afterwards, until a new one is set up. Raises NotAllowed unless ``by`` is an
    administrator or one of our own commands.
    """
    allowed = by.actor.system or policies.may_administer(by.actor)
    editing.require(allowed, _("Only an administrator removes another person's second step."))
    removed: int = Authenticator.objects.filter(user=user).delete()[0]
    if removed:
        write_events([NewEvent.by(by, PersonEventKind.SECOND_STEP_REMOVED, user=user)])
    return removed
