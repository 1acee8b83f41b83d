"""Which versions a person is told of: what a plan said while it was a draft is for those who see drafts."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from initiatives.choices import MembershipRole, PlanState
from initiatives.models import Action, Deadline, Funding, Membership, Objective, Organisation, Plan, Responsibility
from initiatives.policies import Actor

# From a version to its plan; several where a thing belongs to one of several others.
PATHS: dict[type[Any], tuple[str, ...]] = {
    Plan: ("id",),
    Objective: ("plan_id",),
    Action: ("plan_id",),
    Deadline: ("action__plan_id",),
    Funding: ("action__plan_id",),
    Responsibility: ("objective__plan_id", "action__plan_id", "deadline__action__plan_id"),
}
# These belong to no plan; who sees them at all is asked elsewhere.
OF_NO_PLAN: tuple[type[Any], ...] = (Organisation, Membership)


def told_q(model: type[Any], actor: Actor) -> Q:
    """Return the condition over the versions of a model that its plan had been published when they became known.

    Whoever sees the plan's drafts is told of all of them. It does not say which plans the actor sees.
    """
    coordinated = actor.reach(MembershipRole.COORDINATOR)
    if actor.system or MembershipRole.AUDITOR in actor.reaches or coordinated.everything or model in OF_NO_PLAN:
        return Q()
    paths = PATHS[model]
    plan = OuterRef(paths[0]) if len(paths) == 1 else Coalesce(*(OuterRef(path) for path in paths))
    published = Plan.history.filter(id=plan, history_date__lte=OuterRef("history_date")).exclude(state=PlanState.DRAFT)
    condition = Q(Exists(published.order_by()))
    for path in paths:
        condition |= Q(**{f"{path}__in": coordinated.plans})
    return condition
