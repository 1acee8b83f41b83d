"""What somebody may do, as memberships say it: role by role, with where it holds and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from initiatives.models import Membership, User
from initiatives.models.responsibility import valid_on_q
from initiatives.texts import Text


@dataclass(frozen=True, slots=True)
class RoleReach:
    """One role: for an organisation and those below it, for a plan, or (with neither) for everything."""

    role: str
    organisation: Text | None
    plan: Text | None
    until: date | None


def reaches_of(user: User, on: date) -> list[RoleReach]:
    """Return the roles of a person on a day, as they were given. One query."""
    given = Membership.objects.filter(valid_on_q(on), user=user).select_related("organisation", "plan")
    return [
        RoleReach(
            role=membership.get_role_display(),
            organisation=membership.organisation.text("name") if membership.organisation else None,
            plan=membership.plan.text("title") if membership.plan else None,
            until=membership.valid_to,
        )
        for membership in given.order_by("role", "id")
    ]
