"""Who acts: a signed-in person, or one of our own commands, with the reach of each role on a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from initiatives.models import Membership, User
from initiatives.models.organisation_tree import OrganisationTree
from initiatives.models.responsibility import valid_on_q
from initiatives.policies import Actor, Reach


def actor_of(user: User | None, on: date) -> Actor:
    """Return what ``user`` may do on the day ``on``, by the memberships that are valid then. Two queries at most.

    The reach of an organisation includes those below it. Nobody, and an account that is switched off, has no role.
    """
    if user is None or not user.is_active:
        return Actor()
    memberships = list(
        Membership.objects.filter(valid_on_q(on), user=user)
        .order_by("id")
        .values_list("role", "organisation_id", "plan_id")
    )
    by_organisation = any(organisation is not None for _, organisation, _ in memberships)
    tree = OrganisationTree.read() if by_organisation else OrganisationTree({}, {}, {})
    by_role: dict[str, list[tuple[int | None, int | None]]] = defaultdict(list)
    for role, organisation, plan in memberships:
        by_role[role].append((organisation, plan))
    return Actor(
        user=user,
        name=user.display_name,
        reaches={
            role: Reach(
                everything=(None, None) in reaches,
                plans=frozenset(plan for _, plan in reaches if plan is not None),
                organisations=tree.with_those_below(body for body, _ in reaches if body is not None),
            )
            for role, reaches in by_role.items()
        },
    )


def system_actor(name: str) -> Actor:
    """Return one of our own commands as an actor; ``name`` is what the record shows, such as "load_plans"."""
    return Actor(name=name, system=True)
