"""The writers of memberships: what people may do, and where."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from initiatives import policies
from initiatives.models import Membership, User
from initiatives.services import editing
from initiatives.services.authorship import Author

EDITABLE = ("role", "organisation", "plan", "valid_from", "valid_to")


@transaction.atomic
def create_membership(*, by: Author, user: User, role: str, **fields: Any) -> Membership:
    """Give a person a role and return the row; ``fields``: organisation or plan, valid_from, valid_to.

    Without organisation and plan the role reaches everything. Raises NotAllowed, also to whoever would give a role to
    themselves, or ValidationError by field.
    """
    _require_administrator(by, user.pk)
    return editing.insert(Membership(user=user, role=role, **fields), by)


@transaction.atomic
def update_membership(
    *, by: Author, membership: Membership, expected_version: int | None = None, **changes: Any
) -> Membership:
    """Change role, reach or validity of a membership and return it as it stands then.

    Raises NotAllowed, Stale, or ValidationError by field.
    """
    row = editing.locked(membership)
    _require_administrator(by, row.user_id)
    editing.refuse_stale(row, expected_version)
    return editing.apply(row, changes, by, EDITABLE)


@transaction.atomic
def end_membership(*, by: Author, membership: Membership, on: date, expected_version: int | None = None) -> Membership:
    """End a membership: the day ``on`` is its last one. A membership is ended, never deleted.

    Raises NotAllowed, Stale, or ValidationError when it would end before it begins.
    """
    return update_membership(by=by, membership=membership, expected_version=expected_version, valid_to=on)


def _require_administrator(by: Author, user: int) -> None:
    allowed = by.actor.system or policies.may_administer(by.actor)
    editing.require(allowed, _("Only an administrator gives and takes roles."))
    own = by.actor.user is not None and by.actor.user.pk == user and not by.actor.system
    editing.require(not own, _("Nobody changes their own roles: ask another administrator."))
