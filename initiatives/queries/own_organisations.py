"""The organisations for which a person records: what their home page and their list are about."""

from __future__ import annotations

from datetime import date

from initiatives.choices import MembershipRole
from initiatives.models import Organisation, User
from initiatives.models.responsibility import valid_on_q

RECORDING_ROLES = (MembershipRole.CONTRIBUTOR, MembershipRole.COORDINATOR)


def own_organisations(user: User | None, on: date) -> list[str]:
    """Return the slugs of the organisations for which the person records on the day ``on``. One query."""
    named = Organisation.objects.filter(
        valid_on_q(on, "memberships__"), memberships__user=user, memberships__role__in=RECORDING_ROLES
    )
    return list(named.order_by("slug").values_list("slug", flat=True).distinct())
