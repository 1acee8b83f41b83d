"""The roles that come with groups at the provider of single sign-on: given, and ended, at each sign-in."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from initiatives.models import Membership, Organisation, Plan, SignOnRole, User
from initiatives.models.responsibility import valid_on_q
from initiatives.services.authorship import Author
from initiatives.services.memberships import create_membership, end_membership

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class GroupRole:
    """A role that a group has: for an organisation or a plan, by slug, or (with neither) for everything."""

    role: str
    organisation: str = ""
    plan: str = ""


@transaction.atomic
def follow_groups(*, by: Author, user: User, roles: Iterable[GroupRole], today: date) -> None:
    """Give a person the roles of their groups, and end those that came with a group that is gone.

    Roles that an administrator gave stay as they are. A role for an organisation or plan that is not there is left
    out, and the log says so. Raises NotAllowed unless ``by`` is one of our own commands.
    """
    wanted = {found for role in roles if (found := _reach(role)) is not None}
    User.objects.select_for_update().get(pk=user.pk)
    held = Membership.objects.filter(valid_on_q(today), user=user, sign_on__isnull=False)
    for membership in held:
        reach = (membership.role, membership.organisation_id, membership.plan_id)
        if reach in wanted:
            wanted.remove(reach)
        else:
            # The day before, so that it is over at once.
            end_membership(by=by, membership=membership, on=today - timedelta(days=1))
    for role, organisation, plan in sorted(wanted, key=str):
        made = create_membership(by=by, user=user, role=role, organisation_id=organisation, plan_id=plan)
        SignOnRole.objects.create(membership=made)


def _reach(wanted: GroupRole) -> tuple[str, int | None, int | None] | None:
    if not wanted.organisation and not wanted.plan:
        return wanted.role, None, None
    model, slug = (Organisation, wanted.organisation) if wanted.organisation else (Plan, wanted.plan)
    found: int | None = model.objects.filter(slug=slug).values_list("pk", flat=True).first()
    if found is None:
        logger.warning("The groups of single sign-on name %r, which is not there.", slug)
        return None
    return (wanted.role, found, None) if wanted.organisation else (wanted.role, None, found)
