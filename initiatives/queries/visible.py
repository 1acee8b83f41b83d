"""What a person may see: the answer of ``policies.may_see_plan`` as a condition over rows."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from initiatives.choices import MembershipRole, PlanState
from initiatives.clocks import Moment
from initiatives.models import Plan
from initiatives.models.as_known import as_known
from initiatives.policies import Actor, may_read


def visible_q(actor: Actor, moment: Moment, plan: str = "action__plan") -> Q:
    """Return the condition that a row belongs to a plan which the actor may see; published or not as then known.

    ``plan`` is the path from the row to its plan: "action__plan" from a deadline, "plan" from an action or objective,
    "" from a plan itself. On a past day a plan that was then a draft is seen by those alone who see drafts.
    """
    key = f"{plan}__in" if plan else "pk__in"
    if actor.system or MembershipRole.AUDITOR in actor.reaches:
        return Q()
    coordinated = actor.reach(MembershipRole.COORDINATOR)
    if coordinated.everything:
        return Q()
    condition = Q(**{key: coordinated.plans})
    if may_read(actor):
        if moment.is_live:
            # A plain column of the plan that is joined anyway: databases would begin with a list of plans instead.
            condition |= ~Q(**{f"{plan}__state" if plan else "state": PlanState.DRAFT})
        else:
            published = as_known(Plan, moment).exclude(state=PlanState.DRAFT)
            condition |= Q(**{key: published.values("id")})
    return condition


def visible_plans(actor: Actor, moment: Moment) -> QuerySet[Plan]:
    """Return the plans that the actor may see, in their usual order."""
    return Plan.objects.filter(visible_q(actor, moment, plan=""))
